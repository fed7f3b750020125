"""The report on a screen of 80 columns: what a community worker can act on."""

from zicha.model.report import Gap, Report, ToVerify
from zicha.model.text import Lang
from zicha.reports.lines import grid, rule_line, wrapped
from zicha.words import say
from zicha.words.numbers import percent_text, shown_number

SHOWN_TO_VERIFY = 10


def head(report: Report, lang: Lang) -> list[str]:
    """Return the first lines: the unit, the score range, the counts."""
    unit = report.unit
    about = "  ".join(f"{label} {text}" for label, text in unit.attribute_texts)
    score = report.score
    lines = [
        say(lang, "table.title", name=unit.name),
        say(
            lang,
            "table.subtitle",
            kind=unit.kind_label,
            date=report.date.isoformat(),
            edition=report.edition_name,
        ),
    ]
    if about:
        lines += wrapped(about)
    lines.append(rule_line())
    if score.worst is None:
        lines.append(say(lang, "table.no_score"))
    else:
        lines.append(
            say(
                lang,
                "table.score",
                worst=percent_text(score.worst),
                best=percent_text(score.best),
                gaps=len(report.gaps),
                verify=len(report.to_verify),
            )
        )
        lines += wrapped(say(lang, "table.score_meaning"))
    if report.waivers:
        worst, best = report.without_waivers
        lines.append(
            say(lang, "table.without_waivers", worst=percent_text(worst), best=percent_text(best))
        )
    counts = "  ".join(f"{say(lang, f'verdict.{word}')} {n}" for word, n in report.counts.items())
    lines += wrapped(counts)
    return lines


def gap_lines(gap: Gap, number: int, lang: Lang) -> list[str]:
    """Return the measure for one gap: what to do, who, by when, by which source."""
    source = say(
        lang,
        "table.source",
        cite=gap.source.cite,
        edition=gap.source.edition_label,
        confidence=gap.source.confidence_label,
    )
    who = say(
        lang,
        "table.who",
        owner=gap.owner,
        level=say(lang, f"level.{gap.level}"),
        due=gap.due.isoformat(),
        points=shown_number(gap.points_together),
    )
    indent = " " * 4
    first = wrapped(f"{number}. {gap.remedy}", hanging=indent)
    return [*first, *wrapped(who, indent=indent), *wrapped(source, indent=indent)]


def gaps_section(report: Report, lang: Lang) -> list[str]:
    """Return the gaps in order: a table of what is missing, then what to do about each."""
    if not report.gaps:
        return ["", say(lang, "table.no_gaps")]
    rows = [
        (str(n), gap.indicator, gap.label, gap.required_text, gap.actual_text, gap.shortfall_text)
        for n, gap in enumerate(report.gaps, 1)
    ]
    headers = [
        say(lang, f"column.{name}")
        for name in ("number", "indicator", "problem", "required", "actual", "shortfall")
    ]
    lines = ["", say(lang, "table.gaps", count=len(report.gaps))]
    lines += grid(rows, headers, (None, None, 18, 13, 11, 11))
    lines += ["", say(lang, "table.measures")]
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
    lines = ["", say(lang, "table.verify", count=len(report.to_verify))]
    lines += grid(rows, headers, (20, 35, 6, None))
    left = len(report.to_verify) - len(shown)
    return [*lines, say(lang, "table.more", count=left)] if left else lines


def rest_section(report: Report, lang: Lang) -> list[str]:
    """Return waivers, conclusions and hints, and where the report comes from."""
    lines: list[str] = []
    for waiver in report.waivers:
        text = say(
            lang,
            "table.waiver",
            indicator=waiver.indicator,
            name=waiver.indicator_name,
            state=say(lang, f"waiver.{waiver.state}"),
            reason=waiver.reason,
            approved_by=waiver.approved_by,
            expires=waiver.expires.isoformat(),
            gaps=len(waiver.gaps),
        )
        lines += wrapped(text)
    for conclusion in report.conclusions:
        holds = {True: "true", False: "false", None: "open"}[conclusion.holds]
        text = say(
            lang, "table.conclusion", label=conclusion.label, holds=say(lang, f"holds.{holds}")
        )
        lines += wrapped(text)
    for hint in report.hints:
        lines += wrapped(say(lang, "table.hint", message=hint.message))
    return ["", *lines] if lines else []


def foot(report: Report, lang: Lang) -> list[str]:
    """Return the last lines: how far the edition can be trusted, and what judged."""
    judged = say(
        lang,
        "table.judged",
        engine=say(lang, f"engine.{report.engine}"),
        version=report.version,
        edition=report.edition_digest[:12],
        facts=report.facts_digest[:12],
    )
    return [rule_line(), *wrapped(report.edition_warning), *wrapped(judged)]


def report_table(report: Report) -> str:
    """Return the report for a screen: score range and count of gaps, gaps, what to verify."""
    lang = report.lang
    lines = [
        *head(report, lang),
        *gaps_section(report, lang),
        *verify_section(report, lang),
        *rest_section(report, lang),
        *foot(report, lang),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"
