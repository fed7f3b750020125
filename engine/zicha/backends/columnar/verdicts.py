"""Verdicts in SQL: sums of points, and conclusions, each layer from the one before.

A layer passes all on that it reads, and adds to it: what is not needed further on the planner
drops by itself, faster than it reads a list of what to keep.
"""

from collections.abc import Iterable, Iterator

from zicha.backends.columnar import sql
from zicha.backends.columnar.conclusions import Conclusions
from zicha.backends.columnar.gaps import side_columns
from zicha.backends.columnar.scores import Points
from zicha.backends.columnar.sql import Sql

INPUT, ASIDE = "input", "aside"
"""Relations that a layer reads."""
KEYS = ("unit", "parent", "level")


class Verdicts:
    """The layers between where units stand and the verdicts on them."""

    def __init__(
        self,
        points: Points,
        conclusions: Conclusions,
        grade_names: list[str],
        aside_names: list[str],
    ) -> None:
        """Keep what the layers are made from."""
        self.points, self.conclusions = points, conclusions
        self.grade_names, self.aside_names = grade_names, aside_names

    def query(self, standing: Sql, aside: sql.Query | None) -> sql.Select:
        """Return the verdicts on units.

        ``standing``: where they stand, as `input`; ``aside``: what is set aside, None where
        nothing is.
        """
        found = layer(standing, self.points.indicator_columns())
        found = layer(sql.nested(found, INPUT), self.points.full_columns())
        if aside is not None:
            found = self.beside_aside(found, aside)
        found = layer(sql.nested(found, INPUT), self.counted(waivers=aside is not None))
        found = layer(sql.nested(found, INPUT), self.points.whole_columns())
        for each in self.conclusions.layers:
            found = layer(sql.nested(found, INPUT), self.conclusions.columns(each))
        return sql.select([sql.column(name) for name in self.names()], sql.nested(found, INPUT))

    def beside_aside(self, query: sql.Query, aside: sql.Query) -> sql.Select:
        """Return a query with what is set aside beside it, null where nothing is."""
        columns = [sql.star(INPUT), *(sql.column(name, ASIDE) for name in self.aside_names)]
        same = sql.equal(sql.column("unit", INPUT), sql.column("unit", ASIDE))
        joined = sql.select(columns, sql.nested(query, INPUT))
        return sql.joined_left(joined, sql.nested(aside, ASIDE), same)

    def names(self) -> list[str]:
        """Return the columns of a verdict."""
        concluded = [self.conclusions.name(c.id) for c in self.conclusions.all]
        return [*KEYS, *self.grade_names, *self.points.names(), *concluded]

    def counted(self, *, waivers: bool) -> Iterator[Sql]:
        """Yield the sums over what is not set aside, and the sides of the gaps."""
        yield from self.points.counted_columns(waivers=waivers)
        if self.conclusions.ask_for_gaps:
            yield from side_columns(waivers=waivers)


def layer(relation: Sql, made: Iterable[Sql]) -> sql.Select:
    """Return a query that passes a relation on, and adds what is made from it."""
    return sql.select([sql.star(), *made], relation)
