"""Whether the tables of the columnar engine hold what the other engines say, field by field.

A row is read as the engine itself reads it for ``judge``, but each distinct group of cells once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from operator import itemgetter

from invented import Invented
from zicha.backends.columnar.arrays.database import Arrays
from zicha.backends.columnar.database import Database, Duck, named_rows
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.given import given_tables, waiver_table
from zicha.backends.columnar.items import ItemPlan
from zicha.backends.columnar.results import NO_UNIT, item_result
from zicha.backends.columnar.scores import score_name
from zicha.backends.columnar.units import Judged, Units
from zicha.backends.engines import differences
from zicha.backends.protocol import Engine
from zicha.backends.reference.engine import Reference
from zicha.model.facts import LEVELS, Level
from zicha.model.judgement import NOT_APPLICABLE, GradeRange, ItemResult, Judgement
from zicha.model.results import SUMS
from zicha.model.rules import GRADES
from zicha.scoring.scores import Points, Verdict, points_of, verdicts

Cells = tuple[object, ...]
Pick = Callable[[Cells], Cells]
NOTHING: frozenset[str] = frozenset()
RANKS = {
    NOT_APPLICABLE: (None, None),
    **{GradeRange(b, w): (b.rank, w.rank) for b in GRADES for w in GRADES},
}


def picking(names: Sequence[str], wanted: Sequence[str]) -> Pick:
    """Return what picks some columns of a row, as a tuple even where it is one."""
    places = [names.index(name) for name in wanted]
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return itemgetter(*places)


class ItemReader:
    """Reads the result of one item from a row."""

    def __init__(self, plan: ItemPlan, names: Sequence[str]) -> None:
        """Find the columns of the item."""
        self.plan = plan
        self.names = [n for n in names if n == plan.name or n.startswith(f"{plan.name}:")]
        self.cells = picking(names, self.names)
        self.seen: dict[Cells, ItemResult] = {}

    def result(self, row: Cells) -> ItemResult:
        """Return the result that a row holds."""
        cells = self.cells(row)
        found = self.seen.get(cells)
        if found is None:
            row_of_item = dict(zip(self.names, cells, strict=True))
            found = self.seen[cells] = item_result(self.plan, row_of_item)
        return found


@dataclass(slots=True)
class Tally:
    """How much was compared, and the first difference."""

    units: int = 0
    fields: int = 0
    different: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Add what was compared elsewhere."""
        self.units += other.units
        self.fields += other.fields
        self.different += other.different


