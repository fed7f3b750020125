"""YAML: what is read, what is refused, and where."""

from decimal import Decimal

import pytest
import yaml

from zicha.documents import yaml_text
from zicha.documents.document import Document, Plain
from zicha.documents.reading import read_yaml
from zicha.documents.yaml_errors import explained
from zicha.errors import Place, Problem, problem


def value_of(text: str) -> Plain:
    document, problems = read_yaml(text.encode(), "a.yaml")
    assert problems == []
    assert document is not None
    return document.value


def problems_of(text: str) -> list[Problem]:
    return read_yaml(text.encode(), "a.yaml")[1]


def at(line: int, column: int) -> Place:
    return Place("a.yaml", line, column)


@pytest.fixture(params=["libyaml", "pure"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(yaml_text, "Loader", yaml.SafeLoader)


# --- What is read -----------------------------------------------------------------------------


def test_a_document_keeps_its_values_and_the_place_of_each() -> None:
    document, problems = read_yaml(b"a: 1\nb:\n  - 2.50\n  - 'x'\n", "a.yaml")
    assert problems == []
    assert document == Document(
        file="a.yaml",
        value={"a": 1, "b": [Decimal("2.50"), "x"]},
        values={
            (): at(1, 1),
            ("a",): at(1, 4),
            ("b",): at(3, 3),
            ("b", 0): at(3, 5),
            ("b", 1): at(4, 5),
        },
        keys={("a",): at(1, 1), ("b",): at(2, 1)},
        texts={},
    )


@pytest.mark.usefixtures("either_parser")
def test_columns_count_characters_not_bytes() -> None:
    document, _ = read_yaml("社区: {名: 甲乙丙, 数: 5}".encode(), "a.yaml")
    assert document is not None
    assert document.place(("社区", "数")) == at(1, 17)


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n...\n"])
def test_an_empty_document_has_no_value(text: str) -> None:
    assert value_of(text) is None


def test_an_unquoted_number_as_a_key_keeps_its_text() -> None:
    assert value_of("6.40: a\n007: b\ntrue: c\n~: d\n") == {
        "6.40": "a",
        "007": "b",
        "true": "c",
        "~": "d",
    }


def test_a_number_that_its_value_does_not_give_back_is_kept_as_written() -> None:
    document, _ = read_yaml(b"id: 007\nn: 7\nx: 1e3\nt: '007'\n", "a.yaml")
    assert document is not None
    assert document.texts == {("id",): "007", ("x",): "1e3"}


@pytest.mark.usefixtures("either_parser")
def test_quoted_words_are_text() -> None:
    assert value_of("a: 'true'\nb: \"12\"\nc: ''\n") == {"a": "true", "b": "12", "c": ""}


def test_a_windows_file_reads_like_any_other() -> None:
    assert value_of("a: 1\r\nb: 2\r\n") == {"a": 1, "b": 2}


def test_forty_levels_are_read() -> None:
    document, problems = read_yaml(b"[" * 40 + b"]" * 40, "a.yaml")
    assert problems == []
    assert document is not None


# --- What is refused, and read on -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a: 1\nb: 2\na: 3\n", problem("key-twice", at(3, 1), key="a", line=1)),
        ("{a: 1, a: {b: 2}}", problem("key-twice", at(1, 8), key="a", line=1)),
        ("? [1, 2]\n: 3\n", problem("key-not-text", at(1, 3))),
        ("? {a: 1}\n: 3\n", problem("key-not-text", at(1, 3))),
        ('? ~\n"": 3\n', problem("key-empty", at(2, 1))),
        ("a: {b：1}\n", problem("full-width-colon", at(1, 5))),
        ("\u3000a: 1\n", problem("key-unseen-space", at(1, 1), key="a")),
        ("a: &x 1\n", problem("yaml-anchor", at(1, 4), name="x")),
        ("a: *x\n", problem("yaml-alias", at(1, 4), name="x")),
        ("*x : 1\n", problem("yaml-alias", at(1, 1), name="x")),
        ("a: !y 1\n", problem("yaml-tag", at(1, 4), tag="!y")),
        ("a: !!str 1\n", problem("yaml-tag", at(1, 4), tag="tag:yaml.org,2002:str")),
        ("<<: {b: 1}\n", problem("yaml-merge", at(1, 1))),
        ("a: .nan\n", problem("number-not-finite", at(1, 4), text=".nan")),
        ("a: 1e99\n", problem("number-too-long", at(1, 4), text="1e99", most=60)),
        ('a: "\\0"\n', problem("control-character", at(1, 4), character="U+0000")),
        ('"\\a": 1\n', problem("control-character", at(1, 1), character="U+0007")),
    ],
)
def test_what_is_refused_is_reported_at_its_place(text: str, wrong: Problem) -> None:
    assert [found for found in problems_of(text) if found.code == wrong.code] == [wrong]


def test_all_problems_of_a_file_are_found_together_and_the_rest_is_read() -> None:
    document, problems = read_yaml(b"a: &x 1\na: 2\nb: .inf\nc: 3\n", "a.yaml")
    assert [found.code for found in problems] == ["yaml-anchor", "key-twice", "number-not-finite"]
    assert document is not None
    assert document.value == {"a": 1, "b": None, "c": 3}


