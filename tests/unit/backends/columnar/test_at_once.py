"""Calls that a database makes at the same time, or in turn."""

from collections.abc import Callable, Iterator

import pytest
from sqlglot import exp

from zicha.backends.columnar import database as room
from zicha.backends.columnar import sql
from zicha.backends.columnar.arrays.database import Arrays
from zicha.backends.columnar.database import Duck
from zicha.backends.workers import InTurn, ahead
from zicha.errors import EngineError

N = [("n", sql.Type.BIG)]


@pytest.fixture(params=[1, 2], ids=["in turn", "at once"])
def duck(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Duck:
    """Return a database that makes one call after the other, or two at the same time."""
    threads(monkeypatch, request.param)
    return Duck()


def threads(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let databases make so many calls at the same time, however many cores there are."""
    monkeypatch.setattr(room, "AT_ONCE", number)
    monkeypatch.setattr("os.cpu_count", lambda: number)


def numbers(duck: Duck, table: str) -> list[object]:
    """Return what is in a table."""
    return [n for (n,) in duck.rows(sql.everything(sql.table(table)))]


def test_each_call_sees_what_was_made_before_and_leaves_its_own(duck: Duck) -> None:
    duck.fill("before", N, [{"n": 1}])
    with duck.at_once() as calls:
        seen = [calls.submit(numbers, duck, "before") for _ in range(3)]
        made = [calls.submit(duck.fill, f"made {n}", N, [{"n": n}]) for n in range(3)]
    assert [each.result() for each in seen] == [[1]] * 3
    assert [numbers(duck, each.result()) for each in made] == [[0], [1], [2]]


def test_calls_make_calls_of_their_own(duck: Duck) -> None:
    def both(first: int) -> list[object]:
        with duck.at_once() as calls:
            found = [calls.submit(numbers, duck, f"t{n}") for n in (first, first + 1)]
        return [n for each in found for n in each.result()]

    for n in range(4):
        duck.fill(f"t{n}", N, [{"n": n}])
    with duck.at_once() as calls:
        pairs = [calls.submit(both, first) for first in (0, 2)]
    assert [each.result() for each in pairs] == [[0, 1], [2, 3]]


def test_what_a_call_raises_is_raised_though_nobody_asks_for_its_result(duck: Duck) -> None:
    with pytest.raises(EngineError, match="nowhere"), duck.at_once() as calls:
        calls.submit(numbers, duck, "nowhere")


def endless(duck: Duck) -> None:
    """Ask for what takes hours."""
    duck.connection.execute("SELECT count(*) FROM range(1000000000000) t(n) WHERE hash(n) = 0")


def failing() -> None:
    """Find out that something is wrong."""
    message = "columnar: no more"
    raise EngineError(message)


def fail_beside_what_is_endless(duck: Duck) -> None:
    """Make two calls, of which one fails."""
    with duck.at_once() as calls:
        calls.submit(failing)
        calls.submit(endless, duck)


def interrupt_what_is_endless(duck: Duck) -> None:
    """Press Ctrl-C while a call is under way."""
    with duck.at_once() as calls:
        calls.submit(endless, duck)
        raise KeyboardInterrupt


def interrupt_calls_of_calls(duck: Duck) -> None:
    """Press Ctrl-C while a call has others under way."""

    def outer() -> None:
        with duck.at_once() as calls:
            calls.submit(endless, duck)

    with duck.at_once() as calls:
        calls.submit(outer)
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (interrupt_calls_of_calls, KeyboardInterrupt),
        (fail_beside_what_is_endless, EngineError),
        (interrupt_what_is_endless, KeyboardInterrupt),
    ],
)
@pytest.mark.parametrize("_time", range(5))
def test_what_fails_ends_what_is_under_way(
    call: Callable[[Duck], None],
    error: type[BaseException],
    _time: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads(monkeypatch, 2)
    duck = Duck()
    with pytest.raises(error):
        call(duck)
    # It is at an end, and the tables are still there.
    assert duck.rows(sql.select([sql.whole(1)], sql.table(duck.fill("after", N, [{"n": 0}])))) == [
        (1,)
    ]


def test_in_turn_a_call_is_made_as_it_is_asked_for() -> None:
    made: list[str] = []
    with InTurn() as calls:
        calls.submit(made.append, "first")
        made.append("second")
    assert made == ["first", "second"]


def test_the_next_is_made_while_the_one_before_is_used(duck: Duck) -> None:
    made: list[int] = []

    def making() -> Iterator[int]:
        for n in range(3):
            made.append(n)
            yield n

    with duck.at_once() as calls:
        found = list(ahead(making(), calls))
        assert [*ahead(iter(()), calls)] == []
    assert found == made == [0, 1, 2]


def test_what_the_next_raises_is_raised(duck: Duck) -> None:
    def making() -> Iterator[list[object]]:
        yield [1]
        yield numbers(duck, "nowhere")

    with pytest.raises(EngineError, match="nowhere"), duck.at_once() as calls:
        list(ahead(making(), calls))


def test_a_core_is_left_for_a_while(duck: Duck, monkeypatch: pytest.MonkeyPatch) -> None:
    def threads_now() -> object:
        ((found,),) = duck.connection.execute("SELECT current_setting('threads')").fetchall()
        return found

    before = threads_now()
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    with duck.leaving_a_core():
        assert threads_now() == 7
    assert threads_now() == before


@pytest.mark.parametrize(("part", "parts"), [(1, 3), (10**6, 1)])
def test_a_table_that_is_read_in_parts_comes_as_a_whole(
    monkeypatch: pytest.MonkeyPatch, part: int, parts: int
) -> None:
    monkeypatch.setattr("zicha.backends.columnar.arrays.database.A_PART", part)
    here = Arrays()
    here.duck.connection.execute("CREATE TABLE t AS SELECT range AS n FROM range(300000)")
    assert len([*here.loaded("t", here.duck.columns_of("t"), ["n"], part)]) == parts
    twice = sql.named(sql.times(sql.column("n"), sql.whole(2)), "twice")
    here.keep("found", sql.select([twice], sql.table("t")))
    total = sql.select([sql.sum_of(sql.column("twice"))], sql.table("found"))
    assert here.rows(total) == [(300_000 * 299_999,)]


def numbered(numbers: int) -> Arrays:
    """Return arrays beside a database that has so many rows."""
    here = Arrays()
    made = "CREATE TABLE t AS SELECT range AS n FROM range(?)"
    here.duck.connection.execute(made, [numbers])
    return here


def doubled() -> sql.Select:
    """Return a query that makes a row of each row."""
    twice = sql.named(sql.times(sql.column("n"), sql.whole(2)), "twice")
    return sql.select([sql.column("n"), twice], sql.table("t"))


def sums(*more: sql.Sql) -> sql.Select:
    """Return sums over the rows that are read and those that are made of them."""
    both = [sql.sum_of(sql.column("n", "t")), sql.sum_of(sql.column("twice", "found"))]
    columns = [sql.named(each, name) for each, name in zip(both, ("one", "two"), strict=True)]
    same = sql.equal(sql.column("n", "t"), sql.column("n", "found"))
    return sql.joined(sql.select([*columns, *more], sql.table("t")), sql.table("found"), same)


@pytest.mark.parametrize(("part", "parts"), [(1, 3), (10**6, 1)])
def test_sums_beside_a_table_are_those_of_its_parts(
    monkeypatch: pytest.MonkeyPatch, part: int, parts: int
) -> None:
    monkeypatch.setattr("zicha.backends.columnar.arrays.database.A_PART", part)
    here = numbered(300_000)
    for _ in range(2):
        here.keep_with("found", doubled(), ("sums", sums()))
        rows = here.rows(sql.everything(sql.table("sums")))
        assert len(rows) == parts
        assert [*map(sum, zip(*rows, strict=True))] == [150_000 * 299_999, 300_000 * 299_999]
        total = sql.select([sql.sum_of(sql.column("twice"))], sql.table("found"))
        assert here.rows(total) == [(300_000 * 299_999,)]


def test_sums_that_only_the_database_knows_are_made_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zicha.backends.columnar.arrays.database.A_PART", 1)
    here = numbered(10)
    median = sql.named(exp.Anonymous(this="MEDIAN", expressions=[sql.column("n", "t")]), "median")
    here.keep_with("found", doubled(), ("sums", sums(median)))
    assert here.rows(sql.everything(sql.table("sums"))) == [(45, 90, 4.5)]
    assert here.rows(sql.everything(sql.table("found")))[3] == (3, 6)
