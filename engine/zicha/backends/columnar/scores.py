"""Sums of points and of gaps, in columns: whole numbers, exact.

For the whole (`score:...`) and for each category, in units of ``1 / Points.scale`` points:

| column | holds |
|---|---|
| `score/category:worst`, `:best` | points at the worst and the best grades |
| `...:possible` | points possible |
| `...:decided`, `:decided_possible` | points earned and possible where the verdict is a grade |
| `score:full_worst`, ... | the same five without regard to waivers |
"""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import Sql, Type
from zicha.model.rules import GRADES
from zicha.model.ruleset import RuleSet, Scored

SUMS = ("worst", "best", "possible", "decided", "decided_possible")
SMALL_SUM = 2**31
"""Sums below it need no larger type than that of the numbers themselves."""
WAIVING = ":waiving"
"""The column that is null where no indicator of the unit is set aside."""


def score_name(category: str | None, name: str, *, waivers: bool = True) -> str:
    """Return the column of a sum of points; of all categories for None."""
    scope = "score" if category is None else f"score/{category}"
    return f"{scope}:{name if waivers else f'full_{name}'}"


def term_name(code: str, name: str) -> str:
    """Return the column of what an indicator adds to a sum."""
    return f"{code}:adds/{name}"


def aside_name(category: str, name: str) -> str:
    """Return the column of what is set aside of a sum of points."""
    return f"aside/{category}:{name}"


def waived(code: str) -> str:
    """Return the column that is 1 where an indicator is set aside, 0 where another one is."""
    return f"{code}:waived"


class Points:
    """The points of every indicator as whole numbers, and their sums."""

    def __init__(self, rules: RuleSet) -> None:
        """Find a scale on which all points are whole."""
        shares = [Fraction(rules.shares[grade]) for grade in GRADES]
        parts = (*shares, Fraction(1))
        every = [part * Fraction(i.points) for i in rules.indicators for part in parts]
        self.scale = lcm(*(points.denominator for points in every))
        self.earned = {
            i.code: [int(share * Fraction(i.points) * self.scale) for share in shares]
            for i in rules.indicators
        }
        self.possible = {i.code: int(Fraction(i.points) * self.scale) for i in rules.indicators}
        self.are_small = sum(self.possible.values()) < SMALL_SUM
        self.judged = frozenset(rule.indicator for rule in rules.rules)
        self.by_category: dict[str, list[Scored]] = {}
        for indicator in rules.indicators:
            self.by_category.setdefault(indicator.category, []).append(indicator)

    # --- Columns, in the order in which one is made from the other ------------------------------

    def indicator_columns(self) -> Iterator[Sql]:
        """Yield what each indicator adds to each sum: never null."""
        for code, possible in self.possible.items():
            best, worst = self.rank(code, "best"), self.rank(code, "worst")
            decided = sql.equal(best.copy(), worst.copy())
            applies = sql.at_least(best.copy(), sql.whole(0))
            terms = (
                self.earned_at(code, worst),
                self.earned_at(code, best),
                sql.choice([(applies, sql.whole(possible))], sql.whole(0)),
                sql.choice([(decided, self.earned_at(code, best.copy()))], sql.whole(0)),
                sql.choice([(decided.copy(), sql.whole(possible))], sql.whole(0)),
            )
            for name, points in zip(SUMS, terms, strict=True):
                yield sql.named(self.kept(points), term_name(code, name))

    def kept(self, points: Sql) -> Sql:
        """Return points with room for their sums."""
        return points if self.are_small else sql.cast(points, Type.BIG)

    def rank(self, code: str, end: str) -> Sql:
        """Return the rank of a grade; without a rule an indicator may have any."""
        if code in self.judged:
            return sql.column(f"{code}:{end}")
        return sql.whole(0 if end == "best" else len(GRADES) - 1)

    def earned_at(self, code: str, rank: Sql) -> Sql:
        """Return the points that a grade earns; no grade earns none."""
        points = [(sql.whole(r), sql.whole(p)) for r, p in enumerate(self.earned[code]) if p]
        return sql.looked_up(rank, points, sql.whole(0))

    def full_columns(self) -> Iterator[Sql]:
        """Yield the sums of each category without regard to waivers."""
        for category, indicators in self.by_category.items():
            for name in SUMS:
                total = sql.total([sql.column(term_name(i.code, name)) for i in indicators])
                yield sql.named(total, score_name(category, name, waivers=False))

    def aside_columns(self) -> Iterator[Sql]:
        """Yield of each of these sums what is set aside; worked out only where something is."""
        for category, indicators in self.by_category.items():
            for name in SUMS:
                aside = sql.total([set_aside(i.code, name) for i in indicators])
                none = sql.is_null(sql.column(WAIVING))
                yield sql.named(
                    sql.choice([(none, sql.whole(0))], aside), aside_name(category, name)
                )

    def counted_columns(self, *, waivers: bool) -> Iterator[Sql]:
        """Yield the sums of each category over what is not set aside."""
        for category in self.by_category:
            for name in SUMS:
                left = self.counted(category, name, waivers=waivers)
                yield sql.named(left, score_name(category, name))

    def counted(self, category: str, name: str, *, waivers: bool) -> Sql:
        """Return a sum over what is not set aside. ``waivers``: whether anything is."""
        full = sql.column(score_name(category, name, waivers=False))
        return sql.minus(full, sql.column(aside_name(category, name))) if waivers else full

    def whole_columns(self, *, waivers: bool) -> Iterator[Sql]:
        """Yield the sums over all categories."""
        for name in SUMS:
            full = [sql.column(score_name(c, name, waivers=False)) for c in self.by_category]
            counted = [self.counted(c, name, waivers=waivers) for c in self.by_category]
            for sums, waived_too in ((full, False), (counted, True)):
                total = sql.cast(sql.total(sums), Type.BIG)
                yield sql.named(total, score_name(None, name, waivers=waived_too))

    def category_names(self, *, waivers: bool) -> list[str]:
        """Return the columns of the sums of each category."""
        return [score_name(c, name, waivers=waivers) for c in self.by_category for name in SUMS]

    def whole_names(self) -> list[str]:
        """Return the columns of the sums over all categories."""
        return [score_name(None, name, waivers=w) for w in (True, False) for name in SUMS]

    def names(self) -> list[str]:
        """Return the columns of the sums that are kept: those of categories with waivers only."""
        return [*self.whole_names(), *self.category_names(waivers=True)]


def set_aside(code: str, name: str) -> Sql:
    """Return what an indicator that is set aside adds to a sum, else 0."""
    return sql.times(sql.column(waived(code)), sql.column(term_name(code, name)))
