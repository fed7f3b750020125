"""What to do about a gap, with its numbers filled in."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from zicha.gaps.finding import Finding
from zicha.model.report import Shown
from zicha.model.rules import Item
from zicha.words.catalogue import filled, in_number, say
from zicha.words.conditions import bound_free
from zicha.words.numbers import shown_number
from zicha.words.requirement import Speaker

PLACEHOLDERS = ("actual", "required", "shortfall", "member")


def bare(value: Shown, found: Finding, speaker: Speaker) -> str:
    """Return a value without its unit: the remedy writes the unit itself."""
    if isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
        return shown_number(value)
    return speaker.value(value, found.fact, None)


def general_remedy(speaker: Speaker, item: Item) -> str:
    """Return the remedy of an item without a unit: what only a unit's facts say is left open."""
    found = bound_free(item.condition)
    values = dict.fromkeys(PLACEHOLDERS, say(speaker.lang, "value.blank"))
    if found.required is not None:
        values["required"] = bare(found.required, found, speaker)
    return remedied(speaker, item, values, {})


def remedied(
    speaker: Speaker, item: Item, values: Mapping[str, str], numbers: Mapping[str, str]
) -> str:
    """Return the remedy of an item with what is known put in, departments by their own names.

    ``numbers``: those that choose between singular and plural.
    """
    text = speaker.with_own_names(item.remedy.to(speaker.lang))
    return filled(in_number(text, numbers), values)


def remedy_text(speaker: Speaker, item: Item, found: Finding, member: str | None) -> str:
    """Return the remedy of an item in the speaker's language."""
    values = {
        "actual": bare(found.actual, found, speaker),
        "required": bare(found.required, found, speaker),
        "shortfall": bare(found.shortfall, found, speaker),
        "member": speaker.member(found.fact, member) if member and found.fact else "",
    }
    return remedied(speaker, item, values, values)
