"""What a long list says of the units of a wide table: what is waived."""

from datetime import date
from pathlib import Path

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis.words import times_true
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.sql import Sql
from zicha.backends.columnar.wide import words
from zicha.backends.columnar.wide.members import MEMBERS

LIST, PLAIN = "waiver_list", "plain_waivers"
COLUMNS = ("unit", "indicator", "reason", "approved_by", "from", "expires")
OWN, M = "own", "m"


def is_list(database: Database, path: Path) -> bool:
    """Return whether a file is a list with the columns that it should have.

    Raises:
        EngineError: the database cannot read it.
    """
    return set(database.columns_of(database.open_file(LIST, path))) == set(COLUMNS)


def plain_waivers(database: Database, path: Path, codes: list[str], on: date) -> str | None:
    """Return the table of what a list waives on a day; None where it has to be read by lines.

    It is taken as a whole where every line is plain: a unit that is given, an indicator, a reason,
    who approved it, two days in their order.

    Raises:
        EngineError: the database cannot read it.
    """
    view = database.open_file(LIST, path)
    query = sql.select([sql.star(OWN), sql.named(is_plain(codes), "plain")], sql.table(view, OWN))
    members = sql.select([sql.named(sql.column("unit"), "member")], sql.table(MEMBERS))
    query = sql.joined_left(
        query, sql.nested(members, M), sql.equal(sql.column("unit", OWN), sql.column("member", M))
    )
    table = database.keep(PLAIN, query)
    odd = sql.unequal(sql.flag(sql.column("plain")), sql.whole(1))
    counted = sql.select([words.or_else(sql.sum_of(sql.flag(odd)), sql.whole(0))], sql.table(table))
    ((count,),) = database.rows(counted)
    if int(str(count)):
        return None
    valid = sql.all_of(
        sql.at_most(words.as_day(sql.column("from")), words.day(on)),
        sql.at_least(words.as_day(sql.column("expires")), words.day(on)),
    )
    pairs = sql.select([sql.column("unit"), sql.column("indicator")], sql.table(table))
    return database.keep("listed_waivers", sql.distinct(sql.where(pairs, valid)))


def expired_among(database: Database, on: date) -> int:
    """Return how many waivers of the list that was taken as a whole have expired on a day."""
    is_late = sql.less(words.as_day(sql.column("expires")), words.day(on))
    ((count,),) = database.rows(sql.select([times_true(is_late)], sql.table(PLAIN)))
    return int(str(count))


def is_plain(codes: list[str]) -> Sql:
    """Return whether a line can be taken as it stands."""
    begins, ends = (words.as_day(sql.column(name, OWN)) for name in ("from", "expires"))
    blank = "^ *$"
    return sql.all_of(
        sql.negation(sql.is_null(sql.column("member", M))),
        sql.is_one_of(sql.column("indicator", OWN), codes),
        *(sql.negation(words.fits(sql.column(n, OWN), blank)) for n in ("reason", "approved_by")),
        sql.at_most(begins, ends),
    )
