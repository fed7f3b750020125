"""Conditions of the rule language (``docs/language.md``) in SQL: when true, when false.

Both are made to be asked "is it true?". What is null there is not certain: it must never be
negated, only combined by AND and OR, or tested by CASE.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from zicha.backends.columnar import sql
from zicha.backends.columnar.encoding import Encoding
from zicha.backends.columnar.quantities import (
    Quantity,
    compared,
    ends_of_bound,
    is_zero,
    quantity,
    values_of,
)
from zicha.backends.columnar.sql import Sql
from zicha.model.rules import (
    AllOf,
    Always,
    AnyOf,
    AtLeastN,
    Between,
    Bound,
    Compare,
    Comparison,
    Condition,
    Includes,
    Is,
    NoneOf,
    OneOf,
    Ratio,
    Subject,
    WhenZero,
    WithinDays,
)


class Truths(NamedTuple):
    """When a condition is certainly true, and when certainly false."""

    true: Sql
    false: Sql


def opposite(truths: Truths) -> Truths:
    """Return the truths of the opposite."""
    return Truths(truths.false, truths.true)


def three_valued(truths: Truths) -> Sql:
    """Return true, false or null."""
    return sql.choice([(truths.true, sql.true()), (truths.false, sql.false())])


# --- Connectives --------------------------------------------------------------------------------


def every(parts: Sequence[Truths]) -> Truths:
    """Return the truths of "every part holds"."""
    return Truths(sql.all_of(*(p.true for p in parts)), sql.any_of(*(p.false for p in parts)))


def some(parts: Sequence[Truths]) -> Truths:
    """Return the truths of "a part holds"."""
    return opposite(every([opposite(part) for part in parts]))


def at_least_n(n: int, parts: Sequence[Truths]) -> Truths:
    """Return the truths of "at least n parts hold"."""
    holding = sql.total([sql.flag(part.true) for part in parts])
    failing = sql.total([sql.flag(part.false) for part in parts])
    return Truths(sql.at_least(holding, sql.whole(n)), sql.more(failing, sql.whole(len(parts) - n)))


# --- Numbers ------------------------------------------------------------------------------------


def at_least(number: Quantity, bound: Bound, encoding: Encoding) -> Truths:
    """Return the truths of "the number is at least the bound"."""
    ends = ends_of_bound(bound, encoding, number.over)
    larger = ends.over // number.over
    return Truths(
        compared(number.low, number.of, sql.at_least, (ends.most, larger)),
        compared(number.high, number.of, sql.less, (ends.least, larger)),
    )


def at_most(number: Quantity, bound: Bound, encoding: Encoding) -> Truths:
    """Return the truths of "the number is at most the bound"."""
    ends = ends_of_bound(bound, encoding, number.over)
    larger = ends.over // number.over
    return Truths(
        compared(number.high, number.of, sql.at_most, (ends.least, larger)),
        compared(number.low, number.of, sql.more, (ends.most, larger)),
    )


def less_than(number: Quantity, bound: Bound, encoding: Encoding) -> Truths:
    """Return the truths of "the number is below the bound"."""
    return opposite(at_least(number, bound, encoding))


def more_than(number: Quantity, bound: Bound, encoding: Encoding) -> Truths:
    """Return the truths of "the number is above the bound"."""
    return opposite(at_most(number, bound, encoding))


def equals(number: Quantity, bound: Bound, encoding: Encoding) -> Truths:
    """Return the truths of "the number is the bound"."""
    return every([at_least(number, bound, encoding), at_most(number, bound, encoding)])


COMPARED: dict[Comparison, Callable[[Quantity, Bound, Encoding], Truths]] = {
    Comparison.AT_LEAST: at_least,
    Comparison.MORE_THAN: more_than,
    Comparison.AT_MOST: at_most,
    Comparison.LESS_THAN: less_than,
    Comparison.EQUALS: equals,
}


def of_subject(subject: Subject, test: Callable[[Quantity], Truths], encoding: Encoding) -> Truths:
    """Return the truths of a test of what is known of a subject."""
    parts = [
        truths if known is None else Truths(*(sql.all_of(known, t) for t in truths))
        for known, truths in ((when, test(value)) for when, value in values_of(subject, encoding))
    ]
    truths = Truths(sql.any_of(*(p.true for p in parts)), sql.any_of(*(p.false for p in parts)))
    return at_zero(subject, truths, encoding) if isinstance(subject, Ratio) else truths


def at_zero(ratio: Ratio, truths: Truths, encoding: Encoding) -> Truths:
    """Return the truths of a ratio with what it says of a denominator that is 0."""
    zero = is_zero(quantity(ratio.whole, encoding))
    met, unmet = ratio.when_zero is WhenZero.MET, ratio.when_zero is WhenZero.UNMET
    return Truths(
        sql.choice([(zero, sql.true() if met else sql.false())], truths.true),
        sql.choice([(zero, sql.true() if unmet else sql.false())], truths.false),
    )


def compare(condition: Compare, encoding: Encoding) -> Truths:
    """Return the truths of a comparison."""
    test = COMPARED[condition.comparison]
    return of_subject(
        condition.subject, lambda number: test(number, condition.bound, encoding), encoding
    )


def between(condition: Between, encoding: Encoding) -> Truths:
    """Return the truths of a number between two bounds, both included."""

    def test(number: Quantity) -> Truths:
        low = at_least(number, condition.low, encoding)
        return every([low, at_most(number, condition.high, encoding)])

    return of_subject(condition.subject, test, encoding)


# --- Other facts --------------------------------------------------------------------------------


def has_value(condition: Is, encoding: Encoding) -> Truths:
    """Return the truths of a yes or no, or a choice, that has one value."""
    if not isinstance(condition.value, bool):
        return one_of(OneOf(condition.fact, (condition.value,)), encoding)
    truths = holding(condition.fact)
    return truths if condition.value else opposite(truths)


def holding(column: str) -> Truths:
    """Return the truths of a column of yes and no."""
    return Truths(sql.column(column), sql.negation(sql.column(column)))


def one_of(condition: OneOf, encoding: Encoding) -> Truths:
    """Return the truths of a choice that is among some options."""
    choice = encoding.choice(condition.fact)
    name = choice.columns[0].name
    codes = [sql.whole(choice.code(option)) for option in condition.options]
    return Truths(
        sql.any_of(*(sql.equal(sql.column(name), code) for code in codes)),
        sql.all_of(*(sql.unequal(sql.column(name), code) for code in codes)),
    )


def includes(condition: Includes, encoding: Encoding) -> Truths:
    """Return the truths of a set that has all, or any, of some members."""
    members = encoding.members(condition.fact)
    parts = [holding(members.name_of(member)) for member in condition.members]
    return every(parts) if condition.every else some(parts)


def within_days(condition: WithinDays, encoding: Encoding) -> Truths:
    """Return the truths of a day at most so many days back, and not ahead."""
    name = encoding.of_fact[condition.fact].columns[0].name
    first, last = sql.whole(0), sql.whole(condition.days)
    return Truths(
        sql.all_of(sql.at_least(sql.column(name), first), sql.at_most(sql.column(name), last)),
        sql.any_of(sql.less(sql.column(name), first), sql.more(sql.column(name), last)),
    )


def truths_of(condition: Condition, encoding: Encoding) -> Truths:
    """Return when a condition is certainly true, and when certainly false."""
    match condition:
        case AllOf(parts):
            return every([truths_of(part, encoding) for part in parts])
        case AnyOf(parts):
            return some([truths_of(part, encoding) for part in parts])
        case NoneOf(parts):
            return opposite(some([truths_of(part, encoding) for part in parts]))
        case AtLeastN(n, parts):
            return at_least_n(n, [truths_of(part, encoding) for part in parts])
        case _:
            return leaf_truths(condition, encoding)


def leaf_truths(condition: Condition, encoding: Encoding) -> Truths:
    """Return the truths of a condition without parts."""
    match condition:
        case Compare():
            return compare(condition, encoding)
        case Between():
            return between(condition, encoding)
        case Is():
            return has_value(condition, encoding)
        case OneOf():
            return one_of(condition, encoding)
        case Includes():
            return includes(condition, encoding)
        case WithinDays():
            return within_days(condition, encoding)
        case _:
            assert isinstance(condition, Always)
            return Truths(sql.true(), sql.false())
