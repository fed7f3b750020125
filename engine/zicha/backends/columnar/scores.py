"""Sums of points in columns: whole numbers, exact.

For the whole (`score:...`) and for each category, in units of ``1 / Points.scale`` points:

| column | holds |
|---|---|
| `score/category:worst`, `:best` | points at the worst and the best grades |
| `...:possible` | points possible |
| `...:decided`, `:decided_possible` | points earned and possible where the verdict is a grade |
| `score:full_worst`, ... | the same five without regard to waivers |
"""

from collections.abc import Iterator, Mapping, Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import Sql, Type
from zicha.model.results import SUMS
from zicha.model.rules import GRADES
from zicha.model.ruleset import RuleSet, Scored
from zicha.scoring.parts import Parts

FOUND = ("worst", "best", "applies", "decided")
"""What an indicator earns at its worst and its best grade, and 1 where it applies, is decided."""
SMALL_SUM = 2**31
"""Sums below it need no larger type than that of the numbers themselves."""


def score_name(category: str | None, name: str, *, waivers: bool = True) -> str:
    """Return the column of a sum of points; of all categories for None."""
    scope = "score" if category is None else f"score/{category}"
    return f"{scope}:{name if waivers else f'full_{name}'}"


def found_name(code: str, name: str) -> str:
    """Return the column of what is found of an indicator."""
    return f"{code}:found/{name}"


def aside_name(category: str, name: str) -> str:
    """Return the column of what is set aside of a sum of points."""
    return f"aside/{category}:{name}"


class Points:
    """The points of every indicator as whole numbers, and their sums."""

    def __init__(self, rules: RuleSet) -> None:
        """Take the points in parts, and sort the indicators by category."""
        parts = Parts(rules)
        self.scale, self.most = parts.scale, parts.whole
        self.earned, self.possible = parts.earned, parts.possible
        self.type = Type.SMALL if self.most < SMALL_SUM else Type.BIG
        self.judged = frozenset(rule.indicator for rule in rules.rules)
        self.by_category: dict[str, list[Scored]] = {}
        for indicator in rules.indicators:
            self.by_category.setdefault(indicator.category, []).append(indicator)

    # --- Columns, in the order in which one is made from the other ------------------------------

    def indicator_columns(self) -> Iterator[Sql]:
        """Yield what each indicator earns, and whether it applies and is decided: never null."""
        for code in self.possible:
            points = {rank: sql.whole(p) for rank, p in enumerate(self.earned[code]) if p}
            ranks = (self.rank(code, "best"), self.rank(code, "worst"))
            for name, found in zip(FOUND, found_of(ranks, points), strict=True):
                yield sql.named(self.kept(found), found_name(code, name))

    def kept(self, points: Sql) -> Sql:
        """Return points with room for their sums."""
        return points if self.type is Type.SMALL else sql.cast(points, self.type)

    def rank(self, code: str, end: str) -> Sql:
        """Return the rank of a grade; without a rule an indicator may have any."""
        if code in self.judged:
            return sql.column(f"{code}:{end}")
        return sql.whole(0 if end == "best" else len(GRADES) - 1)

    def full_columns(self) -> Iterator[Sql]:
        """Yield the sums of each category without regard to waivers."""
        for category, indicators in self.by_category.items():
            each = [self.added(indicator.code) for indicator in indicators]
            for name, terms in zip(SUMS, zip(*each, strict=True), strict=True):
                total = sql.total(terms)
                yield sql.named(total, score_name(category, name, waivers=False))

    def added(self, code: str) -> Sequence[Sql]:
        """Return what an indicator adds to each sum."""
        found = [sql.column(found_name(code, name)) for name in FOUND]
        return added(found, sql.whole(self.possible[code]))

    def counted_columns(self, *, waivers: bool) -> Iterator[Sql]:
        """Yield the sums of each category over what is not set aside."""
        for category in self.by_category:
            for name in SUMS:
                left = self.counted(category, name, waivers=waivers)
                yield sql.named(left, score_name(category, name))

    def counted(self, category: str, name: str, *, waivers: bool) -> Sql:
        """Return a sum over what is not set aside. ``waivers``: whether anything is."""
        full = sql.column(score_name(category, name, waivers=False))
        aside = sql.or_else(sql.column(aside_name(category, name)), 0)
        return sql.minus(full, aside) if waivers else full

    def whole_columns(self) -> Iterator[Sql]:
        """Yield the sums over all categories, from those of each."""
        for name in SUMS:
            for waivers in (False, True):
                sums = [sql.column(score_name(c, name, waivers=waivers)) for c in self.by_category]
                total = sql.cast(sql.total(sums), Type.BIG)
                yield sql.named(total, score_name(None, name, waivers=waivers))

    def whole_names(self) -> list[str]:
        """Return the columns of the sums over all categories."""
        return [score_name(None, name, waivers=w) for w in (True, False) for name in SUMS]

    def names(self) -> list[str]:
        """Return the columns of the sums that are kept: those of categories with waivers only."""
        of_each = [score_name(c, name, waivers=True) for c in self.by_category for name in SUMS]
        return [*self.whole_names(), *of_each]

    def aside_names(self) -> list[str]:
        """Return the columns of what is set aside."""
        return [aside_name(c, name) for c in self.by_category for name in SUMS]


def found_of(ranks: tuple[Sql, Sql], points: Mapping[int, Sql]) -> tuple[Sql, Sql, Sql, Sql]:
    """Return what is found of an indicator, in the order of ``FOUND``: never null.

    ``ranks``: of its best and its worst grade, null where it does not apply; ``points``: what
    each rank earns, nothing if it is not there.
    """
    best, worst = ranks
    return (
        earned(worst, points),
        earned(best, points),
        sql.flag(sql.at_least(best, sql.whole(0))),
        sql.flag(sql.equal(best, worst)),
    )


def earned(rank: Sql, points: Mapping[int, Sql]) -> Sql:
    """Return the points that a grade earns; no grade earns none."""
    cases = [(sql.whole(number), each) for number, each in points.items()]
    return sql.looked_up(rank, cases, sql.whole(0))


def added(found: Sequence[Sql], possible: Sql) -> tuple[Sql, Sql, Sql, Sql, Sql]:
    """Return what an indicator adds to each sum, from what is found of it."""
    worst, best, applies, decided = found
    return (
        worst,
        best,
        sql.times(applies, possible),
        sql.times(decided, worst),
        sql.times(decided, possible),
    )
