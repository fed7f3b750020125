"""How the faults of a count stand in the tables: as many as there are, or as far as they count."""

from dataclasses import replace

import pytest

from support.columnar import NO_WAIVERS, database, judged
from support.hand import X, Y, graded, item, known, rule, rule_set
from zicha.backends.columnar.engine import Columnar
from zicha.backends.reference.engine import Reference
from zicha.model.facts import Knowledge
from zicha.model.judgement import Judgement
from zicha.model.numbers import Interval, Number, exactly
from zicha.model.rules import Compare, Comparison, Grading, ItemKind, Operand, Sum
from zicha.model.ruleset import RuleSet

LARGEST = 2**31 - 1


def counting(subject: Operand = X, allowed: int = 2, **most: Number) -> RuleSet:
    """Return a rule that counts what is more than allowed; ``most``: of the facts."""
    count = item(Compare(subject, Comparison.AT_MOST, allowed), ItemKind.COUNT)
    rules = rule_set(rule(graded(Grading.FAULTS, count)), lower_bounds=dict.fromkeys(most, 0))
    return replace(rules, upper_bounds=most)


def faults_column(rules: RuleSet, *, every_fault: bool = True) -> tuple[str, str]:
    """Return the types of the columns of the fewest and of the most faults."""
    engine, base = Columnar(rules, every_fault=every_fault), database()
    results = engine.judge_many(engine.encode(base, [(known({"x": exactly(1)}), NO_WAIVERS)]))
    (table,) = results.outcomes.values()
    types = base.columns_of(table)
    (plan,) = engine.compiled.plans[0].items
    return types[plan.fewest], types[plan.most]


def audited(rules: RuleSet, *units: Knowledge) -> tuple[Columnar, list[Judgement]]:
    """Return what an audit finds."""
    engine = Columnar(rules, every_fault=False)
    return engine, judged(engine, [(unit, NO_WAIVERS) for unit in units])


@pytest.mark.parametrize(
    ("rules", "kind"),
    [
        (counting(), "BIGINT"),
        (counting(x=LARGEST - 2), "INTEGER"),
        (counting(x=LARGEST - 1), "BIGINT"),
        (counting(Sum((X, Y)), x=100), "BIGINT"),
        (counting(Sum((X, Y)), 0, x=2**30, y=2**30 - 1), "INTEGER"),
        (counting(Sum((X, Y)), 0, x=2**30, y=2**30), "BIGINT"),
    ],
    ids=["no bounds", "just fits", "one more", "one bound", "both fit", "both are one more"],
)
def test_faults_take_as_much_room_as_the_facts_can_be(rules: RuleSet, kind: str) -> None:
    assert faults_column(rules) == (kind, kind)


def test_the_most_that_a_fact_can_be_is_counted_to_the_last_one() -> None:
    engine = Columnar(counting(x=LARGEST - 2))
    (found,) = judged(engine, [(known({"x": exactly(LARGEST - 2)}), NO_WAIVERS)])
    (result,) = found.items["1.1.1"]
    assert result.faults == (LARGEST - 4, LARGEST - 4)


def test_an_audit_keeps_faults_in_one_byte() -> None:
    assert faults_column(counting(), every_fault=False) == ("TINYINT", "TINYINT")


def test_limits_that_need_more_than_a_byte_are_counted_to_the_last_fault() -> None:
    rules = counting(x=1000)
    ((best, _), *others) = rules.fault_limits
    rules = replace(rules, fault_limits=((best, 0), *((grade, 500) for grade, _ in others)))
    engine, (found,) = audited(rules, known({"x": exactly(702)}))
    (result,) = found.items["1.1.1"]
    assert (result.faults, engine.compiled.plans[0].items[0].cap) == ((700, 700), None)


# The limits are 0, 1 and 2 faults, so that three faults are as bad as any number.
@pytest.mark.parametrize(
    ("x", "faults"),
    [
        (exactly(0), (0, 0)),
        (exactly(2), (0, 0)),
        (exactly(3), (1, 1)),
        (exactly(4), (2, 2)),
        (exactly(5), (3, 3)),
        (exactly(6), (3, 3)),
        (exactly(2**40), (3, 3)),
        (Interval(1, 4), (0, 2)),
        (Interval(4, 90), (2, 3)),
        (Interval(4, None), (2, 3)),
        (None, (0, 3)),
    ],
)
def test_an_audit_counts_faults_as_far_as_they_change_a_grade(
    x: Interval | None, faults: tuple[int, int]
) -> None:
    rules = counting()
    unit = known({"x": x})
    engine, (found,) = audited(rules, unit)
    (result,) = found.items["1.1.1"]
    assert result.faults == faults
    plain = Reference(rules).judge(unit, NO_WAIVERS)
    assert replace(engine.as_counted(plain), engine="columnar") == found
