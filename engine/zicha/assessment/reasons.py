"""Why a requirement is open, or why nobody knows whether it applies, by the words of a report."""

from collections.abc import Iterable

from zicha.gaps.verify import is_unknown
from zicha.language.values import is_zero, operand_value
from zicha.language.walk import conditions_of_item, facts_of, top_ratio
from zicha.model.facts import Knowledge, WhyUnknown
from zicha.model.judgement import ItemResult, WhyNotApplicable
from zicha.model.rules import Item, WhenZero


def why_open(item: Item, known: Knowledge) -> str:
    """Return the code of why an item is open."""
    unknown = facts_unknown(item, known)
    if is_over_zero(item, known) or not unknown:
        return str(WhyNotApplicable.WHEN_ZERO)
    return why_unknown(unknown, known)


def is_over_zero(item: Item, known: Knowledge) -> bool:
    """Return whether an item compares a ratio that is open because its denominator is 0."""
    ratio = top_ratio(item)
    if ratio is None or ratio.when_zero is not WhenZero.OPEN:
        return False
    return is_zero(operand_value(ratio.whole, known.values))


def facts_unknown(item: Item, known: Knowledge) -> list[str]:
    """Return the facts of an item that are not known; where none is, a ratio over 0 is open."""
    conditions = tuple(conditions_of_item(item))
    return [fact for fact in item.facts if is_unknown(conditions, fact, known)]


def why_unknown(facts: Iterable[str], known: Knowledge) -> str:
    """Return why the first of some facts that was stated does not count, else ``unknown``."""
    return str(next((known.why[fact] for fact in facts if fact in known.why), WhyUnknown.UNKNOWN))


def reason_of_doubt(result: ItemResult, item: Item, known: Knowledge) -> str | None:
    """Return the code of why nobody knows whether an item applies; None where that is known."""
    if not result.may_not_apply:
        return None
    asked = {fact for each in item.applies for fact in facts_of(each.when)}
    return why_unknown((fact for fact in facts_unknown(item, known) if fact in asked), known)
