"""How much of an audit is made for what is written of it."""

import gc
from contextlib import nullcontext
from pathlib import Path

import pytest

from support.district import DISTRICT, EDITION, ON, row, units, written
from zicha.audit.asked import Asked
from zicha.audit.run import Auditing
from zicha.commands import audit_outputs
from zicha.commands.audit_outputs import Outputs, Writer
from zicha.commands.details import Details
from zicha.reports.audit.write import IN_WORKBOOK, LISTED

DETAILS = Details(EDITION, "zh", {})


def test_notices_to_units_are_made_one_by_one_and_need_no_gap_lists_before() -> None:
    wanted = Outputs("table", notices="n").wanted(DETAILS)
    assert wanted.detail is None
    assert wanted.units is None


def test_notices_to_departments_are_made_from_the_gap_lists_of_all_units() -> None:
    wanted = Outputs("table", files=("a.html",), notices="n", notices_by="department")
    found = wanted.wanted(DETAILS)
    assert found.detail is not None
    assert found.details is None


def test_a_page_has_the_gap_lists_of_so_many_units() -> None:
    wanted = Outputs("table", files=("a.html", "a.json")).wanted(DETAILS)
    assert (wanted.units, wanted.details) == (None, audit_outputs.SHOWN[".html"])


def test_a_workbook_asks_for_as_many_units_as_it_lists() -> None:
    wanted = Outputs("table", files=("a.html", "a.xlsx")).wanted(DETAILS)
    assert wanted.units == IN_WORKBOOK > LISTED


@pytest.mark.parametrize("source", ["table", "folder"])
def test_what_is_left_of_notices_is_cleared_away_now_and_then(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared = 0

    def clear() -> int:
        nonlocal cleared
        cleared += 1
        return 0

    table = written(tmp_path, [row(unit) for unit in units()])
    asked = Asked((table if source == "table" else str(DISTRICT),), on=ON)
    auditing = Auditing(asked, EDITION, lambda _n, _t: nullcontext(lambda _d, _s: None))
    outputs = Outputs("table", notices=str(tmp_path / "notices"))
    audit = auditing.audit("zh", {}, outputs.wanted(DETAILS))
    monkeypatch.setattr(audit_outputs, "A_BATCH", 2)
    monkeypatch.setattr(gc, "collect", clear)
    Writer(outputs, auditing, DETAILS).write(audit)
    written_for = {file.stem for file in (tmp_path / "notices").iterdir()}
    assert written_for == {unit.id for unit in audit.units if unit.gaps}
    assert cleared == len(written_for) // 2 > 0
