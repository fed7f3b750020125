"""A wide table judged within the database gives what the same units give one by one."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from support.district import DISTRICT, EDITION, ON, audit, lists, row, units, written
from support.tables import csv_table
from zicha.audit.asked import Asked
from zicha.audit.gather import is_large
from zicha.audit.listed import Listed
from zicha.audit.register import Register
from zicha.audit.suspicions import best_percentages
from zicha.backends.columnar.database import Duck
from zicha.backends.columnar.wide.lists import plain_waivers
from zicha.errors import EngineError, InputError
from zicha.model.facts import Members, Stated
from zicha.model.unit import Unit

ODD = ("copied", "perfect")


def test_a_parquet_file_gives_what_the_files_of_its_units_give(tmp_path: Path) -> None:
    read = units()
    observations, waivers = lists(tmp_path, read)
    table = written(tmp_path, [row(unit) for unit in read])
    one_by_one = audit(Asked((str(DISTRICT),), on=ON))
    at_once = audit(Asked((table,), on=ON, observations=observations, waivers=waivers))
    assert at_once.units == one_by_one.units
    assert at_once.groups == one_by_one.groups
    assert at_once.indicators == one_by_one.indicators
    assert at_once.gaps == one_by_one.gaps
    assert at_once.departments == one_by_one.departments
    assert at_once.gap_keys == one_by_one.gap_keys
    assert at_once.missing_facts == one_by_one.missing_facts


def waived(count: int, *more: str) -> str:
    """Return a list of waivers that is long enough to be brought into the database as a whole."""
    head = "unit,indicator,reason,approved_by,from,expires"
    reason = "改造" * 2_000
    codes = [indicator.code for indicator in EDITION.indicators[:count]]
    lines = [f"dukou,{code},{reason},市创建办,2011-06-01,2011-12-31" for code in codes]
    return "\n".join([head, *lines, *more]) + "\n"


@pytest.mark.long
def test_a_long_list_with_a_ragged_line_says_so_and_the_rest_of_it_counts(tmp_path: Path) -> None:
    table = written(tmp_path, [row(unit) for unit in units()])
    path = tmp_path / "waived.csv"
    found = []
    for more in ([], ["dukou,9.4.2,改造,市创建办,2011-06-01,2011-12-31,多出,来的"]):
        path.write_text(waived(20, *more), "utf-8")
        found.append(audit(Asked((table,), on=ON, waivers=str(path))))
    whole, ragged = found
    # The line too many is an error of its own; what the others set aside is set aside.
    assert [(p.code, p.place.line) for p in ragged.problems if p.place.file == str(path)] == [
        ("table-cell-beyond", 22)
    ]
    assert [unit.counts["waived"] for unit in ragged.units] == [
        unit.counts["waived"] for unit in whole.units
    ]
    assert {unit.counts["waived"] for unit in whole.units if unit.id == "dukou"} != {0}


def test_a_long_list_that_is_damaged_where_nobody_looked_is_read_by_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> str:
        message = "columnar: an odd line"
        raise EngineError(message)

    path = tmp_path / "waived.csv"
    path.write_text(waived(20), "utf-8")
    table = written(tmp_path, [row(unit) for unit in units()])
    asked = Asked((table,), on=ON, waivers=str(path))
    register = Register(asked, EDITION, date.fromisoformat(ON), Duck())
    register.open([table], tmp_path)
    register.read([])
    found = []
    for reader in (plain_waivers, damaged):
        monkeypatch.setattr("zicha.audit.listed.plain_waivers", reader)
        listed = Listed(register)
        listed.read()
        found.append((listed.table is None, [*listed.waivers], listed.problems))
    assert found == [(False, [], []), (True, ["dukou"], [])]


def test_a_table_and_a_folder_are_judged_together(tmp_path: Path) -> None:
    read = units()
    low = [unit for unit in read if unit.kind == "community"]
    folder = tmp_path / "files"
    folder.mkdir()
    for path in DISTRICT.glob("*.yaml"):
        if path.stem not in {unit.id for unit in low}:
            (folder / path.name).write_bytes(path.read_bytes())
    observations, waivers = lists(tmp_path, low)
    table = written(tmp_path, [row(unit) for unit in low])
    asked = Asked((table, str(folder)), on=ON, observations=observations, waivers=waivers)
    one_by_one, at_once = audit(Asked((str(DISTRICT),), on=ON)), audit(asked)
    assert at_once.units == one_by_one.units
    assert at_once.groups == one_by_one.groups


def as_file(unit: Unit) -> dict[str, object]:
    """Return what a unit's file has to say the same."""
    facts: dict[str, dict[str, object]] = {"unit": {}, "facts": {}}
    for name, stated in unit.facts.items():
        fact, value = EDITION.facts[name], stated.value
        said: dict[str, object] = {"date": stated.date.isoformat()}
        if stated.count is not None:
            said |= dict(zip(("count", "of"), stated.count, strict=True))
        elif isinstance(value, Members):
            said["value"] = dict.fromkeys(value.present, True) | dict.fromkeys(value.absent, False)
        elif isinstance(value, date):
            said["value"] = value.isoformat()
        else:
            said["value"] = float(value) if isinstance(value, Decimal) else value
        facts["unit" if fact.is_attribute else "facts"][name.rpartition(".")[2]] = said
    who = {"id": unit.id, "name": unit.name, "kind": str(unit.kind)} | facts["unit"]
    above = {} if unit.parent is None else {"parent": unit.parent}
    return {"unit": who | above, "date": ON, "facts": facts["facts"]}


