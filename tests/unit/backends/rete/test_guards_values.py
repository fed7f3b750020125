"""Values that durable_rules takes wrongly without a word: each trap, and its guard."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from support.generate import case
from support.hand import item
from support.raw_durable import Raw, raw_rule
from support.requirements import at_least, knowing, one_part, one_rule, rules_of
from zicha.backends.rete import Rete, available
from zicha.backends.rete.compile import compile_rules
from zicha.backends.rete.fields import KIND, RESERVED, field_names, name_hash
from zicha.backends.rete.native import numbered
from zicha.errors import EngineError
from zicha.model.judgement import ItemResult, Outcome
from zicha.model.numbers import Number
from zicha.model.rules import (
    AnyOf,
    Compare,
    Comparison,
    Condition,
    Difference,
    FactValue,
    Grading,
    Includes,
    Is,
    NoneOf,
    Ratio,
    Subject,
    Sum,
    WhenZero,
    WithinDays,
)

pytestmark = pytest.mark.skipif(not available(), reason="durable_rules does not import here")

COLLIDING = ("字段549599", "字段712382")


def outcome(condition: Condition, **values: Number | bool | str) -> Outcome:
    """Return what becomes of one requirement."""
    return Rete(one_rule(item(condition))).judge(knowing(**values)).items["1.1"][0].outcome


# --- Text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["50", "50㎡", "三百", "abc"])
def test_the_module_takes_a_text_for_at_least_a_number(text: str) -> None:
    """An empty text too, mostly: the module then compares what lies behind it in memory."""
    raw = Raw(enough=raw_rule({"$gte": {"area": 300}}))
    assert raw.post({"id": "1", "area": text}) == (0, ["enough"])


@pytest.mark.parametrize("text", ["", "50", "50㎡"])
def test_a_text_where_a_number_belongs_stops_the_evaluation(text: str) -> None:
    with pytest.raises(EngineError, match="is no number"):
        outcome(at_least("area", 300), area=text)


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (Is("x", value=True), "true"),
        (Is("x", "good"), True),
        (Includes("x", ("a",), every=True), "a"),
        (WithinDays("x", 30), "2011-06-30"),
    ],
)
def test_no_value_of_another_type_is_taken(condition: Condition, value: str | bool) -> None:  # noqa: FBT001
    with pytest.raises(EngineError, match="is no"):
        outcome(condition, x=value)


@pytest.mark.parametrize(
    "subject",
    [
        Sum((FactValue("a"), FactValue("b"))),
        Sum((FactValue("b"), FactValue("a"))),
        Difference(FactValue("a"), FactValue("b")),
        Difference(FactValue("b"), FactValue("a")),
        # Over 0 the part is not asked: it is no number all the same.
        Ratio(FactValue("a"), FactValue("none"), 100, WhenZero.OPEN),
        Ratio(FactValue("a"), FactValue("b"), 100, WhenZero.OPEN),
        Ratio(FactValue("b"), FactValue("a"), 100, WhenZero.OPEN),
        Ratio(FactValue("b"), FactValue("a"), 100, WhenZero.NOT_APPLICABLE),
    ],
)
def test_no_part_of_what_is_computed_is_taken_for_a_number(subject: Subject) -> None:
    condition = Compare(subject, Comparison.AT_LEAST, 300)
    with pytest.raises(EngineError, match="the value of a, '50', is no number"):
        outcome(condition, a="50", b=1, none=0)


def test_a_wrong_value_leaves_the_engine_usable() -> None:
    engine = Rete(one_rule(item(at_least("area", 300))))
    with pytest.raises(EngineError):
        engine.judge(knowing(area="300"))
    assert engine.judge(knowing(area=300)).items == {"1.1": (ItemResult(Outcome.MET),)}


# --- Numbers ------------------------------------------------------------------------------------


def test_the_module_rounds_long_decimals() -> None:
    raw = Raw(enough=raw_rule({"$gte": {"area": 300}}))
    assert raw.post('{"id":"1","area":299.99999999999999999}') == (0, ["enough"])


def test_a_hair_below_the_bound_is_below_it() -> None:
    assert outcome(at_least("area", 300), area=Decimal("299.99999999999999999")) is Outcome.UNMET


def test_the_module_refuses_numbers_in_exponent_form() -> None:
    raw = Raw(enough=raw_rule({"$gte": {"area": 1}}))
    with pytest.raises(raw.module.error, match="204"):
        raw.post({"id": "1", "area": 1e-07})


def test_numbers_in_exponent_form_are_judged_exactly() -> None:
    bound = Decimal("1E-6")
    found = [outcome(at_least("x", bound), x=x) for x in (Decimal("1E-7"), bound, Decimal("1E+3"))]
    assert found == [Outcome.UNMET, Outcome.MET, Outcome.MET]


def test_the_modules_messages_cannot_hold_a_decimal() -> None:
    with pytest.raises(TypeError):
        json.dumps({"area": Decimal(300)})


def test_decimals_and_fractions_are_judged_exactly() -> None:
    bound = Decimal("66.67")
    values = (Decimal("66.670"), Fraction(200, 3), Fraction(6667, 100))
    found = [outcome(at_least("share", bound), share=value) for value in values]
    assert found == [Outcome.MET, Outcome.UNMET, Outcome.MET]


def test_numbers_beyond_64_bits_are_judged_rightly() -> None:
    found = [outcome(at_least("x", 1), x=value) for value in (10**40, -(10**40))]
    assert found == [Outcome.MET, Outcome.UNMET]


# --- What is not there --------------------------------------------------------------------------


def test_the_module_sees_no_gap_where_a_field_is_missing() -> None:
    raw = Raw(gap=raw_rule({"$lt": {"area": 300}}), seen=raw_rule({"kind": 1}))
    assert raw.post({"id": "1", "kind": 1}) == (0, ["seen"])


def test_a_missing_fact_is_open_not_passed_over() -> None:
    assert outcome(at_least("area", 300)) is Outcome.OPEN


def test_the_module_finds_absent_fields_in_its_own_state_too() -> None:
    """Once for the message, once for the state; its host, which updates the state, never ends."""
    raw = Raw(absent=raw_rule({"$nex": {"area": 1}}))
    assert raw.post({"id": "1", "kind": 1}) == (0, ["absent", "absent"])


def test_only_comparisons_of_fields_that_are_there_are_compiled() -> None:
    words = set()
    for seed in range(20):
        compiled = compile_rules(case(seed).rules)
        for group in compiled.groups():
            _, rules = numbered(group.messages(), compiled.fields.names)
            for compiled_rule in rules.values():
                words |= words_of(compiled_rule)
    names = {KIND, *compiled.fields.names}
    assert {word for word in words if not word.startswith("f")} - names == {
        *("pri", "all", "m", "$and", "$lt", "$lte", "$gt", "$gte"),
    }


def words_of(found: object) -> set[str]:
    """Return all keys of nested JSON."""
    if isinstance(found, dict):
        return {str(key) for key in found}.union(*map(words_of, found.values()))
    if isinstance(found, list):
        return set[str]().union(*map(words_of, found))
    return set()


# --- Firing twice -------------------------------------------------------------------------------


def test_the_module_fires_a_rule_once_for_every_branch_of_or() -> None:
    raw = Raw(either={"all": [{"m": {"$or": [{"a": 1}, {"b": 1}]}}]})
    assert raw.post({"id": "1", "a": 1, "b": 1}) == (0, ["either", "either"])


def test_a_requirement_broken_in_two_ways_is_one_fault() -> None:
    broken = item(NoneOf((Is("a", value=True), Is("b", value=True))))
    judged = Rete(one_rule(broken, grading=Grading.FAULTS)).judge(knowing(a=True, b=True))
    assert judged.items == {"1.1": (ItemResult(Outcome.UNMET, (1, 1)),)}


def test_a_requirement_met_in_two_ways_is_met_once() -> None:
    assert outcome(AnyOf((Is("a", value=True), Is("b", value=True))), a=True, b=True) is Outcome.MET


# --- Names --------------------------------------------------------------------------------------


def test_the_module_takes_a_fact_named_sid_for_another_state() -> None:
    raw = Raw(seen=raw_rule({"kind": 1}))
    raw.post({"id": "1", "kind": 1, "sid": "elsewhere"})
    assert json.loads(raw.module.get_facts(raw.handle, "elsewhere"))[0]["id"] == "1"


@pytest.mark.parametrize("name", ["id", "sid", "k", "$s", "$m", "m", "f0"])
def test_a_fact_may_have_any_name(name: str) -> None:
    engine = Rete(one_rule(item(at_least(name, 3))))
    found = [engine.judge(knowing(**{name: value})).items["1.1"][0].outcome for value in (2, 3)]
    assert found == [Outcome.UNMET, Outcome.MET]


def test_the_module_mixes_up_names_with_the_same_hash() -> None:
    one, other = COLLIDING
    raw = Raw(fires=raw_rule({one: 1}))
    assert raw.post({"id": "1", other: 1}) == (0, ["fires"])


def test_two_facts_whose_names_have_the_same_hash_are_kept_apart() -> None:
    one, other = COLLIDING
    rules = rules_of(
        one_part("1.1", item(at_least(one, 1))), one_part("1.2", item(at_least(other, 1)))
    )
    judged = Rete(rules).judge(knowing(**{one: 1, other: 0}))
    outcomes = {code: items[0].outcome for code, items in judged.items.items()}
    assert outcomes == {"1.1": Outcome.MET, "1.2": Outcome.UNMET}


def test_the_hash_of_names_is_the_modules() -> None:
    """926444256 and 3593476751 stand in its source for id and sid; the pair was measured."""
    assert [name_hash("id"), name_hash("sid"), *map(name_hash, COLLIDING)] == [
        926444256,
        3593476751,
        4071603394,
        4071603394,
    ]


def test_the_names_of_fields_have_hashes_of_their_own() -> None:
    names = [name for name, _ in zip(field_names(), range(5000), strict=False)]
    assert len({name_hash(name) for name in (*names, *RESERVED)}) == 5000 + len(RESERVED)


def test_names_that_mean_something_to_the_module_or_to_messages_are_reserved() -> None:
    assert {*RESERVED} == {"id", "sid", "$s", KIND}


def test_a_name_with_the_hash_of_another_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def few(name: str) -> int:
        return len(name)

    monkeypatch.setattr("zicha.backends.rete.fields.name_hash", few)
    names = field_names()
    assert [next(names), next(names)] == ["f100", "f1000"]
