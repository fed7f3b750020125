"""What units answer, as columns that can be compared: what cells mean, not how they are written.

80 and 80.0 are the same answer, and so are the id and the label of an option. Days of answers are
left aside.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import LARGEST_BIG, Sql, Type
from zicha.backends.columnar.wide import words
from zicha.backends.columnar.wide.cells import BETWEEN, Days, Lists, Options, Truths, cells_of
from zicha.backends.columnar.wide.listing import ROW, Taken
from zicha.backends.columnar.wide.table import OWN, WideTable
from zicha.model.facts import Fact, FactType, Level, Members

AT, UNIT = "at#", "unit#"
"""The columns with the place of a unit among all, and with its id."""
TABLE = 2**50
"""So far is the place of a row in one table from that of the same row in the next."""
EPOCH = date(1970, 1, 1)


# --- Columns ------------------------------------------------------------------------------------


def columns_of(facts: Iterable[Fact]) -> Iterator[tuple[str, Type]]:
    """Yield the columns of answers to some facts: of a set one for each member."""
    for fact in facts:
        if fact.type is FactType.SET:
            yield from ((member_column(fact, member), Type.TRUTH) for member in fact.option_ids)
        else:
            kinds = {FactType.BOOL: Type.TRUTH, FactType.ENUM: Type.SMALL}
            yield fact.id, kinds.get(fact.type, Type.BIG)


def member_column(fact: Fact, member: str) -> str:
    """Return the column that says whether a member of a set is there."""
    return f"{fact.id}/{member}"


def is_answered(fact: Fact) -> Sql:
    """Return whether a unit says anything of a fact."""
    tests = [sql.negation(sql.is_null(sql.column(name))) for name, _ in columns_of([fact])]
    return sql.any_of(*tests)


def answered(facts: Iterable[Fact]) -> Sql:
    """Return of how many facts a unit says something."""
    return sql.total([sql.flag(is_answered(fact)) for fact in facts])


def as_text(facts: Iterable[Fact]) -> Sql:
    """Return all answers to some facts as one text: the same for the same answers only."""
    cells = [sql.cast(sql.column(name), Type.TEXT) for name, _ in columns_of(facts)]
    return words.joined([words.or_else(cell, sql.text("")) for cell in cells], BETWEEN)


# --- Units of tables ----------------------------------------------------------------------------


def answers_in(table: WideTable, level: Level, facts: Iterable[Fact], number: int) -> sql.Select:
    """Return the answers of those units of a level that are taken from a table."""
    taken = table.listing.taken
    rows = sql.where(sql.everything(sql.table(taken.view)), table.listing.is_of(level))
    kept = table.without_aside(sql.select([sql.star(OWN)], sql.nested(rows, OWN)), ROW)
    columns = [
        sql.named(sql.total([sql.whole(number * TABLE), sql.column(ROW)]), AT),
        sql.named(taken.text_of(taken.heading.unit), UNIT),
        *(sql.named(value, name) for fact in facts for name, value in values_in(taken, fact)),
    ]
    return sql.select(columns, sql.nested(kept, OWN))


def values_in(taken: Taken, fact: Fact) -> Iterator[tuple[str, Sql]]:
    """Yield what the cells of a table answer to a fact, by the columns of the answer."""
    heading = taken.heading
    name, members = heading.column_of(fact), heading.members_of(fact)
    if fact.type is FactType.SET:
        for member in fact.option_ids:
            said = [] if name is None else [Lists(taken.column(name), fact).value(member)]
            said += [Truths(taken.column(members[member])).value()] if member in members else []
            said += [] if said else [sql.nothing(Type.TRUTH)]
            yield member_column(fact, member), words.or_else(*said)
    else:
        ((column, kind),) = columns_of([fact])
        yield column, sql.nothing(kind) if name is None else value_in(taken, fact, name)


def value_in(taken: Taken, fact: Fact, name: str) -> Sql:
    """Return what the cells of a column answer to a fact that is no set."""
    if fact.type is FactType.ENUM:
        codes = {option: number for number, option in enumerate(fact.option_ids)}
        return sql.cast(Options(taken.column(name), fact, codes).value(), Type.SMALL)
    cells = cells_of(taken.column(name), fact)
    if isinstance(cells, Days):
        return sql.cast(words.days_between(cells.value(), EPOCH), Type.BIG)
    assert not isinstance(cells, Lists), "the members of a list are compared one by one"
    return cells.value()


# --- Units read one by one ----------------------------------------------------------------------


def cells_beside(
    answers: Mapping[str, object], facts: Mapping[str, Fact]
) -> dict[str, object] | None:
    """Return what a unit read one by one answers, by column.

    None where no unit of a table can say the same: it answers something of which no table speaks,
    or says a number that has too many digits for a plain cell.
    """
    found: dict[str, object] = {}
    for name, value in answers.items():
        fact = facts.get(name)
        cells = None if fact is None else cells_of_value(fact, value)
        if cells is None:
            return None
        found |= cells
    return found


def cells_of_value(fact: Fact, value: object) -> dict[str, object] | None:
    """Return an answer by column, None for a number that no plain cell has."""
    if isinstance(value, Members):
        said = {**dict.fromkeys(value.present, True), **dict.fromkeys(value.absent, False)}
        return {member_column(fact, member): there for member, there in said.items()}
    if isinstance(value, bool):
        return {fact.id: value}
    if isinstance(value, date):
        return {fact.id: (EPOCH - value).days}
    if fact.type is FactType.ENUM:
        return {fact.id: fact.option_ids.index(str(value))}
    parts = Fraction(str(value)) * 10**fact.decimals
    is_plain = parts.denominator == 1 and abs(parts) < LARGEST_BIG
    return {fact.id: int(parts)} if is_plain else None
