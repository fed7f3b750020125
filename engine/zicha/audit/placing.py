"""Where each judged unit stands: its level, the units above it, its size, its day."""

from collections.abc import Iterator

from zicha.audit.population import Population
from zicha.model.facts import Level
from zicha.model.results import Placed
from zicha.model.unit import Unit

SIZE = "population"
"""The attribute that says how large a unit is."""


def placed(population: Population) -> Iterator[Placed]:
    """Yield the place of every unit that is judged."""
    for unit_id, day in population.days.items():
        unit = population.units[unit_id]
        yield Placed(
            unit.id, unit.name, unit.kind, unit.parent, above_of(unit, population), size(unit), day
        )


def above_of(unit: Unit, population: Population) -> dict[Level, str]:
    """Return the ids of the units above a unit, by their level.

    A parent that is stated and not given is taken for a unit of the next level of the edition.
    """
    chain = population.ancestors.get(unit.id, ())
    found = {upper.kind: upper.id for upper in chain}
    top = chain[-1] if chain else unit
    level = population.edition.level_above(top.kind)
    if top.parent is not None and top.parent not in population.units and level is not None:
        found.setdefault(level, top.parent)
    return found


def size(unit: Unit) -> int | None:
    """Return how many people live in a unit, None where it is not stated."""
    stated = unit.facts.get(f"{unit.kind.value}.{SIZE}")
    return stated.value if stated is not None and isinstance(stated.value, int) else None
