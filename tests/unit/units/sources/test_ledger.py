"""Ledgers that an office filled in: what is read of them, and what is not lost."""

from datetime import date
from pathlib import Path

from zicha.model.ledger import LedgerRow
from zicha.units.sources.ledger import Ledgers, read_ledgers


def read(folder: Path, *texts: str) -> Ledgers:
    """Return what stands in ledgers of some texts."""
    files = [folder / f"{number}.csv" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    return read_ledgers(map(str, files))


def test_a_row_is_known_by_unit_and_gap_and_keeps_what_was_written(tmp_path: Path) -> None:
    text = "责任人,问题编号,单位编号,整改状态,期限\n张三,1.1/a,A,整改中,2011年7月1日\n"
    ledger = read(tmp_path, text).ledger
    row = ledger.row("a", "1.1/a")
    assert row is not None
    assert (row.unit, row.state, row.due) == ("A", "doing", date(2011, 7, 1))
    assert row.own == {"责任人": "张三"}
    assert ledger.heads == ("责任人",)


def test_what_is_no_state_stays_as_it_was_written(tmp_path: Path) -> None:
    row = read(tmp_path, "问题编号,单位编号,整改状态\n1.1/a,a,等批复\n").ledger.row("a", "1.1/a")
    assert row is not None
    assert row.state == "等批复"


def test_two_columns_of_one_head_and_one_without_are_kept_apart(tmp_path: Path) -> None:
    text = "问题编号,单位编号,备注,备注,\n1.1/a,a,一,二,三\n"
    ledger = read(tmp_path, text).ledger
    assert ledger.heads == ("备注", "备注 D", "E")
    assert ledger.rows["a", "1.1/a"].own == {"备注": "一", "备注 D": "二", "E": "三"}


def test_a_row_without_a_gap_is_one_that_the_office_added(tmp_path: Path) -> None:
    ledger = read(tmp_path, "问题编号,单位编号,问题\n,,楼道堆物\n").ledger
    assert ledger.rows == {}
    assert ledger.added == (LedgerRow("", "", {"problem": "楼道堆物"}),)


def test_the_row_that_was_worked_in_counts_whichever_comes_first(tmp_path: Path) -> None:
    head = "问题编号,单位编号,整改状态,整改佐证\n"
    texts = [f"{head}1.1/a,a,已完成,照片\n", f"{head}1.1/a,a,未整改,\n"]
    for order in (texts, texts[::-1]):
        found = read(tmp_path, *order)
        assert found.ledger.rows["a", "1.1/a"].state == "done"
        assert found.problems == ()


def test_two_rows_that_were_worked_in_and_differ_are_named_and_the_later_counts(
    tmp_path: Path,
) -> None:
    head = "问题编号,单位编号,整改状态,整改佐证\n"
    found = read(tmp_path, f"{head}1.1/a,a,已完成,照片\n", f"{head}1.1/a,a,整改中,照片\n")
    assert [each.code for each in found.problems] == ["ledger-row-twice"]
    assert found.problems[0].place.file.endswith("1.csv")
    assert found.ledger.rows["a", "1.1/a"].state == "doing"


def test_a_table_without_the_two_ids_is_no_ledger(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "问题编号,整改状态\n1.1/a,已完成\n").problems
    assert found.code == "ledger-not-found"
