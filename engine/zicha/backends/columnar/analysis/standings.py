"""The judged units with their places, scores, counts, conclusions and gaps, a row each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.counts import COUNTED
from zicha.backends.columnar.analysis.gaps import holder
from zicha.backends.columnar.analysis.groups import Tables
from zicha.backends.columnar.analysis.lifts import relation
from zicha.backends.columnar.analysis.ranks import BEYOND, RANKED
from zicha.backends.columnar.analysis.rows import text_or_none, whole
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Row
from zicha.backends.columnar.scores import score_name
from zicha.backends.columnar.sql import Sql
from zicha.model.facts import LEVELS, Level
from zicha.model.results import SUMS, VERDICTS, Place, Placed, UnitResult

P, V, R, C, CHAIN = "p", "v", "r", "c", "chain"
GAPS_OF = "gaps_of"
"""How the table of the gaps of each level begins; `set_aside_of` those that are set aside."""
SET_ASIDE_OF = "set_aside_of"
SHOWN = "shown"
"""The table of the units that are asked for."""
ABOVE = LEVELS[1:]
ENDS = ("worst", "best")
WHO = ("unit", "name", "level", "parent", *(each.value for each in ABOVE), "size", "day")
"""The columns that say who a unit is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which units are wanted of each level: ``most`` of them, the first and the last."""

    most: int

    def test(self, of: Mapping[Level, int]) -> Sql:
        """Return whether a unit is wanted. ``of``: how many of each level have a place."""
        half = self.most // 2
        tests = [sql.at_most(sql.column("number", R), sql.whole(self.most - half))]
        for level, number in of.items():
            is_it = sql.equal(sql.column("level", P), sql.whole(level.height))
            last = sql.more(sql.column("number", R), sql.whole(number - half))
            tests.append(sql.all_of(is_it, last))
        return sql.any_of(*tests)


class Standings:
    """Reads the rows of units from the tables of one audit."""

    def __init__(
        self, compiled: Compiled, tables: Tables, levels: Sequence[Level], *, set_aside: bool
    ) -> None:
        """Keep what the rows are made from.

        ``levels``: those whose gaps are summed up; ``set_aside``: whether any gap is set aside.
        """
        self.compiled = compiled
        self.placed = tables.placed
        self.verdicts = tables.verdicts
        self.chains = tables.chains
        self.levels = levels
        self.set_aside = set_aside

    def shown(self, test: Sql) -> sql.Select:
        """Return the units for which a test is true."""
        query = sql.select([sql.column("unit", P)], sql.table(self.placed, P))
        return sql.where(sql.joined_left(query, sql.table(RANKED, R), same(P, R)), test)

    def query(self, shown: str | None) -> sql.Select:
        """Return the rows of units in order. ``shown``: a table of some of them, None for all."""
        query = sql.select(self.columns(), sql.table(self.placed, P))
        if shown is not None:
            query = sql.joined(query, sql.table(shown, SHOWN), same(P, SHOWN))
        for table, alias in ((self.verdicts, V), (COUNTED, C)):
            query = sql.joined(query, sql.table(table, alias), same(P, alias))
        chain = P if self.chains == self.placed else CHAIN
        if chain != P:
            query = sql.joined(query, sql.table(self.chains, chain), same(P, chain))
        query = sql.joined_left(query, sql.table(RANKED, R), same(P, R))
        for end in ENDS:
            query = sql.joined_left(query, sql.table(BEYOND, f"beyond {end}"), at_key(end))
        for level in self.levels:
            for table in (GAPS_OF, SET_ASIDE_OF) if self.set_aside else (GAPS_OF,):
                name = f"{table}_{level}"
                on = sql.equal(
                    holder(level, chain) if table == GAPS_OF else sql.column("unit", P),
                    sql.column("unit", name),
                )
                query = sql.joined_left(query, sql.table(name, name), on)
        return by_place(query)

    def columns(self) -> list[Sql]:
        """Return the columns of a row."""
        found = [sql.column(name, P) for name in WHO]
        found += [sql.column(name, R) for name in ("place", "equal")]
        found.append(sql.named(sql.column("worst_above", "beyond best"), "before"))
        found.append(sql.named(sql.column("best_above", "beyond worst"), "maybe_before"))
        may_turn = sql.more(sql.column("next_best", R), sql.column("key_worst", R))
        found.append(sql.named(sql.choice([(may_turn, sql.true())], sql.false()), "overlaps"))
        is_open = sql.more(sql.column("key_best", R), sql.column("key_worst", R))
        found.append(sql.named(sql.flag(is_open), "is_open"))
        found += [sql.column(name, V) for name in self.sum_names()]
        found += [sql.column(name, C) for name in VERDICTS]
        found += [sql.column(self.truth(c.id), V) for c in self.compiled.rules.conclusions]
        found.append(sql.named(sql.total([self.closed_by(each) for each in LEVELS]), "gaps"))
        own = [
            (sql.equal(sql.column("level", P), sql.whole(each.height)), self.closed_by(each))
            for each in self.levels
        ]
        found.append(sql.named(sql.choice(own, sql.whole(0)), "own_gaps"))
        return found

    def sum_names(self) -> list[str]:
        """Return the columns of sums of points."""
        categories = self.compiled.points.by_category
        return [score_name(c, name) for c in (None, *categories) for name in SUMS]

    def truth(self, conclusion: str) -> str:
        """Return the column of a conclusion."""
        return self.compiled.conclusions.name(conclusion)

    def closed_by(self, doer: Level) -> Sql:
        """Return how many gaps a unit has, and does not set aside, that a level can close."""
        terms = []
        for level in self.levels:
            found = sql.or_else(sql.column(doer.value, f"{GAPS_OF}_{level}"), 0)
            if self.set_aside:
                aside = sql.or_else(sql.column(doer.value, f"{SET_ASIDE_OF}_{level}"), 0)
                found = sql.minus(found, aside)
            terms.append(found)
        return sql.total(terms)

    def result(self, row: Row) -> UnitResult:
        """Return a unit from its row."""
        compiled = self.compiled
        truths = {c.id: row[self.truth(c.id)] for c in compiled.rules.conclusions}
        return UnitResult(
            placed=placed_in(row),
            place=place_of(row),
            sums={name: whole(row[score_name(None, name)]) for name in SUMS},
            categories={
                category: {name: whole(row[score_name(category, name)]) for name in SUMS}
                for category in compiled.points.by_category
            },
            counts={name: whole(row[name]) for name in VERDICTS},
            conclusions={c: None if t is None else bool(t) for c, t in truths.items()},
            gaps=whole(row["gaps"]),
            own_gaps=whole(row["own_gaps"]),
        )


def placed_in(row: Row) -> Placed:
    """Return who a unit is, and what is above it."""
    above = {level: row[level.value] for level in ABOVE if row[level.value] is not None}
    return Placed(
        unit=str(row["unit"]),
        name=str(row["name"]),
        level=LEVELS[whole(row["level"])],
        parent=text_or_none(row["parent"]),
        above={level: str(unit) for level, unit in above.items()},
        size=None if row["size"] is None else whole(row["size"]),
        day=date.fromisoformat(str(row["day"])),
    )


def place_of(row: Row) -> Place | None:
    """Return the place of a unit, None where it has no score."""
    if row["place"] is None:
        return None
    return Place(
        place=whole(row["place"]),
        equal=whole(row["equal"]),
        best=1 + whole(row["before"]),
        worst=1 + whole(row["maybe_before"]) - whole(row["is_open"]),
        overlaps_next=bool(row["overlaps"]),
    )


def open_ones(
    tables: Tables, outcomes: Mapping[Level, str], truths: Mapping[str, frozenset[Level]]
) -> sql.Select:
    """Return for how many units a truth is null, although units of all its levels are given.

    ``outcomes``: the table of the outcomes of each level: it has the units that are given, where
    the chains name others, too.
    """
    tests = []
    for name, levels in truths.items():
        if levels <= outcomes.keys():
            given = [sql.negation(sql.is_null(given_of(level))) for level in sorted(levels)]
            tests.append(sql.all_of(sql.is_null(sql.column(name, V)), *given))
    query = sql.select([sql.named(sql.number_of_rows(), "units")], sql.table(tables.chains, P))
    query = sql.joined(query, sql.table(tables.verdicts, V), same(P, V))
    asked = frozenset[Level]().union(*truths.values())
    for level in sorted(asked.intersection(ABOVE, outcomes)):
        on = sql.equal(holder(level, P), sql.column("unit", relation(level)))
        query = sql.joined_left(query, sql.table(outcomes[level], relation(level)), on)
    return sql.where(query, sql.any_of(*tests))


def given_of(level: Level) -> Sql:
    """Return the unit of a level that is given: it, or the one above; null where none is."""
    is_above = level in ABOVE
    return sql.column("unit", relation(level)) if is_above else holder(level, P)


def by_place(query: sql.Select) -> sql.Select:
    """Return units by level and place; those without a place are the last."""
    order = (
        words.rising(sql.column("level", P)),
        words.rising(sql.or_else(sql.column("number", R), 2**31 - 1)),
        words.rising(sql.column("unit", P)),
    )
    return sql.ordered(query, *order)


def holding(
    tables: Tables, truths: Mapping[str, str], most: int
) -> Iterator[tuple[str, sql.Select]]:
    """Yield of each conclusion the first units for which it holds. ``truths``: its column."""
    for conclusion, truth in truths.items():
        query = sql.select([sql.column(name, P) for name in WHO], sql.table(tables.placed, P))
        query = sql.joined(query, sql.table(tables.verdicts, V), same(P, V))
        query = sql.joined_left(query, sql.table(RANKED, R), same(P, R))
        holds = sql.where(query, sql.column(truth, V))
        yield conclusion, words.at_the_top(by_place(holds), most)


def units(rows: Iterable[Row]) -> tuple[Placed, ...]:
    """Return who some units are, and what is above them."""
    return tuple(placed_in(row) for row in rows)


def namesakes(placed: str) -> sql.Select:
    """Return the names that several units have."""
    name, count = sql.column("name"), sql.named(sql.number_of_rows(), "units")
    counted = sql.grouped(sql.select([name, count], sql.table(placed)), sql.column("name"))
    several = sql.more(sql.column("units"), sql.whole(1))
    return sql.where(sql.select([sql.column("name")], sql.nested(counted, "counted")), several)


def same(left: str, right: str) -> Sql:
    """Return whether two relations have the same unit."""
    return sql.equal(sql.column("unit", left), sql.column("unit", right))


def at_key(end: str) -> Sql:
    """Return whether a row of `beyond` is that of a unit's score."""
    name = f"beyond {end}"
    return sql.all_of(
        sql.equal(sql.column("level", R), sql.column("level", name)),
        sql.equal(sql.column(f"key_{end}", R), sql.column("score", name)),
    )
