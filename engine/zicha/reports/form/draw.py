"""Draws a form: a sheet about the unit with the guide, one a category, what was seen, waivers."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from xlsxwriter.worksheet import Worksheet

from zicha.reports.form.asked import FormFor
from zicha.reports.form.content import NOTHING, Answer, Page, Question, content_of
from zicha.reports.form.journal import draw_observations, draw_waivers
from zicha.reports.form.paper import FREE, Paper, column_name
from zicha.reports.sheets import DONE, UNDER_WAY, height_of
from zicha.units.workbook.layout import ANSWERS
from zicha.words import say

WIDTHS = {
    "id": 12,
    "earliest": 11,
    "number": 5,
    "label": 25,
    "unit": 8,
    "answer": 14,
    "count": 7,
    "of": 7,
    "hint": 42,
    "method": 9,
    "evidence": 18,
    "date": 12,
    "note": 13,
}
"""Unit: characters."""
SMALLER = 1.1
"""How much more of a smaller letter fits."""
HIDDEN = ("id", "earliest")
COUNTS = ("count", "of")
MORE = ("evidence", "date", "note")
HEAD_ROW = 2
FIRST_ROW = HEAD_ROW + 1
GUIDE_LINES = 8


def form_workbook(asked: FormFor) -> bytes:
    """Return a form as an Excel workbook.

    Raises:
        InputError: the unit has a text that is too long for a cell.
    """
    content = content_of(asked)
    unit, lang = asked.unit, asked.lang
    file = "" if unit is None else unit.place.file
    paper = Paper(say(lang, "form.title"), asked.day, lang, file)
    first = Sheet(paper, content.unit, asked.day)
    others = [Sheet(paper, page, asked.day) for page in content.pages]
    kind = asked.edition.levels[asked.kind].to(lang)
    first.draw(say(lang, "form.heading", kind=kind))
    draw_guide(first, others)
    for sheet in others:
        sheet.draw(sheet.page.title)
    draw_observations(paper, content)
    draw_waivers(paper, content)
    return paper.finished()


class Sheet:
    """A sheet of questions. ``at``: the number of each of its columns, from 0."""

    def __init__(self, paper: Paper, page: Page, day: date | None) -> None:
        """Take a name, and as many columns as the questions need."""
        self.paper, self.page, self.day = paper, page, day
        self.sheet = paper.book.sheet(page.name)
        self.name = self.sheet.get_name()
        left_out = {
            *(() if any(q.has_counts for q in page.questions) else COUNTS),
            *(() if any(q.method for q in page.questions) else ("method",)),
        }
        columns = [column for column in ANSWERS.columns if column not in left_out]
        self.at = {column: number for number, column in enumerate(columns)}
        self.last_row = FIRST_ROW + len(page.questions) - 1

    def draw(self, title: str) -> None:
        """Draw the sheet."""
        paper, lang = self.paper, self.paper.lang
        sheet = self.sheet
        for column, number in self.at.items():
            is_hidden = {"hidden": True} if column in HIDDEN else {}
            sheet.set_column(number, number, WIDTHS[column], None, is_hidden)
            head = say(lang, f"form.head.{ANSWERS.name}.{column}")
            paper.put(sheet, (HEAD_ROW, number), head, "head")
        first = self.at["number"]
        paper.put(sheet, (0, first), title, "title")
        paper.put(sheet, (1, first), say(lang, "form.legend"), "about")
        sheet.set_row(0, 28)
        sheet.set_row(1, 20)
        sheet.set_row(HEAD_ROW, 22)
        number = 0
        for row, question in enumerate(self.page.questions, FIRST_ROW):
            number += not question.is_part
            self.draw_question(row, question, None if question.is_part else number)
        self.colour()
        self.finish()

    def draw_question(self, row: int, question: Question, number: int | None) -> None:
        """Draw one question."""
        for column, (value, look) in cells_of(question, number).items():
            if column in self.at:
                self.paper.put(self.sheet, (row, self.at[column]), value, look)
        if question.wanted is not NOTHING:
            self.allow(row, "answer", question)
        if question.has_counts:
            self.allow(row, "count", question)
            self.allow(row, "of", question)
        if question.has_more:
            self.allow(row, "date", question)
        self.sheet.set_row(row, height_of(texts_of(question)))

    def allow(self, row: int, column: str, question: Question) -> None:
        """Let only what fits be typed in a cell."""
        wanted = question.wanted if column == "answer" else FREE[column]
        area = (row, self.at[column], row, self.at[column])
        self.paper.allow(self.sheet, area, wanted)

    def cell(self, column: str, row: int = FIRST_ROW) -> str:
        """Return a cell in a formula that holds for every row."""
        return f"${column_name(self.at[column])}{row + 1}"

    def column(self, column: str) -> str:
        """Return all cells of a column in a formula of another sheet."""
        name = f"'{self.name}'!"
        first, last = FIRST_ROW + 1, self.last_row + 1
        letters = column_name(self.at[column])
        return f"{name}${letters}${first}:${letters}${last}"

    def colour(self) -> None:
        """Colour answers by whether they are there and still count."""
        for first, last in self.runs():
            answered = f'{self.cell("answer", first)}<>""'
            if COUNTS[0] in self.at:
                count, of = (self.cell(column, first) for column in COUNTS)
                answered = f'OR({answered},AND({count}<>"",{of}<>""))'
            todo = f"=OR(NOT({answered}),{self.is_stale(first)})"
            answers = (first, self.at["answer"], last, self.at["answer"])
            days = (first, self.at["date"], last, self.at["date"])
            self.when(answers, todo, UNDER_WAY)
            self.when(answers, f"={answered}", DONE)
            self.when(days, f"={self.is_stale(first)}", UNDER_WAY)

    def is_stale(self, row: int) -> str:
        """Return the formula that says whether the value of a row counts no longer, or not yet."""
        day, earliest = self.cell("date", row), self.cell("earliest", row)
        old = f'AND({day}<>"",{earliest}<>"",{day}<{earliest})'
        if self.day is None:
            return old
        today = f"DATE({self.day.year},{self.day.month},{self.day.day})"
        return f'OR({old},AND({day}<>"",{day}>{today}))'

    def when(self, area: tuple[int, int, int, int], formula: str, colour: str) -> None:
        """Colour cells where a formula holds."""
        form = self.paper.book.colour(colour)
        rule = {"type": "formula", "criteria": formula, "format": form, "stop_if_true": True}
        self.sheet.conditional_format(*area, rule)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield the first and last row of questions that stand together and need an answer."""
        rows = enumerate(self.page.questions, FIRST_ROW)
        for is_needed, run in groupby(rows, key=lambda pair: pair[1].is_needed):
            together = [row for row, _ in run]
            if is_needed:
                yield together[0], together[-1]

    def finish(self) -> None:
        """Keep the head in sight and on every page, and all but the answers from being changed."""
        sheet = self.sheet
        sheet.freeze_panes(FIRST_ROW, self.at["unit"])
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_header("&R&A")
        self.paper.guard(sheet)

    def progress(self) -> tuple[str, str]:
        """Return the formula of how many questions are answered, and what it comes to now."""
        answered = f'({self.column("answer")}<>"")'
        if COUNTS[0] in self.at:
            answered += "+" + "*".join(f'({self.column(column)}<>"")' for column in COUNTS)
        count = sum(is_answered(question) for question in self.page.questions)
        lang = self.paper.lang
        before, after = say(lang, "form.answered"), say(lang, "form.of_all", count=self.page.count)
        formula = f'="{before} "&SUMPRODUCT(--({answered}>0))&" {after}"'
        return formula, f"{before} {count} {after}"


