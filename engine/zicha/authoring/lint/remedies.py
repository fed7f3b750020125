"""Remedies: what to do, with the number or the member that is missing."""

from collections.abc import Iterator

from zicha.authoring.lint.material import Material, PlacedItem
from zicha.errors import Problem, Severity, problem
from zicha.model.rules import Between, Compare, Comparison, Condition, ItemKind
from zicha.model.text import LANGUAGES

NUMBERS = ("{shortfall}", "{actual}", "{required}")
MEMBER = "{member}"


def bare_remedies(material: Material) -> Iterator[Problem]:
    """Yield remedies that do not say how much, or which member, is missing."""
    for placed in material.items():
        code, wanted = naming(placed)
        for lang in LANGUAGES if wanted else ():
            said = placed.item.remedy.to(lang)
            if not any(name in said for name in wanted):
                place = (placed.spot / "remedy" / lang).place
                yield problem(code, place, Severity.WARNING, item=placed.item.id)


def naming(placed: PlacedItem) -> tuple[str, tuple[str, ...]]:
    """Return what a remedy names, one of several, with the code where it names none."""
    if placed.item.kind is ItemKind.SET:
        return "remedy-without-member", (MEMBER,)
    if number_fits(placed.item.condition):
        return "remedy-without-number", NUMBERS
    return "", ()


def number_fits(condition: Condition) -> bool:
    """Return whether a number says what is missing; where 1 is asked for, there is none at all."""
    if isinstance(condition, Compare):
        return (condition.comparison, condition.bound) != (Comparison.AT_LEAST, 1)
    return isinstance(condition, Between)
