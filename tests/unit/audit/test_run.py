"""One audit from end to end: what it is called, and whose gaps it says in full."""

import os
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from support.audits import GROUPS, UNITS, group, score
from support.cli import SAMPLE
from support.sources import UNITS as SAMPLE_UNITS
from zicha.audit import compose
from zicha.audit.asked import Asked
from zicha.audit.given import read_given
from zicha.audit.population import Candidate
from zicha.audit.run import Auditing, Wanted, files_in, place_name
from zicha.editions.load import load_edition
from zicha.model.audit import Audit, GroupStanding, Standing, UnitGaps
from zicha.reports.audit.markdown import audit_markdown

BIG, OTHER = (
    group(unit, name, 5, score(70, 80), kind="city", kind_label="市", parent=None, rank=None)
    for unit, name in (("x", "甲市"), ("y", "乙市"))
)
IN_PERSON = replace(UNITS[0], id="x", name="甲市", kind="city", parent=None)


@pytest.mark.parametrize(
    ("units", "groups", "name"),
    [
        (UNITS, GROUPS, "某区"),
        (UNITS, (*GROUPS, BIG), "甲市"),
        ((*UNITS, IN_PERSON), (*GROUPS, BIG), "甲市"),
        (UNITS, (*GROUPS, BIG, OTHER), "各单位"),
        ((IN_PERSON,), (), "甲市"),
        (UNITS, (), "各单位"),
        ((), (), "各单位"),
    ],
)
def test_an_audit_is_named_after_the_one_unit_above_all(
    units: tuple[Standing, ...], groups: tuple[GroupStanding, ...], name: str
) -> None:
    assert place_name(units, groups, "zh") == name


def test_a_file_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    previous, expected = str(tmp_path / "none.json"), str(tmp_path / "none.csv")
    found = read_given(Asked((str(SAMPLE_UNITS),), previous=previous, expected=expected))
    assert [(each.code, each.place.file) for each in found.problems] == [
        ("source-missing", expected),
        ("source-missing", previous),
    ]


def audited(monkeypatch: pytest.MonkeyPatch, few: int) -> Audit:
    """Return an audit of the sample units, where so many are few and one gap is the commonest."""
    monkeypatch.setattr(compose, "FEW", few)
    monkeypatch.setattr(compose, "COMMONEST", 1)
    auditing = Auditing(
        Asked((str(SAMPLE_UNITS),)),
        load_edition(str(SAMPLE)),
        lambda _name, _total: nullcontext(lambda _d, _t: None),
    )
    return auditing.audit("zh", {}, Wanted())


def test_of_too_many_units_nothing_is_said_of_which_gaps_lift_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every, some = audited(monkeypatch, 4), audited(monkeypatch, 3)
    assert (every.has_every_gap, some.has_every_gap, len(some.gaps)) == (True, False, 1)
    lifting = "有望过线的单位最多"
    assert [lifting in audit_markdown(each) for each in (every, some)] == [True, False]


def nameless(candidate: Candidate) -> UnitGaps:
    """Return the gap list of a unit, without its gaps."""
    unit = candidate.unit
    return UnitGaps(unit.id, unit.id, unit.kind, (), 0)


@pytest.mark.parametrize(
    ("most", "shown"),
    [
        (None, ["district", "street", "huaibei", "wanan"]),
        (3, ["district", "street", "huaibei"]),
        (0, []),
    ],
)
def test_the_lowest_ranks_are_said_in_full_first(most: int | None, shown: list[str]) -> None:
    # Of the two communities wanan is the first, huaibei the second.
    asked = Asked((str(SAMPLE_UNITS),))
    auditing = Auditing(
        asked, load_edition(str(SAMPLE)), lambda _name, _total: nullcontext(lambda _d, _t: None)
    )
    found = auditing.audit("zh", {}, Wanted(detail=nameless, details=most))
    assert [each.id for each in found.details] == shown


def test_a_folder_that_goes_away_meanwhile_is_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    for name in ("a.yaml", "b.xlsx", "notes.txt"):
        (tmp_path / name).touch()
    look = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "gone":
            raise FileNotFoundError(2, "gone", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert files_in(str(tmp_path)) == 2


def test_a_table_is_one_file(tmp_path: Path) -> None:
    assert files_in(str(tmp_path / "table.csv")) == 1
