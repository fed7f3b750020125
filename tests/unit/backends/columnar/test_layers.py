"""Conclusions are found layer by layer: not every database reads a column beside its own."""

from support.dictionary import PLACE, SOURCE, TEXT
from zicha.backends.columnar.conclusions import layers_of
from zicha.model.conclusions import (
    Conclusion,
    ConclusionKind,
    EveryOf,
    Holds,
    NotAnyOf,
    Premise,
    ScoreReaches,
)


def conclusion(name: str, when: Premise) -> Conclusion:
    """Return a flag."""
    return Conclusion(name, ConclusionKind.FLAG, TEXT, when, SOURCE, PLACE)


def test_no_conclusion_reads_another_of_its_own_layer() -> None:
    line = conclusion("line", ScoreReaches(None, 90))
    other = conclusion("other", ScoreReaches(None, 80))
    second = conclusion("second", NotAnyOf((Holds("line"),)))
    third = conclusion("third", EveryOf((Holds("line"), Holds("second"))))
    found = layers_of([line, second, third, other])
    assert [[each.id for each in layer] for layer in found] == [
        ["line", "other"],
        ["second"],
        ["third"],
    ]


def test_without_conclusions_there_is_no_layer() -> None:
    assert layers_of([]) == []
