"""What to do about a gap, with its numbers filled in."""

from decimal import Decimal
from fractions import Fraction

from zicha.gaps.finding import Finding
from zicha.model.report import Shown
from zicha.model.rules import Item
from zicha.words.catalogue import in_number, say
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
    text = in_number(item.remedy.to(speaker.lang), {})
    if found.required is not None:
        text = text.replace("{required}", bare(found.required, found, speaker))
    for name in PLACEHOLDERS:
        text = text.replace("{" + name + "}", say(speaker.lang, "value.blank"))
    return text


def remedy_text(speaker: Speaker, item: Item, found: Finding, member: str | None) -> str:
    """Return the remedy of an item in the speaker's language."""
    values = {
        "actual": bare(found.actual, found, speaker),
        "required": bare(found.required, found, speaker),
        "shortfall": bare(found.shortfall, found, speaker),
        "member": speaker.member(found.fact, member) if member and found.fact else "",
    }
    text = in_number(item.remedy.to(speaker.lang), values)
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text
