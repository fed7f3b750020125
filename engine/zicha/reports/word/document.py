"""The report in the form of an official document, in the order that the field's reports use."""

from collections import Counter
from collections.abc import Iterator, Sequence

from zicha.model.facts import LEVELS
from zicha.model.report import IndicatorShown, Report, ToVerify
from zicha.model.text import Lang
from zicha.reports import phrases
from zicha.reports.lines import width_of
from zicha.reports.word.fields import day_text
from zicha.reports.word.paper import Paper
from zicha.reports.word.style import (
    ANNEX,
    FIRST,
    LIST,
    NOTE,
    SECOND,
    SIGNATURE,
    TITLE,
)
from zicha.reports.word.table import Column, Grid
from zicha.words import say
from zicha.words.numbers import shown_number
from zicha.words.sources import cited

NARROW = 1.3
"""A column of this share or less is centred."""
FIRST_TO_VERIFY = 20
"""So many of what is to be verified stand in the report itself, the rest in an annex."""
NAMED = 40
"""So many indicators graded A are named in a sentence; of more the categories are."""
GAP_SHARES = (0.6, 0.9, 4.0, 2.5, 2.1, 2.0)
VERDICT_SHARES = (0.8, 1.4)
"""Of a column of a grade, and of one that a word is over."""
TITLE_ROOM = 40
"""A longer title stands in two lines, the name in one of them. Unit: columns of a screen."""
USES_A_ROW = 25
"""A row is never split over pages: it holds no more of what is cited than a page takes."""


class ReportPaper(Paper):
    """The report in the making."""

    def __init__(self, report: Report) -> None:
        """Begin an empty document in its form."""
        super().__init__(report.lang)
        self.report = report

    def phrase(self, key: str, **args: object) -> str:
        """Return a sentence of the report."""
        return say(self.lang, f"word.{key}", **args)

    def table(self, names: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]) -> None:
        """Add a table; narrow columns are centred."""
        self.rows(self.columns(names), rows)

    def columns(self, names: Sequence[tuple[str, float]]) -> list[Column]:
        """Return the columns of those names and shares."""
        return [Column(say(self.lang, f"column.{n}"), share, share <= NARROW) for n, share in names]


def unit_section(paper: ReportPaper) -> None:
    """Write what the unit is, and by what it was judged."""
    report = paper.report
    unit = report.unit
    paper.write(say(paper.lang, "markdown.unit"), FIRST)
    each = [
        # A choice says by itself what it is about.
        text if isinstance(value, str) else paper.phrase("attribute", label=label, value=text)
        for value, (label, text) in zip(unit.attributes.values(), unit.attribute_texts, strict=True)
    ]
    attributes = (
        paper.phrase("attributes", attributes=paper.phrase("joint").join(each)) if each else ""
    )
    intro = {"name": unit.name, "kind": unit.kind_label, "id": unit.id, "attributes": attributes}
    paper.write(paper.phrase("intro", **intro))
    day, count = day_text(report.date, paper.lang), len(report.indicators)
    paper.write(paper.phrase("scope", day=day, edition=report.edition_name, count=count))
    paper.write(paper.phrase("warning", warning=report.edition_warning))


def state_section(paper: ReportPaper) -> None:
    """Write the score, the categories, what is up to standard, and what is concluded."""
    paper.write(say(paper.lang, "markdown.state"), FIRST)
    paper.write(paper.phrase("overall"), SECOND)
    for sentence in phrases.score(paper.report):
        paper.write(sentence)
    paper.write(paper.phrase("by_category"), SECOND)
    categories_table(paper)
    paper.write(paper.phrase("standard"), SECOND)
    standard(paper)
    paper.write(paper.phrase("concluded"), SECOND)
    lines = phrases.conclusions(paper.report)
    for line in lines:
        paper.write(say(paper.lang, "decided.sentence", text=line))
    if not lines:
        paper.write(paper.phrase("no_conclusion"))


def categories_table(paper: ReportPaper) -> None:
    """Write the score and the verdicts of each category."""
    lang, report = paper.lang, paper.report
    verdicts = tuple(report.counts)
    heads = [
        Column(say(lang, "column.category"), 4.2),
        Column(say(lang, "column.score"), 3, centred=True),
        *(
            Column(say(lang, f"verdict.{verdict}"), VERDICT_SHARES[len(verdict) > 1], centred=True)
            for verdict in verdicts
        ),
    ]
    rows = [
        [
            f"{each.code} {each.name}",
            phrases.score_range(each.score, lang),
            *(str(each.counts[verdict]) for verdict in verdicts),
        ]
        for each in report.categories
    ]
    total = [str(report.counts[verdict]) for verdict in verdicts]
    rows.append([say(lang, "column.total"), phrases.score_range(report.score, lang), *total])
    paper.rows(heads, rows)


