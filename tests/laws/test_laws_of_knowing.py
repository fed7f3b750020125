"""Laws of what is known of a unit, whatever is stated, seen, stale, to come or left to those above.

With those of ``test_laws.py`` they hold from the file of a unit to its score.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from support.statements import ON, Family, facts_of, family, shuffled, value
from zicha.model.facts import NO_MEMBERS, Knowledge, Members, Stated, Value, WhyUnknown
from zicha.model.numbers import Interval
from zicha.model.unit import Observation, Unit

seeds = st.integers(0, 2**32 - 1)
laws = settings(max_examples=300)


def is_within(after: Value | None, before: Value | None) -> bool:
    """Return whether all that was known of a fact is known still."""
    if before is None:
        return True
    if isinstance(before, Members):
        return isinstance(after, Members) and (
            before.present <= after.present and before.absent <= after.absent
        )
    if isinstance(before, Interval) and isinstance(after, Interval):
        low, high = before.low, before.high
        if low is not None and (after.low is None or after.low < low):
            return False
        return high is None or (after.high is not None and after.high <= high)
    return after == before


def lost(after: Knowledge, before: Knowledge) -> set[str]:
    """Return the facts of which something was known that is no longer."""
    values = before.values.items()
    return {name for name, known in values if not is_within(after.values.get(name), known)}


def contradicted(known: Knowledge) -> set[str]:
    """Return the facts that something contradicts."""
    return {name for name, why in known.why.items() if why is WhyUnknown.CONTRADICTION}


def with_fact(unit: Unit, fact: str, given_value: Stated) -> Unit:
    """Return a unit that states one more fact."""
    return replace(unit, facts={**unit.facts, fact: given_value})


@laws
@given(seeds)
def test_stating_an_unknown_fact_takes_nothing_away_but_what_it_contradicts(seed: int) -> None:
    rng = Random(seed)
    before = family(rng)
    unit = rng.choice(before.all)
    left = [fact for fact in facts_of(unit.kind) if fact.id not in before.known().values]
    assume(left)
    twin = [each for each in left if each.id == "parents_school"]
    fact = rng.choice(left + twin * 5)
    told = value(rng, fact)
    known = before.with_unit(with_fact(unit, fact.id, Stated(told, ON))).known()
    assert lost(known, before.known()) <= contradicted(known)
    assert fact.id in {*known.values, *contradicted(known)} or told == NO_MEMBERS


@laws
@given(seeds)
def test_nothing_that_is_known_contradicts_itself(seed: int) -> None:
    values = family(Random(seed)).known().values
    lit, lamps = values.get("lamps_lit"), values.get("lamps")
    if isinstance(lit, Interval) and isinstance(lamps, Interval):
        assert (lit.low or 0) <= (lamps.low or 0)
    school, log = values.get("parents_school"), values.get("parents_school_log")
    assert (school, log) != (False, True)
    rooms = values.get("youth_facilities", NO_MEMBERS)
    assert isinstance(rooms, Members)
    assert not (school is True and "parents_school" in rooms.absent)
    assert not (school is False and "parents_school" in rooms.present)


@laws
@given(seeds)
def test_one_more_place_seen_raises_the_count_and_changes_nothing_else(seed: int) -> None:
    rng = Random(seed)
    before = family(rng)
    seen = replace(observation_of(before), on=ON, fixed=None)
    unit = replace(before.unit, observations=(*before.unit.observations, seen))
    known, former = before.with_unit(unit).known(), before.known()
    assert {**known.values, seen.fact: None} == {**former.values, seen.fact: None}
    now, then = known.values[seen.fact], former.values.get(seen.fact)
    assert isinstance(now, Interval)
    assert now.low is not None
    assert now.low >= seen.count
    assert then is None or (isinstance(then, Interval) and (then.low or 0) <= now.low)


def observation_of(given_family: Family) -> Observation:
    """Return something seen in the community, else of its dirty spots."""
    seen = given_family.unit.observations
    return seen[0] if seen else Observation("dirty_spots", 2, "here", ON)


@laws
@given(seeds)
def test_what_is_stated_or_seen_after_the_day_changes_no_value(seed: int) -> None:
    rng = Random(seed)
    made = family(rng)
    past = Family(*without_later(made.all))
    assert made.known().values == past.known().values


def without_later(units: Iterable[Unit]) -> tuple[Unit, tuple[Unit, ...]]:
    """Return units without what was stated or seen after the day."""
    first, *rest = (
        replace(
            unit,
            facts={name: each for name, each in unit.facts.items() if each.date <= ON},
            observations=tuple(each for each in unit.observations if each.on <= ON),
        )
        for unit in units
    )
    return first, tuple(rest)


@laws
@given(seeds)
def test_the_order_in_which_a_unit_states_things_does_not_matter(seed: int) -> None:
    rng = Random(seed)
    made = family(rng)
    first, *rest = (shuffled(rng, unit) for unit in made.all)
    assert Family(first, tuple(rest)).known() == made.known()


@laws
@given(seeds)
def test_only_facts_of_the_levels_that_are_given_are_known(seed: int) -> None:
    made = family(Random(seed))
    known = made.known()
    names = {fact.id for unit in made.all for fact in facts_of(unit.kind)}
    assert known.levels == {unit.kind for unit in made.all}
    assert set(known.values) <= names


@laws
@given(seeds)
def test_with_time_nothing_comes_to_be_known_unless_its_day_has_come(seed: int) -> None:
    rng = Random(seed)
    made = family(rng)
    past = Family(*without_later(made.all))
    later = past.known(ON + timedelta(days=rng.choice((1, 30, 200))))
    former = past.known()
    # What grows old no longer contradicts anything.
    assert set(later.values) <= set(former.values) | contradicted(former)
    seen = {each.fact for each in past.unit.observations}
    for name in (set(later.values) & set(former.values)) - seen:
        known = former.values[name]
        # Of a set with twins each member has a day of its own.
        assert isinstance(known, Members) or later.values[name] == known
