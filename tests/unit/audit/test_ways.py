"""Which way a source is read and judged: by lines or as a whole, by which engine."""

from pathlib import Path

import pytest

from zicha.audit import gather
from zicha.audit.gather import is_large
from zicha.audit.judging import FEW, engine_for
from zicha.backends import columnar
from zicha.errors import InputError

HEAD = "unit,name,kind"


@pytest.mark.parametrize(
    ("text", "encoding", "whole"),
    [
        (f"{HEAD}\n1,\u793e\u533a,community\n", "utf-8", True),
        (f"{HEAD}\n1,\u793e\u533a,community\n", "utf-8-sig", True),
        (f"{HEAD}\n1,\u793e\u533a,community\n", "gb18030", False),
        ("unit;name;kind\n1;a;community\n", "utf-8", False),
        ("unit\tname\tkind\n1\ta\tcommunity\n", "utf-8", False),
    ],
)
def test_a_long_table_is_taken_as_a_whole_where_it_is_utf_8_with_commas(
    text: str, encoding: str, *, whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "LARGE", 10)
    path = tmp_path / "units.csv"
    path.write_bytes(text.encode(encoding))
    assert is_large(str(path)) is whole


def test_a_sign_that_is_cut_off_does_not_make_a_table_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "LARGE", 10)
    monkeypatch.setattr(gather, "LOOKED_AT", len(f"{HEAD}\n".encode()) + 1)
    path = tmp_path / "units.csv"
    path.write_text(f"{HEAD}\n\u793e\u533a,,\n", "utf-8")
    assert is_large(str(path))


def test_a_short_table_is_read_by_lines(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(f"{HEAD}\n1,a,community\n", "utf-8")
    assert not is_large(str(path))


def test_without_a_database_the_reference_judges_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert engine_for("auto", FEW + 1) == "columnar"
    monkeypatch.setattr(columnar, "available", lambda: False)
    assert engine_for("auto", FEW + 1) == "reference"


def test_the_columnar_engine_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "available", lambda: False)
    with pytest.raises(InputError) as stopped:
        engine_for("columnar", 1)
    assert [found.code for found in stopped.value.problems] == ["engine-needs-audit"]
