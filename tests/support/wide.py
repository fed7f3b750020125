"""Random wide tables, and what readers one by one make of the same rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import duckdb

from zicha.backends.columnar.wide.heading import Heading
from zicha.errors import Place
from zicha.model.edition import Edition
from zicha.model.facts import Fact, FactType, Level
from zicha.units.sources.entry import Entry
from zicha.units.sources.heading import Heading as Head
from zicha.units.sources.heading import heading as head_of
from zicha.units.sources.row import unit_of_row, unknown
from zicha.units.typed import NO, YES

ON = date(2011, 6, 30)
WHO = {"unit": "VARCHAR", "name": "VARCHAR", "kind": "VARCHAR", "parent": "VARCHAR"}
KINDS = {
    FactType.BOOL: ("BOOLEAN", "BOOLEAN", "VARCHAR"),
    FactType.INT: ("INTEGER", "BIGINT", "DOUBLE", "DECIMAL(12,2)", "VARCHAR"),
    FactType.DECIMAL: ("DOUBLE", "DOUBLE", "DECIMAL(12,3)", "INTEGER", "VARCHAR"),
    FactType.PERCENT: ("DOUBLE", "DECIMAL(12,3)", "SMALLINT", "VARCHAR"),
    FactType.ENUM: ("VARCHAR",),
    FactType.SET: ("VARCHAR",),
    FactType.DATE: ("DATE", "TIMESTAMP", "VARCHAR"),
}

ODD_TEXTS = (
    *("约60", "60%", "1,000", chr(0xFF11), " 5", "5 ", "5.", "1e3", "+5", ".5", "-0", "007"),
    *("1_000", "0x10", "nan", "inf", "1.2.3", "--1", "12345678901234567890", "1.0000000"),
    *("1.23456", "0.1000000000000000055", "3/4", "null", "不清楚", "  ", "maybe", "YES", "True"),
    *("是 ", "a;b", "a;a", ";", "-", "无", "2011-6-3", "2011-02-30", "20110630", "2011/06/30"),
    *("1-1-1", "30.6.2011", "1e1"),
)
"""What people and programs write; some of it is right."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A random table: the type of each column, and its rows."""

    types: Mapping[str, str]
    rows: Sequence[Mapping[str, object]]


def where(column: int) -> Place:
    """Return a place in a table."""
    return Place("table", 2, column)


def head(columns: Sequence[str], edition: Edition) -> Head:
    """Return what the columns of a table say."""
    return head_of(dict(enumerate(columns, 1)), edition, where, ON)


def heading(columns: Sequence[str], edition: Edition) -> Heading:
    """Return the same as the wide table wants it."""
    found: dict[str, dict[object, str]] = {"who": {}, "facts": {}, "days": {}, "members": {}}
    attributes: dict[str, str] = {}
    for number, (path, fact, member, is_day) in head(columns, edition).columns.items():
        name, last = columns[number - 1], path[-1]
        if is_day:
            found["days"][last] = name
        elif member is not None:
            found["members"][last, member] = name
        elif fact is None:
            found["who"][last] = name
        elif path[0] == "unit":
            attributes[last] = name
        else:
            found["facts"][last] = name
    who = {str(key): name for key, name in found["who"].items()}
    return Heading(
        unit=who["id"],
        kind=who["kind"],
        name=who.get("name"),
        parent=who.get("parent"),
        date=who.get("date"),
        attributes=attributes,
        facts={str(key): name for key, name in found["facts"].items()},
        days={str(key): name for key, name in found["days"].items()},
        members={key: name for key, name in found["members"].items() if isinstance(key, tuple)},
        yes=YES,
        no=NO,
        unknown=(*sorted(unknown()),),
    )


def entry(cells: Sequence[object], said: Head) -> Entry:
    """Return what a reader one by one makes of a row."""
    return unit_of_row(said, dict(enumerate(cells, 1)), where, ON)


def write(drawn: Drawn, path: Path) -> None:
    """Write a table as a Parquet or CSV file."""
    columns = {name: [row.get(name) for row in drawn.rows] for name in drawn.types}
    with duckdb.connect() as connection:
        table = typed_table(connection, columns, drawn.types)
        if path.suffix == ".parquet":
            table.write_parquet(str(path))
        else:
            table.write_csv(str(path))


def typed_table(
    connection: duckdb.DuckDBPyConnection,
    columns: Mapping[str, Sequence[object]],
    types: Mapping[str, str],
) -> duckdb.DuckDBPyRelation:
    """Return columns as a table of some types: at once, as row by row is slow."""
    asked = ", ".join(f'unnest(?::VARCHAR[])::{types[name]} AS "{name}"' for name in columns)
    texts = [[None if each is None else str(each) for each in said] for said in columns.values()]
    connection.execute(f"CREATE TABLE drawn AS SELECT {asked}", texts)
    return connection.table("drawn")


