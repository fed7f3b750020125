"""Facts given with the call: what if the premises had 320 square metres?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zicha.errors import Place, Problem, problem
from zicha.model.edition import Edition
from zicha.model.facts import Fact, Level, Stated
from zicha.model.unit import Unit
from zicha.units.facts import Scope, attribute_id, fact_named
from zicha.units.typed import HERE, RefusedError
from zicha.units.values import counts_in, percentage, share, value_from_text, whole_count

NOT_KNOWN = ("", "null")


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
            setting = read_setting(text, edition, unit.kind, units)
            check_once(setting.fact, seen)
            owner = units[setting.fact.level]
            units[owner.kind] = with_setting(owner, setting, edition, on)
        except RefusedError as refused:
            place = Place(f"--set {text.partition('=')[0].strip()}")
            problems.append(problem(refused.code, place, **refused.arguments))
    return units[unit.kind], tuple(units[each.kind] for each in ancestors), problems


def check_once(fact: Fact, seen: set[str]) -> None:
    """Note that a fact is set. Raises RefusedError where it was set before."""
    if fact.id in seen:
        raise RefusedError(HERE, "set-twice", fact=fact.id)
    seen.add(fact.id)


def read_setting(text: str, edition: Edition, kind: Level, given: Collection[Level]) -> Setting:
    """Return a setting. Raises RefusedError where it names no fact of a unit that is given."""
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not name:
        raise RefusedError(HERE, "set-form", setting=text)
    fact = fact_to_set(name, edition, kind)
    if fact.level not in given:
        level = edition.levels[fact.level]
        raise RefusedError(
            HERE, "set-without-unit", fact=name, level_zh=level.zh, level_en=level.en
        )
    return Setting(fact, None if value in NOT_KNOWN else value)


def fact_to_set(name: str, edition: Edition, kind: Level) -> Fact:
    """Return the fact or attribute of that name, of whatever level."""
    if name in edition.attributes:
        return edition.facts[attribute_id(kind, name)]
    fact = edition.facts.get(name)
    if fact is not None and fact.is_attribute:
        return fact
    return fact_named(name, Scope(edition, fact.level if fact else kind, date.min))


def with_setting(unit: Unit, setting: Setting, edition: Edition, on: date) -> Unit:
    """Return the unit with one fact set, or with it taken away."""
    facts = {fact: stated for fact, stated in unit.facts.items() if fact != setting.fact.id}
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
