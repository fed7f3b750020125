"""Verdicts and gaps of many units as files: every byte of the one for people, every row."""

from pathlib import Path

import duckdb
import pytest

from support.hand import rule_set
from support.many import COMMUNITY, STREET, Told, analysis, question, yes_to
from zicha.audit.plain import PlainAnalysis

RULES = rule_set(
    question("1.1.1", yes_to("a", owner="民政局"), yes_to("b", owner="体育局", doer=STREET)),
    question("1.1.2", yes_to("c")),
    question("1.1.3", yes_to("patrols", STREET)),
)


@pytest.fixture
def found() -> PlainAnalysis:
    """Return a street with a gap, and two communities: one of them with a comma in its id."""
    above, given = {STREET: "s1"}, frozenset({STREET})
    values = {"a": True, "b": True, "c": True, "patrols": False}
    return analysis(
        RULES,
        [
            Told("s1", {"patrols": False}, STREET),
            Told("c2", values | {"a": False, "b": False}, COMMUNITY, above, given),
            Told(
                "c,1", values | {"c": None}, above=above, given=given, waived=frozenset({"1.1.3"})
            ),
            Told("s2", {}, STREET, waived=frozenset({"1.1.3"})),
        ],
    )


def test_verdicts_stand_a_unit_a_line(found: PlainAnalysis, tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    found.write_verdicts(path)
    assert path.read_bytes().decode() == (
        "unit,1.1.1,1.1.2,1.1.3,worst,best\n"
        '"c,1",A,open,waived,50.00,100.00\n'
        "c2,D,A,D,33.33,33.33\n"
        "s1,not_applicable,not_applicable,D,0.00,0.00\n"
        "s2,not_applicable,not_applicable,waived,,\n"
    )


def test_gaps_stand_with_their_holders(found: PlainAnalysis, tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    found.write_gaps(path)
    assert path.read_bytes().decode() == (
        "unit,level,indicator,item,member,fact,owner,doer\n"
        "c2,community,1.1.1,a,,a,民政局,community\n"
        "c2,community,1.1.1,b,,b,体育局,street\n"
        "s1,street,1.1.3,patrols,,patrols,x,street\n"
    )


def test_percentages_are_numbers_for_other_programs(found: PlainAnalysis, tmp_path: Path) -> None:
    path = tmp_path / "verdicts.parquet"
    found.write_verdicts(path)
    with duckdb.connect() as connection:
        table = connection.read_parquet(str(path))
        assert [str(kind) for kind in table.types] == ["VARCHAR"] * 4 + ["DECIMAL(5,2)"] * 2
        assert len(table.fetchall()) == 4


def test_without_gaps_the_head_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    analysis(RULES, [Told("c1", {})]).write_gaps(path)
    assert path.read_bytes() == b"unit,level,indicator,item,member,fact,owner,doer\n"
