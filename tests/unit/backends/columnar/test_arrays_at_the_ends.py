"""Arrays at the ends: of numbers, of names, of their own life."""

from collections.abc import Callable
from weakref import ref

import pytest

from support.arrays import COLUMNS, IDS, Rows, alike, both
from support.columnar import arrays, database
from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.arrays.said import said_by
from zicha.backends.columnar.sql import Sql, Type


@pytest.mark.parametrize("exponent", [31, 62, 63, 80])
def test_no_number_is_too_large(exponent: int) -> None:
    here = arrays()
    here.fill("t", (("unit", Type.TEXT), ("c", Type.BIG)), [{"unit": "甲", "c": 2**exponent}])
    wide = sql.cast(sql.column("c"), Type.WIDE)
    square = sql.times(wide, wide.copy())
    query = sql.select([sql.named(square, "square")], sql.table("t"))
    assert here.rows(query) == [(2 ** (2 * exponent),)]
    total = sql.select([sql.named(sql.sum_of(square.copy()), "sum")], sql.table("t"))
    assert here.rows(total) == [(2 ** (2 * exponent),)]


def test_the_database_ends_with_the_arrays_that_read_it() -> None:
    here = arrays()
    ids = (("unit", Type.TEXT), ("is_above", Type.SMALL))
    here.duck.fill("ids", ids, [{"unit": "甲", "is_above": 0}])
    here.number_ids(sql.select([sql.star()], sql.table("ids")))
    here.fill("t", COLUMNS, [{"unit": "甲", "a": 1}])
    by = [sql.column("parent")]
    rank = words.over(words.rank(), by, [words.rising(sql.column("a"))])
    columns = [sql.named(rank, "rank"), sql.column("unit")]
    assert here.rows(sql.select(columns, sql.table("t"))) == [(1, "甲")]
    ended = ref(here.duck)
    del here
    assert ended() is None


def spread_of(table: str) -> sql.Query:
    """Return a query that only the database can answer."""
    listed = words.without_nulls([sql.column("a")])
    columns = [sql.named(words.a_row_each(listed), "a"), sql.column("unit")]
    return sql.select(columns, sql.table(table))


def test_a_table_that_takes_the_place_of_arrays_is_read_in_their_place() -> None:
    here = arrays()
    here.fill("t", COLUMNS, [{"unit": "甲", "a": 1}])
    here.fill("u", COLUMNS, [{"unit": "乙", "a": 2}])
    assert here.rows(spread_of("t")) == [(1, "甲")]
    here.keep("t", spread_of("u"))
    assert here.rows(spread_of("t")) == [(2, "乙")]


FAR = (-(2**63), -(2**62), -100, 100, 2**62, 2**63 - 1)


def far_rows(name: str) -> Rows:
    """Return rows whose numbers are as far apart as can be."""
    return [{"unit": unit, name: number} for unit in IDS[:2] for number in FAR]


@pytest.mark.parametrize(("name", "far"), [("a", (-100, 100)), ("c", (-100, 100)), ("c", FAR)])
def test_numbers_that_are_far_apart_fit_those_that_are_equal(
    name: str, far: tuple[int, ...]
) -> None:
    rows: Rows = [{"unit": "甲", name: number} for number in far]
    query = sql.joined(
        sql.select([sql.column(name, "l")], sql.table("l", "l")),
        sql.table("r", "r"),
        sql.equal(sql.column(name, "l"), sql.column(name, "r")),
    )
    alike(query, l=rows, r=rows[::-1])


def test_numbers_that_are_far_apart_are_grouped() -> None:
    by = [sql.column("c"), sql.column("unit")]
    query = sql.select([*by, sql.named(sql.number_of_rows(), "rows")], sql.table("t"))
    rows: Rows = [*far_rows("c"), *far_rows("c"), {"unit": "甲"}]
    alike(sql.grouped(query, *(each.copy() for each in by)), t=rows)


@pytest.mark.parametrize("turn", [words.falling, words.rising])
def test_numbers_that_are_far_apart_are_put_in_order(turn: Callable[[Sql], Sql]) -> None:
    order = [turn(sql.column("c")), words.rising(sql.column("unit"))]
    query = sql.ordered(sql.select([sql.column("c"), sql.column("unit")], sql.table("t")), *order)
    plain, here = database(), arrays()
    for base in (plain, here):
        base.fill("t", COLUMNS, far_rows("c"))
    assert here.rows(query.copy()) == plain.rows(query.copy())


def test_sums_up_to_a_row_do_not_overflow() -> None:
    total = words.over(
        sql.sum_of(sql.column("c")), [sql.column("unit")], [words.rising(sql.column("b"))]
    )
    query = sql.select([sql.column("b"), sql.named(total, "total")], sql.table("t"))
    alike(query, t=[{"unit": "甲", "b": n, "c": 2**62} for n in range(4)])


