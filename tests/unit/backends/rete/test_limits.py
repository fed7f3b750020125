from dataclasses import replace
from decimal import Decimal

import pytest

from support.dictionary import PLACE
from support.hand import item
from support.requirements import at_least, one_part, one_rule, rules_of
from zicha.backends.rete import Rete, available, limits_of
from zicha.errors import InputError, Place, problem
from zicha.model.rules import ByOption, Compare, Comparison, FactValue, Includes, ItemKind

HERE = Place("rules/own.yaml", 7, 5)


def test_an_ordinary_rule_set_is_within_all_limits() -> None:
    assert limits_of(one_rule(item(at_least("area", 300)))) == ()


def test_a_bound_that_64_bits_cannot_tell_apart_is_refused_at_its_place() -> None:
    asked = replace(item(at_least("area", 10**30)), place=HERE)
    assert limits_of(one_rule(asked)) == (problem("engine-number-too-large", HERE, number=10**30),)


def test_a_bound_that_depends_on_an_attribute_is_looked_at_too() -> None:
    bound = ByOption("town", (("old", 1), ("new", 10**30)))
    asked = item(Compare(FactValue("area"), Comparison.AT_LEAST, bound))
    assert [p.code for p in limits_of(one_rule(asked))] == ["engine-number-too-large"]


def test_fine_bounds_make_large_ones_too_large() -> None:
    items = [
        item(at_least("area", Decimal("0.000001")), item_id="fine"),
        item(at_least("area", 10**13), item_id="large"),
    ]
    assert [dict(p.args) for p in limits_of(one_rule(*items))] == [{"number": str(10**13)}]


def test_more_indicators_than_a_rule_set_takes_are_refused() -> None:
    rules = [one_part(f"1.{number}", item(at_least("area", 1))) for number in range(501)]
    assert limits_of(rules_of(*rules)) == (
        problem("engine-too-many-messages", PLACE, group="1", count=501, most=500),
    )


def test_the_limit_is_for_each_category() -> None:
    rules = [one_part(f"{n % 2}.{n}", item(at_least("area", 1))) for n in range(600)]
    assert limits_of(rules_of(*rules)) == ()


def test_more_rules_than_durable_rules_compiles_are_refused() -> None:
    """Each item compiles to three rules (no unit, met, unmet), each indicator to one more."""
    items = [item(at_least(f"f{n}", 1), item_id=f"i{n}") for n in range(20)]
    rules = [one_part(f"1.{number}", *items) for number in range(66)]
    found = limits_of(rules_of(*rules))
    assert [(p.code, p.args["most"]) for p in found] == [("engine-too-many-rules", "4000")]


@pytest.mark.skipif(not available(), reason="durable_rules does not import here")
def test_the_engine_refuses_to_load_what_is_over_a_limit() -> None:
    with pytest.raises(InputError) as refused:
        Rete(one_rule(item(at_least("area", 10**30))))
    assert [p.code for p in refused.value.problems] == ["engine-number-too-large"]


def test_a_set_of_any_size_is_within_all_limits() -> None:
    members = tuple(f"m{number}" for number in range(300))
    wanted = item(Includes("services", members, every=True), ItemKind.SET)
    assert limits_of(one_rule(wanted)) == ()
