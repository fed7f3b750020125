"""0.92 for a percentage is 0.92%: a hint asks whether 92% was meant, whatever it stands in."""

from pathlib import Path

import duckdb
import pytest

from support.cli import Zicha
from support.sources import OF_SAMPLE, written
from zicha.audit import gather

HEADS = "unit,name,kind,date,support_rate"
ROWS = ("a,甲,社区,2011-06-30,92", "b,乙,社区,2011-06-30,0.92", "c,丙,社区,2011-06-30,0.92%")
MORE = ("d,丁,社区,2011-06-30,0.5", "e,戊,社区,2011-06-30,1.0", "f,己,社区,2011-06-30,０.7")  # noqa: RUF001 - full width
HINT = "有3行是小于1的小数，按百分之几读取，如 0.92 按0.92%读取"


def hints(text: str) -> list[str]:
    """Return the lines that say of a value how it is read."""
    return [line for line in text.splitlines() if "读取" in line and "%" in line]


@pytest.mark.parametrize("is_large", [False, True])
def test_a_column_of_a_table_has_one_hint_however_it_is_read(
    zicha: Zicha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_large: bool
) -> None:
    monkeypatch.setattr(gather, "LARGE", 1 if is_large else 10**9)
    table = written(tmp_path / "t.csv", "\n".join((HEADS, *ROWS, *MORE)))
    (line,) = hints(zicha("audit", table, *OF_SAMPLE).err)
    assert line.startswith(f"{table}:3:5")
    assert HINT in line


def test_a_column_of_a_database_has_the_same_hint(zicha: Zicha, tmp_path: Path) -> None:
    table = tmp_path / "t.parquet"
    rows = duckdb.sql(
        "select * from (values ('a','社区',date '2011-06-30',92.0), ('b','社区',date '2011-06-30',"
        "0.92::double), ('c','社区',date '2011-06-30',0.5), ('d','社区',date '2011-06-30',1.0))"
        " t(unit, kind, date, support_rate)"
    )
    assert rows is not None
    rows.write_parquet(str(table))
    (line,) = hints(zicha("audit", table, *OF_SAMPLE).err)
    assert "有2行是小于1的小数，按百分之几读取，如 0.92 按0.92%读取" in line


def test_a_file_and_a_setting_have_the_hint(zicha: Zicha, tmp_path: Path) -> None:
    text = (
        "unit: {id: a, name: 甲, kind: community}\ndate: 2011-06-30\nfacts: {support_rate: 0.92}\n"
    )
    unit = written(tmp_path / "a.yaml", text)
    (of_file,) = hints(zicha("check", unit, *OF_SAMPLE).err)
    assert of_file.startswith(f"{unit}:3:23")
    both = hints(zicha("check", unit, *OF_SAMPLE, "--set", "support_rate=0.5").err)
    assert both[0].startswith("--set support_rate") or both[1].startswith("--set support_rate")
    of_audit = hints(zicha("audit", unit, *OF_SAMPLE, "--set", "support_rate=0.5").err)
    assert len(both) == len(of_audit) == 2
