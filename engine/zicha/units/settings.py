"""Facts given with the call: what if the premises had 320 square metres?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zicha.errors import Place, Problem, problem
from zicha.model.edition import Edition
from zicha.model.facts import Fact, Level, Stated
from zicha.model.unit import Unit
from zicha.units.facts import Scope, attribute_id, fact_named
from zicha.units.fractions import hint_of, is_fraction
from zicha.units.twins import parted
from zicha.units.typed import HERE, RefusedError
from zicha.units.values import counts_in, percentage, share, value_from_text, whole_count

NOT_KNOWN = ("", "null")
NO_UNIT = "set-without-unit"
"""The problem of a fact that only units of a level that is not given state."""
SET_BELOW = "set-below-unit"
"""The problem of a fact that only units below the one that is judged state."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One ``FACT=VALUE``; None is not known."""

    fact: Fact
    value: str | None


def apply_settings(
    unit: Unit, ancestors: Sequence[Unit], settings: Sequence[str], edition: Edition, on: date
) -> tuple[Unit, tuple[Unit, ...], list[Problem]]:
    """Return the units with facts set as ``FACT=VALUE``, each on the unit of the fact's level.

    A value that is set counts on the day of the assessment, ``on``: it is neither stale nor later.
    An attribute is that of the unit itself; ``district.population`` is that of a unit above.
    """
    units = {each.kind: each for each in (unit, *ancestors)}
    problems: list[Problem] = []
    seen: set[str] = set()
    for text in settings:
        try:
            setting = read_setting(text, edition, unit.kind, units, SET_BELOW)
            check_once(setting.fact, seen)
            owner = units[setting.fact.level]
            units[owner.kind] = with_setting(owner, setting, edition, on, seen)
            problems += noted(text, setting)
        except RefusedError as refused:
            problems.append(problem(refused.code, place_of(text), **refused.arguments))
    return units[unit.kind], tuple(units[each.kind] for each in ancestors), problems


def place_of(text: str) -> Place:
    """Return where a setting stands: with the call."""
    return Place(f"--set {text.partition('=')[0].strip()}")


def noted(text: str, setting: Setting) -> list[Problem]:
    """Return the hint at a value of which another one may have been meant."""
    if setting.value is None or not is_fraction(setting.value, setting.fact):
        return []
    return [hint_of(place_of(text), setting.value, setting.fact)]


def check_once(fact: Fact, seen: set[str]) -> None:
    """Note that a fact is set. Raises RefusedError where it was set before."""
    if fact.id in seen:
        raise RefusedError(HERE, "set-twice", fact=fact.id)
    seen.add(fact.id)


def read_setting(
    text: str, edition: Edition, kind: Level, given: Collection[Level], below: str = NO_UNIT
) -> Setting:
    """Return a setting. Raises RefusedError where it names no fact of a unit that is given.

    Args:
        text: As it was typed.
        edition: Whose facts may be set.
        kind: The level of the unit that is judged.
        given: The levels of which a unit is given.
        below: The problem where the fact is of a level below ``kind`` that is not given.
    """
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not name:
        raise RefusedError(HERE, "set-form", setting=text)
    fact = fact_to_set(name, edition, kind)
    if fact.level not in given:
        level = edition.levels[fact.level]
        code = below if fact.level.height < kind.height else NO_UNIT
        raise RefusedError(HERE, code, fact=name, level_zh=level.zh, level_en=level.en)
    return Setting(fact, None if value in NOT_KNOWN else value)


def fact_to_set(name: str, edition: Edition, kind: Level) -> Fact:
    """Return the fact or attribute of that id, of whatever level, or the fact of that label."""
    if name in edition.attributes:
        return edition.facts[attribute_id(kind, name)]
    fact = edition.facts.get(name)
    if fact is not None and fact.is_attribute:
        return fact
    labelled = facts_labelled(name, edition) if fact is None else []
    if len(labelled) == 1:
        return labelled[0]
    return fact_named(name, Scope(edition, fact.level if fact else kind, date.min))


def facts_labelled(label: str, edition: Edition) -> list[Fact]:
    """Return the facts of a label that are still asked for."""
    asked = (f for f in edition.facts.values() if not (f.is_attribute or f.is_past))
    return [fact for fact in asked if label in (fact.label.zh, fact.label.en)]


def with_setting(
    unit: Unit, setting: Setting, edition: Edition, on: date, kept: Collection[str]
) -> Unit:
    """Return the unit with one fact set, or with it taken away.

    It takes the place of what says the same, too, but for the facts ``kept``, which are set.
    """
    facts = parted(unit.facts, setting.fact.id, edition, kept)
    facts.pop(setting.fact.id, None)
    if setting.value is not None:
        facts[setting.fact.id] = stated(setting.fact, setting.value, edition, on)
    return replace(unit, facts=facts)


def stated(fact: Fact, text: str, edition: Edition, on: date) -> Stated:
    """Return what a setting states of a fact: a value, or the counts of a percentage."""
    counted = counts_in(fact, text)
    if counted is None:
        return Stated(value_from_text(fact, text, edition), on)
    counts = share(*map(whole_count, counted))
    return Stated(percentage(counts), on, count=counts)


def fitting(problems: Sequence[Problem], units: int) -> list[Problem]:
    """Return the problems of the settings of several units, without those that other units take.

    A fact of a level below a unit is no fact of that unit: it is a problem where none of the units
    is of that level.
    """
    return [each for each in problems if each.code != SET_BELOW or problems.count(each) == units]
