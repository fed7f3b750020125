"""What is said of units of a wide table is what would be said of their files."""

from contextlib import nullcontext
from fractions import Fraction
from pathlib import Path

from support.district import EDITION, ON, audit, row, units, written
from zicha.audit.asked import Asked
from zicha.audit.run import Auditing
from zicha.commands.details import Details


def test_a_gap_list_says_a_computed_share_as_the_files_do(tmp_path: Path) -> None:
    who = {"date": ON, "kind": "community", "parent": "d1"}
    rows = [{"unit": "d1", "date": ON, "kind": "district", "communities_count": "3"}]
    rows += [{"unit": f"c{n}", **who, "parents_school": "false" if n else "true"} for n in range(3)]
    asked = Asked((written(tmp_path, rows),), on=ON)
    details = Details(EDITION, "en", {})
    auditing = Auditing(asked, EDITION, lambda _name, _total: nullcontext(lambda _d, _t: None))
    (district,) = auditing.roll.candidates(["d1"])
    (gap,) = [each for each in details.gaps(district).gaps if each.fact == "parents_school_share"]
    assert (gap.actual, gap.actual_text) == (Fraction(100, 3), "33.33%")


def test_a_unit_whose_parent_cannot_be_above_has_reported(tmp_path: Path) -> None:
    rows = [row(unit) for unit in units()]
    (street,) = [each for each in rows if each["unit"] == "street-2"]
    street["parent"] = "street-1"
    expected = tmp_path / "expected.csv"
    expected.write_text("unit,name\nstreet-2,x\nstreet-3,y\n", "utf-8")
    found = audit(Asked((written(tmp_path, rows),), on=ON, expected=str(expected)))
    assert found.received is not None
    assert found.received.missing == (("street-3", "y"),)
    assert found.left_out == 1
    (group,) = [each for each in found.groups if each.id == "street-2"]
    assert (group.given, group.name) == (True, street["name"])
    # One fact of the example lies ahead, which is a hint.
    assert [each.code for each in found.problems] == ["fact-later", "parent-not-above"]
