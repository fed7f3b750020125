"""What facts and attributes have in common: texts, options, ranges, units."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from zicha.editions.shape.base import TextShape
from zicha.editions.shape.facts import OptionShape
from zicha.editions.spot import Spot
from zicha.language.nearest import nearest
from zicha.model.facts import Option
from zicha.model.numbers import Number
from zicha.model.text import LANGUAGES, Text


def text(shape: TextShape) -> Text:
    """Return a text in both languages."""
    return Text(shape.zh, shape.en)


def maybe_text(shape: TextShape | None) -> Text | None:
    """Return a text where there is one."""
    return None if shape is None else text(shape)


def options_of(shapes: Mapping[str, OptionShape]) -> tuple[Option, ...]:
    """Return options in their order."""
    return tuple(Option(name, text(shape), shape.same_as) for name, shape in shapes.items())


def check_options(shapes: Mapping[str, OptionShape], spot: Spot) -> None:
    """Report a label that two options share: what people choose could be either."""
    for lang in LANGUAGES:
        labels = {option: text(shape).to(lang) for option, shape in shapes.items()}
        for option, other in repeated(labels):
            (spot / option / lang).report("edition-option-label-twice", option=other)


def repeated(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every id whose text an earlier one has, with that one."""
    first: dict[str, str] = {}
    for name, said in texts.items():
        other = first.setdefault(said, name)
        if other != name:
            yield name, other


def digits(number: Number) -> int:
    """Return how many digits a number has after the point, zeros at its end left out."""
    exponent = Decimal(str(number)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def check_range(bounds: list[int | Decimal], decimals: int, spot: Spot) -> None:
    """Report a range without room, or written finer than the fact itself."""
    low, high = bounds
    if low >= high:
        spot.report("edition-fact-range-empty", low=low, high=high)
    for index, bound in enumerate(bounds):
        if digits(bound) > decimals:
            (spot / index).report("edition-fact-range-fine", bound=bound, decimals=decimals)


def check_known(code: str, word: str, known: Collection[str], spot: Spot) -> bool:
    """Report a word that is not among the known ones; return whether it is."""
    if word in known:
        return True
    spot.report(code, word=word, nearest=nearest(word, known))
    return False
