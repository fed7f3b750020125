"""Where units stand by their items, in two layers: what the items come to, and the grades."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zicha.backends.columnar import sql
from zicha.backends.columnar.gaps import HEIGHT, sum_columns, sum_names
from zicha.backends.columnar.grades import FaultLimits, enough_faults, grade_columns
from zicha.backends.columnar.plans import Place, RulePlan
from zicha.backends.columnar.sql import Sql
from zicha.backends.columnar.tallies import failing_columns, handed_down, tally_columns
from zicha.model.facts import LEVELS, Level

OWN, ABOVE, TALLIED = "own", "above", "tallied"
"""Names of relations within a statement."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which columns are wanted of units beside their grades.

    ``tallies``: what the items come to, for units below that have items of their own to add.
    ``gaps``: the sums of their gaps. ``lineage``: which units of each level are above.
    """

    tallies: bool = False
    gaps: bool = False
    lineage: bool = False


def at_name(level: Level) -> str:
    """Return the column of the unit of a level that a unit is, or that is above it."""
    return f"at/{level.value}"


class Standing:
    """The rules, as units of one level after the other stand by them."""

    def __init__(self, plans: Sequence[RulePlan], limits: FaultLimits, kept: Sequence[str]) -> None:
        """Keep the rules. ``kept``: the columns of outcomes that are taken along as they are."""
        self.plans = plans
        self.limits = limits
        self.kept = ("unit", "parent", *kept)
        self.cap = enough_faults(limits)
        self.grade_names = [name for plan in plans for name in plan.grades]
        self.shared = [plan for plan in plans if len({i.item.level for i in plan.items}) > 1]

    def names(self, asked: Asked) -> list[str]:
        """Return the columns of units of any level, those of their tallies left out."""
        found = [*self.kept, "level", HEIGHT, *self.grade_names]
        found += sum_names() if asked.gaps else []
        found += [at_name(level) for level in LEVELS] if asked.lineage else []
        return found

    def query(self, place: Place, outcomes: Sql, above: Sql | None, asked: Asked) -> sql.Query:
        """Return where the units of a level stand.

        ``outcomes``: the outcomes of their own items; ``above``: where units above stand.
        """
        own = [each for plan in self.plans for each in place.own(plan.items)]
        flags = [column for each in own for column in failing_columns(each)]
        flagged = sql.nested(sql.select([sql.star(), *flags], outcomes), OWN)
        tallied = beside_above(sql.select(list(self.tallied(place, asked)), flagged), above)
        return sql.select(list(self.graded(place, asked)), sql.nested(tallied, TALLIED))

    def tallied(self, place: Place, asked: Asked) -> Iterator[Sql]:
        """Yield what the items of a unit come to, and the grades that are taken over."""
        yield from (sql.column(name, OWN) for name in self.kept)
        for plan in self.plans:
            is_handed_down = asked.tallies and plan in self.shared
            is_own = bool(place.own(plan.items))
            if place.takes_over(plan.items) and not is_own:
                yield from (sql.column(name, ABOVE) for name in plan.grades)
            if is_own or is_handed_down:
                yield from tally_columns(plan, place, self.cap, whole=is_handed_down)
        if asked.gaps:
            yield from sum_columns(self.plans, place)
        if asked.lineage:
            yield from lineage_columns(place)

    def graded(self, place: Place, asked: Asked) -> Iterator[Sql]:
        """Yield the grades of a unit, with all else that is asked."""
        yield from (sql.column(name) for name in self.kept)
        yield sql.named(sql.text(place.level.value), "level")
        yield sql.named(sql.whole(place.level.height), HEIGHT)
        for plan in self.plans:
            yield from grade_columns(plan, place, self.limits)
        if asked.gaps:
            yield from (sql.column(name) for name in sum_names())
        if asked.lineage:
            yield from (sql.column(at_name(level)) for level in LEVELS)
        if asked.tallies:
            for plan in self.shared:
                yield from handed_down(plan, place, self.cap)


def lineage_columns(place: Place) -> Iterator[Sql]:
    """Yield which unit of each level a unit is, or is above it."""
    for level in LEVELS:
        name = at_name(level)
        if level is place.level:
            yield sql.named(sql.column("unit", OWN), name)
        elif place.above is not None and level.height > place.level.height:
            yield sql.column(name, place.above)
        else:
            # Of the type of units, which is the database's own.
            yield sql.named(sql.choice([(sql.false(), sql.column("unit", OWN))]), name)


def beside_above(query: sql.Select, above: Sql | None) -> sql.Select:
    """Return a query over units with what stands above them beside it."""
    if above is None:
        return query
    return sql.joined_left(query, above, fits("parent", OWN, ABOVE))


def fits(name: str, left: str, right: str) -> Sql:
    """Return whether two relations have the same unit."""
    return sql.equal(sql.column(name, left), sql.column("unit", right))