class Comparison:
    """Compares the results of one rule set."""

    def __init__(self, columnar: Columnar, reference: Reference, rete: Engine | None) -> None:
        """Find out which items and sums there are."""
        self.columnar, self.reference, self.rete = columnar, reference, rete
        plans = [plan for rule in columnar.compiled.plans for plan in rule.items]
        self.plans = {level: [p for p in plans if p.item.level is level] for level in LEVELS}
        self.places = {
            level: [n for n, plan in enumerate(plans) if plan.item.level is level]
            for level in LEVELS
        }
        self.readers: dict[Level, list[ItemReader]] = {}
        self.codes = [plan.code for plan in columnar.compiled.plans]
        self.categories = tuple(columnar.compiled.points.by_category)
        scopes = [(None, True), (None, False), *((c, True) for c in self.categories)]
        self.sums = [score_name(c, name, waivers=w) for c, w in scopes for name in SUMS]
        self.ends = [f"{code}:{end}" for code in self.codes for end in ("best", "worst")]
        compiled = columnar.compiled
        self.concluded = {c.id: compiled.conclusions.name(c.id) for c in compiled.rules.conclusions}
        self.fields = len(plans) + len(self.codes) + len(self.sums) + len(self.concluded)

    def compare(self, units: Sequence[Invented]) -> Tally:
        """Judge units by every engine, and compare what they give."""
        duck = Duck()
        duck.connection.execute("SET threads = 1")
        database = Arrays(duck)
        tables = given_tables(database, self.columnar.compiled, [u.given for u in units])
        waivers = waiver_table(database, {u.given.unit: u.waived for u in units})
        judged = self.columnar.judge_many(Units(database, tables, waivers))
        found = self.results(database, judged, units)
        different = [each for unit in units for each in self.differences(unit, found)]
        duck.connection.close()
        every = self.fields + (len(self.concluded) + 2 * len(self.codes) if self.rete else 0)
        return Tally(len(units), every * len(units), different)

    # --- What the tables hold -----------------------------------------------------------------

    def results(self, database: Database, judged: Judged, units: Sequence[Invented]) -> "Results":
        """Return the rows of the tables by unit."""
        items: dict[str, tuple[ItemResult, ...]] = {}
        for level, table in judged.outcomes.items():
            names, rows = rows_of(database, table)
            if level not in self.readers:
                self.readers[level] = [ItemReader(plan, names) for plan in self.plans[level]]
            for row in rows:
                items[str(row[0])] = tuple([r.result(row) for r in self.readers[level]])
        names, rows = rows_of(database, judged.verdicts)
        verdicts_of = {str(row[0]): row for row in rows}
        assert len(rows) == len(verdicts_of) == len(units), "a verdict for every unit, and one"
        return Results(
            items,
            verdicts_of,
            picking(names, self.ends),
            picking(names, self.sums),
            picking(names, list(self.concluded.values())),
            judged.points_scale,
        )

    # --- What the others say ------------------------------------------------------------------

    def differences(self, unit: Invented, found: "Results") -> Iterator[str]:
        """Yield what of a unit the engines see differently."""
        known, waived = unit.known, unit.waived
        plain = self.reference.judge(known, waived)
        wanted = self.columnar.as_counted(plain)
        row, name = found.verdicts[unit.given.unit], unit.given.unit
        yield from self.item_differences(unit, wanted, found)
        grades = tuple(chain.from_iterable([RANKS[wanted.grades[c]] for c in self.codes]))
        yield from different(name, self.ends, grades, found.grades(row))
        concluded = tuple(wanted.conclusions[c] for c in self.concluded)
        yield from different(name, list(self.concluded), concluded, found.conclusions(row))
        sums = tuple([s * found.scale for s in self.sums_of(wanted, waived)])
        yield from different(name, self.sums, sums, found.sums(row))
        if self.rete is not None:
            for each in differences(plain, self.rete.judge(known, waived)):
                yield f"{name}, rete: {each}"

    def item_differences(
        self, unit: Invented, wanted: Judgement, found: "Results"
    ) -> Iterator[str]:
        """Yield the items that became of something else, those of the units above included."""
        every = tuple(chain.from_iterable(wanted.items.values()))
        for level, places in self.places.items():
            results = tuple([every[place] for place in places])
            holder = unit.chain.get(level)
            there = (NO_UNIT,) * len(places) if holder is None else found.items[holder]
            names = [plan.name for plan in self.plans[level]]
            yield from different(unit.given.unit, names, results, there)

    def sums_of(self, wanted: Judgement, waived: frozenset[str]) -> Iterator[Fraction]:
        """Yield the sums of points as the scoring room makes them, in the order of ``sums``."""
        rules = self.reference.rules
        counted = verdicts(rules, wanted.grades, waived)
        points = values_of(points_of(counted, rules.shares))
        yield from points
        if waived:
            points = values_of(points_of(verdicts(rules, wanted.grades, NOTHING), rules.shares))
        yield from points
        by_category: dict[str, list[Verdict]] = {c: [] for c in self.categories}
        for verdict in counted:
            by_category[verdict.category].append(verdict)
        for each in by_category.values():
            yield from values_of(points_of(each, rules.shares))


@dataclass(frozen=True, slots=True)
class Results:
    """The rows of the result tables by unit, and what picks their columns."""

    items: dict[str, tuple[ItemResult, ...]]
    verdicts: dict[str, Cells]
    grades: Pick
    sums: Pick
    conclusions: Pick
    scale: int


def values_of(points: Points) -> tuple[Fraction, ...]:
    """Return sums in the order of their names."""
    return tuple([getattr(points, name) for name in SUMS])


def rows_of(database: Database, table: str) -> tuple[list[str], list[Cells]]:
    """Return the columns and the rows of a table."""
    rows = [*named_rows(database, table)]
    return [*database.columns_of(table)], [tuple(row.values()) for row in rows]


def different(unit: str, names: Sequence[str], wanted: Cells, found: Cells) -> Iterator[str]:
    """Yield the fields that differ."""
    if wanted == found:
        return
    for name, one, other in zip(names, wanted, found, strict=True):
        if one != other:
            yield f"{unit}, {name}: {one} / {other}"
