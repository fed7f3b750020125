"""Shares over the units of a wide table are those that are computed from files."""

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from support.columnar import database
from support.wide import ON, Drawn, entry, head, heading, write
from zicha.backends.columnar.database import Duck, Row, named_rows
from zicha.backends.columnar.encoding import Encoding
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.wide.facts import FactTables
from zicha.backends.columnar.wide.members import Members
from zicha.backends.columnar.wide.shares import Doubt, Shares, computed_share
from zicha.backends.columnar.wide.table import WideTable
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.model.facts import Level
from zicha.model.numbers import Interval
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


def shares_by_sql(table: Drawn, folder: Path) -> tuple[Duck, Shares, Encoding]:
    """Return the shares of a table, not computed yet, where they are, and how they are encoded."""
    edition, path = load_edition(None), folder / "units.parquet"
    write(table, path)
    base = database()
    levels = {fact.id: fact.level for fact in edition.facts.values()}
    compiled = Columnar(rules_on(edition, ON), levels).compiled
    wide = WideTable(base, edition, path, ON)
    wide.list_rows(heading(wide.head, edition), folder)
    tables = FactTables(base, compiled, [wide]).keep([*Level])
    Members(base, edition, [wide]).place()
    return base, Shares(base, edition, compiled.encoding, tables), compiled.encoding


def computed_by_sql(table: Drawn, folder: Path) -> tuple[dict[object, Row], Encoding]:
    """Return the rows of the districts of a table with their shares, and how they are encoded."""
    base, shares, encoding = shares_by_sql(table, folder)
    shares.compute()
    rows = named_rows(base, shares.tables[Level.DISTRICT])
    return {row["unit"]: row for row in rows}, encoding


@pytest.mark.parametrize("seed", range(8))
def test_shares_are_those_that_are_computed_unit_by_unit(seed: int, tmp_path: Path) -> None:
    edition, table, columns = load_edition(None), drawn(Random(seed)), list(TYPES)
    found, encoding = computed_by_sql(table, tmp_path)
    said = head(columns, edition)
    read = [entry([row.get(c) for c in columns], said).unit for row in table.rows]
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


@pytest.mark.parametrize("seed", [0, 1, 2, 4, 5, 6, 7, 8])  # with seed 3 nothing is doubtful
def test_what_is_doubtful_is_what_is_hinted_at_unit_by_unit(seed: int, tmp_path: Path) -> None:
    edition, table, columns = load_edition(None), drawn(Random(seed)), list(TYPES)
    _, shares, _ = shares_by_sql(table, tmp_path)
    shares.compute()
    said = head(columns, edition)
    read = [entry([row.get(c) for c in columns], said).unit for row in table.rows]
    units = {unit.id: unit for unit in read if unit is not None}
    hinted = {
        Doubt(unit, hint.code, hint.facts)
        for unit, computed in computed_shares(units, edition, lambda _: ON).items()
        for hint in computed.hints
    }
    assert {*shares.doubtful()} == hinted
    assert hinted


@pytest.mark.parametrize(
    ("stated", "doubtful"), [(66.65, True), (66.66, False), (66.67, False), (66.68, True)]
)
def test_a_share_may_be_written_down_rounded(
    stated: float, *, doubtful: bool, tmp_path: Path
) -> None:
    # Two of three: 66.666 percent, written with two digits after the point.
    rows: list[dict[str, object]] = [
        {"unit": "d1", "kind": "district", "communities_count": 3, "parents_school_share": stated},
        {"unit": "c1", "kind": "community", "parent": "d1", "parents_school": True},
        {"unit": "c2", "kind": "community", "parent": "d1", "parents_school": False},
        {"unit": "c3", "kind": "community", "parent": "d1", "parents_school": True},
    ]
    _, shares, _ = shares_by_sql(Drawn(TYPES, rows), tmp_path)
    shares.compute()
    found = [d for d in shares.doubtful() if d.facts[0] == "parents_school_share"]
    said = [Doubt("d1", "share-outside", ("parents_school_share", "parents_school"))]
    assert found == (said if doubtful else [])


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


def test_a_share_is_known_exactly_wherever_rules_have_their_bounds(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"unit": "d1", "kind": "district", "communities_count": 3},
        {"unit": "d2", "kind": "district", "communities_count": 2},
        {"unit": "c1", "kind": "community", "parent": "d1", "parents_school": True},
        {"unit": "c2", "kind": "community", "parent": "d1"},
        {"unit": "c3", "kind": "community", "parent": "d1", "parents_school": True},
    ]
    base, shares, _ = shares_by_sql(Drawn(TYPES, rows), tmp_path)
    table = shares.compute()["parents_school_share"]
    # 2 of 3, and 3 of 3 should the one that does not say have a school.
    assert computed_share(base, table, "d1") == Interval(Fraction(200, 3), Fraction(100))
    assert computed_share(base, table, "d2") is None
