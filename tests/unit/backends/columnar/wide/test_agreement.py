"""What SQL knows of a wide table is what a reader of one row after the other knows.

``ZICHA_AGREEMENT`` asks for more cases, as in the other tests of agreement.
"""
# ruff: noqa: RUF001 - what people type

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest

from support.columnar import database
from support.wide import ON, WHO, Drawing, Drawn, entry, head, heading, write
from zicha.backends.columnar.columns import Count, Grid, Membership, Share
from zicha.backends.columnar.database import Duck, named_rows
from zicha.backends.columnar.encoding import Encoding
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.needs import Needs
from zicha.backends.columnar.sql import Type
from zicha.backends.columnar.wide.facts import Beside, FactTables
from zicha.backends.columnar.wide.observed import Observed
from zicha.backends.columnar.wide.table import WideTable
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.model.edition import Edition
from zicha.model.facts import Better, FactType, Knowledge, Level, Members, WhyUnknown
from zicha.model.numbers import Interval
from zicha.model.unit import Observation, Unit
from zicha.units.known import knowledge

ROWS, FACTS = 60, 40
SEEDS = range(int(os.environ.get("ZICHA_AGREEMENT", "1000")) // 170)
ODDNESS = (0.0, 0.004, 0.1)


@cache
def shipped() -> Edition:
    """Return the edition that is shipped."""
    return load_edition(None)


@cache
def engine() -> Columnar:
    """Return the engine for the shipped edition."""
    levels = {fact.id: fact.level for fact in shipped().facts.values()}
    return Columnar(rules_on(shipped(), ON), levels)


@dataclass(frozen=True, slots=True)
class Both:
    """A wide table in a database, and its plain rows as the reader of single rows takes them."""

    base: Duck
    table: WideTable
    units: Sequence[Unit]

    def observed(self, rng: Random) -> tuple[Observed, "Both"]:
        """Return what was seen of some facts of some units, and the units with it."""
        facts = [f for f in shipped().facts.values() if f.type is FactType.INT and is_counted(f.id)]
        units = [
            replace(
                unit,
                observations=tuple(seen(rng, [f.id for f in facts if f.level is unit.kind])),
            )
            for unit in self.units
        ]
        rows = [
            {"unit": unit.id, "fact": each.fact, "seen": each.count}
            for unit in units
            for each in unit.observations
        ]
        columns = [("unit", Type.TEXT), ("fact", Type.TEXT), ("seen", Type.BIG)]
        name = self.base.fill("observed", columns, rows)
        names = tuple(sorted({str(row["fact"]) for row in rows}))
        return Observed(name, names), replace(self, units=units)


def is_counted(fact: str) -> bool:
    """Return whether something can be seen of a fact, one case after the other."""
    return shipped().facts[fact].better is Better.LESS


def seen(rng: Random, facts: Sequence[str]) -> Iterator[Observation]:
    """Yield what was seen of some facts of a unit."""
    for fact in rng.sample(facts, min(len(facts), 6)):
        yield from (Observation(fact, rng.randint(1, 9), "", ON) for _ in range(rng.randint(0, 2)))


def both(drawn: Drawn, path: Path) -> Both:
    """Return a table, read by SQL and row by row; what is odd is left out of both."""
    write(drawn, path)
    base = database()
    table = WideTable(base, shipped(), path, ON)
    table.list_rows(heading(table.head, shipped()), path.parent)
    odd = {number for number, _ in table.rows_to_read()}
    given = base.connection.table(base.open_file("given", path)).fetchall()
    plain = [cells for number, cells in enumerate(given, 1) if number not in odd]
    units = []
    said = head(table.head, shipped())
    for cells in plain:
        read = entry(cells, said)
        assert read.unit is not None, read.problems
        units.append(read.unit)
    return Both(base, table, units)


def drawn_table(seed: int, suffix: str) -> Drawn:
    """Return a random table."""
    oddness = ODDNESS[seed % len(ODDNESS)]
    return Drawing(Random(seed), shipped(), as_text=suffix == "csv", oddness=oddness).table(
        ROWS, FACTS
    )


def by_fact(cells: Mapping[str, object], encoding: Encoding, unit: Unit) -> dict[str, object]:
    """Return what a row says of each fact of the unit's level, in one form."""
    found: dict[str, object] = {}
    for fact, columns in encoding.of_fact.items():
        if shipped().facts[fact].level is not unit.kind:
            continue
        known: tuple[object, ...] = tuple(cells.get(c.name) for c in columns.columns)
        if isinstance(columns, Grid | Count | Share):
            low, high, *of = (c.name for c in columns.columns)
            whole = int(str(cells.get(of[0]) or 1)) if of else 1
            ends = cells.get(low), cells.get(high) if high in cells else cells.get(low)
            known = tuple(None if e is None else Fraction(int(str(e)), whole) for e in ends)
        if any(part is not None for part in known):
            found[fact] = known
    return found


def agree(found: Both, observed: Observed | None = None) -> None:
    """Hold the tables of facts to what is known of each unit."""
    encoding = engine().compiled.encoding
    beside = Beside(observed=observed)
    tables = FactTables(found.base, engine().compiled, [found.table], beside).keep()
    rows = {row["unit"]: row for name in tables.values() for row in named_rows(found.base, name)}
    assert rows.keys() == {unit.id for unit in found.units}
    for unit in found.units:
        known, _ = knowledge(unit, (), shipped(), ON)
        wanted = by_fact(encoding.cells(known), encoding, unit)
        assert by_fact(rows[unit.id], encoding, unit) == wanted
        assert rows[unit.id]["parent"] == unit.parent


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
@pytest.mark.parametrize("seed", SEEDS)
def test_cells_are_those_of_the_reader_of_single_rows(
    seed: int, suffix: str, tmp_path: Path
) -> None:
    found = both(drawn_table(seed, suffix), tmp_path / f"units.{suffix}")
    agree(found)
    assert ODDNESS[seed % len(ODDNESS)] > 0.05 or len(found.units) > ROWS / 3


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_seen_counts_as_it_does_in_the_file_of_a_unit(seed: int, tmp_path: Path) -> None:
    plain = both(drawn_table(3 * seed, "parquet"), tmp_path / "units.parquet")
    observed, found = plain.observed(Random(seed))
    agree(found, observed)


IDS = (
    *("st", "ST", " st", "st ", "s t", "st\u00a0", "\u3000st", "st\u200b", "ｓｔ", '"st"', "'st"),
    *("null", "NULL", "Null", " null", "n ull", "ｎｕＬＬ", "nulls", "不清楚", "不 清楚"),
    *("未知", "不知 道"),
    *("不清楚吗", "not known", "Not Known", "notknown", "unknown", "", " ", "-", "无", "0", "1.0"),
)
"""What may stand where an id or a name is expected."""


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
@pytest.mark.parametrize("column", ["unit", "name", "parent"])
def test_who_a_unit_is_is_what_the_reader_of_single_rows_says(
    column: str, suffix: str, tmp_path: Path
) -> None:
    plain = [{"unit": f"u{n}", "name": f"Unit {n}", "parent": "s"} for n in range(len(IDS))]
    rows = [
        {**row, "kind": "community", column: word} for row, word in zip(plain, IDS, strict=True)
    ]
    found = both(Drawn(WHO, rows), tmp_path / f"units.{suffix}")
    listed = found.base.rows(found.table.kept_rows(["unit", "name", "parent"]))
    assert {*listed} == {(unit.id, unit.name, unit.parent) for unit in found.units}
    assert len(listed) > 3


KINDS = (
    *("community", "Community", "COMMUNITY", "社区", "街道", "镇", " 镇", "乡", "村", "居委会"),
    *("县", "县级市", "区", "市", "city", "省", "", "村庄"),
)
"""What may stand where the level of a unit is expected."""


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_what_a_unit_is_is_what_the_reader_of_single_rows_says(suffix: str, tmp_path: Path) -> None:
    rows = [{"unit": f"u{n}", "name": "甲", "kind": word} for n, word in enumerate(KINDS)]
    found = both(Drawn(WHO, rows), tmp_path / f"units.{suffix}")
    listed = found.base.rows(found.table.kept_rows(["unit", "level"]))
    assert {*listed} == {(unit.id, unit.kind.height) for unit in found.units}
    assert {("u5", Level.STREET.height), ("u8", Level.COMMUNITY.height)} <= {*listed}


def is_wholly_known(fact: str, known: Knowledge) -> bool:
    """Return whether nothing that the rules ask of a fact is unknown."""
    value = known.values.get(fact)
    columns = engine().compiled.encoding.of_fact[fact]
    if isinstance(value, Members):
        asked = columns.members if isinstance(columns, Membership) else ()
        return value.present | value.absent >= {*asked}
    if isinstance(value, Interval):
        return value.exact is not None
    return value is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_missing_is_counted_by_its_reason(seed: int, tmp_path: Path) -> None:
    found = both(drawn_table(3 * seed, "parquet"), tmp_path / "units.parquet")
    compiled = engine().compiled
    facts = FactTables(found.base, compiled, [found.table])
    for level, table in facts.keep().items():
        known = [knowledge(u, (), shipped(), ON)[0] for u in found.units if u.kind is level]
        # Something depends on every fact, whatever the outcomes, for which the facts stand here.
        numbers = facts.lacks[level].numbers(table, table, Needs({}, shipped().facts), {})
        counted = [*facts.lacks[level].counts(found.base.rows(numbers))]
        for each in counted:
            why = Counter(
                one.why.get(each.fact, WhyUnknown.UNKNOWN)
                for one in known
                if not is_wholly_known(each.fact, one)
            )
            assert (each.fact, each.of, each.reasons) == (each.fact, len(known), why)
        own = {f for f in compiled.facts_read(level) if shipped().facts[f].level is level}
        assert {each.fact for each in counted} == own
