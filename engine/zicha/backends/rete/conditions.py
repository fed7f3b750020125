"""Conditions of the rule language (``docs/language.md``) as conjunctions over fields."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from zicha.backends.rete import conjunctions
from zicha.backends.rete.conjunctions import (
    ALWAYS,
    Atom,
    Conjunction,
    Sign,
    Truths,
    conjunction,
    either,
)
from zicha.backends.rete.draft import Draft
from zicha.backends.rete.encode import code_of
from zicha.backends.rete.fields import Ends, Fields
from zicha.language.walk import bound_numbers
from zicha.model.rules import (
    AllOf,
    Always,
    AnyOf,
    AtLeastN,
    Between,
    Bound,
    ByOption,
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


class BoundCase(NamedTuple):
    """A bound while some tests hold: what it is at least and at most, as codes."""

    when: Conjunction
    low: int
    high: int


def bound_cases(bound: Bound, scale: int, fields: Fields) -> Iterator[BoundCase]:
    """Yield a case for every option of the attribute, and the span that holds without one."""
    codes = [code_of(number, scale) for number in bound_numbers(bound)]
    yield BoundCase(conjunction(), min(codes), max(codes))
    if isinstance(bound, ByOption):
        names = [name for name, _ in bound.numbers]
        option = fields.option(bound.attribute, *names)
        for name, code in zip(names, codes, strict=True):
            chosen = conjunction(Atom(option.field, Sign.EQUAL, option.codes[name]))
            yield BoundCase(chosen, code, code)


def at_least(ends: Ends, bound: Bound, fields: Fields) -> Truths:
    """Return the truths of "the number is at least the bound"."""
    cases = list(bound_cases(bound, ends.scale, fields))
    true = [c.when | {Atom(ends.low, Sign.AT_LEAST, c.high)} for c in cases]
    false = [c.when | {Atom(ends.high, Sign.LESS, c.low)} for c in cases]
    return Truths(conjunctions.alternatives(true), conjunctions.alternatives(false))


def at_most(ends: Ends, bound: Bound, fields: Fields) -> Truths:
    """Return the truths of "the number is at most the bound"."""
    cases = list(bound_cases(bound, ends.scale, fields))
    true = [c.when | {Atom(ends.high, Sign.AT_MOST, c.low)} for c in cases]
    false = [c.when | {Atom(ends.low, Sign.MORE, c.high)} for c in cases]
    return Truths(conjunctions.alternatives(true), conjunctions.alternatives(false))


def equal(ends: Ends, bound: Bound, fields: Fields) -> Truths:
    """Return the truths of "the number equals the bound"."""
    true = [
        case.when
        | {Atom(ends.low, Sign.AT_LEAST, case.low), Atom(ends.high, Sign.AT_MOST, case.low)}
        for case in bound_cases(bound, ends.scale, fields)
        if case.low == case.high
    ]
    below, above = at_least(ends, bound, fields).false, at_most(ends, bound, fields).false
    return Truths(conjunctions.alternatives(true), conjunctions.alternatives(below + above))


def compared(ends: Ends, comparison: Comparison, bound: Bound, fields: Fields) -> Truths:
    """Return the truths of a number against a bound."""
    match comparison:
        case Comparison.AT_LEAST:
            return at_least(ends, bound, fields)
        case Comparison.LESS_THAN:
            return conjunctions.negation(at_least(ends, bound, fields))
        case Comparison.AT_MOST:
            return at_most(ends, bound, fields)
        case Comparison.MORE_THAN:
            return conjunctions.negation(at_most(ends, bound, fields))
        case Comparison.EQUALS:
            return equal(ends, bound, fields)


def with_zero(subject: Subject, truths: Truths, fields: Fields) -> Truths:
    """Return the truths of a comparison with what a ratio says of a denominator that is 0."""
    if not isinstance(subject, Ratio):
        return truths
    zero = either(Atom(fields.whole(subject.whole)[0], Sign.EQUAL, 0))
    if subject.when_zero is WhenZero.MET:
        return Truths(conjunctions.alternatives(truths.true + zero), truths.false)
    if subject.when_zero is WhenZero.UNMET:
        return Truths(truths.true, conjunctions.alternatives(truths.false + zero))
    return truths


def compare(condition: Compare, draft: Draft) -> Truths:
    """Return the truths of a comparison."""
    fields = draft.fields
    ends = fields.number(condition.subject)
    truths = compared(ends, condition.comparison, condition.bound, fields)
    return with_zero(condition.subject, truths, fields)


def between(condition: Between, draft: Draft) -> Truths:
    """Return the truths of a number between two bounds, both included."""
    fields = draft.fields
    ends = fields.number(condition.subject)
    truths = draft.every(
        at_least(ends, condition.low, fields), at_most(ends, condition.high, fields)
    )
    return with_zero(condition.subject, truths, fields)


def has_value(condition: Is, fields: Fields) -> Truths:
    """Return the truths of a yes or no, or a choice, that has one value."""
    if not isinstance(condition.value, bool):
        return one_of(OneOf(condition.fact, (condition.value,)), fields)
    field = fields.yes(condition.fact)
    wanted, other = int(condition.value), int(not condition.value)
    return Truths(either(Atom(field, Sign.EQUAL, wanted)), either(Atom(field, Sign.EQUAL, other)))


def one_of(condition: OneOf, fields: Fields) -> Truths:
    """Return the truths of a choice: false below, between and above the codes that are wanted."""
    field, codes = fields.option(condition.fact, *condition.options)
    wanted = sorted({codes[option] for option in condition.options})
    true = either(*(Atom(field, Sign.EQUAL, code) for code in wanted))
    between_them = [
        conjunction(Atom(field, Sign.MORE, low), Atom(field, Sign.LESS, high))
        for low, high in pairwise(wanted)
        if high - low > 1
    ]
    outside = either(Atom(field, Sign.LESS, wanted[0]), Atom(field, Sign.MORE, wanted[-1]))
    return Truths(true, (*outside, *between_them))


def member(fact: str, name: str, fields: Fields) -> Truths:
    """Return the truths of a member that is there."""
    field = fields.member(fact, name)
    return Truths(either(Atom(field, Sign.EQUAL, 1)), either(Atom(field, Sign.EQUAL, 0)))


def includes(condition: Includes, draft: Draft) -> Truths:
    """Return the truths of a set that has all, or any, of some members."""
    parts = [member(condition.fact, name, draft.fields) for name in condition.members]
    return draft.at_least(len(parts) if condition.every else 1, parts)


def within_days(condition: WithinDays, fields: Fields) -> Truths:
    """Return the truths of a day at most so many days back, and not ahead."""
    field = fields.days_back(condition.fact)
    today, first = code_of(0, 1), code_of(condition.days, 1)
    inside = conjunction(Atom(field, Sign.AT_LEAST, today), Atom(field, Sign.AT_MOST, first))
    outside = either(Atom(field, Sign.LESS, today), Atom(field, Sign.MORE, first))
    return Truths((inside,), outside)


def leaf_truths(condition: Condition, draft: Draft) -> Truths:
    """Return the truths of a condition without parts."""
    match condition:
        case Compare():
            return compare(condition, draft)
        case Between():
            return between(condition, draft)
        case Is():
            return has_value(condition, draft.fields)
        case OneOf():
            return one_of(condition, draft.fields)
        case Includes():
            return includes(condition, draft)
        case WithinDays():
            return within_days(condition, draft.fields)
        case _:
            assert isinstance(condition, Always)
            return ALWAYS


def truths_of(condition: Condition, draft: Draft) -> Truths:
    """Return when a condition is certainly true, and when certainly false."""
    match condition:
        case AllOf(parts):
            return draft.at_least(len(parts), [truths_of(part, draft) for part in parts])
        case AnyOf(parts):
            return draft.at_least(1, [truths_of(part, draft) for part in parts])
        case NoneOf(parts):
            found = draft.at_least(1, [truths_of(part, draft) for part in parts])
            return conjunctions.negation(found)
        case AtLeastN(n, parts):
            return draft.at_least(n, [truths_of(part, draft) for part in parts])
        case _:
            return leaf_truths(condition, draft)
