"""What SQL knows of a wide table is what a reader of one row after the other knows."""

import os
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest

from support.columnar import database
from support.wide import ON, Drawing, entry, heading, write
from zicha.backends.columnar.columns import Count, Grid, Share
from zicha.backends.columnar.database import Duck, named_rows
from zicha.backends.columnar.encoding import Encoding
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.wide.facts import FactTables
from zicha.backends.columnar.wide.table import WideTable
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.model.edition import Edition
from zicha.model.unit import Unit
from zicha.units.known import knowledge

ROWS, FACTS = 60, 40
SEEDS = range(int(os.environ.get("ZICHA_AGREEMENT", "1000")) // 170)


@cache
def shipped() -> Edition:
    """Return the edition that is shipped."""
    return load_edition(None)


@cache
def engine() -> Columnar:
    """Return the engine for the shipped edition."""
    levels = {fact.id: fact.level for fact in shipped().facts.values()}
    return Columnar(rules_on(shipped(), ON), levels)


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


def taken(base: Duck, path: Path, folder: Path) -> tuple[WideTable, list[tuple[object, ...]]]:
    """Return a table after its odd rows were taken out, and these rows."""
    table = WideTable(base, shipped(), path, ON)
    table.list_rows(heading(table.head, shipped()), folder)
    return table, [cells for _, cells in table.rows_to_read()]


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
@pytest.mark.parametrize("seed", SEEDS)
def test_cells_are_those_of_the_reader_of_single_rows(
    seed: int, suffix: str, tmp_path: Path
) -> None:
    oddness = (0.0, 0.004, 0.1)[seed % 3]
    drawing = Drawing(Random(seed), shipped(), as_text=suffix == "csv", oddness=oddness)
    path = tmp_path / f"units.{suffix}"
    write(drawing.table(ROWS, FACTS), path)
    base = database()
    table, odd = taken(base, path, tmp_path)
    encoding = engine().compiled.encoding
    tables = FactTables(base, engine().compiled, [table]).keep()
    found = {row["unit"]: row for name in tables.values() for row in named_rows(base, name)}
    given = base.open_file("given", path)
    columns = list(base.columns_of(given))
    at_unit = columns.index("unit")
    plain = {row[at_unit]: row for row in base.connection.table(given).fetchall()}
    for row in odd:
        del plain[row[at_unit]]
    assert found.keys() == plain.keys()
    for unit_id, cells in plain.items():
        read = entry(cells, columns, shipped())
        assert read.unit is not None, read.problems
        unit = replace(read.unit, observations=())
        known, _ = knowledge(unit, (), shipped(), ON)
        wanted = by_fact(encoding.cells(known), encoding, unit)
        assert by_fact(found[unit_id], encoding, unit) == wanted
        assert found[unit_id]["parent"] == unit.parent
    assert oddness > 0.05 or len(plain) > ROWS / 3
