"""The list of all gaps in an audit's workbook: who has each, below whom, and on what basis."""

from pathlib import Path

from openpyxl import load_workbook

from support.cli import Zicha
from support.sources import OF_SAMPLE, written
from zicha.units.sources.ledger import read_ledgers

TABLE = (
    "编号,名称,层级,上级,填报日期,社区办公服务用房面积\n"
    "a,甲社区,社区,j,2011-06-30,60\n"
    "j,丙街道,街道,,2011-06-30,\n"
)


def test_a_gap_stands_with_the_street_the_level_and_the_basis_and_is_read_back(
    zicha: Zicha, tmp_path: Path
) -> None:
    book, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    table = written(tmp_path / "t.csv", TABLE)
    zicha("audit", table, *OF_SAMPLE, "-o", book)
    heads, *rows = load_workbook(book)["全部差距"].iter_rows(values_only=True)
    assert heads[:5] == ("单位", "所属", "层级", "指标", "问题")
    assert heads[-3:] == ("依据", "问题编号", "单位编号")
    (row,) = [row for row in rows if row[4] == "社区办公服务用房面积"]
    assert row[:3] == ("甲社区", "丙街道", "社区")
    assert str(row[-3]).startswith("HB（2008年版")
    # None of them is taken for a column that the office added.
    assert read_ledgers([str(book)]).ledger.heads == ()
    zicha("audit", table, *OF_SAMPLE, "--ledger", book, "-o", second)
    again, *_ = load_workbook(second)["全部差距"].iter_rows(values_only=True)
    assert again == heads
