"""How durable_rules is asked about choices and combinations: T is met, F unmet, U open."""

from collections.abc import Sequence
from itertools import product

import pytest

from support.hand import item
from support.requirements import at_least, knowing, one_rule
from zicha.backends.rete import Rete, available
from zicha.model.facts import Knowledge
from zicha.model.judgement import Outcome
from zicha.model.rules import (
    AnyOf,
    AtLeastN,
    Condition,
    Is,
    NoneOf,
    OneOf,
)

pytestmark = pytest.mark.skipif(not available(), reason="durable_rules does not import here")

LETTERS = {Outcome.MET: "T", Outcome.UNMET: "F", Outcome.OPEN: "U", Outcome.NOT_APPLICABLE: "-"}


def truths(condition: Condition, units: Sequence[Knowledge]) -> str:
    """Return the truth of a condition for each unit, as letters."""
    engine = Rete(one_rule(item(condition)))
    return "".join(LETTERS[engine.judge(known).items["1.1"][0].outcome] for known in units)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Is("x", "grade_1"), "TFFUF"),
        (OneOf("x", ("grade_1", "grade_3")), "TTFUF"),
        (AnyOf((OneOf("x", ("grade_1", "none")), Is("x", "grade_3"))), "TTTUF"),
        (NoneOf((OneOf("x", ("grade_1", "none")),)), "FTFUT"),
    ],
)
def test_choices_also_those_that_no_rule_mentions(condition: Condition, expected: str) -> None:
    values = ("grade_1", "grade_3", "none", None, "other")
    units = [knowing() if value is None else knowing(x=value) for value in values]
    assert truths(condition, units) == expected


def test_too_many_combinations_are_counted_and_mean_the_same() -> None:
    """All 3^4 states of four facts stand for nine parts: two facts are asked three times."""
    names = ("a", "a", "a", "b", "b", "b", "c", "d", "d")
    condition = AtLeastN(5, tuple(at_least(name, 1) for name in names))
    states = list(product((1, 0, None), repeat=4))
    units, expected = [], []
    for state in states:
        values = {n: v for n, v in zip("abcd", state, strict=True) if v is not None}
        units.append(knowing(**values))
        found = [values.get(name) for name in names]
        true, unknown = found.count(1), found.count(None)
        expected.append("T" if true >= 5 else "U" if true + unknown >= 5 else "F")
    assert truths(condition, units) == "".join(expected)
