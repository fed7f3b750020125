"""Conditions of a rule in words, without a unit's facts."""

from collections.abc import Mapping
from datetime import date

from zicha.gaps.finding import Finding, of_condition
from zicha.language.walk import parts_of
from zicha.model.facts import Knowledge
from zicha.model.rules import (
    Always,
    AtLeastN,
    Compare,
    Condition,
    Dated,
    Difference,
    FactValue,
    Includes,
    Is,
    Item,
    OneOf,
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
            return " + ".join(subject_text(term, speaker) for term in terms)
        case Difference(left, right):
            return f"{subject_text(left, speaker)} − {subject_text(right, speaker)}"
        case Ratio(part, whole, scale):
            return say(
                speaker.lang,
                f"subject.ratio_{scale}",
                part=subject_text(part, speaker),
                whole=subject_text(whole, speaker),
            )


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
    if isinstance(condition, Compare) and isinstance(condition.bound, Dated):
        return Finding(str(condition.comparison), subject=condition.subject)
    return of_condition(condition, NO_FACTS, NOTHING)


def asked_text(condition: Condition, speaker: Speaker, *, demanded: bool = False) -> str:
    """Return what a leaf asks of its subject; ``demanded`` where it is a requirement itself."""
    if isinstance(condition, Compare) and isinstance(condition.bound, Dated):
        return dated_text(condition.bound, condition, speaker)
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
    inner = say(speaker.lang, "subject.joint").join(condition_text(part, speaker) for part in parts)
    n = condition.n if isinstance(condition, AtLeastN) else 0
    return say(speaker.lang, f"subject.{bound_free(condition).operator}", parts=inner, n=n)


def dated_text(dated: Dated, condition: Compare, speaker: Speaker) -> str:
    """Return every value of a dated bound with its edition."""
    unit = speaker.subject_unit(condition.subject)
    each = [
        say(
            speaker.lang,
            "subject.dated",
            edition=speaker.edition_name(value.source.edition),
            bound=speaker.bound(value.bound, unit),
        )
        for value in dated.values
    ]
    joint = say(speaker.lang, "subject.joint")
    return say(speaker.lang, f"required.{condition.comparison}", bound=joint.join(each))


def item_text(item: Item, speaker: Speaker) -> str:
    """Return what an item requires, without its label where that is the fact's own."""
    condition = item.condition
    if parts_of(condition):
        return condition_text(condition, speaker)
    asked = asked_text(condition, speaker, demanded=True)
    if item.label is None:
        return asked
    return say(speaker.lang, "subject.asked", subject=leaf_subject(condition, speaker), asked=asked)
