"""Conditions that can never hold or always do, and parts of them that change nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zicha.authoring.lint.idle import idle_in, shown
from zicha.authoring.lint.material import Material, PlacedItem
from zicha.authoring.worlds import Worlds, worlds_of
from zicha.editions.spot import Spot
from zicha.errors import Problem, Severity, problem
from zicha.language.walk import COMPOSITES, conditions_in
from zicha.model.edition import Edition
from zicha.model.numbers import Number
from zicha.model.rules import (
    AllOf,
    Always,
    AtLeastN,
    Between,
    Bound,
    Compare,
    Condition,
    Includes,
    Is,
    ItemKind,
    Leaf,
    NoneOf,
    OneOf,
    WithinDays,
)
from zicha.words.numbers import shown_number


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
    where = worlds.holds(AllOf(tuple(applies)))
    holds = [held for held, there in zip(worlds.holds(asked), where, strict=True) if there]
    if not any(where):
        yield found("applies-never", name, spot)
    elif not any(holds):
        yield found("condition-never", name, spot)
    elif all(holds):
        yield found("condition-always", name, spot)
    else:
        parts = [*idle_parts(asked, asked, worlds, where)]
        for clause in applies:
            parts += idle_clauses(clause, worlds)
        for part in parts:
            yield found("part-idle", name, spot, part=formula(part))


def found(code: str, name: str, spot: Spot, **args: str) -> Problem:
    """Return a finding about an item or a conclusion."""
    return problem(code, spot.place, Severity.WARNING, item=name, **args)


def idle_clauses(clause: Condition, worlds: Worlds) -> Iterator[Condition]:
    """Yield what changes nothing of a condition under which something applies: all or parts."""
    if all(worlds.holds(clause)):
        yield clause
    else:
        yield from idle_parts(clause, clause, worlds, [True] * len(worlds.known))


def idle_parts(
    whole: Condition, within: Condition, worlds: Worlds, where: Sequence[bool]
) -> Iterator[Condition]:
    """Yield parts of a condition without which it says the same where it applies.

    Of two that say the same the later one: each is looked at without those found before.
    """
    if not isinstance(within, COMPOSITES) or isinstance(within, AtLeastN):
        return
    held = where_it_holds(whole, worlds, where)
    left = within
    for part in reversed(within.parts):
        rest = replace(left, parts=tuple(each for each in left.parts if each is not part))
        without = replaced(whole, within, rest)
        if rest.parts and where_it_holds(without, worlds, where) == held:
            left = rest
            yield part
        else:
            yield from idle_parts(whole, part, worlds, where)


def where_it_holds(condition: Condition, worlds: Worlds, where: Sequence[bool]) -> tuple[bool, ...]:
    """Return where a condition holds, of the combinations in which it applies."""
    pairs = zip(worlds.holds(condition), where, strict=True)
    return tuple(held for held, there in pairs if there)


def replaced(whole: Condition, old: Condition, new: Condition) -> Condition:
    """Return a condition in which a part, itself and not its like, is another."""
    if whole is old:
        return new
    if isinstance(whole, COMPOSITES):
        return replace(whole, parts=tuple(replaced(each, old, new) for each in whole.parts))
    return whole


# --- As a reader sees them ------------------------------------------------------------------------


def formula(condition: Condition) -> str:
    """Return a condition as a formula over facts, in the words of the rule language."""
    if isinstance(condition, COMPOSITES):
        words = {AllOf: "all", NoneOf: "none", AtLeastN: "at_least_n_of"}
        parts = ", ".join(map(formula, condition.parts))
        return f"{words.get(type(condition), 'any')}: [{parts}]"
    return of_leaf(condition)


def of_leaf(leaf: Leaf) -> str:
    """Return a leaf as a formula."""
    match leaf:
        case Compare(subject, comparison, bound):
            return f"{shown(subject)} {comparison} {of_bound(bound)}"
        case Between(subject, low, high):
            return f"{shown(subject)} between [{of_bound(low)}, {of_bound(high)}]"
        case Is(fact, value):
            return f"{fact} is {str(value).lower() if isinstance(value, bool) else value}"
        case OneOf(fact, options):
            return f"{fact} one_of [{', '.join(options)}]"
        case Includes(fact, members, every):
            return f"{fact} {'includes_all' if every else 'includes_any'} [{', '.join(members)}]"
        case WithinDays(fact, days):
            return f"{fact} within_days {days}"
        case Always():
            return "always"


def of_bound(bound: Bound) -> str:
    """Return a bound as it is written; one that changes as dots."""
    return shown_number(bound) if isinstance(bound, Number) else "…"
