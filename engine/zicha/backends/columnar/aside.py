"""Waivers, in columns: of each sum, the part from waived indicators, which is to be taken off.

Few units have waivers, and each a few. So this starts from the pairs of a unit and an indicator,
picks what that one indicator came to, and sums up by unit; all other units have no row.

Two small tables say what the rules are: `waivable_indicators`, with the category and the points
of each, and `waivable_items`, with whose items they are and who can close their gaps.
"""

from collections.abc import Iterator, Mapping, Sequence

from zicha.backends.columnar import gaps, scores, sql
from zicha.backends.columnar.database import Columns, Database, Row
from zicha.backends.columnar.items import Code
from zicha.backends.columnar.plans import RulePlan
from zicha.backends.columnar.scores import Points
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.standing import at_name
from zicha.model.facts import LEVELS, Level
from zicha.model.results import SUMS
from zicha.model.rules import GRADES, ItemKind

INDICATORS, ITEMS = "waivable_indicators", "waivable_items"
PAIR, WAIVED, WORTH, STANDING, OUTCOMES = "pair", "waived", "worth", "standing", "outcomes"
"""Names of relations within a statement."""
RANKS = tuple(f"rank{number}" for number in range(len(GRADES)))
"""What each grade earns."""
WORTH_COLUMNS: Columns = (
    ("number", Type.SMALL),
    ("category", Type.TEXT),
    ("possible", Type.BIG),
    *((rank, Type.BIG) for rank in RANKS),
)
ITEM_COLUMNS: Columns = (
    ("indicator", Type.TEXT),
    ("level", Type.TEXT),
    ("number", Type.SMALL),
    ("doer", Type.TEXT),
)