def is_answered(question: Question) -> bool:
    """Return whether a question has an answer so far."""
    return question.answer is not None or question.count is not None


def cells_of(question: Question, number: int | None) -> dict[str, tuple[Answer, str]]:
    """Return what stands in each column of a question, and how it looks."""
    is_open = question.wanted is not NOTHING
    by_kind = {"text": "answer_text", "date": "answer_day"}
    count, of = question.count or (None, None)
    count_look = "answer" if question.has_counts else "grey"
    text, day = ("text", "day") if question.has_more else ("grey", "grey")
    return {
        "id": (question.id, "id"),
        "earliest": (question.earliest, "id_day"),
        "number": (number, "centre"),
        "label": (question.label, "part" if question.is_part else "plain"),
        "unit": (question.unit, "centre"),
        "answer": (
            question.answer,
            by_kind.get(question.wanted.kind, "answer") if is_open else "grey_centre",
        ),
        "count": (count, count_look),
        "of": (of, count_look),
        "hint": (question.hint, "small"),
        "method": (question.method, "centre"),
        "evidence": (question.evidence, text),
        "date": (question.day, day),
        "note": (question.note, text),
    }


def texts_of(question: Question) -> list[tuple[str, float]]:
    """Return the texts of a question that may take several lines, and the room of each."""
    answer = question.answer if isinstance(question.answer, str) else ""
    texts = {
        "label": question.label,
        "unit": question.unit,
        "answer": answer,
        "evidence": question.evidence or "",
        "note": question.note or "",
    }
    rooms = [(text, WIDTHS[column]) for column, text in texts.items()]
    return [*rooms, (question.hint, WIDTHS["hint"] * SMALLER)]


def draw_guide(first: Sheet, others: Sequence[Sheet]) -> None:
    """Draw below the questions about the unit how the form is filled in, and how far it is."""
    paper, sheet, lang = first.paper, first.sheet, first.paper.lang
    left, right = first.at["number"], first.at["note"]
    width = sum(WIDTHS[column] for column, number in first.at.items() if left <= number <= right)
    row = first.last_row + 2
    paper.put(sheet, (row, left), say(lang, "form.guide.title"), "subtitle")
    for line in range(1, GUIDE_LINES + 1):
        row += 1
        text = say(lang, f"form.guide.line{line}")
        sheet.merge_range(row, left, row, right, "", paper.book.look("guide"))
        paper.put(sheet, (row, left), text, "guide")
        sheet.set_row(row, height_of([(text, width)]))
    row += 2
    paper.put(sheet, (row, left), say(lang, "form.progress"), "subtitle")
    sheet.fit_to_pages(1, 1)
    for row, other in enumerate(others, row + 1):  # noqa: B020 - goes on from the row before
        draw_progress(sheet, row, first, other)


def draw_progress(sheet: Worksheet, row: int, first: Sheet, other: Sheet) -> None:
    """Draw how far another sheet is, with the way to it."""
    paper = first.paper
    target = f"internal:'{other.name}'!A1"
    sheet.write_url(row, first.at["label"], target, paper.book.look("link"), other.name)
    formula, value = other.progress()
    sheet.write_formula(row, first.at["hint"], formula, paper.book.look("about"), value)
