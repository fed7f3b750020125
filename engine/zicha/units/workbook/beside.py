"""Answers that stand beside the cell for them, which else would be lost."""

from collections.abc import Iterator

from zicha.documents.document import Plain
from zicha.model.edition import Edition
from zicha.model.facts import Fact
from zicha.units.typed import RefusedError, typed_number
from zicha.units.values import units_of
from zicha.units.workbook.layout import same
from zicha.units.workbook.table import Row


def answers_beside(row: Row, fact: Fact, edition: Edition) -> Iterator[str]:
    """Yield the columns of a row without an answer in which one may stand.

    Forms have hundreds of such rows: what is as it was is passed over first.
    """
    unit = row.value("unit")
    if unit is not None and unit != fact.unit and is_other_unit(unit, fact, edition):
        yield "unit"
    label = row.value("label")
    if isinstance(label, str) and label not in (fact.label.zh, fact.label.en):
        own = (fact.label.zh, fact.label.en)
        if any(label.startswith(each) and has_digit(label[len(each) :]) for each in own):
            yield "label"
    hint = row.value("hint")
    may_be = not isinstance(hint, str) or hint[:1].isdigit()
    if may_be and is_number(hint, fact, edition):
        yield "hint"


def is_other_unit(unit: Plain, fact: Fact, edition: Edition) -> bool:
    """Return whether what stands for a unit is none of the fact's."""
    words = units_of(fact, edition)
    return bool(words) and same(str(unit)) not in map(same, words)


def has_digit(text: str) -> bool:
    """Return whether a text has a digit, of any width."""
    return any(sign.isdigit() for sign in text)


def is_number(value: Plain, fact: Fact, edition: Edition) -> bool:
    """Return whether a number stands there, alone or with a unit of the fact."""
    try:
        typed_number(value, fact.unit, units_of(fact, edition))
    except RefusedError:
        return False
    return True
