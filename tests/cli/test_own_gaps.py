"""How many gaps a unit can close itself: the audit counts what the unit's own report lists."""

import json
from pathlib import Path

import pytest

from support.cli import Zicha

ROOT = Path(__file__).parents[2]
DISTRICT = ROOT / "examples" / "district"
ABOVE = {
    "shimoxiang": ("street-2", "district", "city"),
    "chunhe": ("street-1", "district", "city"),
    "street-2": ("district", "city"),
}


@pytest.mark.parametrize("unit", ABOVE)
@pytest.mark.parametrize("engine", ["reference", "columnar"])
def test_own_gaps_are_those_that_the_units_own_level_can_close(
    zicha: Zicha, unit: str, engine: str
) -> None:
    context = [
        word for name in ABOVE[unit] for word in ("--context", str(DISTRICT / f"{name}.yaml"))
    ]
    alone = json.loads(
        zicha("check", str(DISTRICT / f"{unit}.yaml"), *context, "--format", "json").out
    )
    kind = "street" if unit.startswith("street") else "community"
    listed = alone["units"][0]["gaps"] if "units" in alone else alone["gaps"]
    audited = json.loads(zicha("audit", str(DISTRICT), "--engine", engine, "--format", "json").out)
    (standing,) = [each for each in audited["units"] if each["id"] == unit]
    assert standing["own_gaps"] == sum(gap["level"] == kind for gap in listed)
    assert 0 < standing["own_gaps"] < standing["gaps"]
