"""What a value is compared with: a number, one for each option of an attribute, dated ones."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from zicha.editions.meaning.manifest import UNIT
from zicha.editions.meaning.scope import Scope
from zicha.editions.meaning.subjects import Measure
from zicha.editions.meaning.values import digits
from zicha.editions.shape.rules import BoundShape, DatedShape
from zicha.editions.spot import Spot
from zicha.language.asof import counting
from zicha.language.nearest import listed, nearest
from zicha.model.facts import FactType
from zicha.model.numbers import Number
from zicha.model.rules import Bound, ByOption, Dated, DatedValue

NUMBER_WITH_UNIT = re.compile(r"\s*([-+]?[0-9]+(?:\.[0-9]+)?)\s*([^\s0-9.,_+-]\S*)\s*")

NumberShape = int | Decimal | str
ByNumbers = Mapping[str, NumberShape]


def bound_of(shape: BoundShape, spot: Spot, measure: Measure, scope: Scope) -> Bound | None:
    """Return a bound; what does not suit the measure is reported."""
    if isinstance(shape, list):
        return dated_of(shape, spot, measure, scope)
    return value_of(shape, spot, measure, scope)


def value_of(
    shape: NumberShape | ByNumbers, spot: Spot, measure: Measure, scope: Scope
) -> Number | ByOption | None:
    """Return a bound of one day."""
    if isinstance(shape, Mapping):
        return by_option(shape, spot, measure, scope)
    return number_of(shape, spot, measure)


def number_of(shape: NumberShape, spot: Spot, measure: Measure) -> Number | None:
    """Return a number that the measure can be compared with."""
    if isinstance(shape, str):
        report_text(shape, spot, measure)
        return None
    number: Number = int(shape) if shape == int(shape) else shape
    if digits(number) > measure.decimals:
        code = "rule-bound-not-whole" if measure.type is FactType.INT else "rule-bound-fine"
        spot.report(code, bound=number, subject=measure.name, decimals=measure.decimals)
    if measure.low is not None and measure.high is not None and measure.low >= measure.high:
        return number  # the range itself is reported
    below = measure.low is not None and number < measure.low
    above = measure.high is not None and number > measure.high
    if below or above:
        low, high = (f"{'…' if end is None else end}" for end in (measure.low, measure.high))
        spot.report("rule-bound-range", bound=number, subject=measure.name, low=low, high=high)
    return number


def report_text(text: str, spot: Spot, measure: Measure) -> None:
    """Report a text in the place of a number; a number typed with its unit gets its own word."""
    found = NUMBER_WITH_UNIT.fullmatch(text)
    unit = measure.unit or ""
    if not found:
        spot.report("rule-bound-no-number", given=text, subject=measure.name)
    elif plain_form(found[2]) == plain_form(unit):
        spot.report("rule-bound-with-unit", given=text, number=found[1], unit=unit)
    else:
        spot.report("rule-bound-unit", given=found[2], subject=measure.name, unit=unit)


def plain_form(unit: str) -> str:
    """Return a unit in one form, however wide or small its signs were typed: m² is ㎡."""
    return unicodedata.normalize("NFKC", unit)


def by_option(shape: ByNumbers, spot: Spot, measure: Measure, scope: Scope) -> ByOption | None:
    """Return a bound that depends on an attribute: every option has its number, no other does."""
    name = str(shape.get("by", ""))
    if not name.startswith(UNIT):
        (spot / "by").report("rule-by-attribute", given=name)
        return None
    attribute = scope.fact(name, spot / "by")
    if attribute is None:
        return None
    if attribute.type is not FactType.ENUM:
        (spot / "by").report("rule-by-attribute", given=name)
        return None
    numbers = {
        option: number_of(number, spot / option, measure)
        for option, number in shape.items()
        if option in attribute.option_ids
    }
    check_options(shape, spot, name, attribute.option_ids)
    known = tuple(
        (option, number)
        for option in attribute.option_ids
        if (number := numbers.get(option)) is not None
    )
    return ByOption(attribute.id, known) if known else None


def check_options(shape: ByNumbers, spot: Spot, name: str, options: tuple[str, ...]) -> None:
    """Report options that the attribute does not have, and those that have no number."""
    for option in shape:
        if option != "by" and option not in options:
            near = nearest(option, options)
            (spot / option).report_key("rule-option-unknown", word=option, of=name, nearest=near)
    missing = [option for option in options if option not in shape]
    if missing:
        spot.report("rule-option-without-number", of=name, options=listed(missing))


def dated_of(shapes: list[DatedShape], spot: Spot, measure: Measure, scope: Scope) -> Dated | None:
    """Return the values of a bound over time; two with one first day are reported."""
    found: list[tuple[Spot, DatedValue]] = []
    for i, shape in enumerate(shapes):
        value = value_of(shape.value, spot / i / "value", measure, scope)
        source = scope.manifest.library.source(shape.source, spot / i / "source")
        begins = shape.begins or scope.manifest.library.first_day(source.edition)
        if value is not None:
            found.append((spot / i, DatedValue(value, source, begins)))
    if not found:
        return None
    dated = Dated(tuple(value for _, value in found))
    check_days([(at, value) for at, value in found if value in counting(dated)])
    return dated


def check_days(values: Sequence[tuple[Spot, DatedValue]]) -> None:
    """Report values that count, of which another begins on the same day."""
    seen: set[date | None] = set()
    for spot, value in values:
        if value.begins not in seen:
            seen.add(value.begins)
        elif value.begins:
            spot.report("rule-dated-same-day", day=value.begins)
        else:
            spot.report("rule-dated-no-day", edition=value.source.edition)
