"""Places, in the order in which a reader meets them."""

from zicha.errors import Place, problem


def test_places_of_a_text_file_come_line_by_line() -> None:
    places = [Place("a", 10, 1), Place("a", 9, 2), Place("a", 9, 1), Place("a")]
    assert sorted(places) == [Place("a"), Place("a", 9, 1), Place("a", 9, 2), Place("a", 10, 1)]


def test_places_of_a_workbook_come_sheet_by_sheet_then_row_by_row() -> None:
    second = Place("a", 4, 6, "甲!F4", 2)
    ninth, tenth = Place("a", 9, 6, "乙!F9", 1), Place("a", 10, 6, "乙!F10", 1)
    assert sorted([second, tenth, ninth]) == [ninth, tenth, second]
    assert [str(place) for place in (ninth, second)] == ["a:乙!F9", "a:甲!F4"]


def test_a_place_names_its_file_so_that_every_report_can_hold_it() -> None:
    assert Place("单位/\udcbc\udcd7\x01.yaml", 3) == Place("单位/\\udcbc\\udcd7\\x01.yaml", 3)


def test_what_a_problem_quotes_can_be_shown() -> None:
    found = problem("x", Place("a"), value="A\ud800\uffff", other=Place("\udcbc"))
    assert found.args == {"value": "A\\ud800\\uffff", "other": "\\udcbc"}
