"""The wide table that a view reads: a unit a row, its facts in plainly typed columns.

| fact | column | type |
|---|---|---|
| yes or no | its id | truth |
| whole number | its id | whole number |
| other number, percentage | its id | decimal, of the fact's digits |
| choice | its id | text: the option's id |
| set | `id__member` for each member | truth |
| date | its id | day |
| attribute of the unit | its name | as above |

NULL is not known. `unit`, `kind` (the level) and `parent` (the nearest unit above) are text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from zicha.backends.columnar import sql, statements
from zicha.backends.columnar.columns import Choice
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.wide import words
from zicha.backends.columnar.wide.encoded import Encoder
from zicha.backends.columnar.wide.known import Dates, Settled, bearing_on
from zicha.backends.columnar.wide.layers import Layers
from zicha.model.edition import Edition
from zicha.model.facts import Fact, FactType, Level

ENTRIES = "entries"
"""The table, in the statement."""
SETTLED = "settled"
DIGITS = 18
"""Digits of a decimal column, those after the point included: 64 bits hold them."""


@dataclass(frozen=True, slots=True)
class Given:
    """A column of the table; ``decimals``: the digits after the point, None for no decimal."""

    name: str
    type: FactType | None
    decimals: int | None = None

    def type_words(self, dialect: str) -> str:
        """Return the type in the words of a database."""
        if self.decimals is not None:
            return statements.printed(words.decimal(DIGITS, self.decimals), dialect)
        by_type = {FactType.BOOL: Type.TRUTH, FactType.SET: Type.TRUTH, FactType.INT: Type.BIG}
        if self.type is FactType.DATE:
            return statements.printed(words.DATE.copy(), dialect)
        kind = Type.TEXT if self.type is None else by_type.get(self.type, Type.TEXT)
        return statements.printed(sql.DATA_TYPES[kind].copy(), dialect)


def definition(table: str, columns: Iterable[Given], dialect: str) -> str:
    """Return the statement that makes an empty table."""
    of_columns = [
        f"  {statements.printed(sql.quoted(column.name), dialect)} {column.type_words(dialect)}"
        for column in columns
    ]
    listed = ",\n".join(of_columns)
    name = statements.printed(sql.quoted(table), dialect)
    end = " ORDER BY tuple()" if dialect == "clickhouse" else ""
    return f"CREATE TABLE {name} (\n{listed}\n){end}"


KEYS = (Given("unit", None), Given("kind", None), Given("parent", None))


def columns_of(fact: Fact) -> Iterator[Given]:
    """Yield the columns of a fact."""
    if fact.type is FactType.SET:
        yield from (Given(f"{fact.id}__{member}", fact.type) for member in fact.option_ids)
    else:
        decimals = fact.decimals if fact.type.is_number and fact.decimals else None
        kind = FactType.INT if fact.type.is_number and not decimals else fact.type
        yield Given(name_of(fact), kind, decimals)


def name_of(fact: Fact) -> str:
    """Return the column of a fact that has one: attributes go by their name alone."""
    return fact.id.partition(".")[2] if fact.is_attribute else fact.id


class PlainTable:
    """A wide table, and what is known of its units on the day of the rules."""

    def __init__(self, compiled: Compiled, edition: Edition, name: str) -> None:
        """Keep the rules. ``name``: that of the table."""
        self.compiled = compiled
        self.edition = edition
        self.name = name

    def facts(self, level: Level) -> list[Fact]:
        """Return the facts of a level that the rules read, with all that bears on them."""
        facts = self.edition.facts
        read = (fact for fact in self.compiled.facts_read(level) if facts[fact].level is level)
        wanted = bearing_on(self.edition, read)
        return [fact for fact in facts.values() if fact.id in wanted and fact.level is level]

    def columns(self, levels: Iterable[Level]) -> list[Given]:
        """Return the columns that the table has, for units of some levels."""
        found = (
            column for level in levels for fact in self.facts(level) for column in columns_of(fact)
        )
        return [*KEYS, *dict.fromkeys(found)]

    def known(self, level: Level) -> sql.Query:
        """Return the units of a level as the engine judges them."""
        settled = self.settled(level)
        encoder = Encoder(settled.layers, self.compiled.rules.on)
        made: dict[str, Sql] = {name: sql.column(name) for name in ("unit", "parent")}
        for fact in self.compiled.facts_read(level):
            if self.edition.facts[fact].level is level:
                of_fact = self.compiled.encoding.of_fact[fact]
                made |= encoder.columns(self.edition.facts[fact], of_fact)
        columns = [sql.named(value, name) for name, value in made.items()]
        return sql.select(columns, sql.nested(settled.layers.query, SETTLED))

    def settled(self, level: Level) -> Settled:
        """Return what the rows state, without what contradicts itself; all of it is of the day."""
        facts = self.facts(level)
        dates = Dates(self.compiled.rules.on, own={}, row=None)
        settled = Settled(self.stated(level, facts), self.edition, facts, dates)
        settled.settle(None)
        return settled

    def stated(self, level: Level, facts: Iterable[Fact]) -> Layers:
        """Return what the rows of a level state of some facts."""
        at: dict[tuple[str, ...], str] = {}
        columns = [sql.column("unit"), sql.column("parent")]
        for fact in facts:
            for key, value in self.values(fact):
                at[key] = "stated/" + "/".join(key)
                columns.append(sql.named(value, at[key]))
        is_of_level = sql.equal(sql.column("kind"), sql.text(level.value))
        return Layers(
            sql.where(sql.select(columns, sql.table(self.name, ENTRIES)), is_of_level), at
        )

    def values(self, fact: Fact) -> Iterator[tuple[tuple[str, ...], Sql]]:
        """Yield what a row states of a fact, or of each of its members."""
        if fact.type is FactType.SET:
            for member in fact.option_ids:
                yield (fact.id, member), sql.column(f"{fact.id}__{member}")
        elif fact.type is FactType.ENUM:
            column = self.compiled.encoding.of_fact.get(fact.id)
            yield (fact.id,), option_code(fact, column if isinstance(column, Choice) else None)
        elif fact.type.is_number:
            yield (fact.id,), possible_number(fact)
        else:
            yield (fact.id,), sql.column(name_of(fact))


def possible_number(fact: Fact) -> Sql:
    """Return the number in a column, in its smallest parts; one beyond its range is not known.

    A telephone number in the wrong column has no room in what is computed of it, and would stop
    the view for all units.
    """

    def stated() -> Sql:
        return sql.column(name_of(fact))

    low, high = fact.possible
    tests = [] if low is None else [sql.at_least(stated(), sql.whole(floor(low)))]
    tests += [] if high is None else [sql.at_most(stated(), sql.whole(ceil(high)))]
    parts = sql.times(stated(), sql.whole(10**fact.decimals)) if fact.decimals else stated()
    value = sql.cast(parts, Type.BIG)
    return sql.choice([(sql.all_of(*tests), value)]) if tests else value


def option_code(fact: Fact, column: Choice | None) -> Sql:
    """Return the code of the option in a column; what is no option is not known."""
    codes = {option: 0 if column is None else column.code(option) for option in fact.option_ids}
    cases = [(sql.text(option), sql.whole(code)) for option, code in codes.items()]
    return sql.looked_up(sql.column(name_of(fact)), cases, sql.nothing(Type.SMALL))
