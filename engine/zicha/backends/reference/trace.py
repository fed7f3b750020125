"""The trace: why an item has its outcome, down to the values that were read.

Every truth and every value in it comes from the functions that judge; nothing is decided here.
"""

from collections.abc import Mapping
from typing import NamedTuple

from zicha.backends.reference.items import item_result
from zicha.backends.reference.truth import Bounds, number_known, truth
from zicha.language.kleene import Truth
from zicha.language.values import bound_span
from zicha.language.walk import COMPOSITES, bounds_of, facts_of_leaf
from zicha.model.facts import Knowledge, Value
from zicha.model.judgement import ItemResult
from zicha.model.numbers import Interval, Number
from zicha.model.rules import Between, Compare, Condition, Grade, Item, WhenZero


class Proof(NamedTuple):
    """The truth of one condition, and what it rests on.

    ``reads``: of a leaf, what is known of each fact and attribute in it (None: nothing).
    ``value``: of a comparison, the number that was compared, or what its ratio says of a
    denominator of 0. ``bounds``: the least and the greatest that each of its bounds can be.
    ``parts``: of a connective, the proofs of its parts.
    """

    condition: Condition
    truth: Truth
    reads: Mapping[str, Value | None] = {}
    value: Interval | WhenZero | None = None
    bounds: tuple[tuple[Number, Number], ...] = ()
    parts: "tuple[Proof, ...]" = ()


class ItemTrace(NamedTuple):
    """The result of one item with the proofs of all its conditions.

    Where no unit of the item's level is given, there is nothing to prove.
    """

    item: Item
    result: ItemResult
    applies: tuple[Proof, ...] = ()
    condition: Proof | None = None
    bands: tuple[tuple[Grade, Proof], ...] = ()


def proof(condition: Condition, known: Knowledge, bounds: Bounds) -> Proof:
    """Return the truth of a condition with what it rests on."""
    holds = truth(condition, known, bounds)
    if isinstance(condition, COMPOSITES):
        parts = tuple([proof(part, known, bounds) for part in condition.parts])
        return Proof(condition, holds, parts=parts)
    values = known.values
    reads = {fact: values.get(fact) for fact in facts_of_leaf(condition)}
    if not isinstance(condition, (Compare, Between)):
        return Proof(condition, holds, reads)
    value = number_known(condition.subject, values, bounds)
    spans = tuple([bound_span(bound, values) for bound in bounds_of(condition)])
    return Proof(condition, holds, reads, value, spans)


def trace_item(item: Item, known: Knowledge, bounds: Bounds) -> ItemTrace:
    """Return the result of an item with the proofs of its conditions."""
    result = item_result(item, known, bounds)
    if item.level not in known.levels:
        return ItemTrace(item, result)
    return ItemTrace(
        item,
        result,
        applies=tuple([proof(clause.when, known, bounds) for clause in item.applies]),
        condition=proof(item.condition, known, bounds),
        bands=tuple([(grade, proof(band, known, bounds)) for grade, band in item.bands]),
    )
