"""What the items of a rule come to for a unit, in columns, those of the units above included.

For each part of a rule:

| column | holds |
|---|---|
| `code/part:fewest`, `:most` | faults; a fatal one counts as many as make the worst grade |
| `code/part:best`, `:worst` | the ranks of the grades of a scale |
| `code/part:applies` | whether an item applies |

and for a rule `code:sure`: whether an item certainly applies. These two are asked "is it true?":
null, where there is no unit above, is not. Nothing asks them where an item of the unit's own level
always applies.

A unit takes these numbers over from the unit above it, instead of judging it again, and adds its
own.
"""

from collections.abc import Iterator

from zicha.backends.columnar import sql
from zicha.backends.columnar.items import Code, ItemPlan
from zicha.backends.columnar.plans import PartPlan, Place, RulePlan
from zicha.backends.columnar.sql import Sql, Type
from zicha.model.rules import Grading, ItemKind

LARGEST_TINY = 127
SCALE, FAULTS = ("best", "worst"), ("fewest", "most")
Items = tuple[ItemPlan, ...]


def ends_of(part: PartPlan) -> tuple[str, str]:
    """Return what the two numbers of a part are called."""
    return SCALE if part.grading is Grading.BANDS else FAULTS


def handed_down(plan: RulePlan, place: Place, cap: int) -> Iterator[Sql]:
    """Yield the columns of a rule for units below: the same at every level.

    Those of parts that have no items at a unit or above it are null. ``cap``: the faults that need
    counting.
    """
    for part in plan.parts:
        kind = type_of(part, cap)
        for name, each in (*((end, kind) for end in ends_of(part)), ("applies", Type.TRUTH)):
            yield there_or_null(part.column(name), each, there=place.has(part.items))
    if plan.doubtable:
        yield there_or_null(plan.sure, Type.TRUTH, there=place.has(plan.items))


def there_or_null(name: str, kind: Type, *, there: bool) -> Sql:
    """Return a column where it is there, else null under its name."""
    return sql.column(name) if there else sql.named(sql.nothing(kind), name)


def type_of(part: PartPlan, cap: int) -> Type:
    """Return the type that holds the faults of a part, however many items have them."""
    return Type.TINY if cap * len(part.items) <= LARGEST_TINY else Type.SMALL


def tally_columns(plan: RulePlan, place: Place, cap: int, *, whole: bool) -> Iterator[Sql]:
    """Yield the columns of a rule for a unit, of the parts that have items there or above.

    ``whole``: with those, too, that nothing asks at the level itself.
    """
    for part in plan.parts:
        if place.has(part.items):
            for end, found in zip(ends_of(part), numbers(part, place, cap), strict=True):
                yield sql.named(sql.cast(found, type_of(part, cap)), part.column(end))
            if whole or not always_applies(part.items, place):
                name = part.column("applies")
                yield sql.named(applying(part.items, place, name), name)
    is_asked = whole or not always_applies(plan.items, place)
    if plan.doubtable and place.has(plan.items) and is_asked:
        yield sql.named(applying(plan.items, place, plan.sure, certainly=True), plan.sure)


def numbers(part: PartPlan, place: Place, cap: int) -> Iterator[Sql]:
    """Yield the two numbers of a part."""
    for end in ends_of(part):
        above = sql.column(part.column(end), place.above or "")
        own = place.own(part.items)
        if part.grading is Grading.BANDS:
            # A scale is the only item of its part.
            yield sql.column(own[0].best if end == "best" else own[0].worst) if own else above
        else:
            terms = [faults(each, part.grading, end, cap) for each in own]
            higher = [sql.or_else(above, 0)] if place.takes_over(part.items) else []
            yield sql.total([*terms, *higher])


# --- Faults -------------------------------------------------------------------------------------


def faults(plan: ItemPlan, grading: Grading, end: str, cap: int) -> Sql:
    """Return the faults of an item, no more than ``cap``, which make the worst grade.

    Where all items are required an item is one fault, whatever it counts.
    """
    if grading is Grading.FAULTS and plan.item.fatal:
        return sql.times(failing(plan, end), sql.whole(cap))
    if grading is Grading.ALL or plan.item.kind not in (ItemKind.SET, ItemKind.COUNT):
        return failing(plan, end)
    number = sql.column(plan.fewest if end == "fewest" else plan.most)
    if plan.item.kind is ItemKind.COUNT and plan.cap == cap:
        return sql.cast(number, Type.SMALL)
    # No upper bound is null, which is not less than anything: it counts as the worst.
    return sql.choice([(sql.less(number, sql.whole(cap)), number)], sql.whole(cap))


def failing(plan: ItemPlan, end: str) -> Sql:
    """Return 1 where an item is unmet, for the most faults where it may be, else 0."""
    return sql.column(f"{plan.name}:fails/{end}")


def failing_columns(plan: ItemPlan) -> Iterator[Sql]:
    """Yield these columns of an item."""
    for end, last in zip(FAULTS, (Code.UNMET, Code.OPEN), strict=True):
        test = sql.at_most(sql.column(plan.name), sql.whole(last))
        yield sql.named(sql.one_if(test), f"{plan.name}:fails/{end}")


# --- What applies -------------------------------------------------------------------------------


def always_applies(items: Items, place: Place) -> bool:
    """Return whether an item of the unit's own level applies whatever is known."""
    return any(not each.doubtable for each in place.own(items))


def applying(items: Items, place: Place, name: str, *, certainly: bool = False) -> Sql:
    """Return whether one of some items applies, here or, by the column ``name``, above."""
    if always_applies(items, place):
        return sql.true()
    tests = [item_applies(each, certainly=certainly) for each in place.own(items)]
    above = [sql.column(name, place.above or "")] if place.takes_over(items) else []
    return sql.any_of(*tests, *above)


def item_applies(plan: ItemPlan, *, certainly: bool) -> Sql:
    """Return whether an item applies."""
    applies = sql.less(sql.column(plan.name), sql.whole(Code.NO_UNIT))
    return sql.all_of(applies, sql.column(plan.sure)) if certainly else applies
