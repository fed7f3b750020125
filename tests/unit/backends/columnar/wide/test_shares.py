"""Shares over the units of a wide table are those that are computed from files."""

from pathlib import Path
from random import Random

import pytest

from support.columnar import database
from support.wide import ON, Drawn, entry, heading, write
from zicha.backends.columnar.database import Row, named_rows
from zicha.backends.columnar.encoding import Encoding
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.wide.facts import FactTables
from zicha.backends.columnar.wide.members import Members
from zicha.backends.columnar.wide.shares import Shares
from zicha.backends.columnar.wide.table import WideTable
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.model.facts import Level
from zicha.units.computed import computed_shares
from zicha.units.known import knowledge

TYPES = {
    "unit": "VARCHAR",
    "kind": "VARCHAR",
    "parent": "VARCHAR",
    "parents_school": "BOOLEAN",
    "culture_guide": "BOOLEAN",
    "communities_count": "INTEGER",
    "parents_school_share": "DOUBLE",
}
SHARES = ("parents_school_share", "culture_guide_share")
DISTRICTS, STREETS = 6, 9


def drawn(rng: Random) -> Drawn:
    """Return a few districts with their streets and communities."""
    rows: list[dict[str, object]] = [
        {
            "unit": f"d{n}",
            "kind": "district",
            "communities_count": rng.choice((None, 0, 2, 3, 5, 9)),
            "parents_school_share": rng.choice((None, None, 50.0)),
        }
        for n in range(DISTRICTS)
    ]
    rows += [
        {"unit": f"s{n}", "kind": "street", "parent": f"d{rng.randrange(DISTRICTS)}"}
        for n in range(STREETS)
    ]
    rows += [
        {
            "unit": f"c{n}",
            "kind": "community",
            "parent": rng.choice((None, f"s{rng.randrange(STREETS + 1)}")),
            "parents_school": rng.choice((None, True, False)),
            "culture_guide": rng.choice((None, None, True)),
        }
        for n in range(20)
    ]
    return Drawn(TYPES, rows)


def ends(cells: dict[str, object], encoding: Encoding, fact: str) -> tuple[object, object]:
    """Return both ends of a share as its columns have them."""
    low, high = (column.name for column in encoding.of_fact[fact].columns)
    return cells.get(low), cells.get(high, cells.get(low))


def computed_by_sql(table: Drawn, folder: Path) -> tuple[dict[object, Row], Encoding]:
    """Return the rows of the districts of a table with their shares, and how they are encoded."""
    edition, path = load_edition(None), folder / "units.parquet"
    write(table, path)
    base = database()
    levels = {fact.id: fact.level for fact in edition.facts.values()}
    compiled = Columnar(rules_on(edition, ON), levels).compiled
    wide = WideTable(base, edition, path, ON)
    wide.list_rows(heading(wide.head, edition), folder)
    tables = FactTables(base, compiled, [wide]).keep()
    Members(base, [wide]).place()
    Shares(base, edition, compiled.encoding, tables).compute()
    rows = named_rows(base, tables[Level.DISTRICT])
    return {row["unit"]: row for row in rows}, compiled.encoding


@pytest.mark.parametrize("seed", range(8))
def test_shares_are_those_that_are_computed_unit_by_unit(seed: int, tmp_path: Path) -> None:
    edition, table, columns = load_edition(None), drawn(Random(seed)), list(TYPES)
    found, encoding = computed_by_sql(table, tmp_path)
    read = [entry([row.get(c) for c in columns], columns, edition).unit for row in table.rows]
    units = {unit.id: unit for unit in read if unit is not None}
    shares = computed_shares(units, edition, lambda _: ON)
    districts = [unit for unit in units.values() if unit.kind is Level.DISTRICT]
    assert found.keys() == {unit.id for unit in districts}
    for unit in districts:
        computed = shares[unit.id].shares if unit.id in shares else {}
        known, _ = knowledge(unit, (), edition, ON, computed)
        cells = encoding.cells(known)
        for fact in SHARES:
            assert ends(found[unit.id], encoding, fact) == ends(cells, encoding, fact)


def test_a_share_of_which_a_part_is_unknown_is_a_range(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"unit": "d1", "kind": "district", "communities_count": 3},
        {"unit": "c1", "kind": "community", "parent": "d1", "parents_school": True},
        {"unit": "c2", "kind": "community", "parent": "d1"},
        {"unit": "c3", "kind": "community", "parent": "d1", "parents_school": True},
    ]
    found, encoding = computed_by_sql(Drawn(TYPES, rows), tmp_path)
    # 2 of 3 to 3 of 3: 66 2/3 % lies between the grid points 66 and 67, 100 % on one.
    assert ends(found["d1"], encoding, "parents_school_share") == (133, 200)