def test_what_stands_under_a_second_key_of_the_same_name_is_left_out_but_checked() -> None:
    document, problems = read_yaml(b"a: {x: 1}\na: {x: .nan, y: [2]}\n", "a.yaml")
    assert [found.place for found in problems] == [at(2, 1), at(2, 8)]
    assert document is not None
    assert document.value == {"a": {"x": 1}}
    assert ("a", "y") not in document.values


def test_aliases_are_never_expanded() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    document, problems = read_yaml(bomb.encode(), "a.yaml")
    assert {found.code for found in problems} == {"yaml-anchor", "yaml-alias"}
    assert document is not None
    assert document.value == {"a": ["x"]} | {name: [None] * 9 for name in "bcdefghi"}


# --- Where reading stops ----------------------------------------------------------------------


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("text", ["[" * 41 + "]" * 41, "[" * 100_000, "- " * 100_000, "{a: " * 50])
def test_deep_nesting_is_refused_without_a_crash(text: str) -> None:
    document, problems = read_yaml(text.encode(), "a.yaml")
    assert document is None
    assert [(found.code, found.args) for found in problems] == [("too-deep", {"most": "40"})]


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zicha.documents.tree.MAX_NODES", 4)
    assert problems_of("[1, 2, 3]") == []
    assert problems_of("[1, 2, 3, 4]") == [problem("too-many-values", at(1, 11), most=4)]


def test_reading_ends_where_too_much_is_wrong() -> None:
    document, problems = read_yaml(b"a: 1\n" * 100_000, "a.yaml")
    assert document is None
    assert [found.code for found in problems] == ["key-twice"] * 500 + ["too-many-problems"]
    assert problems[-1] == problem("too-many-problems", at(501, 1), most=500)


def test_a_second_document_is_refused() -> None:
    assert problems_of("a: 1\n---\nb: 2\n") == [problem("yaml-second-document", at(2, 1))]


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('a: 1\nb: "x\n', "yaml-quote-open", at(2, 4)),
        ("a: 'x\n", "yaml-quote-open", at(1, 4)),
        ("a:\n  - [1, 2\n", "yaml-bracket-open", at(2, 5)),
        ("a: {b: 1\n", "yaml-bracket-open", at(1, 4)),
        ("a: b: c\n", "yaml-colon-unexpected", at(1, 5)),
        ("a: http://b: c\n", "yaml-colon-unexpected", at(1, 12)),
        ("f:\n  a:60\n  b: 3\n", "yaml-colon-space", at(2, 4)),
        ("f:\n  - a:60\n    b: 3\n", "yaml-colon-space", at(2, 6)),
        ("a: 1\n b: 2\n", "yaml-colon-unexpected", at(2, 3)),
        ("a: 1\nbc\nd: 2\n", "yaml-colon-missing", at(2, 1)),
        ("a: 1\nbc 60\n\n\nd: 2\n", "yaml-colon-missing", at(2, 1)),
        ("a: 1\nbc：60\n\n\nd: 2\n", "full-width-colon", at(2, 3)),
        ("a: 1\nbc:\u300060\nd: 2\n", "yaml-colon-space", at(2, 3)),
        ("a: 1\nbc:\u00a060\nd: 2\n", "yaml-colon-space", at(2, 3)),
        ("f:\n  - a: 1\n  -b: 2\n", "yaml-dash", at(3, 3)),
        ("f:\n  - a: 1\n    c: 2\n  \u2013 b: 2\n    c: 3\n", "yaml-dash", at(4, 3)),
        ("f:\n  - a\n  \uff0d b: 2\n", "yaml-dash", at(3, 3)),
        ("- a\nb: 1\n", "yaml-indent", at(2, 1)),
        ("a: 'b'c\n", "yaml-indent", at(1, 7)),
        ("[1]]\n", "yaml-after-end", at(1, 4)),
        ("a: @x\n", "yaml-character", at(1, 4)),
        ("a: * \n", "yaml-alias-unknown", at(1, 5)),
        ("%YAML 2.0\n---\n", "yaml-syntax", at(1, 1)),
        ("facts:\n\ta: 1\n", "yaml-tab", at(2, 1)),
        ("facts:\n  a：1\n  b: 2\n", "full-width-colon", at(2, 4)),
        ("a: “x”: 1\n", "full-width-mark", at(1, 4)),
        ("a: 【1】: 3\n", "full-width-mark", at(1, 4)),
        ("a: [1, {b: 2，c: 3: 4}]\n", "full-width-mark", at(1, 13)),
        ("a: 1\n\u3000- x\nb: 2\n", "yaml-unseen-indent", at(2, 1)),
    ],
)
def test_a_syntax_error_is_one_problem_in_our_own_words(text: str, code: str, place: Place) -> None:
    document, problems = read_yaml(text.encode(), "a.yaml")
    assert document is None
    assert [(found.code, found.place) for found in problems] == [(code, place)]


def test_a_failure_of_the_parser_itself_is_a_problem_of_the_file() -> None:
    failure = explained(yaml.YAMLError("no\n memory"), "a: 1", "a.yaml")
    assert failure == problem("yaml-syntax", Place("a.yaml"), reason="no memory")
