"""Facts of one unit that cannot both be right: then neither is known until someone settles it."""

from collections.abc import Mapping

from zicha.language.kleene import Truth
from zicha.model.edition import Consistency, NotMore
from zicha.model.facts import Value
from zicha.model.numbers import Interval
from zicha.units.settling import Settling
from zicha.units.twins import Twins
from zicha.words.numbers import shown_number


def settle_contradictions(settling: Settling, twins: Mapping[str, Twins]) -> None:
    """Take facts that contradict each other as unknown, with their twins, and say so.

    All pairs are looked at before any is taken away, so that their order does not count.
    """
    found = [pair for pair in settling.edition.consistency if contradicts(pair, settling.values)]
    for pair in found:
        report(pair, settling)
    for pair in found:
        for fact in pair.facts:
            if fact in twins:
                twins[fact].forget(settling)
            settling.forget(fact)


def contradicts(pair: Consistency, values: Mapping[str, Value]) -> bool:
    """Return whether what is known of two facts certainly cannot both be right."""
    first, second = (values.get(fact) for fact in pair.facts)
    if first is None or second is None:
        return False
    if isinstance(pair, NotMore):
        return exceeds(first, second)
    return is_there(first) is True and is_there(second) is False


def exceeds(part: Value, whole: Value) -> bool:
    """Return whether one number is certainly above another."""
    low = part.low if isinstance(part, Interval) else None
    high = whole.high if isinstance(whole, Interval) else None
    return low is not None and high is not None and low > high


def is_there(value: Value) -> Truth:
    """Return whether a fact says that there is something: yes, or a number above 0."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Interval) and value.low is not None and value.low > 0:
        return True
    return False if isinstance(value, Interval) and value.exact == 0 else None


def report(pair: Consistency, settling: Settling) -> None:
    """Note the hint of a contradiction."""
    facts = pair.facts
    if isinstance(pair, NotMore):
        part, whole = (number_text(settling.values[fact]) for fact in facts)
        settling.hint("contradiction-more", facts, part=part, whole=whole)
    else:
        settling.hint("contradiction-needs", facts)


def number_text(value: Value) -> str:
    """Return a number as readers see it; of a lower bound the bound."""
    low = value.low if isinstance(value, Interval) else None
    return "" if low is None else shown_number(low)
