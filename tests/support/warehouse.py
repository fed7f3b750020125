"""Random units in a plainly typed table, as a warehouse has them, and what the reference says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from random import Random

from support.wide import entry, head
from zicha.backends.columnar.view.statement import View
from zicha.backends.columnar.view.table import Given
from zicha.backends.reference.engine import Reference
from zicha.language.walk import bound_numbers, bounds_of, conditions_of_item, leaves
from zicha.model.edition import Edition
from zicha.model.facts import Fact, FactType, Level
from zicha.model.judgement import Judgement
from zicha.model.numbers import Number
from zicha.model.rules import GRADES, Compare, FactValue
from zicha.model.ruleset import RuleSet
from zicha.model.unit import Unit
from zicha.scoring.scores import points_of, verdicts
from zicha.units.known import knowledge
from zicha.units.sources.heading import Heading

UNKNOWN = 0.15
PARENTS = {
    Level.COMMUNITY: (Level.STREET, Level.STREET, Level.STREET, Level.DISTRICT),
    Level.STREET: (Level.DISTRICT,),
    Level.DISTRICT: (Level.CITY,),
}
COUNTS = {Level.CITY: 2, Level.DISTRICT: 4, Level.STREET: 8}

Row = dict[str, object]


@dataclass(frozen=True)
class Warehouse:
    """A table of random units: a city or two with all that is below. ``view``: what reads it."""

    edition: Edition
    rules: RuleSet
    view: View
    communities: int
    seed: int

    @cached_property
    def marks(self) -> Mapping[str, Sequence[Number]]:
        """Return the bounds that each fact is compared with: its values lie around them."""
        found: dict[str, list[Number]] = {}
        for rule in self.rules.rules:
            for item in rule.items():
                for condition in conditions_of_item(item):
                    for leaf in leaves(condition):
                        if isinstance(leaf, Compare) and isinstance(leaf.subject, FactValue):
                            numbers = (n for b in bounds_of(leaf) for n in bound_numbers(b))
                            found.setdefault(leaf.subject.fact, []).extend(numbers)
        return found

    @cached_property
    def columns(self) -> list[str]:
        """Return the names of its columns."""
        return [column.name for column in self.view.columns]

    @cached_property
    def said(self) -> Heading:
        """Return what its columns say."""
        return head(self.columns, self.edition)

    @cached_property
    def rows(self) -> list[Row]:
        """Return the rows, every column in each."""
        rng = Random(self.seed)
        counts = {**COUNTS, Level.COMMUNITY: self.communities}
        return [
            self.row(rng, level, f"{level}{number}")
            for level, count in counts.items()
            for number in range(count)
        ]

    def row(self, rng: Random, level: Level, unit: str) -> Row:
        """Return the row of a unit."""
        row: Row = dict.fromkeys(self.columns)
        row |= {"unit": unit, "kind": level.value}
        above = PARENTS.get(level)
        if above is not None and rng.random() < 0.9:
            chosen = rng.choice(above)
            row["parent"] = f"{chosen}{rng.randrange(COUNTS[chosen])}"
        own = dict(self.columns_of(level))
        for column in self.view.columns:
            fact = own.get(column.name)
            if fact is not None and rng.random() > UNKNOWN:
                row[column.name] = self.value(rng, fact, column)
        return row

    def columns_of(self, level: Level) -> Iterator[tuple[str, Fact]]:
        """Yield the columns that units of a level fill in."""
        for fact in self.edition.facts.values():
            if fact.level is level and fact.type is FactType.SET:
                yield from ((f"{fact.id}__{member}", fact) for member in fact.option_ids)
            elif fact.level is level:
                yield fact.id.rpartition(".")[2] if fact.is_attribute else fact.id, fact

    def value(self, rng: Random, fact: Fact, column: Given) -> object:
        """Return a value that a fact may have, in the type of its column."""
        if fact.type in (FactType.BOOL, FactType.SET):
            return rng.random() < 0.7
        if fact.type is FactType.ENUM:
            return rng.choice(fact.option_ids)
        if fact.type is FactType.DATE:
            return self.rules.on - timedelta(days=rng.randrange(0, 500))
        steps = 10**fact.decimals
        low, high = fact.possible
        mark = rng.choice([*self.marks.get(fact.id, ()), 10])
        wanted = int(Fraction(mark) * steps) + rng.choice((0, 0, -1, 1, rng.randrange(-300, 300)))
        least = 0 if low is None else int(Fraction(low) * steps)
        most = wanted if high is None else int(Fraction(high) * steps)
        found = max(least, min(most, wanted))
        return found if column.decimals is None else Decimal(found) / steps

    def columns_by_hand(self) -> Iterator[Row]:
        """Yield what the view has of each unit, found with the reference."""
        units = {unit.id: unit for unit in map(self.unit, self.rows)}
        reference = Reference(self.rules)
        for unit in units.values():
            known, _ = knowledge(unit, [*ancestors(unit, units)], self.edition, self.rules.on)
            judgement = reference.judge(known)
            yield {
                "unit": unit.id,
                "parent": unit.parent,
                "level": unit.kind.value,
                **self.graded(judgement),
                **self.summed(judgement),
                **{f"conclusion:{name}": c for name, c in judgement.conclusions.items()},
            }

    def unit(self, row: Row) -> Unit:
        """Return the unit of a row."""
        read = entry([row[name] for name in self.columns], self.said)
        assert read.unit is not None, read.problems
        return read.unit

    def graded(self, judgement: Judgement) -> Row:
        """Return the columns of the indicators."""
        found: Row = {}
        for indicator in self.rules.indicators:
            code = indicator.code
            ends = judgement.grades.get(code)
            best, worst = (GRADES[0], GRADES[-1]) if ends is None else (ends.best, ends.worst)
            word = "open" if best != worst else "not_applicable" if best is None else best.value
            found |= {
                code: word,
                f"{code}:best": None if best is None else best.value,
                f"{code}:worst": None if worst is None else worst.value,
            }
        return found

    def summed(self, judgement: Judgement) -> Row:
        """Return the columns of the points."""
        every = verdicts(self.rules, judgement.grades, frozenset())
        points = points_of(every, self.rules.shares)
        scale = self.view.points_scale
        return {
            "points_worst": points.worst * scale,
            "points_best": points.best * scale,
            "points_possible": points.possible * scale,
            "points_decided": points.decided * scale,
            "points_decided_possible": points.decided_possible * scale,
        }


def ancestors(unit: Unit, units: Mapping[str, Unit]) -> Iterator[Unit]:
    """Yield the units above a unit."""
    while unit.parent in units:
        unit = units[unit.parent or ""]
        yield unit