def standard(paper: ReportPaper) -> None:
    """Write the indicators graded A, and what else is known to be met."""
    indicators = paper.report.indicators
    passed = [each for each in indicators if each.verdict == "A"]
    paper.write(passed_text(paper, passed))
    rows = [
        [indicator.code, item.label, item.required_text, item.actual_text]
        for indicator in indicators
        for item in indicator.items
        if item.outcome == "met" and indicator.verdict != "A"
    ]
    if not rows:
        if any(each.verdict not in ("A", "not_applicable") for each in indicators):
            paper.write(paper.phrase("met_none"))
        return
    paper.write(paper.phrase("met", count=len(rows)))
    paper.table((("indicator", 1), ("item", 4), ("required", 3), ("actual", 2)), rows)


def passed_text(paper: ReportPaper, passed: Sequence[IndicatorShown]) -> str:
    """Return the indicators graded A: by name, or how many of each category where they are many."""
    if not passed:
        return paper.phrase("passed_none")
    if len(passed) <= NAMED:
        names = say(paper.lang, "value.joint").join(f"{i.code} {i.name}" for i in passed)
        return paper.phrase("passed", count=len(passed), names=names)
    counts = Counter(each.category for each in passed)
    each = [
        paper.phrase("passed_of", category=f"{c.code} {c.name}", count=counts[c.code])
        for c in paper.report.categories
        if counts[c.code]
    ]
    names = paper.phrase("joint").join(each)
    return paper.phrase("passed_many", count=len(passed), names=names, annex=1)


def gaps_section(paper: ReportPaper) -> None:
    """Write the gaps by who can mend them, each with its requirement, its source beneath."""
    lang, gaps = paper.lang, list(enumerate(paper.report.gaps, 1))
    paper.write(say(lang, "markdown.gaps"), FIRST)
    if not gaps:
        paper.write(phrases.no_gaps(paper.report.counts["open"], lang))
        return
    paper.write(paper.phrase("gaps", count=len(gaps)))
    groups = [(level, [pair for pair in gaps if pair[1].level == level]) for level in LEVELS]
    for at, (level, mine) in enumerate(((n, g) for n, g in groups if g), 1):
        title = {"number": say(lang, f"number.{at}"), "level": say(lang, f"level.{level}")}
        paper.write(paper.phrase("by_level", **title, count=len(mine)), SECOND)
        rows = [phrases.gap_row(number, gap, lang) for number, gap in mine]
        columns = paper.columns(tuple(zip(phrases.GAP[:-1], GAP_SHARES, strict=True)))
        sources = [say(lang, "table.source", source=row[-1]) for row in rows]
        paper.add(Grid(columns, [row[:-1] for row in rows], beneath=sources))


def measures_section(paper: ReportPaper) -> None:
    """Write what to do about each gap, who, and by when."""
    lang, gaps = paper.lang, paper.report.gaps
    paper.write(say(lang, "markdown.measures"), FIRST)
    if not gaps:
        paper.write(say(lang, "markdown.none"))
        return
    paper.write(paper.phrase("measures"))
    rows = [
        [
            str(number),
            gap.label,
            gap.remedy,
            gap.owner,
            day_text(gap.due, lang, "day_lines"),
            shown_number(gap.points_together),
        ]
        for number, gap in enumerate(gaps, 1)
    ]
    names = (
        ("number", 0.6),
        ("problem", 2.2),
        ("measure", 5.4),
        ("owner", 1.6),
        ("due", 1.9),
        ("gain", 1.15),
    )
    paper.table(names, rows)


def verify_table(paper: ReportPaper, entries: Sequence[ToVerify], begin: int) -> None:
    """Write facts to be verified, numbered on from ``begin``."""
    lang = paper.lang
    rows = [
        [
            str(number),
            # The column of indicators is for their codes: too narrow for words.
            "\n".join((entry.label, *entry.conclusion_labels)),
            entry.hint,
            say(lang, f"why.{entry.reason}") + (f"\n{entry.last}" if entry.last else ""),
            "\n".join(entry.indicators),
            shown_number(entry.points),
        ]
        for number, entry in enumerate(entries, begin)
    ]
    names = (
        ("number", 0.7),
        ("fact", 2.8),
        ("how", 5.2),
        ("why", 1.0),
        ("indicator", 1.0),
        ("at_stake", 1.25),
    )
    paper.table(names, rows)


