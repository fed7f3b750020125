"""The report as Markdown, in the order that the field's own reports use."""

from collections.abc import Iterable, Sequence

from zicha.model.facts import LEVELS
from zicha.model.report import Report, ToVerify
from zicha.model.text import Lang
from zicha.reports import phrases
from zicha.reports.tabulated import tabulated
from zicha.words import say
from zicha.words.numbers import shown_number


def cell(text: str) -> str:
    """Return a text that stays within its cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def table_of(rows: Iterable[Sequence[str]], headers: Sequence[str]) -> str:
    """Return a Markdown table."""
    return tabulated([[cell(text) for text in row] for row in rows], headers, "github")


def table(rows: Sequence[Sequence[str]], names: Sequence[str], lang: Lang) -> str:
    """Return a Markdown table with the columns ``names``."""
    return table_of(rows, [say(lang, f"column.{name}") for name in names])


def unit_section(report: Report) -> list[str]:
    """Return what the unit is."""
    lang = report.lang
    lines = [f"## {say(lang, 'markdown.unit')}", ""]
    entries = [(report.unit.kind_label, report.unit.name), *report.unit.attribute_texts]
    lines += [f"- {say(lang, 'table.about', label=name, value=text)}" for name, text in entries]
    return lines


def state_section(report: Report) -> list[str]:
    """Return the vetoes, the score range, counts, and each category."""
    lang = report.lang
    lines = [f"## {say(lang, 'markdown.state')}", ""]
    for veto in phrases.vetoes(report):
        lines += [f"**{veto}**", ""]
    score = report.score
    if score.worst is None:
        lines.append(say(lang, "table.no_score"))
    else:
        lines.append(f"**{phrases.standing(report)}**")
    for text in phrases.meaning(report):
        lines += ["", text]
    verdicts = tuple(report.counts)
    rows = [
        [
            c.code,
            c.name,
            phrases.score_range(c.score, lang),
            *(str(c.counts[v]) for v in verdicts),
        ]
        for c in report.categories
    ]
    headers = [say(lang, f"column.{n}") for n in ("category", "name", "score")]
    headers += [say(lang, f"verdict.{v}") for v in verdicts]
    total = [
        "",
        say(lang, "column.total"),
        phrases.score_range(score, lang),
        *(str(report.counts[v]) for v in verdicts),
    ]
    return [*lines, "", table_of([*rows, total], headers)]


def gaps_section(report: Report) -> list[str]:
    """Return the gaps, grouped by who must act, each with its requirement and source."""
    lang = report.lang
    lines = [f"## {say(lang, 'markdown.gaps')}", ""]
    if not report.gaps:
        return [*lines, phrases.no_gaps(report.counts["open"], lang)]
    numbered = list(enumerate(report.gaps, 1))
    for level in LEVELS:
        mine = [(n, gap) for n, gap in numbered if gap.level == level]
        if not mine:
            continue
        title = say(lang, "markdown.by_level", level=say(lang, f"level.{level}"), count=len(mine))
        rows = [phrases.gap_row(n, gap, lang) for n, gap in mine]
        lines += [f"### {title}", "", table(rows, phrases.GAP, lang), ""]
    return lines[:-1]


def measures_section(report: Report) -> list[str]:
    """Return what to do about each gap, who, by when, and what it adds."""
    lang = report.lang
    lines = [f"## {say(lang, 'markdown.measures')}", ""]
    if not report.gaps:
        return [*lines, say(lang, "markdown.none")]
    rows = [
        (
            str(n),
            gap.label,
            gap.remedy,
            gap.owner,
            gap.due.isoformat(),
            shown_number(gap.points_together),
        )
        for n, gap in enumerate(report.gaps, 1)
    ]
    names = ("number", "problem", "measure", "owner", "due", "gain")
    return [*lines, say(lang, "points.gain"), "", table(rows, names, lang)]


def why_open(entry: ToVerify, lang: Lang) -> str:
    """Return why a fact is to be verified, with what was stated last."""
    why = say(lang, f"why.{entry.reason}")
    return say(lang, "verify.label", label=why, last=entry.last) if entry.last else why


def verify_section(report: Report) -> list[str]:
    """Return every fact to be verified."""
    lang = report.lang
    lines = [f"## {say(lang, 'markdown.verify')}", ""]
    if not report.to_verify:
        return [*lines, say(lang, "markdown.none")]
    rows = [
        (
            entry.label,
            entry.hint,
            why_open(entry, lang),
            say(lang, "value.joint").join(entry.concerns),
            shown_number(entry.points),
        )
        for entry in report.to_verify
    ]
    names = ("fact", "how", "why", "indicator", "at_stake")
    return [*lines, say(lang, "points.at_stake"), "", table(rows, names, lang)]


def listed(title: str, lines: Iterable[str]) -> list[str]:
    """Return a section with a list, or nothing where the list is empty."""
    entries = [f"- {line}" for line in lines]
    return ["", f"## {title}", "", *entries] if entries else []


def rest_sections(report: Report) -> list[str]:
    """Return waivers, conclusions and hints, as far as there are any."""
    lang = report.lang
    waivers = [phrases.waiver(each, lang) for each in report.waivers]
    conclusions = [phrases.conclusion(each, lang) for each in report.conclusions]
    return [
        *listed(say(lang, "markdown.waivers"), waivers),
        *listed(say(lang, "markdown.conclusions"), conclusions),
        *listed(say(lang, "markdown.hints"), [hint.message for hint in report.hints]),
    ]


def origin_section(report: Report) -> list[str]:
    """Return how far the edition can be trusted, and what judged."""
    lang = report.lang
    return [
        "",
        f"## {say(lang, 'markdown.origin')}",
        "",
        report.edition_warning,
        "",
        phrases.judged(report),
    ]


def report_markdown(report: Report) -> str:
    """Return the whole report as Markdown."""
    lang = report.lang
    rows = [phrases.indicator_row(indicator, lang) for indicator in report.indicators]
    annex = table(rows, ("indicator", "name", "verdict", "grade", "reason"), lang)
    lines = [
        f"# {say(lang, 'table.title', name=report.unit.name)}",
        "",
        phrases.subtitle(report),
        "",
        *unit_section(report),
        "",
        *state_section(report),
        "",
        *gaps_section(report),
        "",
        *measures_section(report),
        "",
        *verify_section(report),
        *rest_sections(report),
        "",
        f"## {say(lang, 'markdown.all')}",
        "",
        annex,
        *origin_section(report),
    ]
    return "\n".join(lines) + "\n"