def stating(unit: Unit, unit_id: str, facts: Mapping[str, Stated]) -> Unit:
    """Return a unit of another id, with other facts."""
    return replace(unit, id=unit_id, name=unit_id, facts={**facts}, observations=(), waivers=())


def as_number(stated: Stated) -> Stated:
    """Return a percentage without the counts that it was given by."""
    if stated.count is None:
        return stated
    exact = Fraction(str(stated.value))
    return replace(stated, count=None, value=Decimal(exact.numerator) / exact.denominator)


def odd_ones() -> list[Unit]:
    """Return units that say what another says, and units that only have perfect percentages.

    Those that give counts are read one by one where they stand in a table, the others are not.
    """
    (whole,) = [unit for unit in units() if unit.id == "chenghu"]
    finite = {
        fact: stated
        for fact, stated in whole.facts.items()
        if stated.count is None or (Fraction(str(stated.value)) * 100).denominator == 1
    }
    plain = {fact: as_number(stated) for fact, stated in finite.items()}
    best = best_percentages(EDITION)
    perfect = {
        fact: replace(stated, value=best[fact]) if fact in best else stated
        for fact, stated in plain.items()
    }
    counted = {
        fact: replace(stated, count=(best[fact], 100)) if fact in best else stated
        for fact, stated in perfect.items()
    }
    other = {**plain, "sweeping_on_time": Stated(value=False, date=date(2011, 6, 1))}
    said = {
        "a": finite, "d": plain, "e": counted, "f": other, "k": plain, "m": perfect,
        "n": counted, "p": other, "q": finite, "w": other, "x": perfect,
    }  # fmt: skip
    return [stating(whole, f"{unit}-odd", facts) for unit, facts in said.items()]


def test_answers_worth_a_second_look_are_those_of_the_files(tmp_path: Path) -> None:
    every = sorted((*units(), *odd_ones()), key=lambda unit: unit.id)
    folder = tmp_path / "files"
    folder.mkdir()
    for unit in every:
        (folder / f"{unit.id}.yaml").write_text(json.dumps(as_file(unit)), "utf-8")
    table = written(tmp_path, [row(unit) for unit in every])
    wanted, found = (
        [each for each in audit(Asked((source,), on=ON)).suspicions if each.code in ODD]
        for source in (str(folder), table)
    )
    assert found == wanted
    assert [(each.code, each.units) for each in wanted] == [
        ("copied", ("a-odd", "d-odd", "k-odd", "q-odd")),
        ("copied", ("e-odd", "m-odd", "n-odd", "x-odd")),
        ("copied", ("f-odd", "p-odd", "w-odd")),
        ("perfect", ("e-odd", "m-odd", "n-odd", "x-odd")),
    ]


def test_a_line_that_cannot_be_read_is_left_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    read = units()
    rows = [row(unit) for unit in read]
    broken = next(each for each in rows if each["unit"] == "chenghu")
    broken["support_rate"] = "very high"
    found = audit(Asked((written(tmp_path, rows),), on=ON))
    assert found.left_out == 1
    assert [p.code for p in found.problems if p.severity == "error"] == ["value-not-number"]
    assert "chenghu" not in {unit.id for unit in found.units}
    assert len(found.units) == len(read) - 1


