"""Tables are read line by line, however a program writes them."""

from pathlib import Path

import pytest

from zicha.documents.document import Plain
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, problem
from zicha.units.lines import LIST, Line, Most, read_pages
from zicha.units.workbook.package import Bounds


def lines(tmp_path: Path, content: bytes, most: Most = LIST) -> tuple[Line, ...]:
    (tmp_path / "t.csv").write_bytes(content)
    pages, _ = read_pages(str(tmp_path / "t.csv"), most)
    return pages[0].lines if pages else ()


def values(tmp_path: Path, content: str) -> list[dict[int, Plain]]:
    return [dict(line.values) for line in lines(tmp_path, content.encode())]


@pytest.mark.parametrize(
    "text", ["a,b\n", "a;b\n", "a\tb\n", "\ufeffa,b\r\n", '"a","b"', "\n\na , b"]
)
def test_columns_are_separated_by_what_the_first_line_has_most_of(
    tmp_path: Path, text: str
) -> None:
    assert values(tmp_path, text) == [{1: "a", 2: "b"}]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_title_says_nothing_of_what_separates_the_columns(tmp_path: Path, separator: str) -> None:
    text = f"汇总表\n\na{separator}b\nx{separator}y\n"
    assert values(tmp_path, text) == [{1: "汇总表"}, {1: "a", 2: "b"}, {1: "x", 2: "y"}]


def test_members_in_one_cell_say_nothing_of_what_separates_the_columns(tmp_path: Path) -> None:
    assert values(tmp_path, "a,b\nx,p;q;r\n") == [{1: "a", 2: "b"}, {1: "x", 2: "p;q;r"}]


def test_a_separator_in_quotation_marks_is_text(tmp_path: Path) -> None:
    assert values(tmp_path, '"a;;;b",c\n') == [{1: "a;;;b", 2: "c"}]


def test_what_is_empty_is_left_out(tmp_path: Path) -> None:
    assert values(tmp_path, "a,b\n,\n ,c\n") == [{1: "a", 2: "b"}, {2: "c"}]


def test_a_place_has_the_line_on_which_a_record_begins(tmp_path: Path) -> None:
    found = lines(tmp_path, b'a,b\n"x\ny",1\n\nz,2\n')
    assert [line.place(2) for line in found] == [
        Place(str(tmp_path / "t.csv"), number, 2) for number in (1, 2, 5)
    ]


def test_a_table_beyond_its_bounds_is_refused(tmp_path: Path) -> None:
    most = Most(3, Bounds(1, 1, 1, 1))
    assert len(lines(tmp_path, b"a,b", most)) == 1
    with pytest.raises(UnreadableError) as error:
        lines(tmp_path, b"a,bc", most)
    place = Place(str(tmp_path / "t.csv"))
    assert error.value.problems == (problem("file-too-large", place, most=0),)
