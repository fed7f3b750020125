"""The value of a fact from what was written, by the type that the dictionary declares."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from zicha.documents.document import Path, Plain
from zicha.model.edition import Edition
from zicha.model.facts import Fact, FactType, Members, Option
from zicha.model.numbers import Number
from zicha.units.closest import closest_id, labelled
from zicha.units.typed import (
    EMPTY_SET,
    HERE,
    MEMBER_SEPARATORS,
    NO,
    YES,
    RefusedError,
    half_width,
    shown,
    typed_bool,
    typed_day,
    typed_number,
)

FactValue = bool | str | Number | date | Members
TABLE_EMPTY_SET = "-"
"""The empty set in a cell or a setting; in a file it is a list without entries."""
COUNT_JOINT = "/"
"""Stands between the counts of a percentage in a cell or a setting."""


def fact_value(fact: Fact, raw: Plain, edition: Edition) -> FactValue:
    """Return the value of a fact. Raises RefusedError where it cannot be one."""
    if fact.type.is_number:
        return number_value(fact, raw, edition)
    read: dict[FactType, Callable[[Fact, Plain], FactValue]] = {
        FactType.BOOL: lambda _, value: typed_bool(value),
        FactType.ENUM: lambda fact, value: option_value(fact, value).id,
        FactType.SET: set_value,
        FactType.DATE: lambda _, value: typed_day(value),
    }
    return read[fact.type](fact, raw)


def value_from_text(fact: Fact, text: str, edition: Edition) -> FactValue:
    """Return the value of a fact from one cell or setting: a set there is ``a;b`` or ``-``.

    Raises RefusedError where it cannot be one.
    """
    if fact.type is not FactType.SET:
        return fact_value(fact, text, edition)
    return set_value(fact, [*members_in(fact, text)])


def counts_in(fact: Fact, text: str) -> tuple[str, str] | None:
    """Return how many of how many one cell or setting says (``184/200``), None for a value."""
    count, joint, of = half_width(text).partition(COUNT_JOINT)
    is_pair = joint and COUNT_JOINT not in of
    return (count, of) if is_pair and fact.type is FactType.PERCENT else None


def members_in(fact: Fact, text: str) -> list[str]:
    """Return the members of a set that one cell names, as they are written; none for ``-``."""
    if half_width(text) in (TABLE_EMPTY_SET, EMPTY_SET):
        return []
    words = {word for each in fact.options for word in (each.label.zh, each.label.en)}
    if text.strip() in words:  # a label may have such a sign in it
        return [text]
    return [member for member in MEMBER_SEPARATORS.split(text) if member.strip()]


def number_value(fact: Fact, raw: Plain, edition: Edition) -> int | Decimal:
    """Return a number that the fact can have."""
    measure = edition.units.get(fact.unit or "")
    english = None if measure is None else measure.en
    number = typed_number(raw, fact.unit, units_of(fact, edition), english)
    if fact.type is FactType.INT and not isinstance(number, int):
        raise RefusedError(HERE, "value-not-whole", value=shown(raw))
    if isinstance(number, Decimal) and digits_after_point(number) > fact.decimals:
        code = "value-too-fine"
        if fact.type is FactType.PERCENT:
            code = "value-too-fine-percent"
        raise RefusedError(HERE, code, value=shown(raw), decimals=fact.decimals)
    check_range(fact, number)
    return number


def units_of(fact: Fact, edition: Edition) -> tuple[str, ...]:
    """Return the words for the unit of a number, its own first; none for all else."""
    percent = "%" if fact.type is FactType.PERCENT else None
    measure = edition.units.get(fact.unit or "")
    also = () if measure is None else (measure.en, measure.one, *measure.also)
    words = (fact.unit, percent, *also)
    return tuple(dict.fromkeys(word for word in words if word))


def asides_of(fact: Fact, edition: Edition) -> tuple[str, ...]:
    """Return what may stand in brackets behind the label of a fact: how it is answered."""
    if fact.type is FactType.BOOL:
        return tuple(f"{yes}/{no}" for yes in YES for no in NO)
    return units_of(fact, edition)


def digits_after_point(number: Decimal) -> int:
    """Return how many digits stand after the point."""
    return len(format(number, "f").partition(".")[2])


def check_range(fact: Fact, number: Number) -> None:
    """Refuse a number outside the possible ones."""
    low, high = fact.possible
    if low is not None and number < low:
        raise RefusedError(HERE, "value-too-low", value=number, low=low)
    if high is not None and number > high:
        raise RefusedError(HERE, "value-too-high", value=number, high=high)


def option_value(fact: Fact, raw: Plain, at: Path = ()) -> Option:
    """Return the option of that id or that label in either language."""
    word = raw.strip() if isinstance(raw, str) else shown(raw)
    for option in fact.options:
        if word in (option.id, option.label.zh) or word.casefold() == option.label.en.casefold():
            return option
    labels = {option.id: option.label for option in fact.options}
    args = {"value": shown(raw), **labelled("known", labels)}
    near = closest_id(word, labels)
    if near is None:
        raise RefusedError(at, "option-unknown", **args)
    nearest = labelled("nearest", {near: labels[near]})
    raise RefusedError(at, "option-unknown-near", **nearest, **args)


def set_value(fact: Fact, raw: Plain) -> Members:
    """Return the members: a list is the whole set, a mapping says only what it names."""
    if isinstance(raw, dict):
        return named_members(fact, raw)
    if isinstance(raw, str) and raw.strip() == EMPTY_SET:
        raw = []
    if not isinstance(raw, list):
        raise RefusedError(HERE, "set-not-a-list", value=shown(raw))
    entries = [] if raw == [EMPTY_SET] else raw
    present = frozenset(option_value(fact, e, (n,)).id for n, e in enumerate(entries))
    return Members(present, frozenset(fact.option_ids) - present)


def named_members(fact: Fact, raw: dict[str, Plain]) -> Members:
    """Return the members that a mapping says are there or not; the rest is not known."""
    said: dict[str, bool] = {}
    for key, value in raw.items():
        member = option_value(fact, key, (key,)).id
        if member in said:
            raise RefusedError((key,), "member-twice", member=member)
        if value is not None:
            said[member] = typed_bool(value, (key,))
    present = frozenset(member for member, there in said.items() if there)
    return Members(present, frozenset(said) - present)


def whole_count(raw: Plain) -> int:
    """Return a whole number of things counted. Raises RefusedError for every other value."""
    number = typed_number(raw, None)
    if not isinstance(number, int) or number < 0:
        raise RefusedError(HERE, "count-not-whole", value=shown(raw))
    return number


def share(count: int, of: int) -> tuple[int, int]:
    """Return the counts of a percentage. Raises RefusedError where they cannot be its counts."""
    if of == 0:
        raise RefusedError(("of",), "count-of-nothing")
    if count > of:
        raise RefusedError(("count",), "count-more-than-all", count=count, of=of)
    return count, of


def percentage(counts: tuple[int, int]) -> Number:
    """Return the percentage of counts, exactly.

    Unit: percent.
    """
    value = Fraction(100 * counts[0], counts[1])
    return int(value) if value.denominator == 1 else value