class Aside:
    """The statement of what is set aside. ``with_gaps``: of the sums of gaps, too."""

    def __init__(self, plans: Sequence[RulePlan], points: Points, *, with_gaps: bool) -> None:
        """Number the indicators and the items."""
        self.points = points
        self.plans = plans
        self.with_gaps = with_gaps
        self.codes = {code: number for number, code in enumerate(points.possible)}
        self.items = dict(enumerate(each for plan in plans for each in plan.items))

    def fill(self, database: Database) -> None:
        """Make the tables that say what the rules are."""
        columns: Columns = (("indicator", Type.TEXT), *WORTH_COLUMNS)
        database.fill(INDICATORS, columns, list(self.indicator_rows()))
        if self.with_gaps:
            database.fill(ITEMS, ITEM_COLUMNS, list(self.item_rows()))

    def indicator_rows(self) -> Iterator[Row]:
        """Yield the indicators with what they are worth."""
        for category, indicators in self.points.by_category.items():
            for code in (indicator.code for indicator in indicators):
                earned = dict(zip(RANKS, self.points.earned[code], strict=True))
                row: Row = {"indicator": code, "number": self.codes[code], "category": category}
                yield {**row, "possible": self.points.possible[code], **earned}

    def item_rows(self) -> Iterator[Row]:
        """Yield the items."""
        codes = [plan.code for plan in self.plans for _ in plan.items]
        for code, (number, each) in zip(codes, self.items.items(), strict=True):
            level, doer = each.item.level.value, each.item.doer.value
            yield {"indicator": code, "level": level, "number": number, "doer": doer}

    def names(self) -> list[str]:
        """Return the columns of what is set aside."""
        return [*self.points.aside_names(), *(gaps.aside_names() if self.with_gaps else [])]

    def query(self, waivers: str, standing: str, outcomes: Mapping[Level, str]) -> sql.Query:
        """Return one row for each unit that sets something aside.

        ``waivers``: the table of pairs; ``standing``: where all units stand; ``outcomes``: of the
        items of each level.
        """
        points = self.points_aside(waivers, standing)
        if not self.with_gaps:
            return points
        pairs = pairs_of(waivers, standing)
        found = [self.gaps_aside(pairs, level, table) for level, table in outcomes.items()]
        columns = [sql.star(WORTH)]
        columns += [sql.column(name, PAIR) for name in gaps.aside_names()]
        both = sql.select(columns, sql.nested(points, WORTH))
        summed = sql.nested(self.gaps_summed(sql.union(found)), PAIR)
        return sql.joined_left(both, summed, same("unit", WORTH, "unit", PAIR))

    # --- Points -----------------------------------------------------------------------------------

    def points_aside(self, waivers: str, standing: str) -> sql.Query:
        """Return the points that are set aside, by unit."""
        names = [name for name, _ in WORTH_COLUMNS]
        columns = [sql.column("unit", WAIVED), *(sql.column(name, PAIR) for name in names)]
        for end in ("best", "worst"):
            ranks = {n: self.points.rank(code, end) for code, n in self.codes.items()}
            columns.append(sql.named(of_number(ranks, Type.TINY), end))
        query = sql.select(columns, sql.table(waivers, WAIVED))
        query = sql.joined(
            query, sql.table(INDICATORS, PAIR), same("indicator", WAIVED, "indicator", PAIR)
        )
        query = sql.joined(
            query, sql.table(standing, STANDING), same("unit", WAIVED, "unit", STANDING)
        )
        # Each pair once, however often it is listed.
        worth = sql.select(list(worth_columns()), sql.nested(sql.distinct(query), PAIR))
        summed = sql.select(list(self.points_summed()), sql.nested(worth, PAIR))
        return sql.grouped(summed, sql.column("unit"))

    def points_summed(self) -> Iterator[Sql]:
        """Yield what the pairs of a unit add to each sum."""
        yield sql.column("unit")
        for category in self.points.by_category:
            is_it = sql.equal(sql.column("category"), sql.text(category))
            for name in SUMS:
                term = sql.choice([(is_it, sql.column(name))], sql.whole(0))
                total = sql.cast(sql.sum_of(term), self.points.type)
                yield sql.named(total, scores.aside_name(category, name))

    # --- Gaps -------------------------------------------------------------------------------------

    def gaps_aside(self, pairs: sql.Query, level: Level, outcomes: str) -> sql.Query:
        """Return the gaps of waived indicators by the outcomes of one level, a row an item."""
        items = {n: each for n, each in self.items.items() if each.item.level is level}
        outcome = of_number({n: sql.column(each.name) for n, each in items.items()}, Type.TINY)
        columns = [sql.column("unit", WAIVED), sql.column("doer", PAIR)]
        columns.append(sql.named(outcome, "outcome"))
        sets = {n: each for n, each in items.items() if each.item.kind is ItemKind.SET}
        for end in gaps.ENDS:
            members = {n: gaps.gaps_of(each, end) for n, each in sets.items()}
            columns.append(sql.named(of_number(members, Type.SMALL), end))
        query = sql.select(columns, sql.nested(pairs, WAIVED))
        of_level = sql.equal(sql.column("level", PAIR), sql.text(level.value))
        indicator = same("indicator", WAIVED, "indicator", PAIR)
        query = sql.joined(query, sql.table(ITEMS, PAIR), sql.all_of(indicator, of_level))
        at_level = same(at_name(level), WAIVED, "unit", OUTCOMES)
        return sql.joined(query, sql.table(outcomes, OUTCOMES), at_level)

    def gaps_summed(self, found: sql.Query) -> sql.Query:
        """Return the gaps that are set aside, by unit and by who can close them."""
        counted = [sql.column("unit"), sql.column("doer")]
        for end, last in zip(gaps.ENDS, (Code.UNMET, Code.OPEN), strict=True):
            members = sql.column(end)
            one = sql.flag(sql.at_most(sql.column("outcome"), sql.whole(last)))
            gap = sql.choice([(sql.is_null(members), one)], members)
            counted.append(sql.named(gap, end))
        columns = [sql.column("unit")]
        for doer in LEVELS:
            is_it = sql.equal(sql.column("doer"), sql.text(doer.value))
            for end in gaps.ENDS:
                term = sql.choice([(is_it, sql.column(end))], sql.whole(0))
                total = sql.cast(sql.sum_of(term), Type.SMALL)
                columns.append(sql.named(total, gaps.aside_name(doer, end)))
        by_item = sql.select(counted, sql.nested(found, PAIR))
        return sql.grouped(sql.select(columns, sql.nested(by_item, PAIR)), sql.column("unit"))


def pairs_of(waivers: str, standing: str) -> sql.Select:
    """Return the pairs of a unit and an indicator, each once, with the units above."""
    columns = [sql.column("unit", WAIVED), sql.column("indicator", WAIVED)]
    columns += [sql.column(at_name(level), STANDING) for level in LEVELS]
    query = sql.joined(
        sql.select(columns, sql.table(waivers, WAIVED)),
        sql.table(standing, STANDING),
        same("unit", WAIVED, "unit", STANDING),
    )
    return sql.distinct(query)


def of_number(found: Mapping[int, Sql], kind: Type) -> Sql:
    """Return what was found under the number of the indicator, or the item, of a pair."""
    cases = [(sql.whole(number), each) for number, each in found.items()]
    return sql.looked_up(sql.column("number", PAIR), cases, sql.nothing(kind))


def worth_columns() -> Iterator[Sql]:
    """Yield what a pair adds to each sum."""
    yield from (sql.column(name) for name in ("unit", "category"))
    points = {number: sql.column(rank) for number, rank in enumerate(RANKS)}
    found = scores.found_of((sql.column("best"), sql.column("worst")), points)
    terms = scores.added(found, sql.column("possible"))
    yield from (sql.named(term, name) for name, term in zip(SUMS, terms, strict=True))


def same(name: str, left: str, other: str, right: str) -> Sql:
    """Return whether a column of one relation is that of another."""
    return sql.equal(sql.column(name, left), sql.column(other, right))