class Drawing:
    """Draws tables of units of an edition."""

    def __init__(self, rng: Random, edition: Edition, *, as_text: bool, oddness: float) -> None:
        """Draw cells that are odd now and then. ``as_text``: every column is text."""
        self.rng = rng
        self.edition = edition
        self.as_text = as_text
        self.oddness = oddness

    def table(self, rows: int, facts: int) -> Drawn:
        """Return a table with some columns of facts."""
        types: dict[str, str] = dict(WHO)
        if self.rng.random() < 0.5:
            types["date"] = "DATE"
        columns = [*self.columns(facts)]
        types |= {name: self.rng.choice(KINDS[kind]) for name, _, kind in columns}
        drawn = [self.row(number, columns, types) for number in range(rows)]
        if self.as_text:
            types = dict.fromkeys(types, "VARCHAR")
            drawn = [{name: text(value) for name, value in row.items()} for row in drawn]
        return Drawn(types, drawn)

    def columns(self, count: int) -> Iterator[tuple[str, Fact, FactType]]:
        """Yield some columns: of facts that bear on each other, and of others."""
        every = {f.id: f for f in self.edition.facts.values() if not f.is_past}
        wanted = [f for f in every.values() if self.bears(f)]
        plain = [f for f in every.values() if not f.is_attribute]
        wanted += self.rng.sample(plain, min(count, len(plain)))
        for fact in dict.fromkeys(fact.id for fact in wanted):
            yield from self.columns_of(every[fact])
        for name in self.edition.attributes:
            yield name, every[f"community.{name}"], every[f"community.{name}"].type

    def bears(self, fact: Fact) -> bool:
        """Return whether a fact says the same as another, or may contradict it, by chance."""
        named = repr(self.edition.consistency)
        same = {o.same_as for f in self.edition.facts.values() for o in f.options}
        bears = fact.id in same or f"'{fact.id}'" in named or fact.type is FactType.SET
        return bears and self.rng.random() < 0.8

    def columns_of(self, fact: Fact) -> Iterator[tuple[str, Fact, FactType]]:
        """Yield the columns of a fact."""
        if fact.type is FactType.SET and self.rng.random() < 0.5:
            for member in fact.option_ids:
                yield f"{fact.id}__{member}", fact, FactType.BOOL
        else:
            yield fact.id, fact, fact.type
        if self.rng.random() < 0.4:
            yield f"{fact.id}@date", fact, FactType.DATE

    def row(
        self,
        number: int,
        columns: Sequence[tuple[str, Fact, FactType]],
        types: Mapping[str, str],
    ) -> dict[str, object]:
        """Return a row."""
        rng = self.rng
        level = rng.choice((Level.COMMUNITY, Level.COMMUNITY, Level.STREET, Level.DISTRICT))
        label = self.edition.levels[level]
        row: dict[str, object] = {
            "unit": f"u{number}",
            "name": rng.choice((None, "xx", f"Unit {number}")),
            "kind": rng.choice((level.value, level.value, label.zh, label.en)),
            "parent": rng.choice((None, f"u{number + 1}")),
        }
        if "date" in types:
            row["date"] = rng.choice((None, ON, ON - timedelta(days=rng.randint(-3, 500))))
        for name, fact, kind in columns:
            is_own = fact.is_attribute or fact.level is level
            if (is_own and rng.random() < 0.8) or rng.random() < self.oddness / 20:
                row[name] = self.cell(fact, kind, types[name], is_day=name.endswith("@date"))
        return row

    def cell(self, fact: Fact, kind: FactType, column: str, *, is_day: bool) -> object:
        """Return what stands in a cell."""
        if is_day:
            back = self.rng.choice((fact.valid_days or 100, 10)) + self.rng.randint(-1, 1)
            day = ON - timedelta(days=back if self.rng.random() < 0.9 else -back)
            return self.moment(day) if column == "TIMESTAMP" else day
        if self.rng.random() < self.oddness:
            odd = self.odd(kind, column)
            if odd is not None:
                return odd
        value = self.value(fact, kind)
        if isinstance(value, date) and column == "TIMESTAMP":
            return self.moment(value)
        return text(value) if column == "VARCHAR" else fitting(value, column)

    def moment(self, day: date) -> datetime:
        """Return some moment of a day, now and then its beginning."""
        return datetime.combine(day, time(self.rng.choice((0, 8, 23)), self.rng.choice((0, 59))))

    def odd(self, kind: FactType, column: str) -> object:
        """Return what is not plainly right, and may be wrong; None where the column cannot."""
        if column == "VARCHAR" or self.as_text:
            return self.rng.choice(ODD_TEXTS) if column == "VARCHAR" else None
        numbers: dict[str, Sequence[object]] = {
            "DOUBLE": (-1.0, 0.1 + 0.2, 1e18, float("nan"), float("inf"), 101.0, 0.005, 1e-9),
            "DECIMAL(12,2)": (Decimal(-1), Decimal("0.01"), Decimal("101.5")),
            "DECIMAL(12,3)": (Decimal(-1), Decimal("0.001"), Decimal("101.5")),
        }
        if kind.is_number and column not in numbers:
            return self.rng.choice((-1, 101, 30000))
        return self.rng.choice(numbers[column]) if column in numbers else None

    def value(self, fact: Fact, kind: FactType) -> object:
        """Return a value that the fact may have."""
        rng = self.rng
        if kind is FactType.BOOL:
            return rng.random() < 0.5
        if kind is FactType.ENUM:
            option = rng.choice(fact.options)
            return rng.choice((option.id, option.label.zh, option.label.en))
        if kind is FactType.SET:
            members = [m for m in fact.option_ids if rng.random() < 0.5]
            rng.shuffle(members)
            return ";".join(members) or "-"
        if kind is FactType.DATE:
            return ON - timedelta(days=rng.randint(-5, 500))
        low, high = fact.possible
        most = rng.choice((3, 100, 100_000))
        least, most = int(low or 0), min(most, int(high if high is not None else most))
        steps = 10 ** rng.choice((0, fact.decimals))
        return Decimal(rng.randint(least * steps, most * steps)) / steps


def fitting(value: object, column: str) -> object:
    """Return a value as a column of some type has it."""
    if not isinstance(value, Decimal):
        return value
    if column == "DOUBLE":
        return float(value)
    return value if column.startswith("DECIMAL") else int(value)


def text(value: object) -> object:
    """Return a value as a cell of text has it."""
    if isinstance(value, bool):
        return "是" if value else "no"
    if isinstance(value, date):
        return value.isoformat()[: len("2011-06-30")]
    return None if value is None else str(value)
