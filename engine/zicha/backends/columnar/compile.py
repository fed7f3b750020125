"""From the rules of a day to statements: one row of tables for each level of units.

1. `outcomes_<level>`, from the highest level down: the level's own items, from its facts and those
   taken over from above, which stand beside them for the levels below;
2. `standing_<level>`, for the levels above others: what the items come to, and the grades;
3. `verdicts`: where the units of the lowest level stand, together with those above; from that sums
   of points and conclusions.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from zicha.backends.columnar import sql
from zicha.backends.columnar.aside import Aside
from zicha.backends.columnar.columns import Column
from zicha.backends.columnar.conclusions import Conclusions
from zicha.backends.columnar.conditions import three_valued, truths_of
from zicha.backends.columnar.encoding import Encoding, problems_of
from zicha.backends.columnar.grades import enough_faults
from zicha.backends.columnar.items import item_columns
from zicha.backends.columnar.plans import RulePlan, plan_of
from zicha.backends.columnar.scores import Points
from zicha.backends.columnar.sql import Sql
from zicha.backends.columnar.standing import ABOVE, OWN, Standing, beside_above
from zicha.backends.columnar.tallies import LARGEST_TINY
from zicha.backends.columnar.verdicts import Verdicts
from zicha.errors import Problem
from zicha.language.walk import conditions_of_item, facts_of
from zicha.model.facts import LEVELS, Level
from zicha.model.ruleset import RuleSet

FACTS = "facts"
"""The name of a relation within a statement."""


@dataclass(frozen=True, slots=True)
class Source:
    """The facts of the units of one level: a table or view, and the columns that it has."""

    table: str
    columns: Collection[str]


class Compiled:
    """A rule set, and the statements that judge by it.

    ``levels``: the level that holds each fact. Without them every level's table is taken to hold
    all that is known of its units. ``every_fault``: faults are counted to the last one, not only
    as far as it changes a grade.
    """

    def __init__(
        self, rules: RuleSet, levels: Mapping[str, Level] | None, *, every_fault: bool = True
    ) -> None:
        """Give every fact, item, tally and sum its columns."""
        self.rules = rules
        self.levels = levels
        self.encoding = Encoding(rules)
        limits = tuple((grade.rank, faults) for grade, faults in rules.fault_limits)
        enough = enough_faults(limits)
        cap = None if every_fault or enough > LARGEST_TINY else enough
        self.plans: tuple[RulePlan, ...] = tuple(plan_of(rule, cap) for rule in rules.rules)
        self.points = Points(rules)
        self.conclusions = Conclusions(rules.conclusions, self.points)
        self.standing = Standing(self.plans, limits, tuple(self.conclusions.premises.values()))
        self.aside = Aside(self.plans, self.points, with_gaps=self.conclusions.ask_for_gaps)
        self.verdicts = Verdicts(
            self.points, self.conclusions, self.standing.grade_names, self.aside.names()
        )
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
            higher = (f for f in facts if self.holder(f, level).height > level.height)
            found.update(dict.fromkeys(higher))
        return tuple(found)

    def facts_read(self, level: Level) -> tuple[str, ...]:
        """Return the facts that are read for a unit of a level, or handed down by it."""
        return tuple(dict.fromkeys((*self.needed[level], *self.handed_down)))

    def own_columns(self, level: Level) -> list[Column]:
        """Return the columns that the table of a level's facts may have, beside unit and parent."""
        facts = [f for f in self.facts_read(level) if self.holder(f, level) is level]
        return self.encoding.columns(facts)

    def facts_query(self, level: Level, source: Source, above: Sql | None) -> sql.Query:
        """Return what is known of the units of a level, what they take over included."""
        columns = [sql.column("unit", OWN), sql.column("parent", OWN)]
        for fact in self.facts_read(level):
            holder = self.holder(fact, level)
            for each in self.encoding.of_fact[fact].columns:
                if holder is level:
                    cell = own_cell(each, source.columns)
                elif holder.height > level.height and above is not None:
                    cell = sql.column(each.name, ABOVE)
                else:
                    cell = sql.nothing(each.type)
                columns.append(sql.named(cell, each.name))
        return beside_above(sql.select(columns, sql.table(source.table, OWN)), above)

    # --- Statements ---------------------------------------------------------------------------

    def outcomes(self, level: Level, facts: sql.Query, *, handing_down: bool) -> sql.Query:
        """Return the outcomes of a level's own items, and what its conclusions ask of facts.

        ``handing_down``: the facts that units below take over stand beside them.
        """
        columns = [sql.column("unit"), sql.column("parent")]
        for plan in self.plans:
            for each in plan.items:
                if each.item.level is level:
                    columns.extend(item_columns(each, self.encoding))
        for premise, name in self.conclusions.premises.items():
            found = three_valued(truths_of(premise.when, self.encoding))
            columns.append(sql.named(found, name))
        if handing_down:
            columns += [sql.column(name) for name in self.names_handed_down()]
        return sql.select(columns, sql.nested(facts, FACTS))

    def names_handed_down(self) -> list[str]:
        """Return the columns of facts that units below take over."""
        return [each.name for each in self.encoding.columns(self.handed_down)]


def own_cell(column: Column, given: Collection[str]) -> Sql:
    """Return a column of the unit's own table, or what stands for it where it has none."""
    if column.name in given:
        return sql.column(column.name, OWN)
    if column.twin in given:
        return sql.column(column.twin or "", OWN)
    return sql.nothing(column.type) if column.instead is None else sql.whole(column.instead)
