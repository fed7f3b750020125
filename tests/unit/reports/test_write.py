"""Files of reports: whole or not at all, and the same bytes for the same report."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Never

import pytest

from support.reported import Reported
from zicha.model.report import Proofs
from zicha.reports.write import FORMATS, Content, write_report, write_whole


def unasked() -> Never:
    """Stand for proofs that no format but the page may ask for."""
    raise AssertionError


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_report_gives_the_same_file(suffix: str, given: Reported, tmp_path: Path) -> None:
    def proofs() -> Proofs:
        return given.proofs

    content = Content(given.report, proofs if suffix == ".html" else unasked)
    first, second = tmp_path / f"1{suffix}", tmp_path / f"2{suffix}"
    write_report(content, first)
    write_report(content, second)
    assert first.read_bytes() == second.read_bytes() != b""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_is_for_others_to_read_only_where_its_writer_lets_them(
    given: Reported, tmp_path: Path
) -> None:
    path = tmp_path / "r.json"
    before = os.umask(0o077)
    try:
        write_report(Content(given.report, unasked), path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_suffix_may_be_in_capitals(given: Reported, tmp_path: Path) -> None:
    write_report(Content(given.report, unasked), tmp_path / "R.XLSX")
    assert (tmp_path / "R.XLSX").read_bytes().startswith(b"PK")


def test_a_file_that_cannot_be_finished_leaves_the_old_one_as_it_was(
    given: Reported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Path, __: Path) -> Never:
        raise OSError

    path = tmp_path / "report.md"
    path.write_text("old", "utf-8")
    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError):  # noqa: PT011 - any of them
        write_report(Content(given.report, unasked), path)
    assert [(p.name, p.read_text("utf-8")) for p in tmp_path.iterdir()] == [("report.md", "old")]


def test_a_long_file_comes_in_pieces(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", (bytes([number]) for number in range(256)))
    assert (tmp_path / "a").read_bytes() == bytes(range(256))


def test_a_file_whose_pieces_end_early_is_not_there(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", broken())
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a", b"old")]
