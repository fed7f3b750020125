"""Conditions that can never hold or always do, and parts of them that change nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zicha.authoring.lint.idle import idle_in
from zicha.authoring.lint.material import Material, PlacedItem
from zicha.authoring.worlds import Worlds, worlds_of
from zicha.editions.spot import Spot
from zicha.errors import Problem, Severity, problem
from zicha.language.kleene import Truth
from zicha.language.walk import COMPOSITES, conditions_in
from zicha.model.edition import Edition
from zicha.model.rules import AllOf, Always, AtLeastN, Condition, ItemKind
from zicha.model.text import LANGUAGES
from zicha.words.conditions import condition_text
from zicha.words.requirement import Speaker


def settled_conditions(material: Material) -> Iterator[Problem]:
    """Yield items and conclusions whose outcome is settled, and parts that change nothing."""
    for placed in material.items():
        if placed.item.kind is not ItemKind.BANDS:
            yield from of_item(placed, material.edition)
    for conclusion in material.edition.conclusions:
        for condition in conditions_in(conclusion.when):
            spot = material.spots.conclusions[conclusion.id]
            yield from of_condition(conclusion.id, condition, (), spot, material.edition)


def of_item(placed: PlacedItem, edition: Edition) -> Iterator[Problem]:
    """Yield what is settled of an item: what is asked, where it applies."""
    item = placed.item
    applies = tuple(clause.when for clause in item.applies)
    yield from of_condition(item.id, item.condition, applies, placed.spot, edition)


def of_condition(
    name: str, asked: Condition, applies: Sequence[Condition], spot: Spot, edition: Edition
) -> Iterator[Problem]:
    """Yield what is settled of a condition where all of others hold.

    What a single bound or list of options settles is told as ``bound-idle``.
    """
    conditions = [asked, *applies]
    if isinstance(asked, Always) or [*idle_in(conditions, edition)]:
        return
    worlds = worlds_of(conditions, edition)
    if worlds is None:
        return
    applied, held = worlds.truths(AllOf(tuple(applies))), worlds.truths(asked)
    pairs = [*zip(applied, held, worlds.whole, strict=True)]
    if True not in applied:
        yield found("applies-never", name, spot)
    elif not any(applies and holds for applies, holds, _ in pairs):
        yield found("condition-never", name, spot)
    elif all(holds for applies, holds, is_whole in pairs if applies and is_whole):
        yield found("condition-always", name, spot)
    else:
        parts = [*idle_parts(asked, asked, worlds, applied)]
        for clause in applies:
            parts += idle_clauses(clause, worlds)
        for part in parts:
            yield found("part-idle", name, spot, **in_words(part, edition))


def found(code: str, name: str, spot: Spot, **args: str) -> Problem:
    """Return a finding about an item or a conclusion."""
    return problem(code, spot.place, Severity.WARNING, item=name, **args)


def in_words(part: Condition, edition: Edition) -> dict[str, str]:
    """Return a part of a condition, as an argument of a message in each language."""
    return {f"part_{lang}": condition_text(part, Speaker(edition, lang, {})) for lang in LANGUAGES}


def idle_clauses(clause: Condition, worlds: Worlds) -> Iterator[Condition]:
    """Yield what changes nothing of a condition under which something applies: all or parts."""
    held = worlds.truths(clause)
    if all(holds for holds, is_whole in zip(held, worlds.whole, strict=True) if is_whole):
        yield clause
    else:
        yield from idle_parts(clause, clause, worlds, [True] * len(held))


def idle_parts(
    whole: Condition, within: Condition, worlds: Worlds, applied: Sequence[Truth]
) -> Iterator[Condition]:
    """Yield parts of a condition without which it says the same wherever it may apply.

    Of two that say the same the later one: each is looked at without those found before.
    """
    if not isinstance(within, COMPOSITES) or isinstance(within, AtLeastN):
        return
    held = where_it_may_apply(whole, worlds, applied)
    left = within
    for part in reversed(within.parts):
        rest = replace(left, parts=tuple(each for each in left.parts if each is not part))
        without = replaced(whole, within, rest)
        if rest.parts and where_it_may_apply(without, worlds, applied) == held:
            left = rest
            yield part
        else:
            yield from idle_parts(whole, part, worlds, applied)


def where_it_may_apply(
    condition: Condition, worlds: Worlds, applied: Sequence[Truth]
) -> tuple[Truth, ...]:
    """Return what a condition comes to, but where it does not apply."""
    pairs = zip(worlds.truths(condition), applied, strict=True)
    return tuple(holds for holds, applies in pairs if applies is not False)


def replaced(whole: Condition, old: Condition, new: Condition) -> Condition:
    """Return a condition in which a part, itself and not its like, is another."""
    if whole is old:
        return new
    if isinstance(whole, COMPOSITES):
        return replace(whole, parts=tuple(replaced(each, old, new) for each in whole.parts))
    return whole
