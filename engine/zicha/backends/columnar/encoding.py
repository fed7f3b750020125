"""Which columns the facts of a rule set have, found from what its conditions do with each."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import lcm

from zicha.backends.columnar.columns import (
    Choice,
    Column,
    Count,
    Day,
    FactColumns,
    Grid,
    Membership,
    NumberColumns,
    Share,
    YesNo,
)
from zicha.errors import Problem, problem
from zicha.language.walk import bound_numbers, bounds_of, conditions_of, facts_of_subject, leaves
from zicha.model.facts import Knowledge
from zicha.model.numbers import Number
from zicha.model.rules import (
    Between,
    ByOption,
    Compare,
    FactValue,
    Includes,
    Is,
    ItemKind,
    Leaf,
    OneOf,
    WithinDays,
)
from zicha.model.ruleset import RuleSet


class Uses:
    """What the conditions of a rule set do with its facts."""

    def __init__(self, rules: RuleSet) -> None:
        """Look through every condition, and at what is counted."""
        self.counted: set[str] = set()
        self.computed: set[str] = set()
        self.days: set[str] = set()
        self.asked: set[str] = set()
        self.bounds: dict[str, set[Number]] = {}
        self.options: dict[str, dict[str, None]] = {}
        self.members: dict[str, dict[str, None]] = {}
        for _, condition in conditions_of(rules):
            for leaf in leaves(condition):
                self.note(leaf)
        for rule in rules.rules:
            for item in rule.items():
                if item.kind is ItemKind.COUNT and isinstance(item.condition, Compare):
                    self.counted.update(facts_of_subject(item.condition.subject))

    def note(self, leaf: Leaf) -> None:
        """Note what a condition without parts does."""
        match leaf:
            case Compare() | Between():
                self.note_number(leaf)
            case Is(fact, bool()):
                self.asked.add(fact)
            case Is(fact, option):
                self.options.setdefault(fact, {})[str(option)] = None
            case OneOf(fact, options):
                self.options.setdefault(fact, {}).update(dict.fromkeys(options))
            case Includes(fact, members):
                self.members.setdefault(fact, {}).update(dict.fromkeys(members))
            case WithinDays(fact):
                self.days.add(fact)

    def note_number(self, leaf: Compare | Between) -> None:
        """Note what is compared with which numbers, and what the numbers depend on."""
        for bound in bounds_of(leaf):
            if isinstance(bound, ByOption):
                names = dict.fromkeys(name for name, _ in bound.numbers)
                self.options.setdefault(bound.attribute, {}).update(names)
        if isinstance(leaf.subject, FactValue):
            numbers = self.bounds.setdefault(leaf.subject.fact, set())
            numbers.update(n for bound in bounds_of(leaf) for n in bound_numbers(bound))
        else:
            self.computed.update(facts_of_subject(leaf.subject))

    def columns(self) -> Iterator[FactColumns]:
        """Yield the columns of every fact that is read."""
        yield from (YesNo(fact) for fact in sorted(self.asked))
        yield from (Choice(fact, tuple(names)) for fact, names in self.options.items())
        yield from (Membership(fact, tuple(names)) for fact, names in self.members.items())
        yield from (Day(fact) for fact in sorted(self.days))
        for fact in sorted(self.counted | self.computed | self.bounds.keys()):
            if fact in self.counted:
                yield Count(fact)
            elif fact in self.computed:
                yield Share(fact)
            else:
                yield Grid(fact, lcm(*(n.as_integer_ratio()[1] for n in self.bounds[fact])))


class Encoding:
    """The columns of every fact that a rule set reads."""

    def __init__(self, rules: RuleSet) -> None:
        """Find them."""
        self.of_fact: Mapping[str, FactColumns] = {c.fact: c for c in Uses(rules).columns()}
        self.lower_bounds, self.upper_bounds = rules.lower_bounds, rules.upper_bounds

    def number(self, fact: str) -> NumberColumns:
        """Return the columns of a number."""
        found = self.of_fact[fact]
        assert isinstance(found, Grid | Count | Share), f"{fact} is no number"
        return found

    def choice(self, fact: str) -> Choice:
        """Return the column of a choice."""
        found = self.of_fact[fact]
        assert isinstance(found, Choice), f"{fact} is no choice"
        return found

    def members(self, fact: str) -> Membership:
        """Return the columns of a set."""
        found = self.of_fact[fact]
        assert isinstance(found, Membership), f"{fact} is no set"
        return found

    def farthest(self, facts: Iterable[str]) -> Fraction | None:
        """Return how far from 0 some facts together can be; None where nothing says so."""
        found = Fraction(0)
        for fact in facts:
            low, high = self.lower_bounds.get(fact), self.upper_bounds.get(fact)
            if low is None or high is None:
                return None
            found += max(abs(Fraction(low)), abs(Fraction(high)))
        return found

    def columns(self, facts: Iterable[str]) -> list[Column]:
        """Return the columns of some facts."""
        return [column for fact in facts for column in self.of_fact[fact].columns]

    def cells(self, known: Knowledge) -> dict[str, object]:
        """Return what is known of a unit and of those above it, by column.

        What is not known is left out.

        Raises:
            EngineError: a value is not of its fact's type, or too large.
        """
        found: dict[str, object] = {}
        for fact, value in known.values.items():
            columns = self.of_fact.get(fact)
            if columns is not None:
                cells = columns.cells(value, known.on)
                found |= {c.name: cell for c, cell in zip(columns.columns, cells, strict=True)}
        return found


def problems_of(rules: RuleSet, encoding: Encoding) -> Iterator[Problem]:
    """Yield the bounds that 64 bits cannot hold on the grid of their fact."""
    for place, condition in conditions_of(rules):
        for leaf in leaves(condition):
            if not isinstance(leaf, Compare | Between) or not isinstance(leaf.subject, FactValue):
                continue
            columns = encoding.number(leaf.subject.fact)
            for number in (n for bound in bounds_of(leaf) for n in bound_numbers(bound)):
                if isinstance(columns, Grid) and columns.is_beyond(number):
                    yield problem("engine-bound-too-large", place, number=number)
