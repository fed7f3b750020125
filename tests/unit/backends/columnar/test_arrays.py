"""Statements worked out over arrays give what DuckDB gives, on random tables and expressions."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from support.arrays import COLUMNS, IDS, Rows, both, found
from support.columnar import arrays, database
from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.arrays.values import Shared, taken, worked_out
from zicha.backends.columnar.arrays.vectors import Kind, Vector
from zicha.backends.columnar.sql import Sql, Type

BIG = 2**40


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def tables(most: int = 12) -> st.SearchStrategy[Rows]:
    row = st.fixed_dictionaries(
        {
            "unit": st.sampled_from(IDS),
            "parent": maybe(st.sampled_from((*IDS, "戊"))),
            "p": maybe(st.booleans()),
            "q": maybe(st.booleans()),
            "a": maybe(st.integers(-4, 4)),
            "b": maybe(st.integers(-100_000, 100_000)),
            "c": maybe(st.integers(-BIG, BIG)),
        }
    )
    return st.lists(row, max_size=most)


def numbers() -> st.SearchStrategy[Sql]:
    """Draw numbers that fit in 64 bits, however they are made."""
    leaves = st.one_of(
        st.sampled_from("abc").map(lambda name: sql.cast(sql.column(name), Type.BIG)),
        st.integers(-9, 300).map(lambda number: sql.cast(sql.whole(number), Type.BIG)),
        st.just(sql.nothing(Type.BIG)),
    )
    return st.recursive(leaves, deeper_number, max_leaves=6)


def deeper_number(some: st.SearchStrategy[Sql]) -> st.SearchStrategy[Sql]:
    pairs = st.tuples(some, some)
    tests = comparisons(some)
    ranks = st.dictionaries(st.integers(-4, 4), st.integers(-9, 70_000), min_size=1, max_size=4)
    return st.one_of(
        pairs.map(sql.total),
        pairs.map(lambda two: sql.minus(*two)),
        some.map(lambda one: sql.times(one, sql.whole(3))),
        some.map(sql.distance),
        some.map(lambda one: sql.quotient(sql.distance(one), sql.whole(7))),
        some.map(lambda one: sql.rest(sql.distance(one), sql.whole(7))),
        some.map(lambda one: sql.or_else(one, 5)),
        st.tuples(tests, some, some).map(lambda each: sql.choice([each[:2]], each[2])),
        st.tuples(tests, some, tests, some).map(lambda f: sql.choice([f[:2], f[2:]])),
        tests.map(sql.flag),
        tests.map(lambda test: sql.cast(sql.one_if(test), Type.BIG)),
        st.tuples(some, ranks, some).map(
            lambda each: sql.looked_up(
                each[0], [(sql.whole(k), sql.whole(v)) for k, v in each[1].items()], each[2]
            )
        ),
        ranks.map(
            lambda found: sql.looked_up(
                sql.column("a"),
                [(sql.whole(k), sql.whole(v)) for k, v in found.items()],
                sql.whole(8),
            )
        ),
    )


TESTS: Sequence[Callable[[Sql, Sql], Sql]] = (
    sql.equal,
    sql.unequal,
    sql.less,
    sql.at_most,
    sql.more,
    sql.at_least,
)


def comparisons(some: st.SearchStrategy[Sql]) -> st.SearchStrategy[Sql]:
    return st.one_of(
        st.sampled_from("pq").map(sql.column),
        st.sampled_from("pq").map(sql.column),
        st.tuples(st.sampled_from(TESTS), some, some).map(lambda f: f[0](f[1], f[2])),
        some.map(lambda one: sql.is_null(sql.bracketed(one))),
        st.sampled_from(IDS).map(lambda unit: sql.equal(sql.column("unit"), sql.text(unit))),
        st.lists(st.sampled_from(IDS), max_size=2).map(
            lambda units: sql.is_one_of(sql.column("parent"), units)
        ),
        st.lists(st.sampled_from((*IDS, *"子丑寅卯辰巳午未")), min_size=9, max_size=12).map(
            lambda units: sql.is_one_of(sql.column("parent"), units)
        ),
        st.just(sql.equal(sql.column("unit"), sql.column("parent"))),
        st.just(sql.nothing(Type.TRUTH)),
        st.booleans().map(lambda truth: sql.true() if truth else sql.false()),
    )


def truths() -> st.SearchStrategy[Sql]:
    return st.recursive(comparisons(numbers()), deeper_truth, max_leaves=6)


def deeper_truth(some: st.SearchStrategy[Sql]) -> st.SearchStrategy[Sql]:
    pairs = st.tuples(some, some)
    return st.one_of(
        pairs.map(lambda two: sql.all_of(*two)),
        pairs.map(lambda two: sql.any_of(*two)),
        some.map(sql.negation),
        some.map(lambda one: sql.is_null(sql.bracketed(one))),
        st.tuples(some, some, some).map(lambda each: sql.choice([each[:2]], each[2])),
        st.tuples(some, some).map(lambda each: sql.choice([each])),
    )


@settings(max_examples=20)
@given(tables(), numbers(), truths())
def test_a_value_is_what_it_is_in_the_database(rows: Rows, number: Sql, truth: Sql) -> None:
    columns = [sql.named(number, "number"), sql.named(truth, "truth"), sql.column("unit")]
    both(sql.select(columns, sql.table("t")), t=rows)


@settings(max_examples=20)
@given(tables(), truths())
def test_rows_are_kept_where_a_test_is_true(rows: Rows, truth: Sql) -> None:
    query = sql.where(sql.select([sql.column("unit"), sql.column("c")], sql.table("t")), truth)
    both(query, t=rows)


def summed(number: Sql, truth: Sql) -> list[Sql]:
    """Return all that is made of groups."""
    return [
        sql.named(sql.number_of_rows(), "rows"),
        sql.named(words.times_true(truth), "true"),
        sql.named(sql.sum_of(number), "sum"),
        sql.named(sql.least_of(number.copy()), "least"),
        sql.named(words.most_of(number.copy()), "most"),
    ]


@settings(max_examples=20)
@given(tables(), numbers(), truths())
def test_sums_of_all_rows_are_those_of_the_database(rows: Rows, number: Sql, truth: Sql) -> None:
    both(sql.select(summed(number, truth), sql.table("t")), t=rows)


@settings(max_examples=20)
@given(tables(30), numbers(), truths())
def test_sums_of_groups_are_those_of_the_database(rows: Rows, number: Sql, truth: Sql) -> None:
    by = [sql.column("parent"), sql.column("a")]
    columns = [*by, *summed(number, truth)]
    query = sql.grouped(sql.select(columns, sql.table("t")), *(each.copy() for each in by))
    both(query, t=rows)


@settings(max_examples=20)
@given(tables(30), numbers())
def test_what_is_said_of_rows_that_are_alike_is_as_in_the_database(rows: Rows, number: Sql) -> None:
    def over(value: Sql) -> Sql:
        return words.over(value, [sql.column("parent"), sql.column("a")])

    columns = [
        *(sql.column(name) for name in ("unit", "parent", "a")),
        sql.named(over(sql.number_of_rows()), "rows"),
        sql.named(over(sql.least_of(number)), "least"),
        sql.named(over(sql.sum_of(number.copy())), "sum"),
    ]
    both(sql.select(columns, sql.table("t")), t=rows)


@settings(max_examples=20)
@given(left=tables(), right=tables(), is_left=st.booleans(), has_two_keys=st.booleans())
def test_rows_that_fit_each_other_are_those_of_the_database(
    left: Rows, right: Rows, *, is_left: bool, has_two_keys: bool
) -> None:
    join = sql.joined_left if is_left else sql.joined
    on = [sql.equal(sql.column("parent", "l"), sql.column("unit", "r"))]
    if has_two_keys:
        on.append(sql.equal(sql.column("a", "l"), sql.column("a", "r")))
    columns = [
        sql.named(sql.column(name, table), f"{table} {name}")
        for table in "lr"
        for name, _ in COLUMNS
    ]
    query = join(sql.select(columns, sql.table("l", "l")), sql.table("r", "r"), sql.all_of(*on))
    both(query, l=left, r=right)


@settings(max_examples=20)
@given(tables(), tables())
def test_a_join_may_ask_more_of_the_other_rows(left: Rows, right: Rows) -> None:
    on = sql.all_of(
        sql.equal(sql.column("unit", "l"), sql.column("unit", "r")),
        sql.equal(sql.column("parent", "r"), sql.text(IDS[0])),
    )
    columns = [sql.column("unit", "l"), sql.named(sql.column("c", "r"), "c")]
    query = sql.joined_left(sql.select(columns, sql.table("l", "l")), sql.table("r", "r"), on)
    both(query, l=left, r=right)


@settings(max_examples=20)
@given(tables(), tables())
def test_rows_come_one_after_the_other_and_each_once(one: Rows, other: Rows) -> None:
    names = ["unit", "parent", "p", "a", "b"]
    parts = [sql.select([sql.column(name) for name in names], sql.table(name)) for name in "lr"]
    union = sql.union(
        [
            *parts,
            sql.select(
                [*map(sql.column, names[:4]), sql.named(sql.nothing(Type.SMALL), "b")],
                sql.table("l"),
            ),
        ]
    )
    both(union, l=one, r=other)
    both(sql.distinct(sql.select([sql.star()], sql.nested(union, "u"))), l=one, r=other)


@settings(max_examples=20)
@given(rows=tables(), most=st.integers(0, 5), falls=st.booleans())
def test_rows_in_an_order_are_those_of_the_database(rows: Rows, most: int, *, falls: bool) -> None:
    order = words.falling if falls else words.rising
    for number, row in enumerate(rows):
        row["b"] = number
    query = sql.ordered(
        sql.select([sql.column("b")], sql.table("t")),
        order(sql.or_else(sql.column("a"), 9)),
        words.rising(sql.column("unit")),
        words.rising(sql.column("b")),
    )
    plain, here = database(), arrays()
    for base in (plain, here):
        base.fill("t", COLUMNS, rows)
    assert here.rows(query.copy()) == plain.rows(query.copy())
    first = words.at_the_top(query, most)
    assert here.rows(first.copy()) == plain.rows(first.copy())


@settings(max_examples=20)
@given(tables(), tables())
def test_tables_of_the_database_are_read_and_read_by_it(one: Rows, other: Rows) -> None:
    plain, here = database(), arrays()
    here.duck.fill("l", COLUMNS, one)
    here.fill("r", COLUMNS, other)
    plain.fill("l", COLUMNS, one)
    plain.fill("r", COLUMNS, other)
    on = sql.equal(sql.column("unit", "l"), sql.column("parent", "r"))
    columns = [
        sql.named(sql.column(name, table), f"{table} {name}")
        for table in "lr"
        for name, _ in COLUMNS
    ]
    query = sql.joined(sql.select(columns, sql.table("l", "l")), sql.table("r", "r"), on)
    assert found(here, query) == found(plain, query)
    # Lists are the database's.
    listed = words.without_nulls([sql.column("c", "r")])
    spread = sql.select(
        [sql.named(words.a_row_each(listed), "c"), sql.column("unit", "r")], sql.table("r", "r")
    )
    assert found(here, spread) == found(plain, spread)


@settings(max_examples=20)
@given(rows=tables(30), falls=st.booleans())
def test_places_of_rows_are_those_of_the_database(rows: Rows, *, falls: bool) -> None:
    for number, row in enumerate(rows):
        row["b"] = number
    turn = words.falling if falls else words.rising

    def over(value: Sql, *, by_number: bool) -> Sql:
        keys = [turn(sql.or_else(sql.column("a"), 0)), words.rising(sql.column("unit"))]
        order = [*keys, words.rising(sql.column("b"))] if by_number else keys
        return words.over(value, [sql.column("parent")], order)

    columns = [
        sql.column("b"),
        sql.named(over(words.rank(), by_number=False), "rank"),
        sql.named(over(words.row_number(), by_number=True), "number"),
        sql.named(over(words.following(sql.column("c")), by_number=True), "next"),
        sql.named(over(sql.sum_of(sql.or_else(sql.column("a"), 0)), by_number=False), "so far"),
    ]
    both(sql.select(columns, sql.table("t")), t=rows)


def test_a_column_that_is_asked_for_twice_is_worked_out_once() -> None:
    known = np.array([True, False, True])
    vector = Vector(Kind.NUMBER, np.array([4, 0, 6], np.int8), known, 0, 6)
    rows = np.array([2, -1, 1, 0])
    value = taken(vector, rows, {}, all_there=False)
    for column in worked_out([value, value], 4):
        assert column.known is not None
        assert column.known.tolist() == [True, False, False, True]
        assert column.data[column.known].tolist() == [6, 4]


def test_columns_taken_by_the_same_rows_share_what_tells_where_they_have_values() -> None:
    known = np.array([True, False])
    pair = [Vector(Kind.NUMBER, np.array([n, 0], np.int8), known, 0, n) for n in (1, 2)]
    shared: Shared = {}
    values = [taken(each, np.array([1, 0, 0]), shared, all_there=True) for each in pair]
    one, two = worked_out(values, 3)
    assert one.known is two.known
    assert one.known is not None
    assert one.known.tolist() == [False, True, True]
    assert (one.data[1:].tolist(), two.data[1:].tolist()) == ([1, 1], [2, 2])