def verify_section(paper: ReportPaper) -> None:
    """Write what is to be verified: what has most at stake here, the rest in an annex."""
    entries = paper.report.to_verify
    paper.write(say(paper.lang, "markdown.verify"), FIRST)
    if not entries:
        paper.write(say(paper.lang, "markdown.none"))
        return
    rest = len(entries) - FIRST_TO_VERIFY
    more = (
        paper.phrase("verify_rest", shown=FIRST_TO_VERIFY, rest=rest, annex=3) if rest > 0 else ""
    )
    paper.write(paper.phrase("verify", points=say(paper.lang, "points.at_stake")) + more)
    verify_table(paper, entries[:FIRST_TO_VERIFY], 1)


def annex_names(report: Report) -> list[str]:
    """Return the annexes of a report in order."""
    more = ["annex_verify"] if len(report.to_verify) > FIRST_TO_VERIFY else []
    return ["annex_indicators", "annex_sources", *more, "annex_origin"]


def closing(paper: ReportPaper) -> None:
    """Write the list of annexes, then who reports, and the day."""
    paper.write(paper.phrase("annexes"), LIST)
    for number, name in enumerate(annex_names(paper.report), 1):
        paper.write(paper.phrase("annex_name", number=number, name=paper.phrase(name)), LIST)
    paper.write("", LIST)
    paper.write(paper.report.unit.name, SIGNATURE)
    paper.write(day_text(paper.report.date, paper.lang), SIGNATURE)


def indicators_annex(paper: ReportPaper) -> None:
    """Write every indicator with its verdict."""
    names = (
        ("indicator", 1),
        ("name", 5),
        ("verdict", 1.3),
        ("grade", 1.3),
        ("reason", 3.5),
    )
    paper.table(
        names, [phrases.indicator_row(each, paper.lang) for each in paper.report.indicators]
    )


def sources_of(report: Report) -> dict[tuple[str, str, str], dict[str, list[str]]]:
    """Return what is cited, by work, edition and confidence, with the indicators it is used for."""
    found: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for indicator in report.indicators:
        for source in (item.source for item in indicator.items):
            work = (source.work, source.edition_label, source.confidence_label)
            codes = found.setdefault(work, {}).setdefault(source.cite, [])
            if indicator.code not in codes:
                codes.append(indicator.code)
    return found


def source_rows(report: Report, lang: Lang) -> Iterator[list[str]]:
    """Yield what is cited as rows; a work that is cited often takes several."""
    joint = say(lang, "value.joint")
    for work, cites in sources_of(report).items():
        uses = [
            say(lang, "page.aside", text=cited(cite, lang), aside=joint.join(codes))
            for cite, codes in cites.items()
        ]
        for at in range(0, len(uses), USES_A_ROW):
            yield [*work, say(lang, "because.joint").join(uses[at : at + USES_A_ROW])]


def sources_annex(paper: ReportPaper) -> None:
    """Write every source: what is cited, of which edition, how far it can be trusted."""
    names = (("work", 3.2), ("edition", 1.2), ("confidence", 1.2), ("used_for", 6.2))
    paper.table(names, list(source_rows(paper.report, paper.lang)))


def origin_annex(paper: ReportPaper) -> None:
    """Write how far the edition can be trusted, what judged, and what is worth a look."""
    report, lang = paper.report, paper.lang
    paper.write(report.edition_warning)
    paper.write(phrases.judged(report), LIST)  # digests would be drawn apart
    for hint in report.hints:
        paper.write(say(lang, "table.hint", message=hint.message))


def annexes(paper: ReportPaper) -> None:
    """Write the annexes, each on a page of its own."""
    writers = {
        "annex_indicators": indicators_annex,
        "annex_sources": sources_annex,
        "annex_verify": rest_annex,
        "annex_origin": origin_annex,
    }
    for number, name in enumerate(annex_names(paper.report), 1):
        head = paper.document.add_paragraph(paper.phrase("annex", number=number), ANNEX)
        head.paragraph_format.page_break_before = True
        paper.write(paper.phrase(name), TITLE)
        writers[name](paper)


def rest_annex(paper: ReportPaper) -> None:
    """Write what else is to be verified."""
    verify_table(paper, paper.report.to_verify[FIRST_TO_VERIFY:], FIRST_TO_VERIFY + 1)


def report_word(report: Report) -> bytes:
    """Return the report as a Word document."""
    paper = ReportPaper(report)
    title = paper.phrase("title", name=report.unit.name)
    lines = paper.phrase("title_lines", name=report.unit.name)
    paper.write(lines if width_of(title) > TITLE_ROOM else title, TITLE)
    paper.write(phrases.subtitle(report), NOTE)
    paper.write("")
    unit_section(paper)
    state_section(paper)
    gaps_section(paper)
    measures_section(paper)
    verify_section(paper)
    closing(paper)
    annexes(paper)
    return paper.finished(title, report.unit.name, report.date)
