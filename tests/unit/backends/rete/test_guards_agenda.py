"""How durable_rules is driven: what it loses or keeps without a word, and the guards."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from support.generate import case
from support.hand import applying, item
from support.module_double import doubled, native
from support.raw_durable import Raw, raw_rule
from support.requirements import (
    at_least,
    concluding,
    knowing,
    one_part,
    one_rule,
    rules_of,
)
from zicha.backends.reference.engine import Reference
from zicha.backends.rete import Rete, available
from zicha.backends.rete.compile import compile_rules
from zicha.backends.rete.draft import Priority
from zicha.backends.rete.native import Network, numbered
from zicha.errors import EngineError
from zicha.model.conclusions import ScoreReaches
from zicha.model.judgement import GradeRange, ItemResult, Outcome, WhyNotApplicable
from zicha.model.rules import AtLeastN, Grade

pytestmark = pytest.mark.skipif(not available(), reason="durable_rules does not import here")

RULES = one_rule(item(at_least("area", 300)))
ENOUGH, TOO_LITTLE = knowing(area=300), knowing(area=299)
MET, UNMET = ItemResult(Outcome.MET), ItemResult(Outcome.UNMET, (1, 1))


# --- Facts and their ids ------------------------------------------------------------------------


def test_the_module_drops_the_second_of_two_messages_without_id_that_are_alike() -> None:
    raw = Raw(seen=raw_rule({"k": 1}))
    assert [raw.post({"k": 1}), raw.post({"k": 1})] == [(0, ["seen"]), (2, [])]


def test_two_units_with_the_same_facts_are_both_judged() -> None:
    engine = Rete(RULES)
    assert [engine.judge(ENOUGH).items, engine.judge(ENOUGH).items] == [{"1.1": (MET,)}] * 2


def test_the_module_keeps_the_old_values_of_an_id_that_comes_again() -> None:
    raw = Raw(enough=raw_rule({"$gte": {"area": 300}}), seen=raw_rule({"k": 1}))
    raw.post({"id": "1", "k": 1, "area": 299})
    assert raw.post({"id": "1", "k": 1, "area": 300}) == (2, [])


def test_a_unit_whose_values_change_is_judged_anew() -> None:
    engine = Rete(RULES)
    found = [engine.judge(known).items["1.1"] for known in (TOO_LITTLE, ENOUGH, TOO_LITTLE)]
    assert found == [(UNMET,), (MET,), (UNMET,)]


def test_no_id_is_used_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    ids: list[str] = []

    def noted(handle: int, fact: str) -> tuple[int, int]:
        ids.append(f"{handle} {json.loads(fact)['id']}")
        return native().assert_fact(handle, fact)

    with doubled(monkeypatch, assert_fact=noted):
        engine = Rete(RULES)
        for _ in range(3):
            engine.judge(ENOUGH)
    assert len(set(ids)) == len(ids) == 6


def test_a_message_that_is_not_accepted_stops_the_evaluation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def observed(handle: int, fact: str) -> tuple[int, int]:
        _, state = native().assert_fact(handle, fact)
        return 2, state

    with doubled(monkeypatch, assert_fact=observed):
        engine = Rete(RULES)
        with pytest.raises(EngineError, match="answered message 1 with 2"):
            engine.judge(ENOUGH)


def test_what_the_module_raises_is_an_error_of_this_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(handle: int, fact: str) -> tuple[int, int]:
        return native().assert_fact(handle, fact.replace('"k":1', '"k":1e-07'))

    with doubled(monkeypatch, assert_fact=broken):
        engine = Rete(RULES)
        with pytest.raises(EngineError, match="204"):
            engine.judge(ENOUGH)


# --- Batches, lost messages, lost rules ---------------------------------------------------------


def test_the_module_drops_members_of_a_batch_with_return_code_0() -> None:
    raw = Raw(seen=raw_rule({"k": 1}))
    batch = '[{"id":"1","k":1},{"id":"2","k":1,"x":1e-7},{"id":"3","k":1}]'
    code, _ = raw.module.assert_facts(raw.handle, batch)
    kept = json.loads(raw.module.get_facts(raw.handle, "0"))
    assert (code, [fact["id"] for fact in kept]) == (0, ["1"])


def test_messages_are_never_posted_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    with doubled(monkeypatch) as double:
        drawn = case(3)
        engine = Rete(drawn.rules)
        engine.judge(drawn.known, drawn.waived)
    assert set(double.called) == {
        *("create_ruleset", "assert_fact", "start_action_for_state"),
        *("complete_and_start_action", "retract_fact", "get_facts"),
    }


def test_a_message_that_gets_lost_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with doubled(monkeypatch, assert_fact=lambda _handle, _fact: (0, 0)):
        engine = Rete(RULES)
        with pytest.raises(EngineError, match="did not acknowledge message 1"):
            engine.judge(ENOUGH)


def test_an_agenda_that_is_cut_short_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with doubled(monkeypatch, complete_and_start_action=lambda _handle, _state: None):
        engine = Rete(RULES)
        with pytest.raises(EngineError, match="did not acknowledge"):
            engine.judge(ENOUGH)


def test_a_message_that_another_rule_acknowledges_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def swapped(name: str, rules: str) -> int:
        return native().create_ruleset(name, rules.replace('"a1"', '"a7"'))

    with doubled(monkeypatch, create_ruleset=swapped):
        engine = Rete(RULES)
        with pytest.raises(EngineError, match="did not acknowledge"):
            engine.judge(ENOUGH)


def without(lost: str) -> Callable[[str, str], int]:
    """Return a way of compiling that loses one rule of the grades."""

    def create(name: str, rules: str) -> int:
        kept = json.loads(rules)
        if name == "grades":
            del kept[lost]
        return native().create_ruleset(name, json.dumps(kept))

    return create


def test_a_lost_rule_of_the_grades_leaves_no_grade_and_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The rules of the first kind, all of their priority: r4 says that all items are met."""
    with doubled(monkeypatch, create_ruleset=without("r4")):
        engine = Rete(RULES)
        with pytest.raises(EngineError, match="0 grade ranges follow"):
            engine.judge(ENOUGH)


