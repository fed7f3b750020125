"""What a condition may name: facts, and attributes of the unit that it belongs to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from zicha.documents.document import Plain
from zicha.editions.meaning.facts import Dictionary
from zicha.editions.meaning.manifest import UNIT, Manifest
from zicha.editions.spot import Spot
from zicha.language.nearest import nearest
from zicha.model.facts import Fact, Level

NAMING_KEYS = ("fact", "part", "whole", "sum", "difference")
"""Keys whose value names facts, or lists them."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the conditions of one item may name.

    ``level``: the level that ``unit.`` stands for, None where no fact settles it. ``own``: whether
    the condition is the item's own, the only one whose ratio may leave the item out of the count.
    """

    manifest: Manifest
    dictionary: Dictionary
    level: Level | None
    own: bool = False

    @property
    def within(self) -> "Scope":
        """Return the scope of a part of a condition."""
        return replace(self, own=False)

    @property
    def names(self) -> list[str]:
        """Return everything that may be named, as rules write it."""
        return [*sorted(self.dictionary.declared), *self.manifest.attribute_names]

    def fact(self, name: str, spot: Spot) -> Fact | None:
        """Return a fact or an attribute by the name that a rule gives it."""
        if name.startswith(UNIT):
            return self._attribute(name, spot)
        if name not in self.dictionary.declared:
            near = nearest(name, self.names)
            spot.report("edition-fact-unknown", fact=name, nearest=near)
        fact = self.dictionary.facts.get(name)
        if fact and fact.is_past:
            report_past(fact, spot)
        return fact

    def _attribute(self, name: str, spot: Spot) -> Fact | None:
        """Return an attribute of the unit that the condition belongs to."""
        known = self.manifest.attribute_names
        if name not in known:
            spot.report("rule-attribute-unknown", attribute=name, nearest=nearest(name, known))
            return None
        if self.level is None:
            spot.report("rule-attribute-without-level", attribute=name)
            return None
        return self.manifest.attributes.get(f"{self.level}.{name.removeprefix(UNIT)}")


def report_past(fact: Fact, spot: Spot) -> None:
    """Report the use of a fact that is no longer asked: nobody could answer it."""
    instead = fact.replaced_by or ""
    if fact.withdrawn:
        spot.report("rule-fact-withdrawn", fact=fact.id, since=fact.withdrawn, instead=instead)
    else:
        spot.report("rule-fact-replaced", fact=fact.id, instead=instead)


def facts_named(value: Plain) -> Iterator[str]:
    """Yield the facts and attributes that conditions in a value name, repeats included."""
    if isinstance(value, dict):
        for key, entry in value.items():
            if key in NAMING_KEYS:
                named = entry if isinstance(entry, list) else [entry]
                yield from (name for name in named if isinstance(name, str))
            yield from facts_named(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from facts_named(entry)


def lowest_level(names: Iterable[str], dictionary: Dictionary) -> Level | None:
    """Return the lowest level among facts; None where none of them is known."""
    levels = {fact.level for name in names if (fact := dictionary.facts.get(name))}
    return min(levels, key=lambda level: level.height, default=None)
