"""Conditions: one subject with one comparison that suits it, or connectives of such."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zicha.editions.meaning.bounds import bound_of, number_of
from zicha.editions.meaning.coverage import pairs_of
from zicha.editions.meaning.scope import Scope
from zicha.editions.meaning.subjects import Measured, subject_of
from zicha.editions.shape.rules import (
    COMPARISONS,
    CONNECTIVES,
    SUBJECTS,
    ConditionShape,
    ItemShape,
    LeafShape,
)
from zicha.editions.spot import Spot
from zicha.language.nearest import nearest
from zicha.model.facts import FactType
from zicha.model.rules import (
    AllOf,
    AnyOf,
    AtLeastN,
    Between,
    Compare,
    Comparison,
    Condition,
    FactValue,
    Includes,
    Is,
    NoneOf,
    OneOf,
    WithinDays,
)

NUMERIC = ("at_least", "at_most", "more_than", "less_than", "equals", "between")
FITTING = {
    FactType.BOOL: ("is",),
    FactType.ENUM: ("is", "one_of"),
    FactType.SET: ("includes_all", "includes_any"),
    FactType.DATE: ("within_days",),
    FactType.INT: (*NUMERIC, "allowed"),
    FactType.DECIMAL: NUMERIC,
    FactType.PERCENT: NUMERIC,
}
"""The comparisons that suit a value of each type."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a condition is written: by a subject and a comparison, or by a connective."""

    subject: str = ""
    comparison: str = ""
    connective: str = ""


def form_of(shape: LeafShape, spot: Spot) -> Form | None:
    """Return the form of a condition; one that is none, or several at once, is reported."""
    connectives = shape.written(CONNECTIVES)
    subjects, comparisons = shape.written(SUBJECTS), shape.written(COMPARISONS)
    if connectives:
        return connective_form([*connectives, *subjects, *comparisons], spot)
    if not subjects:
        spot.report("rule-no-subject", known=" / ".join(SUBJECTS))
        return None
    if not comparisons:
        no_comparison(shape, spot)
        return None
    for found in (subjects, comparisons):
        if len(found) > 1:
            mixed(found[0], found[1], spot)
            return None
    return Form(subjects[0], comparisons[0])


def connective_form(keys: list[str], spot: Spot) -> Form | None:
    """Return the form of a connective, beside which nothing else may stand."""
    if len(keys) > 1:
        mixed(keys[0], keys[1], spot)
        return None
    return Form(connective=keys[0])


def mixed(first: str, second: str, spot: Spot) -> None:
    """Report two keys that cannot stand together."""
    (spot / second).report_key("rule-keys-together", first=first, second=second)


def no_comparison(shape: LeafShape, spot: Spot) -> None:
    """Report a condition that has nothing to compare with."""
    names = shape.keys()
    known = [key for key in COMPARISONS if key in names]
    spot.report("rule-no-comparison", known=" / ".join(known))


def condition_of(shape: ConditionShape, spot: Spot, scope: Scope) -> Condition | None:
    """Return a condition; what is wrong in it is reported, and then there may be none."""
    form = form_of(shape, spot)
    if form is None:
        return None
    if form.connective:
        return connective_of(shape, form.connective, spot, scope.within)
    return leaf_of(shape, form, spot, scope)


def connective_of(shape: ConditionShape, key: str, spot: Spot, scope: Scope) -> Condition | None:
    """Return the connective that stands under a key."""
    if key == "at_least_n_of":
        return at_least_n(shape, spot, scope)
    shapes = {"all": shape.all_, "any": shape.any_, "none": shape.none}[key] or []
    parts = parts_of(shapes, spot / key, scope)
    return CONNECTIVE_MAKERS[key](parts) if parts else None


def at_least_n(shape: LeafShape, spot: Spot, scope: Scope) -> AtLeastN | None:
    """Return the connective that counts; more than there are parts can never hold."""
    written = shape.at_least_n_of
    assert written is not None
    spot = spot / "at_least_n_of"
    if written.n > len(written.of):
        (spot / "n").report("rule-n-too-large", n=written.n, parts=len(written.of))
    parts = parts_of(written.of, spot / "of", scope)
    return AtLeastN(written.n, parts) if parts else None


def parts_of(shapes: list[ConditionShape], spot: Spot, scope: Scope) -> tuple[Condition, ...]:
    """Return the parts of a connective; none where one of them is wrong."""
    parts = [condition_of(shape, spot / i, scope) for i, shape in enumerate(shapes)]
    known = tuple(part for part in parts if part)
    check_parts_differ(parts, spot)
    return known if len(known) == len(parts) else ()


def check_parts_differ(parts: Sequence[object], spot: Spot) -> None:
    """Report a part of a connective that an earlier one already says."""
    for i, part in enumerate(parts):
        if part is not None and part in parts[:i]:
            (spot / i).report("rule-condition-twice")


