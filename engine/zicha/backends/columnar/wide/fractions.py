"""Percentages in wide tables that may have been meant as fractions of one, counted by column."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis.words import times_true
from zicha.backends.columnar.sql import Sql
from zicha.backends.columnar.wide.cells import Numbers
from zicha.backends.columnar.wide.listing import ROW
from zicha.backends.columnar.wide.table import OWN, WideTable
from zicha.model.facts import Fact, FactType


class Small(NamedTuple):
    """A percentage with values between 0 and 1: in how many rows, and which is the first."""

    fact: Fact
    rows: int
    first: int
    value: Decimal


def small_percentages(table: WideTable) -> Iterator[Small]:
    """Yield the percentages of the rows that are taken from a table, each with its count."""
    cells = {fact.id: (fact, found) for fact, found in percentages(table)}
    if not cells:
        return
    columns = [sql.named(found.value(), fact) for fact, (_, found) in cells.items()]
    rows = sql.select([sql.column(ROW), *columns], sql.table(table.listing.taken.view))
    rows = table.without_aside(sql.select([sql.star(OWN)], sql.nested(rows, OWN)), ROW)
    sums: list[Sql] = []
    for fact, (_, found) in cells.items():
        is_small = between(fact, found)
        sums += [times_true(is_small), sql.least_of(sql.choice([(is_small, sql.column(ROW))]))]
    ((*counts,),) = table.database.rows(sql.select(sums, sql.nested(rows, OWN)))
    of_facts = zip(cells.values(), counts[::2], counts[1::2], strict=True)
    for (percentage, found), count, row in of_facts:
        if count:
            first = int(str(row))
            yield Small(percentage, int(str(count)), first, value_at(table, found, first))


def percentages(table: WideTable) -> Iterator[tuple[Fact, Numbers]]:
    """Yield the percentages that have a column of numbers."""
    listing = table.listing
    for fact in listing.edition.facts.values():
        found = listing.taken.cells(fact) if fact.type is FactType.PERCENT else None
        if isinstance(found, Numbers) and found.parts > 1:
            yield fact, found


def between(fact: str, cells: Numbers) -> Sql:
    """Return whether a percentage is above 0 and below 1."""
    value = sql.column(fact)
    return sql.all_of(sql.more(value, sql.whole(0)), sql.less(value, sql.whole(cells.parts)))


def value_at(table: WideTable, cells: Numbers, row: int) -> Decimal:
    """Return the value of a percentage in a row."""
    found = sql.select([cells.value()], sql.table(table.listing.taken.view))
    ((parts,),) = table.database.rows(sql.where(found, sql.equal(sql.column(ROW), sql.whole(row))))
    return (Decimal(str(parts)) / cells.parts).normalize()
