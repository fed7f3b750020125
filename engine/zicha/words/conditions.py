"""Conditions of a rule in words, without a unit's facts."""

from collections.abc import Mapping
from datetime import date

from zicha.gaps.finding import Finding, of_condition
from zicha.language.walk import bounds_of, parts_of
from zicha.model.facts import Knowledge
from zicha.model.rules import (
    Always,
    AtLeastN,
    Between,
    Compare,
    Condition,
    Dated,
    Difference,
    FactValue,
    Includes,
    Is,
    Item,
    OneOf,
    Operand,
    Ratio,
    Subject,
    Sum,
    WithinDays,
)
from zicha.words.catalogue import say
from zicha.words.requirement import Speaker

NOTHING: Mapping[str, int] = {}
NO_FACTS = Knowledge(date.min, frozenset(), {})


def subject_text(subject: Subject, speaker: Speaker) -> str:
    """Return what a condition compares, in words."""
    match subject:
        case FactValue(fact):
            return speaker.fact_label(fact)
        case Sum(terms):
            return " + ".join(operand_text(term, speaker) for term in terms)
        case Difference(left, right):
            return f"{operand_text(left, speaker)} − {operand_text(right, speaker)}"
        case Ratio(part, whole, scale):
            return say(
                speaker.lang,
                f"subject.ratio_{scale}",
                part=operand_text(part, speaker),
                whole=operand_text(whole, speaker),
            )


def operand_text(operand: Operand, speaker: Speaker) -> str:
    """Return a value that another one is calculated from; in brackets where it is calculated."""
    said = subject_text(operand, speaker)
    is_fact = isinstance(operand, FactValue)
    return said if is_fact else say(speaker.lang, "subject.bracketed", text=said)


def leaf_subject(condition: Condition, speaker: Speaker) -> str:
    """Return what a leaf is about, in words."""
    match condition:
        case Is(fact) | OneOf(fact) | Includes(fact) | WithinDays(fact):
            return speaker.fact_label(fact)
        case Always():
            return ""
        case _:
            return subject_text(condition.subject, speaker)  # type: ignore[union-attr]


def bound_free(condition: Condition) -> Finding:
    """Return the finding of a condition when nothing is known: its word and its bound.

    A bound that depends on the day is left out.
    """
    if any(isinstance(bound, Dated) for bound in bounds_of(condition)):
        assert isinstance(condition, Compare | Between), "only these have bounds"
        operator = condition.comparison if isinstance(condition, Compare) else "between"
        return Finding(str(operator), subject=condition.subject)
    return of_condition(condition, NO_FACTS, NOTHING)


def asked_text(condition: Condition, speaker: Speaker, *, demanded: bool = False) -> str:
    """Return what a leaf asks of its subject; ``demanded`` where it is a requirement itself."""
    # Beside the two that are subtracted only a number says what is asked.
    subtracts = isinstance(condition, Compare) and isinstance(condition.subject, Difference)
    demanded = demanded and not subtracts
    return speaker.condition(condition, bound_free(condition), demanded=demanded)


def condition_text(condition: Condition, speaker: Speaker, *, demanded: bool = False) -> str:
    """Return a whole condition as one sentence; ``demanded`` where it is a requirement itself."""
    parts = parts_of(condition)
    if isinstance(condition, Always):
        return say(speaker.lang, "required.always")
    if not parts:
        asked = asked_text(condition, speaker, demanded=demanded)
        subject = leaf_subject(condition, speaker)
        return say(speaker.lang, "subject.asked", subject=subject, asked=asked)
    inner = say(speaker.lang, "subject.joint").join(part_text(part, speaker) for part in parts)
    n = condition.n if isinstance(condition, AtLeastN) else 0
    return say(speaker.lang, f"subject.{bound_free(condition).operator}", parts=inner, n=n)


def part_text(part: Condition, speaker: Speaker) -> str:
    """Return a part of a connective; in brackets where it has the sign that joins parts itself."""
    said = condition_text(part, speaker)
    several = any(isinstance(b, Dated) and len(b.values) > 1 for b in bounds_of(part))
    return say(speaker.lang, "subject.bracketed", text=said) if several else said


def item_text(item: Item, speaker: Speaker) -> str:
    """Return what an item requires, without its label where that is the fact's own."""
    condition = item.condition
    if parts_of(condition):
        return condition_text(condition, speaker)
    asked = asked_text(condition, speaker, demanded=True)
    if item.label is None:
        return asked
    return say(speaker.lang, "subject.asked", subject=leaf_subject(condition, speaker), asked=asked)
