"""The facts of a report: what is known of the unit and the levels above it, with its evidence."""

from datetime import date
from typing import NamedTuple

from zicha.assessment.assess import Assessment
from zicha.model.facts import Fact, FactType, Knowledge, Members, Stated, Value, WhyUnknown
from zicha.model.numbers import Interval, Number
from zicha.model.report import FactShown, Shown
from zicha.units.known import is_open
from zicha.words import say
from zicha.words.requirement import Speaker


class Known(NamedTuple):
    """A value as a report carries it; ``at_least``: only that much is known."""

    value: Shown
    at_least: bool = False


def members(fact: Fact, there: Members) -> Known:
    """Return the members that are there, in the order of the options."""
    present = tuple(each for each in fact.option_ids if each in there.present)
    return Known(present, there.present | there.absent != set(fact.option_ids))


def number(fact: Fact, low: Number) -> Shown:
    """Return a number, or the day whose ordinal it is."""
    return date.fromordinal(int(low)) if fact.type is FactType.DATE else low


def counted(fact: Fact, value: Value) -> Known | None:
    """Return a value that counts; None where nothing is known of it that could be shown."""
    if isinstance(value, Members):
        return members(fact, value)
    if isinstance(value, Interval):
        return None if value.low is None else Known(number(fact, value.low), value.exact is None)
    return Known(value)


def last(fact: Fact, stated: Stated) -> Known:
    """Return a value as it was stated."""
    return members(fact, stated.value) if isinstance(stated.value, Members) else Known(stated.value)


def fact_shown(fact: Fact, assessment: Assessment, speaker: Speaker) -> FactShown | None:
    """Return one fact; None where nothing is known of it."""
    known = assessment.known
    stated, value = known.stated.get(fact.id), known.values.get(fact.id)
    shown = None if value is None else counted(fact, value)
    if shown is None and stated is not None:
        shown = last(fact, stated)
    if shown is None:
        return None
    text = speaker.value(shown.value, fact.id, fact.unit)
    why = known.why.get(fact.id)
    seen = last_seen(fact, assessment)
    day = stated.date if stated else None
    evidence = (stated.evidence or "") if stated else ""
    if value is not None and seen is not None and not counts_as_stated(shown, stated, why):
        # What inspectors saw decides: its day is that of the value, and it counts.
        day, evidence, why = seen, seen_text(fact, stated, why, speaker), None
    return FactShown(
        fact=fact.id,
        label=fact.label.to(speaker.lang),
        level=str(fact.level),
        level_label=assessment.edition.levels[fact.level].to(speaker.lang),
        value=shown.value,
        value_text=say(speaker.lang, "value.at_least", value=text) if shown.at_least else text,
        unit_label=speaker.unit_label(fact.unit),
        date=day,
        evidence=evidence,
        reason=None if why is None else str(why),
        at_least=shown.at_least,
        note=(stated.note or "") if stated else "",
    )


def counts_as_stated(shown: Known, stated: Stated | None, why: WhyUnknown | None) -> bool:
    """Return whether a value is the one that was stated."""
    return stated is not None and why is None and stated.value == shown.value


def last_seen(fact: Fact, assessment: Assessment) -> date | None:
    """Return the last day on which inspectors saw what a fact counts; None where they did not."""
    subject = assessment.subject
    days = [
        each.on
        for unit in (subject.unit, *subject.ancestors)
        for each in unit.observations
        if each.fact == fact.id and is_open(each, subject.on)
    ]
    return max(days, default=None)


def seen_text(fact: Fact, stated: Stated | None, why: WhyUnknown | None, speaker: Speaker) -> str:
    """Return that a value was seen on site, beside what was stated and why that does not count."""
    lang = speaker.lang
    if stated is None:
        return say(lang, "seen.alone")
    said = speaker.value(last(fact, stated).value, fact.id, fact.unit)
    key = "seen.beside" if why is None else "seen.instead"
    reason = "" if why is None else say(lang, f"why.{why}")
    return say(lang, key, said=said, date=stated.date.isoformat(), reason=reason)


def facts_shown(assessment: Assessment, speaker: Speaker) -> tuple[FactShown, ...]:
    """Return what is known, attributes of the unit left out: they stand with the unit."""
    declared = (fact for fact in assessment.edition.facts.values() if not fact.is_attribute)
    shown = (fact_shown(fact, assessment, speaker) for fact in declared)
    return tuple(fact for fact in shown if fact is not None)


# --- In words ------------------------------------------------------------------------------------


def number_text(value: Interval, speaker: Speaker, fact: str) -> str:
    """Return a number, a day, or the bound that is known of it."""
    declared = speaker.edition.facts[fact]
    exact = value.exact
    if exact is None:
        if value.low is None:
            return say(speaker.lang, "value.unknown")
        return say(speaker.lang, "value.at_least", value=speaker.quantity(value.low, declared.unit))
    if declared.type is FactType.DATE:
        return date.fromordinal(int(exact)).isoformat()
    return speaker.quantity(exact, declared.unit)


def value_text(fact: str, value: Value | None, known: Knowledge, speaker: Speaker) -> str:
    """Return what is known of a fact, and why nothing is."""
    lang = speaker.lang
    if value is None:
        why = known.why.get(fact)
        return say(lang, "value.unknown") if why is None else say(lang, f"why.{why}")
    if isinstance(value, Interval):
        return number_text(value, speaker, fact)
    if isinstance(value, Members):
        present = tuple(o for o in speaker.edition.facts[fact].option_ids if o in value.present)
        return speaker.members(fact, present)
    return speaker.value(value, fact, None)
