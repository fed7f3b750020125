"""Sizes that durable_rules does not hold: each limit, and that rules and facts never reach it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from support.generate import case
from support.hand import item
from support.raw_durable import Raw, raw_rule
from support.requirements import at_least, knowing, one_part, one_rule, rules_of
from zicha.backends.reference.engine import Reference
from zicha.backends.rete import Rete, available
from zicha.backends.rete.compile import compile_rules
from zicha.backends.rete.messages import MOST_ALIKE, MOST_BRANCHES, MOST_FIELDS, Message
from zicha.backends.rete.native import Network
from zicha.errors import EngineError
from zicha.model.facts import Knowledge, Members
from zicha.model.rules import AllOf, AnyOf, AtLeastN, Grading, Includes, Item, ItemKind
from zicha.model.ruleset import RuleSet

pytestmark = pytest.mark.skipif(not available(), reason="durable_rules does not import here")

HANGS = """
import json, durable_rules_engine
rules = {f"r{n}": {"all": [{"m": {"$gte": {"f": n}}}]} for n in range(%d)}
handle = durable_rules_engine.create_ruleset("raw", json.dumps(rules))
durable_rules_engine.assert_fact(handle, '{"id": "1", "g": 1}')
"""


def wide(count: int) -> list[Item]:
    """Return as many requirements, each about a fact of its own."""
    return [item(at_least(f"f{n}", 1), item_id=f"i{n}") for n in range(count)]


def all_facts(count: int, value: int) -> Knowledge:
    """Return a unit whose facts all have one value."""
    return knowing(**{f"f{n}": value for n in range(count)})


def agrees(rules: RuleSet, *units: Knowledge) -> bool:
    """Return whether durable_rules judges some units as the reference does."""
    rete, reference = Rete(rules), Reference(rules)
    return all(
        rete.judge(known) == replace(reference.judge(known), engine="rete") for known in units
    )


def messages(rules: RuleSet) -> Iterator[Message]:
    """Yield every message of compiled rules."""
    for group in compile_rules(rules).groups():
        yield from group.messages()


# --- 64 conditions that are true at once --------------------------------------------------------


def test_the_module_loses_everything_at_65_true_conditions() -> None:
    raw = Raw(**{f"gap{n}": raw_rule({"$lt": {f"f{n}": 1}}) for n in range(65)})
    assert len(raw.post({"id": "1", **{f"f{n}": 0 for n in range(64)}})[1]) == 64
    with pytest.raises(raw.module.error, match="303"):
        raw.post({"id": "2", **{f"f{n}": 0 for n in range(65)}})


@pytest.mark.parametrize("value", [0, 1])
def test_an_indicator_with_100_gaps_or_none_is_judged(value: int) -> None:
    assert agrees(one_rule(*wide(100), grading=Grading.FAULTS), all_facts(100, value))


def test_a_network_is_not_made_of_a_message_that_could_fail() -> None:
    compiled = compile_rules(one_rule(*wide(100)))
    found = [p for m in compiled.categories[0].messages() for p in m.productions]
    with pytest.raises(EngineError, match="might not hold"):
        Network("wide", [Message.of(1, found)], compiled.fields.names)


# --- 255 properties -----------------------------------------------------------------------------


def test_the_module_refuses_a_message_of_256_properties() -> None:
    raw = Raw(seen=raw_rule({"k": 1}))
    with pytest.raises(raw.module.error, match="302"):
        raw.post({"id": "1", "k": 1, **{f"f{n}": 0 for n in range(253)}})


def test_a_set_of_300_members_is_judged() -> None:
    names = [f"m{n}" for n in range(300)]
    wanted = item(Includes("services", tuple(names), every=True), ItemKind.SET)
    rules = one_rule(wanted, grading=Grading.FAULTS)
    every = Members(frozenset(names))
    one_missing = Members(frozenset(names[1:]), frozenset(names[:1]))
    one_unknown = Members(frozenset(names[1:]))
    units = [knowing(services=members) for members in (every, one_missing, one_unknown, Members())]
    assert agrees(rules, *units)
    assert max(len(message.fields) for message in messages(rules)) <= MOST_FIELDS


# --- 511 conditions under one parent ------------------------------------------------------------


def comes_back(conditions: int) -> bool:
    """Return whether the module judges a message by so many conditions within a second or two."""
    command = [sys.executable, "-c", HANGS % conditions]
    try:
        subprocess.run(command, timeout=1.5, check=True, capture_output=True)
    except subprocess.TimeoutExpired:
        return False
    return True


def test_the_module_never_comes_back_from_512_conditions() -> None:
    assert [comes_back(511), comes_back(512)] == [True, False]


def test_a_category_of_600_requirements_is_judged() -> None:
    items = wide(600)
    rules = [one_part(f"1.{n}", *items[n * 20 : n * 20 + 20]) for n in range(30)]
    assert agrees(rules_of(*rules), all_facts(600, 0), all_facts(599, 1))


def test_one_indicator_with_600_requirements_is_judged() -> None:
    assert agrees(one_rule(*wide(600)), all_facts(600, 0), all_facts(600, 1), knowing())


# --- Combinations -------------------------------------------------------------------------------


def test_combinations_are_counted_before_they_grow_without_end() -> None:
    """Spelt out, 12 of 24 would be 2.7 million conjunctions."""
    parts = tuple(at_least(f"f{n}", 1) for n in range(24))
    rules = one_rule(item(AtLeastN(12, parts)))
    half = knowing(**{f"f{n}": int(n < 12) for n in range(24)})
    fewer = knowing(**{f"f{n}": int(n < 11) for n in range(24)})
    open_one = knowing(**{f"f{n}": int(n < 11) for n in range(23)})
    assert agrees(rules, half, fewer, open_one)
    assert sum(len(message.productions) for message in messages(rules)) < 60


def test_nested_combinations_are_counted_stage_by_stage() -> None:
    groups = tuple(AnyOf(tuple(at_least(f"f{g * 5 + n}", 1) for n in range(5))) for g in range(6))
    rules = one_rule(item(AllOf((AllOf(groups), AtLeastN(3, groups)))))
    units = [knowing(**{f"f{n}": int(n % 5 == 0) for n in range(k)}) for k in (0, 12, 26, 30)]
    assert agrees(rules, *units)


def test_no_message_of_random_rules_can_pass_a_limit() -> None:
    found = [m for seed in range(30) for m in messages(case(seed).rules)]
    assert all(message.fits() for message in found)


def test_the_module_holds_255_rules_with_the_same_tests() -> None:
    """With 256 it writes beyond their place: mostly its process ends."""
    raw = Raw(**{f"r{number}": raw_rule({"f": 1}) for number in range(255)})
    code, fired = raw.post({"id": "1", "f": 1})
    assert (code, len(fired)) == (0, 255)


def test_the_limits_leave_room_below_the_modules_own() -> None:
    assert (MOST_BRANCHES < 64, MOST_FIELDS < 252, MOST_ALIKE < 256) == (True, True, True)
