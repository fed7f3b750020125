"""From the rules of a day to statements: one row of tables for each level of units.

From the highest level to the lowest, and each time in this order:

1. `outcomes_<level>`: the level's own items, from its facts and those taken over from above;
2. `verdicts_<level>`: grade ranges, sums of points, conclusions, from these outcomes and from
   what the items above come to;
3. `carried_<level>`: what units below take over, one small number for each tally.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from zicha.backends.columnar import sql
from zicha.backends.columnar.columns import Column
from zicha.backends.columnar.conclusions import Conclusions
from zicha.backends.columnar.conditions import three_valued, truths_of
from zicha.backends.columnar.encoding import Encoding, conditions_of_item, problems_of
from zicha.backends.columnar.gaps import Gaps
from zicha.backends.columnar.grades import RulePlan, grade_columns, plan_of, tally_columns
from zicha.backends.columnar.items import item_columns
from zicha.backends.columnar.scores import WAIVING, Points, waived
from zicha.backends.columnar.sql import Sql, Type
from zicha.errors import Problem
from zicha.language.walk import facts_of
from zicha.model.facts import LEVELS, Level
from zicha.model.ruleset import RuleSet

OWN, ABOVE, FACTS, ASIDE = "own", "above", "facts", "aside"
"""Names of relations within a statement."""
WAIVED = "waived_indicators"
"""The table of what is set aside, one row a unit."""


@dataclass(frozen=True, slots=True)
class Source:
    """The facts of the units of one level: a table or view, and the columns that it has."""

    table: str
    columns: Collection[str]


class Compiled:
    """A rule set, and the statements that judge by it.

    ``levels``: the level that holds each fact. Without them every level's table is taken to hold
    all that is known of its units.
    """

    def __init__(self, rules: RuleSet, levels: Mapping[str, Level] | None) -> None:
        """Give every fact, item, tally and sum its columns."""
        self.rules = rules
        self.levels = levels
        self.encoding = Encoding(rules)
        self.plans: tuple[RulePlan, ...] = tuple(plan_of(rule) for rule in rules.rules)
        self.points = Points(rules)
        self.gaps = Gaps(self.plans)
        self.conclusions = Conclusions(rules.conclusions, self.points.by_category.keys())
        self.limits = tuple((grade.rank, faults) for grade, faults in rules.fault_limits)
        self.cap = max((faults for _, faults in self.limits), default=0) + 1
        self.needed = {level: self.facts_needed(level) for level in LEVELS}
        self.handed_down = self.facts_handed_down()

    def problems(self) -> tuple[Problem, ...]:
        """Return what of the rules this engine cannot hold."""
        return tuple(problems_of(self.rules, self.encoding))

    # --- Facts --------------------------------------------------------------------------------

    def facts_needed(self, level: Level) -> tuple[str, ...]:
        """Return the facts that are read for a unit of a level: by its items and conclusions."""
        found: dict[str, None] = {}
        for plan in self.plans:
            for each in plan.items:
                if each.item.level is level:
                    for condition in conditions_of_item(each.item):
                        found.update(dict.fromkeys(facts_of(condition)))
        for premise in self.conclusions.premises:
            found.update(dict.fromkeys(facts_of(premise.when)))
        return tuple(found)

    def holder(self, fact: str, level: Level) -> Level:
        """Return the level whose table has a fact, for a unit of a level."""
        return level if self.levels is None else self.levels[fact]

    def facts_handed_down(self) -> tuple[str, ...]:
        """Return the facts that units of a level below their own need."""
        found: dict[str, None] = {}
        for level, facts in self.needed.items():
            found.update(dict.fromkeys(f for f in facts if self.holder(f, level).height > level.height))
        return tuple(found)

    def own_columns(self, level: Level) -> list[Column]:
        """Return the columns that the table of a level's facts may have, beside unit and parent."""
        facts = dict.fromkeys((*self.needed[level], *self.handed_down))
        return self.encoding.columns(f for f in facts if self.holder(f, level) is level)

    def facts_query(self, level: Level, source: Source, above: Sql | None) -> sql.Query:
        """Return what is known of the units of a level, what they take over included."""
        columns = [sql.column("unit", OWN), sql.column("parent", OWN)]
        for fact in dict.fromkeys((*self.needed[level], *self.handed_down)):
            holder = self.holder(fact, level)
            for each in self.encoding.of_fact[fact].columns:
                columns.append(sql.named(self.cell(each, (holder, level), source, above), each.name))
        return beside_above(sql.select(columns, sql.table(source.table, OWN)), above)

    def cell(
        self, column: Column, levels: tuple[Level, Level], source: Source, above: Sql | None
    ) -> Sql:
        """Return where a column is read from: the unit's own table, or that of those above."""
        holder, level = levels
        if holder is level:
            return own_cell(column, source.columns)
        if holder.height > level.height and above is not None:
            return sql.column(column.name, ABOVE)
        return sql.nothing(column.type)

    # --- The statements of one level ----------------------------------------------------------

    def outcomes(self, level: Level, facts: sql.Query) -> sql.Query:
        """Return the outcomes of a level's own items, and what its conclusions ask of facts."""
        columns = [sql.column("unit"), sql.column("parent")]
        for plan in self.plans:
            for each in plan.items:
                if each.item.level is level:
                    columns.extend(item_columns(each, self.encoding))
        for premise, name in self.conclusions.premises.items():
            found = three_valued(truths_of(premise.when, self.encoding))
            columns.append(sql.named(found, name))
        return sql.select(columns, sql.nested(facts, FACTS))

    def carried(self, level: Level, outcomes: str, above: Sql | None) -> sql.Select:
        """Return what the items come to, for the units of a level: also what they hand down."""
        other = None if above is None else ABOVE
        columns = [sql.column(name, OWN) for name in self.names_of_outcomes()]
        for plan in self.plans:
            columns += tally_columns(plan, level, self.cap, other)
        if self.conclusions.ask_for_gaps:
            columns += self.gaps.carried_columns(level, other)
        return beside_above(sql.select(columns, sql.table(outcomes, OWN)), above)

    def with_facts(self, carried: sql.Select, facts: sql.Query) -> sql.Select:
        """Return what units hand down, with the facts that those below them need."""
        handed = [sql.column(c.name, FACTS) for c in self.encoding.columns(self.handed_down)]
        query = carried.select(*handed, copy=False)
        return sql.joined_left(query, sql.nested(facts, FACTS), fits("unit", OWN, FACTS))

    def tallied(self, level: Level, carried: Sql) -> sql.Query:
        """Return all that a verdict rests on, for the units of a level."""
        columns = [sql.named(sql.text(level.value), "level")]
        columns += [sql.column(name, OWN) for name in self.names_of_outcomes()]
        columns += [sql.column(tally.name) for p in self.plans for _, tally in p.tallies(self.cap)]
        columns += [sql.column(name, ASIDE) for name in (WAIVING, *self.waived_names())]
        if self.conclusions.ask_for_gaps:
            columns += self.gaps.side_columns(level)
        query = sql.select(columns, carried)
        return sql.joined_left(query, sql.table(WAIVED, ASIDE), fits("unit", OWN, ASIDE))

    def names_of_outcomes(self) -> tuple[str, ...]:
        """Return the columns of outcomes that verdicts take over as they are."""
        return ("unit", "parent", *self.conclusions.premises.values())

    def verdicts(self, tallied: sql.Query) -> sql.Query:
        """Return grades, sums and conclusions, from all that they rest on."""
        found = tallied
        for layer in self.layers():
            found = sql.select([sql.star(), *layer], sql.nested(found, OWN))
        return sql.select(list(self.verdict_columns()), sql.nested(found, OWN))

    def layers(self) -> Iterator[Iterable[Sql]]:
        """Yield columns in layers, each made from those before it."""
        yield (c for plan in self.plans for c in grade_columns(plan, self.limits))
        yield self.points.indicator_columns()
        yield self.points.full_columns()
        yield self.points.counted_columns()
        yield self.points.whole_columns()
        for layer in self.conclusions.layers:
            yield self.conclusions.columns(layer)

    def verdict_columns(self) -> Iterator[Sql]:
        """Yield the columns that are kept of a verdict."""
        yield from (sql.column("unit"), sql.column("parent"), sql.column("level"))
        for plan in self.plans:
            yield from (sql.column(f"{plan.code}:{end}") for end in ("best", "worst"))
        yield from (sql.column(name) for name in self.points.names())
        for conclusion in self.rules.conclusions:
            yield sql.column(self.conclusions.name(conclusion.id))

    # --- What is set aside --------------------------------------------------------------------

    def waived_names(self) -> list[str]:
        """Return the columns of what is set aside."""
        return [waived(indicator.code) for indicator in self.rules.indicators]

    def set_aside(self, table: str | None) -> sql.Query:
        """Return one row a unit from a table with a row for each unit and indicator set aside.

        Without a table there is no row.
        """
        indicators = self.rules.indicators
        if table is None:
            names = ("unit", WAIVING, *self.waived_names())
            return sql.none_of([sql.named(sql.nothing(Type.TINY), name) for name in names])
        columns = [sql.column("unit"), sql.named(sql.whole(1), WAIVING)]
        for indicator in indicators:
            is_it = sql.equal(sql.column("indicator"), sql.text(indicator.code))
            found = sql.cast(sql.most_of(sql.flag(is_it)), Type.TINY)
            columns.append(sql.named(found, waived(indicator.code)))
        return sql.grouped(sql.select(columns, sql.table(table)), sql.column("unit"))


def own_cell(column: Column, given: Collection[str]) -> Sql:
    """Return a column of the unit's own table, or what stands for it where it has none."""
    if column.name in given:
        return sql.column(column.name, OWN)
    if column.twin in given:
        return sql.column(column.twin or "", OWN)
    return sql.nothing(column.type) if column.instead is None else sql.whole(column.instead)


def fits(name: str, left: str, right: str) -> Sql:
    """Return whether two relations have the same unit."""
    return sql.equal(sql.column(name, left), sql.column("unit", right))


def beside_above(query: sql.Select, above: Sql | None) -> sql.Select:
    """Return a query over units with what they take over beside it."""
    if above is None:
        return query
    return sql.joined_left(query, above.copy(), fits("parent", OWN, ABOVE))
