"""JSON: strictly as its standard has it, with places."""

from decimal import Decimal

import pytest

from zicha.documents.document import Document
from zicha.documents.reading import read_json
from zicha.errors import Place, problem


def at(line: int, column: int) -> Place:
    return Place("a.json", line, column)


def test_a_document_keeps_its_values_and_the_place_of_each() -> None:
    document, problems = read_json('{"甲": [1, 2.50,\n true, null],\n "b": "x"}'.encode(), "a.json")
    assert problems == []
    assert document == Document(
        file="a.json",
        value={"甲": [1, Decimal("2.50"), True, None], "b": "x"},
        values={
            (): at(1, 1),
            ("甲",): at(1, 7),
            ("甲", 0): at(1, 8),
            ("甲", 1): at(1, 11),
            ("甲", 2): at(2, 2),
            ("甲", 3): at(2, 8),
            ("b",): at(3, 7),
        },
        keys={("甲",): at(1, 2), ("b",): at(3, 2)},
        texts={},
    )


@pytest.mark.parametrize("text", ["", " \r\n\t"])
def test_an_empty_file_has_no_value(text: str) -> None:
    assert read_json(text.encode(), "a.json") == (Document("a.json", None), [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[]", []),
        ("{}", {}),
        ("[[], {}]", [[], {}]),
        ('"\\u793e\\n\\/"', "社\n/"),
        ("-0", 0),
        ("1E3", Decimal(1000)),
        ('{"a": {"b": []}}', {"a": {"b": []}}),
    ],
)
def test_values_are_read_as_they_stand(text: str, value: object) -> None:
    document, problems = read_json(text.encode(), "a.json")
    assert problems == []
    assert document is not None
    assert document.value == value


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("[1, 2", "json-unfinished", at(1, 6)),
        ('{"a": 1', "json-unfinished", at(1, 8)),
        ('["x', "json-syntax", at(1, 2)),
        ("[1,]", "json-syntax", at(1, 4)),
        ('{"a": 1,}', "json-syntax", at(1, 9)),
        ("[,1]", "json-syntax", at(1, 2)),
        ("[1 2]", "json-syntax", at(1, 4)),
        ('{"a" 1}', "json-syntax", at(1, 6)),
        ("{1: 2}", "json-syntax", at(1, 2)),
        ("{'a': 1}", "json-syntax", at(1, 2)),
        ("[1] 2", "json-syntax", at(1, 5)),
        ("[1}", "json-syntax", at(1, 3)),
        ("01", "json-syntax", at(1, 1)),
        ("+1", "json-syntax", at(1, 1)),
        ("1.", "json-syntax", at(1, 1)),
        (".5", "json-syntax", at(1, 1)),
        ("TRUE", "json-syntax", at(1, 1)),
        ("trueish", "json-syntax", at(1, 1)),
        ("// x\n1", "json-syntax", at(1, 1)),
        ('["a\tb"]', "json-syntax", at(1, 2)),
        ('["\\x"]', "json-syntax", at(1, 2)),
        ('{"a"：1}', "full-width-mark", at(1, 5)),
        ("{“a”: 1}", "full-width-mark", at(1, 2)),
        ("[1，2]", "full-width-mark", at(1, 3)),
    ],
)
def test_what_is_no_json_is_one_problem_at_its_place(text: str, code: str, place: Place) -> None:
    document, problems = read_json(text.encode(), "a.json")
    assert document is None
    assert [(found.code, found.place) for found in problems] == [(code, place)]


def test_what_can_be_read_on_is_reported_together() -> None:
    text = '{"a": 1, "a": NaN, "b": -Infinity, "c": 1e99, "d": "\\ud800", "e": 5}'
    document, problems = read_json(text.encode(), "a.json")
    assert problems == [
        problem("key-twice", at(1, 10), key="a", line=1),
        problem("number-not-finite", at(1, 15), text="NaN"),
        problem("number-not-finite", at(1, 25), text="-Infinity"),
        problem("number-too-long", at(1, 41), text="1e99", most=60),
        problem("control-character", at(1, 52), character="U+D800"),
    ]
    assert document is not None
    assert document.value == {"a": 1, "b": None, "c": None, "d": "\\ud800", "e": 5}


@pytest.mark.parametrize("text", ["[" * 41 + "]" * 41, "[" * 100_000, '{"a":' * 100_000])
def test_deep_nesting_is_refused_without_a_crash(text: str) -> None:
    document, problems = read_json(text.encode(), "a.json")
    assert document is None
    assert [(found.code, found.args) for found in problems] == [("too-deep", {"most": "40"})]


def test_a_long_text_without_its_end_is_refused_at_once() -> None:
    _, problems = read_json(b'"' + b"a\\" * 1_000_000, "a.json")
    assert [found.code for found in problems] == ["json-syntax"]
