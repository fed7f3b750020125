"""What closing one gap alone adds to the best score, and over which lines it brings a unit.

The same as ``zicha.gaps.closing`` says of one unit, for a few gaps of all units: the best grade of
the indicator as it is, and as it would be with the gap closed. The outcomes of all items of the
indicator are needed, those of the units above included; of a unit that is not given they are null,
which counts as not there.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.gaps import A, Gap, P, holder
from zicha.backends.columnar.analysis.loads import mark, marked
from zicha.backends.columnar.analysis.rows import whole
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Row
from zicha.backends.columnar.items import WORST, Code, ItemPlan
from zicha.backends.columnar.plans import PartPlan
from zicha.backends.columnar.scores import score_name
from zicha.backends.columnar.sql import Sql, Type
from zicha.model.conclusions import Conclusion, ConclusionKind, ScoreReaches
from zicha.model.facts import Level
from zicha.model.results import GapCount
from zicha.model.rules import Grading, ItemKind
from zicha.model.ruleset import RuleSet

V = "v"
GAIN, LACKING = "gain", "lacking"
A_QUERY = 40
"""So many gaps are asked of at once: a statement of hundreds takes long to plan."""
LOOKED_UP = 20
"""So many faults at most are looked up one by one."""
Values = Sequence[int]
"""What each grade stands for, by its rank."""


@dataclass(frozen=True, slots=True)
class Line:
    """A score line of the rules."""

    id: str
    reaches: ScoreReaches


def lines_of(rules: RuleSet) -> list[Line]:
    """Return the lines that ask for a score and nothing else."""
    return [
        Line(each.id, each.when)
        for each in rules.conclusions
        if is_line(each) and isinstance(each.when, ScoreReaches)
    ]


def is_line(conclusion: Conclusion) -> bool:
    """Return whether a conclusion is a score line that leaves waived indicators out."""
    when = conclusion.when
    is_score = isinstance(when, ScoreReaches) and when.waivers
    return is_score and conclusion.kind is ConclusionKind.LINE


# --- One gap ------------------------------------------------------------------------------------


class Closing:
    """A gap and its indicator, within a relation that has the outcomes of some levels.

    Items of a level that has no outcomes are there for no unit.
    """

    def __init__(self, gap: Gap, compiled: Compiled, levels: Collection[Level]) -> None:
        """Keep the gap, and what the rules say of faults and points."""
        self.gap = gap
        self.levels = levels
        self.limits = [(grade.rank, most) for grade, most in compiled.rules.fault_limits]
        self.ranks = tuple(range(WORST + 1))
        self.earned = compiled.points.earned[gap.rule.code]

    def gain(self) -> Sql:
        """Return the parts of points that closing it adds to the best grade, 0 where none."""
        now = sql.column(f"{self.gap.rule.code}:best", V)
        there = sql.all_of(self.gap.is_there(self.table_of(self.gap.item)), self.counts())
        gain = sql.minus(self.points_closed(), self.valued(now, self.earned))
        return sql.choice([(there, gain)], sql.whole(0))

    def counts(self) -> Sql:
        """Return whether the unit does not set the indicator aside."""
        return sql.equal(sql.or_else(sql.column(mark(self.gap.rule.code), A), 0), sql.whole(0))

    def points_closed(self) -> Sql:
        """Return what the best grade with the gap closed earns."""
        first, *others = self.gap.rule.parts
        if not others:
            return self.best_of(first, self.earned)
        ranks = [self.best_of(part, self.ranks) for part in self.gap.rule.parts]
        return self.valued(sql.greatest(*ranks), self.earned)

    def valued(self, rank: Sql, values: Values) -> Sql:
        """Return the value of a rank."""
        cases = [(sql.whole(r), sql.whole(value)) for r, value in enumerate(values)]
        return sql.looked_up(rank, cases, sql.whole(0))

    def table_of(self, item: ItemPlan) -> str:
        """Return the relation that has the outcome of an item."""
        return relation(item.item.level)

    # --- The best grade with the gap closed -----------------------------------------------------

    def best_of(self, part: PartPlan, values: Values) -> Sql:
        """Return the value of the best grade of a part; that of the best where it does not apply.

        ``values``: those of the grades, by rank.
        """
        best, worst = sql.whole(values[0]), sql.whole(values[WORST])
        items = [item for item in part.items if item.item.level in self.levels]
        if not items:
            return best
        if part.grading is Grading.BANDS:
            return self.best_of_scale(items[0], values)
        if part.grading is Grading.ALL:
            return sql.choice([(sql.any_of(*map(self.is_unmet, items)), worst)], best)
        found = self.best_of_faults(sql.total([self.faults(item) for item in items]), values)
        fatal = [self.is_unmet(item) for item in items if item.item.fatal]
        return sql.choice([(sql.any_of(*fatal), worst)], found) if fatal else found

    def best_of_faults(self, faults: Sql, values: Values) -> Sql:
        """Return the value of the grade that so many faults leave."""
        worst = sql.whole(values[WORST])
        if max((most for _, most in self.limits), default=0) > LOOKED_UP:
            limits = [(sql.at_most(faults, sql.whole(most)), rank) for rank, most in self.limits]
            return sql.choice([(test, sql.whole(values[rank])) for test, rank in limits], worst)
        # Looked up by their number, so that they are added up once.
        cases, least = [], 0
        for rank, most in self.limits:
            cases += [(sql.whole(n), sql.whole(values[rank])) for n in range(least, most + 1)]
            least = most + 1
        return sql.looked_up(faults, cases, worst)

    def best_of_scale(self, item: ItemPlan, values: Values) -> Sql:
        """Return the value of the best grade of a scale; closed, that of its best band."""
        if item is self.gap.item:
            top, _ = item.item.bands[0]
            return sql.whole(values[top.rank])
        best = self.valued(sql.column(item.best, self.table_of(item)), values)
        return sql.choice([(self.applies(item), best)], sql.whole(values[0]))

    def applies(self, item: ItemPlan) -> Sql:
        """Return whether an item applies; null is no."""
        return sql.less(sql.column(item.name, self.table_of(item)), sql.whole(Code.NO_UNIT))

    def is_unmet(self, item: ItemPlan) -> Sql:
        """Return whether an item is unmet with the gap closed; null is no."""
        unmet = sql.equal(sql.column(item.name, self.table_of(item)), sql.whole(Code.UNMET))
        if item is not self.gap.item:
            return unmet
        if self.gap.member is None:
            return sql.false()
        return sql.all_of(unmet, sql.more(self.number(item), sql.whole(1)))

    def faults(self, item: ItemPlan) -> Sql:
        """Return the fewest faults of an item with the gap closed."""
        is_counted = item.item.kind in (ItemKind.SET, ItemKind.COUNT)
        found = self.number(item) if is_counted else sql.flag(self.is_unmet(item))
        if item is not self.gap.item:
            return found
        if self.gap.member is None:
            return sql.whole(0)
        return sql.greatest(sql.whole(0), sql.minus(found, sql.whole(1)))

    def number(self, item: ItemPlan) -> Sql:
        """Return the fewest faults of a set or a count; 0 where it is not there."""
        # Small columns would be added up as small numbers.
        found = sql.cast(sql.column(item.fewest, self.table_of(item)), Type.SMALL)
        return sql.or_else(found, 0)


# --- Over all units -----------------------------------------------------------------------------


def relation(level: Level) -> str:
    """Return what the outcomes of a level are called within the statement."""
    return f"of {level.value}"


def worth(
    found: Sequence[tuple[Gap, GapCount]],
    ask: Callable[[sql.Select], Row],
    compiled: Compiled,
    outcomes: Mapping[Level, str],
    of: tuple[str, str],
) -> list[GapCount]:
    """Return some gaps, ``A_QUERY`` at most, with what closing each of them adds.

    Args:
        found: The gaps, counted.
        ask: Returns the only row of a query.
        compiled: The rules.
        outcomes: The table of the outcomes of each level.
        of: The tables of what stands above units, and of their verdicts.
    """
    row = ask(gains([gap for gap, _ in found], compiled, outcomes, of))
    return [with_worth(count, gap.name, row, compiled.rules) for gap, count in found]


def with_worth(count: GapCount, gap: str, row: Row, rules: RuleSet) -> GapCount:
    """Return a gap with what a row says of it, under its name."""
    lifted = {line.id: row.get(f"lifts/{line.id}/{gap}") for line in lines_of(rules)}
    return replace(
        count,
        points=whole(row[f"points/{gap}"]),
        lifts={line: whole(units) for line, units in lifted.items() if units},
    )


def gains(
    gaps: Sequence[Gap], compiled: Compiled, outcomes: Mapping[Level, str], tables: tuple[str, str]
) -> sql.Select:
    """Return one row: the points that closing each gap adds, and the lines that it lifts over.

    Columns: `points/gap`, and for each line of all categories or of the gap's own
    `lifts/line/gap`.
    """
    categories = compiled.points.by_category
    lines = [
        line
        for line in lines_of(compiled.rules)
        if line.reaches.category is None or line.reaches.category in categories
    ]
    room = room_of(lines, sum(compiled.points.possible.values()))
    missing = [sql.named(lacking(line.reaches, room), f"{LACKING}/{line.id}") for line in lines]
    named = [
        sql.named(Closing(gap, compiled, outcomes).gain(), f"{GAIN}/{gap.name}") for gap in gaps
    ]
    query = sql.joined(
        sql.select([*missing, *named], sql.table(tables[0], P)), sql.table(tables[1], V), same(V)
    )
    for level, table in outcomes.items():
        on = sql.equal(holder(level), sql.column("unit", relation(level)))
        query = sql.joined_left(query, sql.table(table, relation(level)), on)
    codes = sorted({gap.rule.code for gap in gaps})
    query = sql.joined_left(query, sql.nested(marked(codes), A), same(A))
    of_codes = {i.code: i.category for i in compiled.rules.indicators}
    return sql.select([*added_up(gaps, of_codes, lines, room)], sql.nested(query, "gains"))


def added_up(
    gaps: Sequence[Gap], categories: Mapping[str, str], lines: Sequence[Line], room: Type
) -> Iterator[Sql]:
    """Yield the sums over all units. ``categories``: by indicator."""
    for gap in gaps:
        gain = sql.column(f"{GAIN}/{gap.name}")
        yield sql.named(words.sum_or_none(gain), f"points/{gap.name}")
        for line in lines:
            if line.reaches.category in (None, categories[gap.rule.code]):
                more = sql.times(sql.cast(gain.copy(), room), sql.whole(terms(line.reaches)[0]))
                lifted = sql.at_least(more, sql.column(f"{LACKING}/{line.id}"))
                yield sql.named(words.times_true(lifted), f"lifts/{line.id}/{gap.name}")


# --- What a line lacks --------------------------------------------------------------------------


def terms(reaches: ScoreReaches) -> tuple[int, int]:
    """Return the factors that make points earned and possible comparable as whole numbers."""
    numerator, denominator = reaches.line.as_integer_ratio()
    return 100 * denominator, numerator


def room_of(lines: Sequence[Line], most: int) -> Type:
    """Return the type that holds whatever is multiplied out for a line. ``most``: all parts."""
    factors = [factor for line in lines for factor in terms(line.reaches)]
    return sql.room_for(2 * most * max(factors, default=1))


def lacking(reaches: ScoreReaches, room: Type) -> Sql:
    """Return how far the best score is below a line, in those whole numbers; null if it is not."""
    by, to = terms(reaches)
    best, possible = (
        sql.cast(sql.column(score_name(reaches.category, name), V), room)
        for name in ("best", "possible")
    )
    there, wanted = sql.times(best, sql.whole(by)), sql.times(possible, sql.whole(to))
    return sql.choice([(sql.less(there, wanted), sql.minus(wanted.copy(), there.copy()))])


def same(other: str) -> Sql:
    """Return whether a unit and another relation are the same."""
    return sql.equal(sql.column("unit", P), sql.column("unit", other))
