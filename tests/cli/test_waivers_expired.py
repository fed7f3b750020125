"""Waivers that have expired on the day do not count, and a hint says how many there are."""

from pathlib import Path

import pytest

from support.cli import Zicha
from support.sources import OF_SAMPLE, written
from zicha.audit import gather, listed

UNITS = "unit,kind,date,office_area\na,community,2011-06-30,60\nb,community,2011-06-30,60\n"
WAIVERS = (
    "unit,indicator,reason,approved_by,from,expires\n"
    "a,1.1.3,施工,区创城办,2011-01-01,2011-06-30\n"
    "b,1.1.3,施工,区创城办,2011-01-01,2011-06-29\n"
    "b,1.1.1,施工,区创城办,2011-01-01,2011-03-31\n"
)
SAID = "豁免名单里有2条到检查日已经过期，没有计入"


@pytest.mark.parametrize(
    ("large", "long", "place"), [(10**9, 10**9, ":3"), (1, 10**9, ":3"), (1, 1, ": ")]
)
def test_a_list_says_how_many_have_expired_and_which_is_the_first(  # noqa: PLR0913, PLR0917 - ways to read
    zicha: Zicha,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    large: int,
    long: int,
    place: str,
) -> None:
    monkeypatch.setattr(gather, "LARGE", large)
    monkeypatch.setattr(listed, "LONG", long)
    units = written(tmp_path / "units.csv", UNITS)
    waivers = written(tmp_path / "waivers.csv", WAIVERS)
    err = zicha("audit", units, *OF_SAMPLE, "--waivers", waivers).err
    (line,) = [line for line in err.splitlines() if "过期" in line]
    assert SAID in line
    assert line.startswith(f"{waivers}{place}")
