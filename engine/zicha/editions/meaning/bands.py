"""Scales: their bands, which of them can be reached, and whether they leave a value out."""

from itertools import pairwise

from zicha.editions.meaning.conditions import comparison_of, condition_of, mixed, no_comparison
from zicha.editions.meaning.coverage import holds, settlements, values_that_matter
from zicha.editions.meaning.scope import Scope
from zicha.editions.meaning.subjects import Measured, subject_of
from zicha.editions.shape.rules import COMPARISONS, CONNECTIVES, SUBJECTS, ConditionShape, ItemShape
from zicha.editions.spot import Spot
from zicha.model.facts import FactType
from zicha.model.rules import Always, Condition, Grade

Band = tuple[Grade, Condition]


def bands_of(shape: ItemShape, spot: Spot, scope: Scope) -> tuple[Band, ...]:
    """Return the bands of a scale, the best first; none where one of them is wrong."""
    assert shape.bands is not None
    strange = shape.written((*COMPARISONS, *CONNECTIVES))
    subjects = shape.written(SUBJECTS)
    if strange or len(subjects) > 1:
        mixed("bands", (strange or subjects[1:])[0], spot)
        return ()
    problems = len(spot.found)
    check_order(list(shape.bands), spot / "bands")
    if not subjects:
        return whole_conditions(shape.bands, spot / "bands", scope)
    measured = subject_of(shape, subjects[0], spot, scope)
    if measured is None:
        return ()
    bands = comparisons(shape.bands, spot / "bands", measured, scope)
    if len(spot.found) > problems or measured.measure.type is FactType.SET:
        return bands
    return settled_bands(bands, spot / "bands", measured)


def check_order(grades: list[Grade], spot: Spot) -> None:
    """Report a band that stands below a worse one."""
    for before, grade in pairwise(grades):
        if grade.rank < before.rank:
            (spot / grade).report_key("rule-band-order", grade=grade, before=before)


def whole_conditions(
    shapes: dict[Grade, ConditionShape], spot: Spot, scope: Scope
) -> tuple[Band, ...]:
    """Return bands that are conditions of their own."""
    found = [
        (grade, condition)
        for grade, shape in shapes.items()
        if (condition := condition_of(shape, spot / grade, scope.within))
    ]
    return tuple(found) if len(found) == len(shapes) else ()


def comparisons(
    shapes: dict[Grade, ConditionShape], spot: Spot, measured: Measured, scope: Scope
) -> tuple[Band, ...]:
    """Return bands that compare the item's subject."""
    found = [
        (grade, condition)
        for grade, shape in shapes.items()
        if (condition := band_condition(shape, spot / grade, measured, scope))
    ]
    return tuple(found) if len(found) == len(shapes) else ()


def band_condition(
    shape: ConditionShape, spot: Spot, measured: Measured, scope: Scope
) -> Condition | None:
    """Return the comparison of one band."""
    strange = shape.written((*SUBJECTS, *CONNECTIVES))
    keys = shape.written(COMPARISONS)
    if strange or len(keys) > 1:
        mixed("bands", (strange or keys[1:])[0], spot)
        return None
    if not keys:
        no_comparison(shape, spot)
        return None
    return comparison_of(shape, keys[0], spot, measured, scope)


def settled_bands(bands: tuple[Band, ...], spot: Spot, measured: Measured) -> tuple[Band, ...]:
    """Return the bands; those that cannot be reached are reported, and one that is all there is.

    Where the bands leave no value out, the last one holds for whatever is left, so that an
    unknown value may be anything but worse than it. A ratio whose whole can be 0 has no value
    there: it stays as it is.
    """
    reached: set[Grade] = set()
    complete = True
    for conditions in settlements([condition for _, condition in bands]):
        for value in values_that_matter(measured.measure, conditions):
            first = next((i for i, c in enumerate(conditions) if holds(c, value)), None)
            if first is None:
                complete = False
            else:
                reached.add(bands[first][0])
    for grade, _ in bands:
        if grade not in reached:
            (spot / grade).report_key("rule-band-unreachable", grade=grade)
    if not complete or not measured.everywhere:
        return bands
    if len(bands) == 1:
        (spot / bands[0][0]).report_key("rule-band-always", grade=bands[0][0])
    return (*bands[:-1], (bands[-1][0], Always()))