def test_words_and_numbers_are_not_taken_for_each_other() -> None:
    mixed = sql.choice([(sql.column("p"), sql.column("unit"))], sql.column("a"))
    query = sql.select([sql.named(mixed, "mixed")], sql.table("t"))
    here = arrays()
    here.fill("t", COLUMNS, [{"unit": "甲", "p": True, "a": 1}])
    assert here.worked_out(query, said_by(query)) is None


def test_numbers_without_end_are_put_in_order() -> None:
    here = arrays()
    here.fill("t", COLUMNS, [{"unit": "甲", "c": n} for n in (2**70, -(2**70), 5)])
    query = sql.select([sql.column("c")], sql.table("t"))
    falling = sql.ordered(query, words.falling(sql.column("c")))
    assert here.rows(falling) == [(2**70,), (5,), (-(2**70),)]


@pytest.mark.parametrize(
    ("name", "low", "high"), [("a", -128, 127), ("a", -127, 127), ("c", 0, 998)]
)
def test_what_belongs_to_a_key_is_found_at_both_ends(name: str, low: int, high: int) -> None:
    cases = [(sql.whole(each), sql.whole(each * 7)) for each in (low, low + 1, high - 1, high)]
    looked_up = sql.looked_up(sql.column(name), cases, sql.whole(-1))
    rows: Rows = [{"unit": "甲", name: each} for each in (low, low + 1, 0, high - 1, high, None)]
    both(sql.select([sql.named(looked_up, "found")], sql.table("t")), t=rows)


def test_no_more_rows_come_than_are_asked_for() -> None:
    here = arrays()
    here.fill("t", COLUMNS, [{"unit": "甲", "a": n} for n in range(5)])
    query = sql.select([sql.column("a")], sql.table("t")).limit(3, copy=False)
    assert here.worked_out(query, said_by(query)) is not None, "left to the database"
    assert len(here.rows(query)) == 3


@pytest.mark.parametrize("value", [sql.number_of_rows(), words.over(sql.number_of_rows(), (), ())])
def test_rows_that_do_not_come_are_counted(value: Sql) -> None:
    here = arrays()
    here.fill("t", COLUMNS, [{"unit": "甲", "a": n} for n in range(5)])
    query = sql.select([sql.named(value, "rows")], sql.table("t")).limit(1, copy=False)
    assert here.rows(query) == [(5,)]


WHO = (("unit", Type.TEXT), ("name", Type.TEXT), ("size", Type.BIG))


@pytest.mark.parametrize("there", ["甲乙丙", "丙甲乙", "甲乙", "甲乙丁", "甲乙乙"])
def test_a_table_in_step_with_another_joins_as_it_did(there: str) -> None:
    here = arrays()
    who = [{"unit": unit, "name": f"{unit}区", "size": n} for n, unit in enumerate("丙乙甲")]
    here.duck.fill("who", WHO, who)
    here.fill("found", COLUMNS, [{"unit": unit, "a": n} for n, unit in enumerate(there)])
    here.in_step("who", "found")
    on = sql.equal(sql.column("unit", "w"), sql.column("unit", "f"))
    columns = [sql.column("name", "w"), sql.column("size", "w"), sql.column("a", "f")]
    query = sql.joined(sql.select(columns, sql.table("who", "w")), sql.table("found", "f"), on)
    sizes = {row["unit"]: (row["name"], row["size"]) for row in who}
    wanted = [(*sizes[unit], n) for n, unit in enumerate(there) if unit in sizes]
    assert sorted(here.rows(query)) == sorted(wanted)


def test_one_of_thousands_is_found() -> None:
    rows: Rows = [{"unit": f"u{n}", "parent": None if n % 3 else f"u{n}"} for n in range(10)]
    words_of = [f"u{n}" for n in range(5, 5000)]
    columns = [
        sql.column("unit"),
        sql.named(sql.is_one_of(sql.column("parent"), words_of), "is below"),
    ]
    query = sql.where(
        sql.select(columns, sql.table("t")), sql.is_one_of(sql.column("unit"), words_of)
    )
    both(query, t=rows)


def test_choices_that_are_too_deep_are_left_to_the_database() -> None:
    cases = [(sql.equal(sql.column("b"), sql.column("a")), sql.whole(1))]
    cases += [(sql.equal(sql.column("b"), sql.whole(n)), sql.whole(n + 7)) for n in range(3000)]
    query = sql.select([sql.named(sql.choice(cases), "found")], sql.table("t"))
    alike(query, t=[{"unit": "甲", "a": 5, "b": n} for n in (0, 5, 2999, 3000)])
