"""What a call of the audit names: sources of several kinds, contexts, lists, settings, days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from support.forms import FORMED, PEACE, form_of
from support.hand import graded, item, rule
from support.many import COMMUNITY, DISTRICT, STREET
from support.small_edition import SMALL
from support.tables import Rows, csv_table
from zicha.audit.asked import Asked, is_address
from zicha.audit.gather import Gathered, gather, is_large, read_source
from zicha.audit.judging import Judging
from zicha.errors import InputError, Place, Severity, problem
from zicha.model.facts import Members, Stated
from zicha.model.judgement import Outcome
from zicha.model.numbers import Interval, exactly
from zicha.model.rules import Compare, Comparison, FactValue, Grading
from zicha.model.unit import Unit
from zicha.units.sources.entry import Source
from zicha.units.sources.parallel import Reading

JUNE, JULY = date(2011, 6, 30), date(2011, 7, 31)


def unit_file(folder: Path, unit: str, kind: str, parent: str = "", **facts: object) -> str:
    """Write the file of a unit of 30 June, and return its name."""
    folder.mkdir(exist_ok=True)
    above = f", parent: {parent}" if parent else ""
    lines = [f"unit: {{id: {unit}, kind: {kind}{above}}}", "date: 2011-06-30", "facts:"]
    lines += [f"  {fact}: {value}" for fact, value in facts.items()]
    path = folder / f"{unit}.yaml"
    path.write_text("\n".join(lines if facts else lines[:2]), "utf-8")
    return str(path)


def gathered(
    *sources: object, on: date | None = None, read: Sequence[Source] = (), **asked: object
) -> Gathered:
    """Return what a call gathers."""
    names = tuple(str(source) for source in sources)
    found = [read_source(name, SMALL, on, Reading()) for name in names]
    return gather(Asked(names, **asked), SMALL, on, [*found, *read])  # type: ignore[arg-type]


def codes(found: Gathered) -> list[tuple[str, Severity]]:
    """Return what was found wrong."""
    return [(each.code, each.severity) for each in found.problems]


def unit_of(found: Gathered, unit: str) -> Unit:
    """Return a unit that was read."""
    return found.population.units[unit]


# --- Sources ------------------------------------------------------------------------------------


def test_folders_tables_and_files_are_one_population(tmp_path: Path) -> None:
    unit_file(tmp_path / "folder", "c1", "community", "s1")
    table = csv_table(
        tmp_path / "more.csv",
        [["unit", "kind", "parent", "date"], ["c2", "community", "s1", "2011-07-31"]],
    )
    single = unit_file(tmp_path / "one", "s1", "street")
    found = gathered(tmp_path / "folder", table, single)
    assert found.problems == ()
    population = found.population
    assert population.days == {"c1": JUNE, "c2": JULY, "s1": JUNE}
    street = unit_of(found, "s1")
    assert population.ancestors == {"s1": (), "c1": (street,), "c2": (street,)}
    assert [*found.given()] == ["c1", "c2", "s1"]


def test_the_day_of_the_call_is_that_of_every_unit(tmp_path: Path) -> None:
    unit_file(tmp_path / "folder", "c1", "community")
    table = csv_table(tmp_path / "more.csv", [["unit", "kind"], ["c2", "community"]])
    found = gathered(tmp_path / "folder", table, on=JULY)
    assert found.population.days == {"c1": JULY, "c2": JULY}


def test_a_source_of_another_kind_is_an_error_that_names_those_that_are_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "units.ods"
    path.write_bytes(b"")
    known = ".csv .xlsx .parquet .yaml .yml .json"
    wrong = problem("source-suffix", Place(str(path)), suffix=".ods", known=known)
    assert gathered(path).problems == (wrong,)


def test_tables_that_are_large_are_not_read_line_by_line(tmp_path: Path) -> None:
    small, large = tmp_path / "small.csv", tmp_path / "large.csv"
    small.write_bytes(b"unit,kind\n")
    large.write_bytes(b"unit,kind\n" + b" " * 4_000_001)
    paths = (str(small), str(large), str(tmp_path / "units.PARQUET"), str(tmp_path / "units.xlsx"))
    assert [is_large(path) for path in paths] == [False, True, True, False]


# --- Units that are not judged ------------------------------------------------------------------


def test_a_context_is_above_others_and_not_judged(tmp_path: Path) -> None:
    unit_file(tmp_path / "folder", "c1", "community", "s1")
    street = unit_file(tmp_path / "above", "s1", "street", patrols=3)
    found = gathered(tmp_path / "folder", contexts=(street,))
    candidate = found.population.candidate(unit_of(found, "c1"))
    assert found.population.days == {"c1": JUNE}
    assert candidate.ancestors == (unit_of(found, "s1"),)
    assert candidate.known.values == {"patrols": exactly(3)}
    assert ([*found.given()], found.beside) == (["c1"], frozenset({"s1"}))


def test_a_context_that_is_among_the_sources_is_judged(tmp_path: Path) -> None:
    unit_file(tmp_path / "folder", "c1", "community", "s1")
    street = unit_file(tmp_path / "folder", "s1", "street", patrols=3)
    found = gathered(tmp_path / "folder", contexts=(street,))
    assert ([*found.given()], found.beside) == (["c1", "s1"], frozenset())


def test_a_damaged_district_leaves_the_items_of_its_communities_open(tmp_path: Path) -> None:
    unit_file(tmp_path, "c1", "community", "d1", office_area=60)
    unit_file(tmp_path, "d1", "district", green_cover="a lot")
    found = gathered(tmp_path)
    assert [each.bare.id for each in found.left_out if each.bare] == ["d1"]
    assert codes(found) == [("value-not-number", Severity.ERROR)]
    assert found.population.days == {"c1": JUNE}
    assert [*found.given()] == ["c1", "d1"]
    green = item(Compare(FactValue("green_cover"), Comparison.AT_LEAST, 35))
    asked = rule(graded(Grading.ALL, replace(green, level=DISTRICT)), code="6.4.2")
    found.population.edition = replace(SMALL, rules={"6.4.2": asked})
    (judged,) = Judging(found.population, "reference", lambda *_: None).one_by_one()
    assert [each.outcome for each in judged.judgement.items["6.4.2"]] == [Outcome.OPEN]


def test_below_no_district_at_all_its_items_do_not_apply(tmp_path: Path) -> None:
    unit_file(tmp_path, "c1", "community", "d1")
    found = gathered(tmp_path)
    candidate = found.population.candidate(unit_of(found, "c1"))
    assert candidate.known.levels == {COMMUNITY}
    assert codes(found) == [("parent-missing", Severity.HINT)]


def test_of_copies_that_differ_none_is_judged_and_the_units_below_know_nothing_of_it(
    tmp_path: Path,
) -> None:
    unit_file(tmp_path / "a", "s1", "street", patrols=3)
    unit_file(tmp_path / "b", "s1", "street", patrols=4)
    unit_file(tmp_path / "a", "c1", "community", "s1")
    found = gathered(tmp_path / "a", tmp_path / "b")
    candidate = found.population.candidate(unit_of(found, "c1"))
    assert codes(found) == [("unit-given-twice", Severity.ERROR)] * 2
    assert candidate.known.levels == {COMMUNITY, STREET}
    assert candidate.known.values == {}
    assert found.population.days == {"c1": JUNE}


def test_copies_that_say_the_same_are_one_unit(tmp_path: Path) -> None:
    unit_file(tmp_path / "a", "c1", "community", office_area=60)
    unit_file(tmp_path / "b", "c1", "community", office_area=60)
    found = gathered(tmp_path / "a", tmp_path / "b")
    assert codes(found) == [("unit-given-again", Severity.HINT)]
    assert (found.population.days, found.left_out) == ({"c1": JUNE}, ())


def test_a_unit_without_a_day_is_left_out_and_the_others_are_not(tmp_path: Path) -> None:
    unit_file(tmp_path, "c1", "community")
    (tmp_path / "c2.yaml").write_text("unit: {id: c2, kind: community}", "utf-8")
    found = gathered(tmp_path)
    assert found.population.days == {"c1": JUNE}
    assert [each.bare.id for each in found.left_out if each.bare] == ["c2"]


# --- Lists --------------------------------------------------------------------------------------


def test_what_was_seen_is_known_of_the_unit(tmp_path: Path) -> None:
    unit_file(tmp_path / "folder", "c1", "community")
    rows: Rows = [
        ["unit", "fact", "count", "place", "date"],
        ["c1", "dirty_spots", 2, "gate", "2011-06-28"],
        ["c1", "dirty_spots", 1, "yard", "2011-06-29"],
        ["c9", "dirty_spots", 1, "yard", "2011-06-29"],
    ]
    seen = csv_table(tmp_path / "seen.csv", rows)
    found = gathered(tmp_path / "folder", observations=(seen,))
    candidate = found.population.candidate(unit_of(found, "c1"))
    assert candidate.known.values == {"dirty_spots": Interval(3, None)}
    assert [code for code, _ in codes(found)] == ["list-unit-unknown"]


def test_what_is_waived_counts_on_its_days_only(tmp_path: Path) -> None:
    unit_file(tmp_path / "folder", "c1", "community")
    rows = [
        ["unit", "indicator", "reason", "approved_by", "from", "expires"],
        ["c1", "6.4.2", "roadworks", "office", "2011-06-01", "2011-06-30"],
        ["c1", "6.4.5", "move", "office", "2011-07-01", "2011-07-31"],
    ]
    waivers = csv_table(tmp_path / "waived.csv", rows)
    found = gathered(tmp_path / "folder", waivers=waivers)
    assert found.problems == ()
    assert found.population.candidate(unit_of(found, "c1")).waived == {"6.4.2"}
    later = gathered(tmp_path / "folder", waivers=waivers, on=JULY)
    assert later.population.candidate(unit_of(later, "c1")).waived == {"6.4.5"}


# --- Settings -----------------------------------------------------------------------------------


def test_a_setting_is_that_of_every_unit_of_its_level_on_its_own_day(tmp_path: Path) -> None:
    unit_file(tmp_path / "folder", "c1", "community", "s1", office_area=60)
    unit_file(tmp_path / "folder", "s1", "street", patrols=3)
    rows = [["unit", "kind", "date"], ["c2", "community", "2011-07-31"]]
    table = csv_table(tmp_path / "more.csv", rows)
    found = gathered(tmp_path / "folder", table, settings=("office_area=320",))
    assert {unit: each.facts for unit, each in found.population.units.items()} == {
        "c1": {"office_area": Stated(320, JUNE)},
        "c2": {"office_area": Stated(320, JULY)},
        "s1": {"patrols": Stated(3, JUNE)},
    }


def test_a_setting_of_a_level_above_is_known_below_at_once(tmp_path: Path) -> None:
    unit_file(tmp_path, "c1", "community", "s1")
    unit_file(tmp_path, "s1", "street", patrols=3)
    found = gathered(tmp_path, settings=("patrols=5",))
    candidate = found.population.candidate(unit_of(found, "c1"))
    assert candidate.known.values == {"patrols": exactly(5)}


def test_an_attribute_is_set_for_units_of_every_level(tmp_path: Path) -> None:
    unit_file(tmp_path, "c1", "community", "s1")
    unit_file(tmp_path, "s1", "street")
    found = gathered(tmp_path, settings=("population=500", "street.town=old"))
    assert {unit: each.facts for unit, each in found.population.units.items()} == {
        "c1": {"community.population": Stated(500, JUNE)},
        "s1": {"street.population": Stated(500, JUNE), "street.town": Stated("old", JUNE)},
    }


def test_an_empty_setting_makes_a_fact_unknown_for_all(tmp_path: Path) -> None:
    unit_file(tmp_path, "c1", "community", office_area=60)
    found = gathered(tmp_path, settings=("office_area=",))
    assert unit_of(found, "c1").facts == {}


def test_a_fact_that_is_set_contradicts_nothing_that_units_say_of_the_same(tmp_path: Path) -> None:
    unit_file(tmp_path, "c1", "community", youth_facilities="[library]")
    found = gathered(tmp_path, settings=("parents_school=true",))
    candidate = found.population.candidate(unit_of(found, "c1"))
    assert candidate.known.values == {
        "parents_school": True,
        "youth_facilities": Members(frozenset({"library", "parents_school"}), frozenset({"venue"})),
    }


def test_settings_that_cannot_be_stop_the_work_all_of_them_named(tmp_path: Path) -> None:
    unit_file(tmp_path, "c1", "community")
    with pytest.raises(InputError) as stopped:
        gathered(tmp_path, settings=("office_area=big", "patrols=3", "lamps=1", "lamps=2"))
    assert {(each.code, each.place.file) for each in stopped.value.problems} == {
        ("value-not-number", "--set office_area"),
        ("set-without-unit", "--set patrols"),
        ("set-twice", "--set lamps"),
    }


def test_a_form_alone_is_a_source_as_the_file_of_a_unit_is(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(form_of())
    found = read_source(str(form), FORMED, JUNE, Reading())
    assert [entry.bare.id for entry in found.entries if entry.bare] == [PEACE.id]
    assert found.problems == ()


def test_a_workbook_that_is_neither_table_nor_form_lacks_what_a_table_has(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["本月工作安排", "负责人"])  # type: ignore[union-attr]
    book.save(tmp_path / "plan.xlsx")
    found = read_source(str(tmp_path / "plan.xlsx"), SMALL, JUNE, Reading())
    assert found.entries == ()
    assert {each.code for each in found.problems if each.severity is Severity.ERROR} == {
        "table-column-missing"
    }


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("hdfs://host:8020/data/units.parquet", True),
        ("hdfs:/data/units.csv", True),
        ("s3a://bucket/units.parquet", True),
        ("C:/units.csv", False),
        ("C:\\units.csv", False),
        ("/data/units.csv", False),
        ("units:2011.csv", False),
    ],
)
def test_an_address_begins_with_the_name_of_a_file_system(name: str, *, address: bool) -> None:
    assert is_address(name) is address
    assert not address or is_large(name)