def test_a_lost_rule_of_an_item_reads_as_unknown_which_only_the_reference_shows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def loses_unmet(name: str, rules: str) -> int:
        kept = json.loads(rules)
        kept.pop("r2", None) if name == "1" else None
        return native().create_ruleset(name, json.dumps(kept))

    with doubled(monkeypatch, create_ruleset=loses_unmet):
        judged = Rete(RULES).judge(TOO_LITTLE)
    assert judged.grades == {"1.1": GradeRange(Grade.A, Grade.D)}
    assert Reference(RULES).judge(TOO_LITTLE).grades == {"1.1": GradeRange(Grade.D, Grade.D)}


def loose(name: str, rules: str) -> int:
    """Compile every "less than" as "at most": at the bound, true and false then hold at once."""
    return native().create_ruleset(name, rules.replace('"$lt"', '"$lte"'))


def test_two_outcomes_that_exclude_each_other_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with doubled(monkeypatch, create_ruleset=loose):
        engine = Rete(RULES)
        with pytest.raises(EngineError, match="met and unmet at once"):
            engine.judge(ENOUGH)


def test_a_conclusion_that_holds_and_fails_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    met = one_part("1.1", item(at_least("area", 0)))
    rules = rules_of(met, conclusions=[concluding("line", ScoreReaches(None, 100))])
    with doubled(monkeypatch, create_ruleset=loose):
        engine = Rete(rules)
        with pytest.raises(EngineError, match="line holds and fails at once"):
            engine.judge(ENOUGH)


def test_a_counted_part_that_holds_and_fails_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = tuple(at_least(f"f{number}", 1) for number in range(9))
    with doubled(monkeypatch, create_ruleset=loose):
        engine = Rete(one_rule(item(AtLeastN(3, parts))))
        with pytest.raises(EngineError, match="a part is true and false at once"):
            engine.judge(knowing(f0=1))


def test_an_item_without_a_result_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zicha.backends.rete.engine.judge_items", lambda *_: {"1.1": ()})
    engine = Rete(RULES)
    with pytest.raises(EngineError, match=r"1\.1 has no result for every item"):
        engine.judge(ENOUGH)


# --- What is left behind ------------------------------------------------------------------------


