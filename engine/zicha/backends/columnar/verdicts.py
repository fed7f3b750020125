"""Verdicts in SQL: grades, sums of points and of gaps, conclusions, each layer from the one before.

A layer names what it passes on: what is not needed further on is dropped at once, which the
planning of statements with hundreds of columns feels.
"""

from collections.abc import Iterable, Iterator, Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.conclusions import Conclusions
from zicha.backends.columnar.gaps import HEIGHT, gap_names, side_columns, side_names, sum_columns
from zicha.backends.columnar.grades import FaultLimits, RulePlan, grade_columns
from zicha.backends.columnar.scores import WAIVING, Points, waived
from zicha.backends.columnar.sql import Sql

INPUT = "input"
"""The relation that a layer reads."""
KEYS = ("unit", "parent", "level")


class Verdicts:
    """The layers between what the items of units come to and the verdicts of the units."""

    def __init__(
        self,
        plans: Sequence[RulePlan],
        limits: FaultLimits,
        points: Points,
        conclusions: Conclusions,
    ) -> None:
        """Keep what the layers are made from."""
        self.plans, self.limits = plans, limits
        self.points, self.conclusions = points, conclusions
        self.asks_for_gaps = conclusions.ask_for_gaps
        self.waived_names = [waived(code) for code in points.possible]
        self.grade_names = [f"{plan.code}:{end}" for plan in plans for end in ("best", "worst")]

    def query(self, tallied: sql.Query, *, waivers: bool) -> sql.Query:
        """Return the verdicts on units.

        ``waivers``: whether anything is set aside at all; then the columns of it are there.
        """
        found = tallied
        for kept, columns in self.layers(waivers=waivers):
            passed = [sql.column(name) for name in kept]
            found = sql.select([*passed, *columns], sql.nested(found, INPUT))
        return sql.select([sql.column(name) for name in self.names()], sql.nested(found, INPUT))

    def names(self) -> list[str]:
        """Return the columns of a verdict."""
        concluded = [self.conclusions.name(c.id) for c in self.conclusions.all]
        return [*KEYS, *self.grade_names, *self.points.names(), *concluded]

    def layers(self, *, waivers: bool) -> Iterator[tuple[list[str], Iterable[Sql]]]:
        """Yield each layer: the columns that it passes on, and those that it makes."""
        kept = [*KEYS, *self.conclusions.premises.values()]
        aside = [WAIVING, *self.waived_names] if waivers else []
        gaps = [HEIGHT, *gap_names(self.plans)] if self.asks_for_gaps else []
        yield [*kept, *aside, *gaps], self.grades()
        kept += self.grade_names
        yield [*kept, *aside, *gaps], self.points.indicator_columns()
        yield [*kept, *gaps[:1]], self.sums(waivers=waivers)
        kept += self.points.category_names(waivers=False)
        yield kept, self.totals(waivers=waivers)
        kept += self.points.category_names(waivers=True) + self.points.whole_names()
        kept += side_names() if self.asks_for_gaps else []
        for layer in self.conclusions.layers:
            yield kept, self.conclusions.columns(layer)
            kept += [self.conclusions.name(conclusion.id) for conclusion in layer]

    def grades(self) -> Iterator[Sql]:
        """Yield the grades of every indicator."""
        for plan in self.plans:
            yield from grade_columns(plan, self.limits)

    def sums(self, *, waivers: bool) -> Iterator[Sql]:
        """Yield the sums of each category, and of the gaps by who can close them."""
        yield from self.points.full_columns()
        if waivers:
            yield from self.points.aside_columns()
        if self.asks_for_gaps:
            yield from sum_columns(self.plans, waivers=waivers)

    def totals(self, *, waivers: bool) -> Iterator[Sql]:
        """Yield the sums over what is not set aside, those of the whole, the sides of the gaps."""
        yield from self.points.counted_columns(waivers=waivers)
        yield from self.points.whole_columns(waivers=waivers)
        if self.asks_for_gaps:
            yield from side_columns()
