"""What stands behind each indicator of an edition, for a screen and for programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from zicha.errors import Place
from zicha.model.text import Lang, Text
from zicha.reports.grid import REST, WHOLE, grid
from zicha.reports.lines import wrapped
from zicha.reports.plain import Json
from zicha.words import say


@dataclass(frozen=True, slots=True)
class CoverageHole:
    """Something that is missing behind an indicator; ``what`` names its kind."""

    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What stands behind one indicator: its rule, and the ids of what the rule stands on.

    ``cases``: how many there are. ``sources``: the works that are cited, by their keys.
    """

    code: str
    name: Text
    rule: Place | None
    items: tuple[str, ...]
    facts: tuple[str, ...]
    cases: int
    sources: tuple[str, ...]
    holes: tuple[CoverageHole, ...]


def hole_text(hole: CoverageHole, lang: Lang) -> str:
    """Return what is missing, in words."""
    return say(lang, f"coverage.{hole.what}", detail=hole.detail)


def coverage_plain(rows: Sequence[CoverageRow]) -> list[Json]:
    """Return the matrix as JSON carries it."""
    return [
        {
            "code": row.code,
            "name": {"zh": row.name.zh, "en": row.name.en},
            "rule": None if row.rule is None else str(row.rule),
            "items": [*row.items],
            "facts": [*row.facts],
            "cases": row.cases,
            "sources": [*row.sources],
            "holes": [{"what": hole.what, "detail": hole.detail} for hole in row.holes],
        }
        for row in rows
    ]


def where(rule: Place | None) -> str:
    """Return the name of a rule's file, and its line."""
    return "—" if rule is None else f"{PurePath(rule.file).name}:{rule.line}"


def coverage_table(rows: Sequence[CoverageRow], lang: Lang) -> str:
    """Return the matrix as a table, and how many indicators have a hole."""
    joint, sentence = say(lang, "value.joint"), say(lang, "because.joint")
    cells = [
        (
            row.code,
            where(row.rule),
            str(len(row.items)),
            str(len(row.facts)),
            str(row.cases),
            joint.join(row.sources),
            sentence.join(hole_text(hole, lang) for hole in row.holes),
        )
        for row in rows
    ]
    names = ("indicator", "rule", "items", "facts", "cases", "sources", "holes")
    headers = [say(lang, f"coverage.{name}") for name in names]
    holes = sum(bool(row.holes) for row in rows)
    lines = [
        *grid(cells, headers, (WHOLE, 12, WHOLE, WHOLE, WHOLE, 16, REST)),
        *wrapped(say(lang, "coverage.sum", count=len(rows), holes=holes)),
    ]
    return "\n".join(lines) + "\n"
