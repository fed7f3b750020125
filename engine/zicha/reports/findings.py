"""Findings of a check of rules: as lines, as JSON, as SARIF for editors and code review."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import zicha
from zicha.errors import Place, Problem, Severity
from zicha.model.findings import Ignored
from zicha.model.text import Lang
from zicha.reports.plain import Json, json_text
from zicha.words import say
from zicha.words.problems import problem_hint, problem_message, problem_said

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
SARIF_LANGUAGES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found, what was set aside, and the language to say it in."""

    problems: Sequence[Problem]
    ignored: Sequence[Ignored]
    lang: Lang

    def all(self) -> Iterator[tuple[Problem, Ignored | None]]:
        """Yield every finding in the order of places, with the leave that sets it aside."""
        standing = [(each, None) for each in self.problems]
        aside = [(each.problem, each) for each in self.ignored]
        yield from sorted([*standing, *aside], key=lambda pair: (pair[0].place, pair[0].code))


def findings_text(findings: Findings) -> str:
    """Return one line a finding, and what there is in all."""
    lang = findings.lang
    lines = []
    for found, leave in findings.all():
        args = {"place": found.place, "code": found.code}
        if leave is None:
            severity = say(lang, f"severity.{found.severity}")
            said = problem_said(found, lang)
            lines.append(say(lang, "lint.line", severity=severity, said=said, **args))
        else:
            message, reason = problem_message(found, lang), leave.reason
            lines.append(say(lang, "lint.ignored", message=message, reason=reason, **args))
    counts = Counter(found.severity for found in findings.problems)
    lines.append(
        say(
            lang,
            "lint.count",
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            hints=counts[Severity.HINT],
            ignored=len(findings.ignored),
        )
    )
    return "\n".join(lines) + "\n"


def findings_json(findings: Findings) -> str:
    """Return the findings as a JSON array; ``ignored`` is the reason of one that is set aside."""
    return json_text([finding_plain(each, aside, findings.lang) for each, aside in findings.all()])


def finding_plain(found: Problem, leave: Ignored | None, lang: Lang) -> Json:
    """Return one finding as JSON carries it."""
    return {
        "code": found.code,
        "severity": str(found.severity),
        "file": found.place.file,
        "line": found.place.line,
        "column": found.place.column,
        "message": problem_message(found, lang),
        "hint": problem_hint(found, lang),
        "example": None,
        "ignored": None if leave is None else leave.reason,
    }


def findings_sarif(findings: Findings) -> str:
    """Return the findings as a SARIF log.

    Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
    """
    codes = sorted({found.code for found, _ in findings.all()})
    driver: Json = {
        "name": "zicha",
        "version": zicha.__version__,
        "rules": [{"id": code} for code in codes],
    }
    results: list[Json] = [
        sarif_result(found, leave, codes, findings.lang) for found, leave in findings.all()
    ]
    run: Json = {
        "tool": {"driver": driver},
        "language": SARIF_LANGUAGES[findings.lang],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json_text({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def sarif_result(found: Problem, leave: Ignored | None, codes: list[str], lang: Lang) -> Json:
    """Return one finding as a SARIF result."""
    result: dict[str, Json] = {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": SARIF_LEVELS[found.severity],
        "message": {"text": problem_said(found, lang)},
        "locations": [{"physicalLocation": sarif_location(found.place)}],
    }
    if leave is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": leave.reason}]
    return result


def sarif_location(place: Place) -> Json:
    """Return a place as SARIF has it: lines and columns count from 1 there, too."""
    location: dict[str, Json] = {"artifactLocation": {"uri": quote(place.file.replace("\\", "/"))}}
    if place.line:
        region: dict[str, Json] = {"startLine": place.line}
        if place.column:
            region["startColumn"] = place.column
        location["region"] = region
    return location