def parquet(path: Path, columns: str) -> str:
    with duckdb.connect() as connection:
        connection.sql(f"SELECT {columns}").write_parquet(str(path))
    return str(path)


WHO = "'c1' AS unit, 'community' AS kind"


@pytest.mark.parametrize("kind", ["FLOAT", "DOUBLE", "DECIMAL(8, 2)"])
def test_a_number_is_the_shortest_decimal_whatever_its_type(kind: str, tmp_path: Path) -> None:
    path = parquet(tmp_path / "f.parquet", f"{WHO}, 299.4::{kind} AS office_area")
    found = audit(Asked((path,), on=ON))
    assert found.problems == ()
    assert found.gap_keys == {"c1": ("6.4.5/office_area",)}


@pytest.mark.parametrize(
    "number",
    [
        "18446744073709551615::UBIGINT",
        "92233720368547759::BIGINT",
        "170141183460469231731687303715884105727::HUGEINT",
        "99999999999999999999999999999999999999::DECIMAL(38, 0)",
        "99999999999999999999.999999999999999999::DECIMAL(38, 18)",
        "1e300::DOUBLE",
        "1e38::FLOAT",
        "'inf'::DOUBLE",
    ],
)
def test_a_number_without_room_is_a_problem_of_its_cell(number: str, tmp_path: Path) -> None:
    plain = f"50::{number.partition('::')[2]}"
    columns = ", ".join(f"{plain} AS {f}" for f in ("dirty_spots", "office_area", "population"))
    large = f"SELECT 'c2', 'community', {number}, {number}, {number}"
    path = parquet(tmp_path / "large.parquet", f"{WHO}, {columns} UNION ALL {large}")
    found = audit(Asked((path,), on=ON))
    wrong = [(p.severity, p.place.line, p.place.column) for p in found.problems]
    assert wrong == [("error", 3, 3), ("error", 3, 4), ("error", 3, 5)]
    assert [unit.id for unit in found.units] == ["c1"]


def test_a_set_may_be_a_list_of_its_members(tmp_path: Path) -> None:
    members = "['library', 'parents_school'] AS youth_facilities"
    as_list = audit(Asked((parquet(tmp_path / "l.parquet", f"{WHO}, {members}"),), on=ON))
    text = "'library;parents_school' AS youth_facilities"
    as_text = audit(Asked((parquet(tmp_path / "t.parquet", f"{WHO}, {text}"),), on=ON))
    assert as_list.problems == ()
    assert as_list.gap_keys == as_text.gap_keys != {"c1": ()}


@pytest.mark.parametrize("name", ["read at once", " read by itself"])
@pytest.mark.parametrize(
    "moment",
    [
        "DATE '2011-06-30'",
        "TIMESTAMP '2011-06-30 00:00:00'",
        "TIMESTAMP '2011-06-30 23:59:00'",
        # Midnight in China, and midnight of a program that takes a day for one of UTC.
        "TIMESTAMPTZ '2011-06-29 16:00:00+00'",
        "TIMESTAMPTZ '2011-06-30 00:00:00+00'",
        "TIMESTAMPTZ '2011-06-30 15:59:59+00'",
    ],
)
def test_a_moment_is_of_its_day_in_china(moment: str, name: str, tmp_path: Path) -> None:
    columns = f"{WHO}, '{name}' AS name, {moment} AS date"
    found = audit(Asked((parquet(tmp_path / "m.parquet", columns),)))
    assert (found.dates, found.problems) == ((date(2011, 6, 30),), ())


@pytest.mark.parametrize("name", ["units[1]", "units?", "un*ts"])
def test_signs_in_the_name_of_a_file_are_no_pattern(name: str, tmp_path: Path) -> None:
    parquet(tmp_path / "units1.parquet", "'other' AS unit, 'community' AS kind")
    path = parquet(tmp_path / f"{name}.parquet", WHO)
    assert [unit.id for unit in audit(Asked((path,), on=ON)).units] == ["c1"]


def test_a_parent_that_cannot_be_above_is_named_with_its_line(tmp_path: Path) -> None:
    rows = [row(unit) for unit in units()]
    wrong = next(number for number, each in enumerate(rows, 2) if each["unit"] == "chenghu")
    rows[wrong - 2]["parent"] = "dukou"
    found = audit(Asked((written(tmp_path, rows),), on=ON))
    assert [(p.code, p.place.line) for p in found.problems if p.severity == "error"] == [
        ("parent-not-above", wrong)
    ]
    assert "chenghu" not in {unit.id for unit in found.units}


