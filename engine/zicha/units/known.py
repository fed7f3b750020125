"""What is known of a unit on one day: dates, observations and contradictions settled.

docs/units.md says the same in words.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from zicha.model.edition import Edition
from zicha.model.facts import NO_MEMBERS, Knowledge
from zicha.model.hints import HintFound
from zicha.model.numbers import Interval, exactly
from zicha.model.unit import Observation, Unit
from zicha.units.contradictions import settle_contradictions
from zicha.units.settling import Settling, as_value
from zicha.units.twins import join, twins_of
from zicha.words.numbers import shown_number

__all__ = ["HintFound", "knowledge"]


def knowledge(
    unit: Unit,
    ancestors: Sequence[Unit],
    edition: Edition,
    on: date,
    computed: Mapping[str, Interval] | None = None,
) -> tuple[Knowledge, tuple[HintFound, ...]]:
    """Return what engines are given of a unit and the units above it, and what is worth a look.

    Args:
        unit: The unit that is judged.
        ancestors: The units above it that are given.
        edition: Whose facts they state.
        on: The day of the assessment.
        computed: Shares over units below them, for where none that counts is stated.
    """
    units = (unit, *ancestors)
    stated = {fact: each for owner in units for fact, each in owner.facts.items()}
    settling = Settling(edition, on, stated)
    settle_dates(settling)
    twins = twins_of(edition)
    for pair in twins.values():
        join(pair, settling)
    observations = [each for owner in units for each in owner.observations]
    settle_observations(settling, observations)
    for fact, share in (computed or {}).items():
        settling.values.setdefault(fact, share)
    settle_contradictions(settling, twins)
    known = Knowledge(
        on=on,
        levels=frozenset(owner.kind for owner in units),
        values=settling.values,
        why=settling.why,
        stated=settling.stated,
    )
    return known, tuple(settling.hints)


def settle_dates(settling: Settling) -> None:
    """Take the stated values that count on the day; of the others keep why they do not."""
    for fact, stated in settling.stated.items():
        why = settling.unusable(stated.date, fact)
        if why is not None:
            settling.why[fact] = why
            continue
        if stated.value == NO_MEMBERS:
            continue
        settling.values[fact] = as_value(stated)
        least = settling.edition.facts[fact].min_sample
        if stated.count is not None and least is not None and stated.count[1] < least:
            settling.hint("small-sample", (fact,), of=stated.count[1], least=least)


def is_open(observation: Observation, on: date) -> bool:
    """Return whether something was seen by a day, and not yet put right on it."""
    return observation.on <= on and (observation.fixed is None or observation.fixed > on)


def settle_observations(settling: Settling, observations: Sequence[Observation]) -> None:
    """Add up what was seen and is still open: the fact has at least that value.

    Observations do not expire. With a stated value that counts, the larger of the two is the value.
    """
    totals: Counter[str] = Counter()
    for observation in observations:
        if is_open(observation, settling.on):
            totals[observation.fact] += observation.count
    for fact, seen in totals.items():
        stated = settling.values.get(fact)
        low = stated.low if isinstance(stated, Interval) else None
        if low is None:
            settling.values[fact] = Interval(seen, None)
        elif low < seen:
            settling.values[fact] = exactly(seen)
            settling.hint("observed-more", (fact,), seen=seen, stated=shown_number(low))