def test_the_module_keeps_every_fact_until_it_is_told_not_to() -> None:
    raw = Raw(seen=raw_rule({"k": 1}))
    for number in range(3):
        raw.post({"id": str(number), "k": 1})
    assert len(json.loads(raw.module.get_facts(raw.handle, "0"))) == 3


def test_nothing_of_a_unit_is_left_behind() -> None:
    drawn = case(3)
    engine = Rete(drawn.rules)
    engine.judge(drawn.known, drawn.waived)
    networks = engine._networks  # noqa: SLF001 - what the module keeps shows nowhere else
    assert networks is not None
    kept = {n.native.get_facts(n.handle, "0") for n in networks.all() if n.has_state}
    assert kept == {"[]"}


def test_a_message_that_stays_behind_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with doubled(monkeypatch, retract_fact=lambda _handle, _fact: (0, 0)):
        engine = Rete(RULES)
        with pytest.raises(EngineError, match="keeps messages of a unit"):
            engine.judge(ENOUGH)


def test_a_message_is_retracted_only_when_its_agenda_is_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Retracted in the middle of an agenda it would end in a segmentation fault."""
    with doubled(monkeypatch) as double:
        engine = Rete(RULES)
        double.called.clear()
        engine.judge(ENOUGH)
    one = ["assert_fact", "start_action_for_state", *["complete_and_start_action"] * 2]
    assert double.called == [*one, "retract_fact", *one, "retract_fact", *["get_facts"] * 2]


def kilobytes() -> int:
    """Return the memory that this process has in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


needs_proc = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc here")


@needs_proc
def test_memory_stays_flat_over_10000_units() -> None:
    engine = Rete(RULES)
    units = [knowing(area=290 + number) for number in range(20)]
    for known in units * 50:
        engine.judge(known)
    before = kilobytes()
    for known in units * 500:
        engine.judge(known)
    assert kilobytes() - before < 1024


@needs_proc
def test_engines_that_are_no_longer_used_give_their_memory_back() -> None:
    drawn = case(3)
    for _ in range(10):
        Rete(drawn.rules).judge(drawn.known, drawn.waived)
    before = kilobytes()
    for _ in range(60):
        Rete(drawn.rules).judge(drawn.known, drawn.waived)
    assert kilobytes() - before < 8 * 1024


# --- Priorities ---------------------------------------------------------------------------------


def test_the_module_puts_a_negative_priority_last() -> None:
    raw = Raw(
        first=raw_rule({"k": 1}, priority=-1),
        second=raw_rule({"k": 1}, {"x": 1}, priority=5),
    )
    assert raw.post({"id": "1", "k": 1, "x": 1}) == (0, ["second", "first"])


def test_no_priority_is_negative_and_the_acknowledgement_comes_last() -> None:
    compiled = compile_rules(case(3).rules)
    for group in compiled.groups():
        _, rules = numbered(group.messages(), compiled.fields.names)
        last = {rule["pri"] for name, rule in rules.items() if name.startswith("a")}
        others = [int(str(rule["pri"])) for name, rule in rules.items() if name.startswith("r")]
        assert last == {Priority.ACKNOWLEDGED}
        assert 1 <= min(others) <= max(others) < Priority.ACKNOWLEDGED


def test_what_several_messages_made_true_is_ordered_as_on_one_agenda() -> None:
    """The clause is counted, so it is judged in a later message than what is required."""
    parts = tuple(at_least(f"f{number}", 1) for number in range(9))
    asked = applying(item(at_least("area", 300)), AtLeastN(3, parts))
    unit = knowing(area=300, **{f"f{number}": 0 for number in range(9)})
    not_applicable = ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.APPLIES)
    assert Rete(one_rule(asked)).judge(unit).items == {"1.1": (not_applicable,)}


def test_rules_that_the_module_refuses_are_an_error_of_this_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(name: str, rules: str) -> int:
        return native().create_ruleset(name, rules[:-1])

    with doubled(monkeypatch, create_ruleset=broken), pytest.raises(EngineError, match="rete: 1: "):
        Rete(RULES)


def test_a_network_without_the_module_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zicha.backends.rete.native.module", lambda: None)
    with pytest.raises(EngineError, match="does not import here"):
        Network("1", [], [])
