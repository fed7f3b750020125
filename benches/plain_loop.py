"""A yardstick: the same rules as a plain Python loop over closures, three-valued, no reasons.

It decides the outcome of every item and nothing else: no fault counts, no missing members, no
grades. Numbers known by a bound only are unknown to it, and so is 0 over an unknown positive
number; how many outcomes this changes is printed beside its time.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from zicha.language.walk import top_ratio
from zicha.model.facts import Knowledge, Members, Value
from zicha.model.judgement import Outcome
from zicha.model.numbers import Interval, Number
from zicha.model.rules import (
    AllOf,
    AnyOf,
    AtLeastN,
    Between,
    ByOption,
    Compare,
    Condition,
    Difference,
    FactValue,
    Includes,
    Is,
    Item,
    NoneOf,
    OneOf,
    Ratio,
    Subject,
    Sum,
    WhenZero,
    WithinDays,
)
from zicha.model.ruleset import RuleSet

Values = Mapping[str, Value]
Truth = bool | None
Test = Callable[[Values], Truth]
AT_ZERO: dict[WhenZero, Truth] = {WhenZero.MET: True, WhenZero.UNMET: False}
COMPARED: dict[str, Callable[[Number, Number], bool]] = {
    "at_least": lambda value, bound: value >= bound,
    "at_most": lambda value, bound: value <= bound,
    "more_than": lambda value, bound: value > bound,
    "less_than": lambda value, bound: value < bound,
    "equals": lambda value, bound: value == bound,
}


def number(subject: Subject) -> Callable[[Values], Number | None]:
    """Return what reads the number of a subject; a number known by its bounds only is unknown."""
    if isinstance(subject, FactValue):
        name = subject.fact

        def read(values: Values) -> Number | None:
            value = values.get(name)
            return value.exact if isinstance(value, Interval) else None

        return read
    if isinstance(subject, Sum):
        terms = [number(term) for term in subject.terms]
        return lambda values: total([term(values) for term in terms])
    assert isinstance(subject, Difference)
    left, right = number(subject.left), number(subject.right)
    return lambda values: less(left(values), right(values))


def total(parts: list[Number | None]) -> Number | None:
    """Return the sum of numbers; None where one is unknown."""
    found = [Fraction(part) for part in parts if part is not None]
    return sum(found, Fraction(0)) if len(found) == len(parts) else None


def less(left: Number | None, right: Number | None) -> Number | None:
    """Return a difference; None where a side is unknown."""
    return None if left is None or right is None else Fraction(left) - Fraction(right)


def number_test(subject: Subject, holds: Callable[[Number, Values], Truth]) -> Test:
    """Return the test of a number."""
    if not isinstance(subject, Ratio):
        read = number(subject)

        def plain(values: Values) -> Truth:
            value = read(values)
            return None if value is None else holds(value, values)

        return plain
    part, whole = number(subject.part), number(subject.whole)
    scale, at_zero = subject.scale, AT_ZERO.get(subject.when_zero)

    def ratio(values: Values) -> Truth:
        above, below = part(values), whole(values)
        if below == 0:
            return at_zero
        if above is None or below is None:
            return None
        return holds(Fraction(above) * scale / Fraction(below), values)

    return ratio


def compare_test(condition: Compare) -> Test:
    """Return the test of a comparison; a bound by attribute is unknown without the attribute."""
    compared, bound = COMPARED[str(condition.comparison)], condition.bound
    if isinstance(bound, ByOption):
        numbers, attribute = dict(bound.numbers), bound.attribute

        def by_option(value: Number, values: Values) -> Truth:
            option = values.get(attribute)
            if option is None:
                every = {compared(value, each) for each in numbers.values()}
                return every.pop() if len(every) == 1 else None
            return compared(value, numbers[str(option)])

        return number_test(condition.subject, by_option)
    assert isinstance(bound, int) or hasattr(bound, "as_tuple") or isinstance(bound, Fraction)
    return number_test(condition.subject, lambda value, _: compared(value, bound))  # type: ignore[arg-type]


def members_test(condition: Includes) -> Test:
    """Return the test of a set's members."""
    wanted, every = frozenset(condition.members), condition.every

    def members(values: Values) -> Truth:
        found = values.get(condition.fact)
        if not isinstance(found, Members):
            return None
        if every:
            if wanted & found.absent:
                return False
            return True if wanted <= found.present else None
        if wanted & found.present:
            return True
        return False if wanted <= found.absent else None

    return members


def connective_test(condition: AllOf | AnyOf | NoneOf | AtLeastN) -> Test:
    """Return the test of a connective: how many hold, and how many may."""
    tests = [truth_of(part) for part in condition.parts]
    negated = isinstance(condition, NoneOf)
    wanted = 1
    if isinstance(condition, AllOf):
        wanted = len(tests)
    elif isinstance(condition, AtLeastN):
        wanted = condition.n

    def connective(values: Values) -> Truth:
        true = unknown = 0
        for each in tests:
            found = each(values)
            true += found is True
            unknown += found is None
        if true >= wanted:
            return not negated
        return None if true + unknown >= wanted else negated

    return connective


def truth_of(condition: Condition, day: int = 0) -> Test:
    """Return the test of a condition."""
    match condition:
        case Compare():
            return compare_test(condition)
        case Between(subject, low, high):
            return number_test(subject, lambda value, _: low <= value <= high)  # type: ignore[operator]
        case Is(fact, wanted):
            return lambda values: None if (v := values.get(fact)) is None else v == wanted
        case OneOf(fact, options):
            return lambda values: None if (v := values.get(fact)) is None else v in options
        case Includes():
            return members_test(condition)
        case WithinDays(fact, days):
            read = number(FactValue(fact))
            return lambda values: None if (v := read(values)) is None else 0 <= day - v <= days
        case AllOf() | AnyOf() | NoneOf() | AtLeastN():
            return connective_test(condition)
        case _:
            return lambda _: True


def no_number(_values: Values) -> Number | None:
    """Return nothing: the denominator of an item without a ratio that leaves it out."""
    return None


def item_outcome(item: Item, day: int) -> Callable[[Values], Outcome]:
    """Return what decides one item of the unit's own level."""
    holds = truth_of(item.condition, day)
    applies = [truth_of(clause.when, day) for clause in item.applies]

    ratio = top_ratio(item)
    leaves = ratio is not None and ratio.when_zero is WhenZero.NOT_APPLICABLE
    whole = number(ratio.whole) if ratio is not None and leaves else no_number

    def outcome(values: Values) -> Outcome:
        truths = [each(values) for each in applies]
        if False in truths or whole(values) == 0:
            return Outcome.NOT_APPLICABLE
        found = holds(values)
        if found:
            return Outcome.MET
        return Outcome.UNMET if found is False and None not in truths else Outcome.OPEN

    return outcome


class PlainLoop:
    """The outcomes of all items by a loop over closures."""

    def __init__(self, rules: RuleSet) -> None:
        """Make a closure of each item."""
        day = rules.on.toordinal()
        self.items = [item_outcome(item, day) for rule in rules.rules for item in rule.items()]

    def outcomes(self, known: Knowledge) -> list[Outcome]:
        """Return the outcome of every item in the order of the rules."""
        values = known.values
        return [decide(values) for decide in self.items]
