"""The first sheet of the workbook: the score, the nine categories as a table and a chart."""

from zicha.model.report import Report
from zicha.reports import phrases
from zicha.reports.sheets import Book, Look, Page
from zicha.words import say

WIDTHS = (18, 38, 9, 9, 9, 7, 7, 7, 7, 7, 8, 7)
CHART = {"width": 900, "height": 380}


def about(page: Page, report: Report) -> None:
    """Write what was judged and how it stands."""
    lang = report.lang
    page.across(say(lang, "table.title", name=report.unit.name), "title", 30)
    page.across(phrases.subtitle(report), "note", 18)
    for label, text in report.unit.attribute_texts:
        page.pair(label, text)
    for veto in phrases.vetoes(report):
        page.pair(say(lang, "page.conclusions"), veto)
    exact = phrases.is_exact(report.score)
    label = say(lang, "page.score_exact" if exact else "page.score")
    page.pair(label, phrases.score_range(report.score, lang))
    for text in (*phrases.meaning(report), *phrases.without_waivers(report)):
        page.pair("", text)
    for name, listed in (("gaps", report.gaps), ("verify", report.to_verify)):
        page.pair(say(lang, f"page.{name}"), say(lang, "sheet.entries", count=len(listed)))
    page.row += 1


def categories(page: Page, report: Report) -> tuple[int, int]:
    """Write the categories, and return their first and last row."""
    lang, verdicts = report.lang, tuple(report.counts)
    names = ("category", "name", "worst", "best", "width")
    heads = [say(lang, f"column.{name}") for name in names]
    heads += [say(lang, f"verdict.{verdict}") for verdict in verdicts]
    page.line(heads, ["head"] * len(heads))
    first = page.row
    looks: list[Look] = ["code", "text", "score", "score", "score"]
    looks += ["centre" for _ in verdicts]
    for each in report.categories:
        counts = [each.counts[verdict] for verdict in verdicts]
        score = each.score
        page.line(
            [each.code, each.name, score.worst, score.best, phrases.width(score), *counts], looks
        )
    last = page.row - 1
    counts = [report.counts[verdict] for verdict in verdicts]
    score = report.score
    total = ["", say(lang, "column.total"), score.worst, score.best, phrases.width(score), *counts]
    page.line(total, looks)
    return first, last


def chart(page: Page, report: Report, first: int, last: int) -> None:
    """Draw the score range of each category: what is sure, and what is still open."""
    lang, name = report.lang, page.sheet.get_name()
    drawn = page.book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, word, colour in ((2, "sure", "#2F75B5"), (4, "undecided", "#BDD7EE")):
        drawn.add_series(
            {
                "name": say(lang, f"chart.{word}"),
                "categories": [name, first, 1, last, 1],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    drawn.set_title({"name": say(lang, "page.categories"), "name_font": {"size": 12}})
    drawn.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    drawn.set_x_axis({"min": 0, "max": 100, "num_format": "0", "label_position": "low"})
    drawn.set_legend({"position": "bottom"})
    drawn.set_size(CHART)
    page.row += 1
    page.sheet.insert_chart(page.row, 0, drawn, {"description": say(lang, "page.categories")})
    page.row += 20


def notes(page: Page, report: Report) -> None:
    """Write conclusions, waivers, hints, and how far the edition can be trusted."""
    lang = report.lang
    for text in phrases.concluded(report):
        page.pair(say(lang, "page.conclusions"), text)
    for each in report.waivers:
        page.pair(say(lang, "page.waivers"), phrases.waiver(each, lang))
    for hint in report.hints:
        page.pair(say(lang, "page.hints"), hint.message)
    page.pair(say(lang, "page.origin"), report.edition_warning)
    page.pair("", phrases.judged(report))


def summary_sheet(book: Book, report: Report) -> None:
    """Write the first sheet."""
    sheet = book.sheet(say(report.lang, "sheet.summary"), landscape=False)
    page = Page(book, sheet, WIDTHS)
    about(page, report)
    first, last = categories(page, report)
    chart(page, report, first, last)
    notes(page, report)