def leaf_of(shape: LeafShape, form: Form, spot: Spot, scope: Scope) -> Condition | None:
    """Return the comparison of a subject."""
    measured = subject_of(shape, form.subject, spot, scope)
    if measured is None:
        return None
    return comparison_of(shape, form.comparison, spot, measured, scope)


def comparison_of(
    shape: LeafShape, key: str, spot: Spot, measured: Measured, scope: Scope
) -> Condition | None:
    """Return a comparison with a measured subject; it must suit the type."""
    measure = measured.measure
    fitting = FITTING[measure.type]
    if key not in fitting:
        (spot / key).report_key(
            "rule-comparison-unfit",
            comparison=key,
            subject=measure.name,
            type=measure.type,
            fitting=" / ".join(fitting),
        )
        return None
    return MAKERS[key](shape, spot / key, measured, scope)


def compare(shape: LeafShape, spot: Spot, measured: Measured, scope: Scope) -> Condition | None:
    """Return a number compared with a bound."""
    key = str(spot.path[-1])
    bound = bound_of(getattr(shape, key), spot, measured.measure, scope)
    return None if bound is None else Compare(measured.subject, Comparison(key), bound)


def between(shape: LeafShape, spot: Spot, measured: Measured, scope: Scope) -> Condition | None:
    """Return a number between two bounds."""
    problems = len(spot.found)
    low, high = (
        bound_of(bound, spot / i, measured.measure, scope)
        for i, bound in enumerate(shape.between or [])
    )
    if low is None or high is None:
        return None
    found = Between(measured.subject, low, high)
    if len(spot.found) == problems:
        check_not_reversed(found, spot)
    return found


def check_not_reversed(condition: Between, spot: Spot) -> None:
    """Report bounds of which the lower is above the upper on some day or for some option."""
    for low, high in pairs_of(condition):
        if low > high:
            spot.report("rule-between-reversed", low=low, high=high)
            return


def allowed(shape: LeafShape, spot: Spot, measured: Measured, _: Scope) -> Condition | None:
    """Return a count of faults with what is allowed of them."""
    assert isinstance(shape, ItemShape)
    assert shape.allowed is not None
    most = number_of(shape.allowed, spot, measured.measure)
    return None if most is None else Compare(measured.subject, Comparison.AT_MOST, most)


def is_value(shape: LeafShape, spot: Spot, measured: Measured, _: Scope) -> Condition | None:
    """Return a fact that has one value."""
    value = shape.is_
    if measured.measure.type is FactType.BOOL:
        if not isinstance(value, bool):
            given = f"'{value}'" if isinstance(value, str) else value
            spot.report("rule-value-not-yes-no", given=given, subject=measured.measure.name)
            return None
        return Is(fact_id(measured), value)
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    return Is(fact_id(measured), text) if option_known(text, spot, measured) else None


def one_of(shape: LeafShape, spot: Spot, measured: Measured, _: Scope) -> Condition | None:
    """Return a fact that has one of several values."""
    options = options_known(shape.one_of or [], spot, measured)
    return OneOf(fact_id(measured), options) if options else None


def includes(shape: LeafShape, spot: Spot, measured: Measured, _: Scope) -> Condition | None:
    """Return a set that has all, or any, of some members."""
    every = spot.path[-1] == "includes_all"
    written = shape.includes_all if every else shape.includes_any
    members = options_known(written or [], spot, measured)
    return Includes(fact_id(measured), members, every) if members else None


def within_days(shape: LeafShape, _: Spot, measured: Measured, __: Scope) -> Condition | None:
    """Return a day that lies at most so many days back."""
    assert shape.within_days is not None
    return WithinDays(fact_id(measured), shape.within_days)


def fact_id(measured: Measured) -> str:
    """Return the fact of a subject whose type only facts have."""
    assert isinstance(measured.subject, FactValue)
    return measured.subject.fact


def option_known(word: str, spot: Spot, measured: Measured) -> bool:
    """Report an option that the fact does not have; return whether it has it."""
    measure = measured.measure
    if word not in measure.options:
        near = nearest(word, measure.options)
        spot.report("rule-option-unknown", word=word, of=measure.name, nearest=near)
    return word in measure.options


def options_known(words: list[str], spot: Spot, measured: Measured) -> tuple[str, ...]:
    """Return options, each once; unknown and repeated ones are reported."""
    for i, word in enumerate(words):
        option_known(word, spot / i, measured)
        if word in words[:i]:
            (spot / i).report("shape-list-repeats", word=word)
    return tuple(dict.fromkeys(words))


CONNECTIVE_MAKERS: dict[str, type[AllOf | AnyOf | NoneOf]] = {
    "all": AllOf,
    "any": AnyOf,
    "none": NoneOf,
}
Maker = Callable[[LeafShape, Spot, Measured, Scope], Condition | None]
MAKERS: dict[str, Maker] = {
    **dict.fromkeys([comparison.value for comparison in Comparison], compare),
    "between": between,
    "allowed": allowed,
    "is": is_value,
    "one_of": one_of,
    "includes_all": includes,
    "includes_any": includes,
    "within_days": within_days,
}
"""What makes the condition of each comparison."""
