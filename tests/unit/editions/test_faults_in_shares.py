"""Faults of shares over the units below that are computed."""

from pathlib import Path

import pytest

from support.faults import Fault, found, names, unfounded
from support.tiny_edition import FACTS

DISTRICT = """\
  flats:
    label: {zh: 楼数, en: Flats}
    type: int
    unit: 个
    range: [0, 1000]
    level: district
    better: neutral
    method: 看
    hint: {zh: 数楼, en: Count the flats}
  tidy_share:
    label: {zh: 整洁率, en: Share of tidy ones}
    type: percent
    unit: '%'
    decimals: 1
    range: [0, 100]
    level: district
    better: more
    method: 看
    hint: {zh: 算一算, en: Work it out}
    share_of: {fact: tidy, among: flats}
  old_area:
"""


def share(code: str, old: str, new: str, at: str, args: dict[str, str]) -> Fault:
    """Return the fault of a share that is computed, in which one piece is another."""
    assert old in DISTRICT
    bad = DISTRICT.replace(old, new)
    return Fault(code, FACTS, "  old_area:\n", bad, at, args, good=DISTRICT)


SHARES = [
    share(
        "edition-fact-unknown",
        "fact: tidy,",
        "fact: tidi,",
        "tidi,",
        {"fact": "tidi", "nearest": "tidy"},
    ),
    share(
        "edition-fact-unknown",
        "among: flats",
        "among: flat",
        "flat}",
        {"fact": "flat", "nearest": "flats"},
    ),
    share("edition-fact-share-unfit", "fact: tidy,", "fact: lamps,", "lamps,", {"fact": "lamps"}),
    share(
        "edition-fact-share-unfit",
        "fact: tidy,",
        "fact: accident,",
        "accident,",
        {"fact": "accident"},
    ),
    share(
        "edition-fact-share-better",
        "better: more",
        "better: less",
        "tidy, among",
        {"fact": "tidy", "wanted": "more"},
    ),
    share("edition-fact-share-among", "among: flats", "among: lamps", "lamps}", {"fact": "lamps"}),
    share(
        "edition-fact-share-among",
        "    level: district\n    better: neutral\n",
        "    level: district\n    better: more\n",
        "flats}\n  old_area",
        {"fact": "flats"},
    ),
    share(
        "edition-fact-share-among",
        "among: flats",
        "among: accident",
        "accident}",
        {"fact": "accident"},
    ),
    share(
        "edition-fact-share-among",
        "    unit: 个\n    range: [0, 1000]\n    level: district\n    better: neutral\n",
        "    unit: 个\n    range: [0, 1000]\n    level: district\n    better: neutral\n"
        "    withdrawn: '2020-01-01'\n",
        "flats}\n  old_area",
        {"fact": "flats"},
    ),
]


@pytest.mark.parametrize("fault", SHARES, ids=names(SHARES))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    assert found(fault, tmp_path) == [fault.problem(tmp_path)]


def test_a_share_that_fits_is_no_fault(tmp_path: Path) -> None:
    assert unfounded(SHARES[0], tmp_path) == []
