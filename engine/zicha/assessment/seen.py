"""Where inspectors saw what a gap is about: the places to go to."""

from zicha.assessment.items import Items
from zicha.model.report import Seen
from zicha.model.text import Lang
from zicha.units.known import is_open
from zicha.words import say
from zicha.words.requirement import Speaker

MOST_NAMED = 20
"""Places that a sentence names; all are in the list of a gap."""


def seen_of(items: Items, fact: str | None) -> tuple[Seen, ...]:
    """Return what was seen of a fact and is not put right yet, in the unit and those above it."""
    subject = items.assessment.subject
    return tuple(
        Seen(each.count, each.where, each.on, each.photo, each.note)
        for unit in (subject.unit, *subject.ancestors)
        for each in unit.observations
        if each.fact == fact and is_open(each, subject.on)
    )


def with_places(remedy: str, seen: tuple[Seen, ...], unit: str | None, speaker: Speaker) -> str:
    """Return what to do about a gap, with the places where it was seen.

    ``unit``: that of what was counted.
    """
    lang = speaker.lang
    named = [each for each in seen if each.place or each.photo]
    if not named:
        return remedy
    places = say(lang, "seen.joint").join(
        place_text(each, speaker.unit_label(unit, each.count), lang) for each in named[:MOST_NAMED]
    )
    key = "seen.at" if len(named) <= MOST_NAMED else "seen.at_more"
    return say(lang, key, remedy=remedy, places=places, count=len(named))


def place_text(seen: Seen, unit: str, lang: Lang) -> str:
    """Return one place, how much was seen there (``unit``: as readers write it), photo and note."""
    key = ("place" if seen.photo is None else "photographed") + ("_noted" if seen.note else "")
    where = seen.place or seen.date.isoformat()
    known = {"place": where, "count": seen.count, "unit": unit}
    return say(lang, f"seen.{key}", **known, photo=seen.photo, note=seen.note)