def test_every_parent_that_cannot_be_above_is_named_however_its_line_is_read(
    tmp_path: Path,
) -> None:
    rows = [row(unit) for unit in units()]
    by_id = {each["unit"]: (number, each) for number, each in enumerate(rows, 2)}
    # The line of chenghu has counts such as 184/200 and is read by itself, that of gongkuang not.
    for unit in ("chenghu", "gongkuang"):
        by_id[unit][1]["parent"] = "dukou"
    found = audit(Asked((written(tmp_path, rows),), on=ON))
    wrong = sorted((p.code, p.place.line) for p in found.problems if p.severity == "error")
    lines = sorted(by_id[unit][0] for unit in ("chenghu", "gongkuang"))
    assert wrong == [("parent-not-above", line) for line in lines]
    assert found.left_out == len(lines)


def test_a_large_table_needs_one_day(tmp_path: Path) -> None:
    rows = [row(unit) | {"date": "2011-06-30"} for unit in units()]
    rows[0]["date"] = "2011-05-31"
    with pytest.raises(InputError) as stopped:
        audit(Asked((written(tmp_path, rows),)))
    assert [p.code for p in stopped.value.problems if p.severity == "error"] == ["audit-days"]


def test_a_file_that_is_not_what_its_name_says_is_named(tmp_path: Path) -> None:
    table = tmp_path / "units.parquet"
    table.write_text("no table", "utf-8")
    with pytest.raises(InputError) as stopped:
        audit(Asked((str(table),), on=ON))
    assert [(p.code, p.place.file) for p in stopped.value.problems] == [
        ("parquet-unreadable", str(table))
    ]


@pytest.mark.long
def test_a_long_csv_file_with_a_ragged_line_is_read_by_lines_and_the_rest_goes_on(
    tmp_path: Path,
) -> None:
    long = {f"note {number}": "x" * 110_000 for number in range(4)}
    rows = [row(unit) | long for unit in units()]
    head = [*dict.fromkeys(name for each in rows for name in each)]
    lines = [[each.get(name, "") for name in head] for each in rows]
    ragged = next(number for number, line in enumerate(lines) if line[0] == "gongkuang")
    sound = lines[:ragged] + lines[ragged + 1 :]
    whole = csv_table(tmp_path / "whole.csv", [head, *sound])
    lines[ragged].append("more")
    table = csv_table(tmp_path / "ragged.csv", [head, *lines])
    assert is_large(table)
    found = audit(Asked((table,), on=ON))
    assert [(p.code, p.place.line) for p in found.problems if p.severity == "error"] == [
        ("table-cell-beyond", ragged + 2)
    ]
    assert (found.left_out, found.total["community"]) == (1, 5)
    assert found.units == audit(Asked((whole,), on=ON)).units


def test_lines_are_those_of_the_file_and_empty_ones_are_no_units(tmp_path: Path) -> None:
    rows = [
        "c0,,社区,60",
        "",
        'c1,"two\nlines",社区,60',
        'c2,"5"" by ""6",社区,about 60',
        ",,,",
        'c3,"x",社区,60',
        " ,,,",
        "c4,,社区,about 60",
        ",,,",
        ",,,",
    ]
    small, large = tmp_path / "small.csv", tmp_path / "large.csv"
    small.write_text("\n".join(["unit,name,kind,office_area", *rows]), "utf-8")
    padding = [f"p{number},{'x' * 100_000},社区,60" for number in range(41)]
    large.write_text("\n".join(["unit,name,kind,office_area", *rows, *padding]), "utf-8")
    assert is_large(str(large))
    for table in (small, large):
        found = audit(Asked((str(table),), on=ON))
        assert [(p.code, p.place.line) for p in found.problems] == [
            ("value-not-number", 6),
            ("value-not-number", 10),
        ]


def test_an_empty_row_of_a_parquet_file_is_no_unit(tmp_path: Path) -> None:
    rows = f"{WHO}, 60 AS office_area UNION ALL SELECT NULL, NULL, NULL"
    found = audit(Asked((parquet(tmp_path / "empty.parquet", rows),), on=ON))
    assert (found.problems, [unit.id for unit in found.units]) == ((), ["c1"])
