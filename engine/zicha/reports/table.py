"""The report on a screen of 80 columns: what a community worker can act on."""

from zicha.model.audit import Audit
from zicha.model.report import Gap, Report, ToVerify
from zicha.model.text import Lang
from zicha.reports import phrases
from zicha.reports.grid import REST, WHOLE, grid
from zicha.reports.lines import rule_line, side_by_side, wrapped
from zicha.words import joined, say
from zicha.words.numbers import shown_number

SHOWN_TO_VERIFY = 10
NAMED = 8
"""Facts that are named in one sentence."""
INDENT = "    "


def title(report: Report, lang: Lang) -> list[str]:
    """Return the first lines: what was assessed, when, by which edition."""
    unit = report.unit
    about = [say(lang, "table.about", label=a, value=text) for a, text in unit.attribute_texts]
    return [
        *wrapped(say(lang, "table.title", name=unit.name)),
        *wrapped(phrases.subtitle(report)),
        *side_by_side(about),
        rule_line(),
    ]


def standing(report: Report, lang: Lang) -> list[str]:
    """Return where the unit stands: vetoes, the score range, the counts."""
    lines = [line for veto in phrases.vetoes(report) for line in wrapped(veto, hanging=INDENT)]
    is_scored = report.score.worst is not None
    lines.append(phrases.standing(report) if is_scored else say(lang, "table.no_score"))
    for text in phrases.meaning(report):
        lines += wrapped(text)
    lines += phrases.without_waivers(report)
    counts = [f"{say(lang, f'verdict.{word}')} {n}" for word, n in report.counts.items()]
    return [*lines, *side_by_side(counts)]


def gap_lines(gap: Gap, number: int, lang: Lang) -> list[str]:
    """Return the measure for one gap: what to do, who, by when, by which source."""
    entries = (
        say(lang, "table.owner", owner=gap.owner, level=say(lang, f"level.{gap.level}")),
        say(lang, "table.due", due=gap.due.isoformat()),
        say(lang, "table.worth", points=shown_number(gap.points_together)),
        say(lang, "table.source", source=phrases.source(gap.source, lang)),
    )
    first = wrapped(f"{number}. {gap.remedy}", hanging=INDENT)
    return [*first, *side_by_side(entries, indent=INDENT)]


def gaps_section(report: Report, lang: Lang) -> list[str]:
    """Return the gaps in order: a table of what is missing, then what to do about each."""
    if not report.gaps:
        return ["", *wrapped(phrases.no_gaps(report.counts["open"], lang))]
    rows = [
        (str(n), gap.indicator, gap.label, gap.required_text, gap.actual_text, gap.shortfall_text)
        for n, gap in enumerate(report.gaps, 1)
    ]
    headers = [
        say(lang, f"column.{name}")
        for name in ("number", "indicator", "problem", "required", "actual", "shortfall")
    ]
    lines = ["", say(lang, "table.gaps", count=len(report.gaps))]
    lines += grid(rows, headers, (WHOLE, WHOLE, REST, 14, 12, 12))
    lines += ["", *wrapped(say(lang, "table.measures"))]
    for number, gap in enumerate(report.gaps, 1):
        lines += gap_lines(gap, number, lang)
    return lines


def verify_row(entry: ToVerify, lang: Lang) -> tuple[str, str, str, str]:
    """Return one fact to be verified as a row."""
    reason = say(lang, f"why.{entry.reason}")
    label = (
        entry.label
        if entry.last is None
        else say(lang, "verify.label", label=entry.label, last=entry.last)
    )
    return label, entry.hint, reason, shown_number(entry.points)


def verify_section(report: Report, lang: Lang) -> list[str]:
    """Return the facts most worth finding out."""
    if not report.to_verify:
        return []
    shown = report.to_verify[:SHOWN_TO_VERIFY]
    rows = [verify_row(entry, lang) for entry in shown]
    headers = [say(lang, f"column.{name}") for name in ("fact", "how", "why", "at_stake")]
    lines = ["", *wrapped(say(lang, "table.verify", count=len(report.to_verify)))]
    lines += grid(rows, headers, (20, REST, 8, WHOLE))
    left = len(report.to_verify) - len(shown)
    lines += wrapped(say(lang, "table.more", count=left)) if left else []
    return [*lines, *uncounted(report, lang)]


def uncounted(report: Report, lang: Lang) -> list[str]:
    """Return what was stated and does not count, which else may stand below all that is shown."""
    found = [each for each in report.to_verify if each.last is not None]
    if not found:
        return []
    named = [
        say(lang, "table.stated", label=each.label, reason=say(lang, f"why.{each.reason}"))
        for each in found[:NAMED]
    ]
    key = "table.uncounted" if len(found) <= NAMED else "table.uncounted_more"
    return wrapped(say(lang, key, count=len(found), named=joined(named, lang)))


def conclusions_section(report: Report, lang: Lang) -> list[str]:
    """Return the conclusions by what became of them, those that hold first."""
    lines = [line for text in phrases.concluded(report) for line in wrapped(text, hanging=INDENT)]
    return ["", say(lang, "table.concluded"), *lines] if lines else []


def notes_section(report: Report, lang: Lang) -> list[str]:
    """Return waivers and hints."""
    lines: list[str] = []
    for waiver in report.waivers:
        text = phrases.waiver(waiver, lang)
        label = say(lang, "markdown.waivers")
        lines += wrapped(say(lang, "table.about", label=label, value=text), hanging=INDENT)
    for hint in report.hints:
        lines += wrapped(say(lang, "table.hint", message=hint.message), hanging=INDENT)
    return ["", *lines] if lines else []


def foot(judgement: Report | Audit) -> list[str]:
    """Return the last lines: how far the edition can be trusted, and what judged."""
    judged = phrases.judged(judgement, phrases.DIGITS)
    return [rule_line(), *wrapped(judgement.edition_warning), *wrapped(judged)]


def report_table(report: Report) -> str:
    """Return the report for a screen: score range and count of gaps, gaps, what to verify."""
    lang = report.lang
    lines = [
        *title(report, lang),
        *standing(report, lang),
        *gaps_section(report, lang),
        *verify_section(report, lang),
        *conclusions_section(report, lang),
        *notes_section(report, lang),
        *foot(report),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"
