"""A JSON file that is read part by part: wherever it is cut, it says what it says as a whole."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicha.documents import json_file
from zicha.documents.json_file import JsonFile
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3).map(float)
    | st.text(max_size=12)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)
SPACES = st.sampled_from([None, 0, 3])
READS = st.integers(1, 40)


def read(path: Path) -> list[tuple[json_file.Where, Any]]:
    """Return the parts of a file."""
    return list(JsonFile(str(path), "no-json").parts())


def cut(text: str, characters: int, folder: Path) -> list[tuple[json_file.Where, Any]]:
    """Return the parts of a text that is read so many characters at a time."""
    path = folder / "a.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_file, "A_READ", characters)
        return read(path)


def put_together(found: list[tuple[json_file.Where, Any]]) -> Any:  # noqa: ANN401 - JSON
    """Return the whole that some parts are of."""
    whole: Any = None
    for where, value in found:
        holder = whole
        for key in where[:-1]:
            holder = holder[key]
        if not where:
            whole = value
        elif isinstance(holder, list):
            holder.append(value)
        else:
            holder[where[-1]] = value
    return whole


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("json")


@given(VALUES, SPACES, READS, st.sampled_from(["ascii", "utf-8"]))
def test_the_parts_of_a_file_are_the_whole_wherever_it_is_cut(
    folder: Path, value: object, indent: int | None, characters: int, encoding: str
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=encoding == "ascii")
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate stands in no file
        return
    expected = json.loads(text, parse_float=Decimal)
    assert put_together(cut(text, characters, folder)) == expected


@given(VALUES, st.data(), READS)
def test_a_file_is_refused_just_where_the_standard_library_refuses_it(
    folder: Path, value: object, data: st.DataObject, characters: int
) -> None:
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 3))
    sign = data.draw(st.sampled_from(["", *'{}[],:"\\ 0-.e', "\n", "x", "true", "\t"]))
    broken = text[:at] + sign + text[at + gone :]
    try:
        expected = json.loads(broken, parse_float=Decimal)
    except ValueError:
        with pytest.raises(UnreadableError) as refused:
            cut(broken, characters, folder)
        assert [each.code for each in refused.value.problems] == ["no-json"]
    else:
        assert put_together(cut(broken, characters, folder)) == expected


def test_lists_come_by_entry_and_objects_by_key_to_a_depth_of_two(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": [{"x": 1}, []], "b": {"c": {"d": [2.50]}, "e": []}}', "utf-8")
    assert read(path) == [
        ((), {}),
        (("a",), []),
        (("a", 0), {"x": 1}),
        (("a", 1), []),
        (("b",), {}),
        (("b", "c"), {"d": [Decimal("2.50")]}),
        (("b", "e"), []),
    ]


def test_no_more_is_held_than_the_part_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"units": ["x" * 10] * 1000}), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_file, "A_READ", 50)
        with path.open(encoding="utf-8") as stream:
            window = json_file.Window(stream)
            longest = max(len(window.text) for _ in json_file.parts(window, ()))
    assert longest <= 150


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ('{"a": 1,\n "b" 2}', 2, 6),
        ('{"a": [1,\n  2\n  3]}', 3, 3),
        ('{"a": [1]}\n\n x', 3, 2),
        ("{a: 1}", 1, 2),
        ('{"a": {"b": tru}}', 1, 13),
        ('[1, "open', 1, 5),
        ("[1, 2", 1, 6),
        ("[NaN]", 1, 2),
    ],
)
@pytest.mark.parametrize("characters", [1, 4, 1000])
def test_what_is_no_json_is_said_with_line_and_column(
    text: str, line: int, column: int, characters: int, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableError) as refused:
        cut(text, characters, tmp_path)
    place = Place(str(tmp_path / "a.json"), line, column)
    assert refused.value.problems == (Problem("no-json", place),)


def test_a_fault_early_in_a_long_file_is_found_without_reading_on(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": [{"x" 1}, ' + "1, " * 10_000 + "1]}", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_file, "A_READ", 200)
        with path.open(encoding="utf-8") as stream:
            window = json_file.Window(stream)
            with pytest.raises(json_file.NotJsonError):
                list(json_file.parts(window, ()))
            assert stream.tell() < 20_000


def test_a_part_that_is_larger_than_any_is_refused(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_file, "LARGEST", 100)
        with pytest.raises(UnreadableError):
            cut('["' + "x" * 5000 + '"]', 10, tmp_path)


@pytest.mark.parametrize(
    ("data", "code"), [('["甲'.encode()[:-1], "no-json"), (b'["\xff\xfe"]', "not-text")]
)
def test_a_file_that_ends_within_a_character_is_text(
    data: bytes, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as refused:
        read(path)
    assert refused.value.problems == (Problem(code, Place(str(path))),)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf[1]")
    assert read(path) == [((), []), ((0,), 1)]


@pytest.mark.parametrize(
    ("name", "code"),
    [("none.json", "file-missing"), (".", "file-is-folder"), ("a\0b", "file-unreadable")],
)
def test_a_file_that_cannot_be_opened_is_a_problem(name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as refused:
        list(JsonFile(str(tmp_path / name), "no-json").parts())
    assert refused.value.problems[-1].code == code
