"""The workbook of a form in the making: how its cells look, and what may be typed in them."""

from datetime import date, datetime, time
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from zicha.errors import InputError, Place, problem
from zicha.model.numbers import Number
from zicha.model.text import Lang
from zicha.reports.form.content import Answer, Wanted
from zicha.reports.sheets import BORDER, DAY, HEAD, MOST_CHARACTERS, Book, Form
from zicha.words import say
from zicha.words.numbers import plain_text

NO_DAY = date(2000, 1, 1)
"""The day of making of a form that has no day of its own, so that bytes repeat."""
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
LONGEST_LIST = 255
"""Characters of the choices that stand with a cell itself."""
MOST_DIGITS = 15
"""Excel keeps no more; a longer number is written as text, which is read exactly."""
LIMIT = 10**MOST_DIGITS
TESTS = {"int": "integer", "number": "decimal", "date": "date"}
SHOWN = 20
Area = tuple[int, int, int, int]
"""First row and column, last row and column, counted from 0."""

STILL_ALLOWED = dict.fromkeys(("format_columns", "format_rows", "sort", "autofilter"), True)
COUNT = Wanted("int", (), 0)
FREE = {"count": COUNT, "of": COUNT, "date": Wanted("date"), "fixed": Wanted("date")}
"""What may be typed beside an answer."""
CELL = {**BORDER, "text_wrap": True, "font_size": 10}
GREY = {"bg_color": "#F2F2F2", "font_color": "#595959"}
OPEN = {**CELL, "locked": False}
LOOKS: dict[str, Form] = {
    "title": {"bold": True, "font_size": 16},
    "about": {"font_size": 10},
    "guide": {"font_size": 10, "text_wrap": True},
    "subtitle": {"bold": True, "font_size": 12},
    "head": {**HEAD, "font_size": 10},
    "plain": CELL,
    "centre": {**CELL, "align": "center"},
    "part": {**CELL, "indent": 2},
    "small": {**CELL, "font_size": 9, "font_color": "#404040"},
    "grey": {**CELL, **GREY},
    "grey_centre": {**CELL, **GREY, "align": "center"},
    "answer": {**OPEN, "align": "center", "font_size": 11},
    "answer_text": {**OPEN, "align": "center", "font_size": 11, "num_format": "@"},
    "answer_day": {**OPEN, "align": "center", "font_size": 11, "num_format": DAY},
    "text": {**OPEN, "num_format": "@"},
    "day": {**OPEN, "align": "center", "num_format": DAY},
    "id": {"font_color": "#808080", "font_size": 8, "num_format": "@"},
    "id_day": {"font_color": "#808080", "font_size": 8, "num_format": DAY},
    "link": {"font_color": "#0563C1", "underline": 1, "font_size": 10},
}


class Paper:
    """A workbook that a form is drawn on."""

    def __init__(self, title: str, day: date | None, lang: Lang, file: str) -> None:
        """Begin; ``file`` is where a text comes from that Excel cannot hold."""
        self.book = Book(title, day or NO_DAY, lang, LOOKS)
        self.lang, self.file = lang, file
        self.lists: dict[tuple[str, ...], str] = {}

    def put(self, sheet: Worksheet, at: tuple[int, int], value: Answer, look: str) -> None:
        """Write one cell so that it is read back as it is.

        Raises:
            InputError: the text is longer than a cell can hold.
        """
        row, column = at
        form = self.book.look(look)
        match value:
            case None | "":
                sheet.write_blank(row, column, None, form)
            case date():
                sheet.write_datetime(row, column, datetime.combine(value, time()), form)
            case str():
                sheet.write_string(row, column, self.fitting(value), form)
            case _ if is_short(value):
                sheet.write_number(row, column, float(value), form)
            case _:
                sheet.write_string(row, column, number_text(value), form)

    def fitting(self, text: str) -> str:
        """Return a text that a cell can hold. Raises InputError where it is too long for one."""
        if len(text) > MOST_CHARACTERS:
            place, begin = Place(self.file), text[:SHOWN]
            found = problem("form-text-too-long", place, most=MOST_CHARACTERS, text=begin)
            raise InputError([found])
        return text

    def allow(self, sheet: Worksheet, area: Area, wanted: Wanted) -> None:
        """Let only what is wanted be typed in some cells, and say what that is."""
        rule = self.rule(wanted)
        if rule is not None:
            title = say(self.lang, "form.check.title")
            sheet.data_validation(*area, {**rule, "error_title": title})

    def rule(self, wanted: Wanted) -> dict[str, object] | None:
        """Return what Excel is told to check, and what it says then."""
        if wanted.kind in ("text", "nothing"):
            return None
        said = say(self.lang, f"form.check.{wanted.kind}")
        if wanted.unit:
            said += say(self.lang, "form.check.unit", unit=wanted.unit)
        if wanted.bounds:
            said += say(self.lang, "form.check.bounds", bounds=wanted.bounds)
        return {**self.test(wanted), "error_message": said}

    def test(self, wanted: Wanted) -> dict[str, object]:
        """Return the test of a cell."""
        if wanted.kind == "choice":
            return {"validate": "list", "source": self.choices(wanted.choices)}
        if wanted.kind == "date":
            ends: tuple[object, object] = (FIRST_DAY, LAST_DAY)
        else:
            low, high = wanted.low, wanted.high
            ends = (-LIMIT if low is None else bound(low), LIMIT if high is None else bound(high))
        minimum, maximum = ends
        return {
            "validate": TESTS[wanted.kind],
            "criteria": "between",
            "minimum": minimum,
            "maximum": maximum,
        }

    def choices(self, choices: tuple[str, ...]) -> list[str] | str:
        """Return choices as Excel takes them; many, or long ones, stand on a sheet of their own."""
        text = ",".join(choices)
        if len(text) <= LONGEST_LIST and text.count(",") == len(choices) - 1:
            return [*choices]
        if choices not in self.lists:
            column = len(self.lists)
            area = xl_range_abs(0, column, len(choices) - 1, column)
            self.lists[choices] = f"='{self.lists_name}'!{area}"
        return self.lists[choices]

    def guard(self, sheet: Worksheet) -> None:
        """Keep all but the cells to be filled in from being changed; there is no password."""
        sheet.protect(options=STILL_ALLOWED)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    @property
    def lists_name(self) -> str:
        """Return the name of the sheet of choices."""
        return say(self.lang, "form.sheet.lists")

    def finished(self) -> bytes:
        """Return the bytes of the workbook, with the choices on a hidden sheet at its end."""
        if self.lists:
            sheet = self.book.workbook.add_worksheet(self.lists_name)
            for column, choices in enumerate(self.lists):
                for row, choice in enumerate(choices):
                    sheet.write_string(row, column, choice)
            sheet.protect()
            sheet.hide()
        return self.book.finished()


def bound(number: Number) -> int | float:
    """Return a bound as Excel takes it."""
    return int(number) if number == int(number) else float(number)


def is_short(number: Number) -> bool:
    """Return whether Excel keeps a number exactly, and has no more digits that may be lost."""
    exact = Decimal(number_text(number))
    digits = len(exact.normalize().as_tuple().digits)
    is_full = exact.adjusted() >= MOST_DIGITS and digits >= MOST_DIGITS
    return not is_full and exact == Decimal(format(float(number), f".{MOST_DIGITS}g"))


def number_text(number: Number) -> str:
    """Return a number in full."""
    return plain_text(number) if isinstance(number, Decimal) else str(number)


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    return str(xl_col_to_name(column))
