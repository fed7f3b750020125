"""Files and bytes: encodings, and every way in which a file cannot be read."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from zicha.documents.document import Document
from zicha.documents.reading import read_file, read_json, read_stream, read_yaml
from zicha.errors import Place, Problem, Severity, problem

UNIT = "name: 和平社区\n"


@pytest.fixture
def a_file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / "a.yaml"
        path.write_bytes(data)
        return path

    return write


# --- Encodings --------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("read", "text"), [(read_yaml, UNIT), (read_json, '{"name": "和平社区"}')])
def test_unicode_is_read_with_and_without_its_mark(
    read: Callable[[bytes, str], tuple[Document | None, list[object]]], text: str, encoding: str
) -> None:
    document, problems = read(text.encode(encoding), "a")
    assert problems == []
    assert document is not None
    assert document.value == {"name": "和平社区"}


def test_big_endian_unicode_is_read_by_its_mark() -> None:
    document, problems = read_yaml(b"\xfe\xff" + UNIT.encode("utf-16-be"), "a.yaml")
    assert problems == []
    assert document is not None
    assert document.value == {"name": "和平社区"}


def test_gbk_is_read_with_a_hint_that_says_so() -> None:
    document, problems = read_yaml(UNIT.encode("gbk"), "a.yaml")
    assert problems == [problem("read-as-gbk", Place("a.yaml", 1, 1), Severity.HINT)]
    assert document is not None
    assert document.value == {"name": "和平社区"}


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\xff\xff\xff",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xb4\xe8\x9a\xff",
        b"\xff\xfea\x00\x00\xd8b\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\xb5\xa1",
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert read_yaml(data, "a.yaml") == (None, [problem("not-text", Place("a.yaml"))])


@pytest.mark.parametrize(
    ("broken", "place", "count"),
    [(b"\xff\n", Place("a.yaml", 3, 9), 1), (b"\xff\xff\n", Place("a.yaml", 3, 9), 2)],
)
def test_of_a_text_with_a_broken_character_the_line_is_named(
    broken: bytes, place: Place, count: int
) -> None:
    # Three lines of UTF-8; the third, "name: 和平", ends with what is no character.
    data = "date: 2011-06-30\nkind: community\nname: 和平".encode() + broken
    data += b"remark: the rest of the file, as long as it may be, is in order"
    assert read_yaml(data, "a.yaml") == (None, [problem("byte-broken", place, count=count)])


@pytest.mark.parametrize(
    ("data", "place", "character"),
    [
        (b"a: 1\nb: \x00\n", Place("a", 2, 4), "U+0000"),
        (b"a: \x1b[31m\n", Place("a", 1, 4), "U+001B"),
        ("名: 甲\u2028乙\n".encode(), Place("a", 1, 5), "U+2028"),
        ("a: 1\n\ufeffb: 2\n".encode(), Place("a", 2, 1), "U+FEFF"),
    ],
)
@pytest.mark.parametrize("read", [read_yaml, read_json])
def test_a_control_character_is_refused_where_it_stands(
    read: Callable[[bytes, str], object], data: bytes, place: Place, character: str
) -> None:
    assert read(data, "a") == (None, [problem("control-character", place, character=character)])


@pytest.mark.parametrize(
    ("read", "text", "last"),
    [
        (read_yaml, "{a: 1, a: 2, b: [", "yaml-bracket-open"),
        (read_json, '{"a": 1, "a": 2, "b": [', "json-unfinished"),
    ],
)
def test_what_was_found_before_a_syntax_error_is_kept(
    read: Callable[[bytes, str], tuple[Document | None, list[Problem]]], text: str, last: str
) -> None:
    document, problems = read(text.encode(), "a")
    assert document is None
    assert [found.code for found in problems] == ["key-twice", last]


# --- Files ------------------------------------------------------------------------------------


def test_a_file_is_read_by_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a: 1", "utf-8")
    (tmp_path / "a.JSON").write_text('{"a": 1}', "utf-8")
    values = [read_file(tmp_path / name)[0] for name in ("a.yml", "a.JSON")]
    assert [document.value for document in values if document] == [{"a": 1}, {"a": 1}]


def test_a_suffix_that_is_not_known_is_refused_before_reading() -> None:
    wrong = problem("file-suffix", Place("a.docx"), suffix=".docx", known=".yaml .yml .json")
    assert read_file("a.docx") == (None, [wrong])


def test_a_missing_file_is_a_problem() -> None:
    assert read_file("no/such.yaml") == (None, [problem("file-missing", Place("no/such.yaml"))])


@pytest.mark.parametrize("name", ["folder", "folder.yaml", "."])
def test_a_folder_is_no_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir(exist_ok=True)
    assert read_file(folder) == (None, [problem("file-is-folder", Place(str(folder)))])


def test_a_name_that_no_file_can_have_is_a_problem() -> None:
    _, problems = read_file("a\0.yaml")
    assert [found.code for found in problems] == ["file-unreadable"]


def test_a_file_that_may_not_be_read_is_a_problem(
    a_file: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError

    path = a_file(b"a: 1")
    monkeypatch.setattr(Path, "open", forbidden)
    assert read_file(path) == (None, [problem("file-forbidden", Place(str(path)))])


def test_a_file_that_breaks_while_it_is_read_is_a_problem(
    a_file: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    path = a_file(b"a: 1")
    monkeypatch.setattr(Path, "open", broken)
    wrong = problem("file-unreadable", Place(str(path)), reason="[Errno 5] Input/output error")
    assert read_file(path) == (None, [wrong])


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(
    a_file: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(b"")
    with path.open("r+b") as stream:
        stream.truncate(50_000_000)

    def opened(*_: object) -> None:
        pytest.fail("the file was opened")

    monkeypatch.setattr(Path, "open", opened)
    assert read_file(path) == (None, [problem("file-too-large", Place(str(path)), most=5)])


def test_a_stream_is_read_no_further_than_a_file_may_be_long() -> None:
    stream = BytesIO(b"#" * 6_000_000)
    assert read_stream(stream, "-") == (None, [problem("file-too-large", Place("-"), most=5)])
    assert stream.tell() == 5_000_001


def test_standard_input_may_be_yaml_or_json() -> None:
    values = [read_stream(BytesIO(text), "-")[0] for text in (b"a: 1.5", b'{"a": 1.5}')]
    assert [document.value == {"a": 1.5} for document in values if document] == [True, True]
