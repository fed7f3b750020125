"""Records of a CSV file are found by their numbers, as a database counts them."""

from pathlib import Path

import pytest

from zicha.audit import records
from zicha.audit.records import Record, Records


def records_at(path: Path, numbers: set[int]) -> dict[int, Record]:
    """Return some records of a file."""
    return Records.of(str(path)).at(numbers)


TEXTS = {
    "plain": b"id,a,b\nu1,1,\nu2,,x\nu3,3,y",
    "ends as on Windows": b"id,a,b\r\nu1,1,\r\nu2,,x\r\nu3,3,y\r\n",
    "empty lines": b"\n\nid,a,b\n\r\nu1,1,\n\n\nu2,,x\n\nu3,3,y\n\n",
    "marks": b'"id","a","b"\n"u1","1",""\n"u2",,"x"\n"u3","3","y"\n',
}


@pytest.mark.parametrize("block", [1, 7, 1 << 20])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_records_are_found_by_their_numbers(
    text: bytes, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "A_BLOCK", block)
    path = tmp_path / "t.csv"
    path.write_bytes(text)
    assert records_at(path, {1, 3, 9}) == {1: ("u1", "1", None), 3: ("u3", "3", "y")}
    assert records_at(path, {2}) == {2: ("u2", None, "x")}
    assert records_at(path, set()) == {}


@pytest.mark.parametrize("block", [1, 1 << 20])
def test_a_cell_may_go_on_over_lines(
    block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "A_BLOCK", block)
    path = tmp_path / "t.csv"
    path.write_bytes('id,a\nu1,"x ""y""\n\nz, w"\nu2,社区\n'.encode())
    assert records_at(path, {1, 2}) == {1: ("u1", 'x "y"\n\nz, w'), 2: ("u2", "社区")}


@pytest.mark.parametrize(
    "record", [b"u1,\xff", b'u1,"a\\"', b'u1,"a"b'], ids=["not UTF-8", "another sign", "no cell"]
)
def test_what_a_database_may_take_otherwise_is_left_out(record: bytes, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,a\n" + record + b"\nu2,2\n")
    assert 1 not in records_at(path, {1, 2})


def test_a_mark_that_is_never_closed_does_not_hold_up_what_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "A_BLOCK", 64)
    monkeypatch.setattr(records, "LONGEST", 64)
    path = tmp_path / "t.csv"
    lines = ["id,a", 'u1,5" wide', *(f"u{n},{n}" for n in range(2, 100))]
    path.write_text("\n".join(lines))
    found = Records.of(str(path))
    assert max(block.length for block in found.blocks) < 200
    # They are another's by number: who asks looks at the id.
    assert "u1" not in {record[0] for record in found.at({1, 50}).values()}


@pytest.mark.parametrize(
    ("text", "are_lines"),
    [
        (b"id,a\nu1,1\n", True),
        (b"id,a\r\nu1,1", True),
        (b"id,a\ru1,1", False),
        (b"\nid,a\nu1,1", False),
        (b"sep=,\nid,a\nu1,1\n", False),
        (b"\xef\xbb\xbfSEP=,\r\nid,a\r\nu1,1\r\n", False),
        (b"sep=a,b\nu1,1\n", True),
        (b"id,a\n\nu1,1", False),
        (b"id,a\r\n\r\nu1,1", False),
        (b"id,a\nu1,1\n\n", False),
        (b'id,a\n"u1",1\n', False),
    ],
)
def test_whether_records_are_lines(text: bytes, *, are_lines: bool, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text)
    assert Records.of(str(path)).are_lines is are_lines
