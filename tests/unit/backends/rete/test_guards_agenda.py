"""How durable_rules is driven: what it loses, mixes up or keeps without a word, and the guards."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from support.generate import Case, case
from support.raw_durable import Raw, raw_rule
from support.requirements import at_least, knowing, one_rule, required, rule, rules_of
from zicha.backends.reference.engine import Reference
from zicha.backends.rete import Rete, available
from zicha.backends.rete.draft import Priority
from zicha.backends.rete.native import Module, Network, module
from zicha.errors import EngineError
from zicha.model.judgement import GradeRange, ItemResult, Judgement, Outcome
from zicha.model.rules import Grade

pytestmark = pytest.mark.skipif(not available(), reason="durable_rules does not import here")

RULES = one_rule(required(at_least("area", 300)))
ENOUGH, TOO_LITTLE = knowing(area=300), knowing(area=299)
MET, UNMET = ItemResult(Outcome.MET), ItemResult(Outcome.UNMET, (1, 1))


class Double:
    """The module with some of its functions replaced, and a list of those that were called."""

    def __init__(self, **replaced: Callable[..., Any]) -> None:
        """Keep what is replaced."""
        self.replaced = replaced
        self.called: list[str] = []

    def __getattr__(self, name: str) -> object:
        """Return a function of the module, or what stands in for it."""
        found = self.replaced.get(name) or getattr(module(), name)
        if name == "error":
            return found

        def called(*args: object) -> object:
            self.called.append(name)
            return found(*args)

        return called


@contextmanager
def doubled(monkeypatch: pytest.MonkeyPatch, **replaced: Callable[..., Any]) -> Iterator[Double]:
    """Give engines that are made here a module of which some functions are replaced."""
    double = Double(**replaced)
    with monkeypatch.context() as patch:
        patch.setattr("zicha.backends.rete.native.module", lambda: double)
        yield double


def native() -> Module:
    """Return the module."""
    found = module()
    assert found is not None
    return found


def expected(drawn: Case) -> Judgement:
    """Return what the reference says, as rete is to say it."""
    return replace(Reference(drawn.rules).judge(drawn.known, drawn.waived), engine="rete")


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


def test_two_outcomes_that_exclude_each_other_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def loose(name: str, rules: str) -> int:
        return native().create_ruleset(name, rules.replace('"$lt"', '"$lte"'))

    with doubled(monkeypatch, create_ruleset=loose):
        engine = Rete(RULES)
        with pytest.raises(EngineError, match="met and unmet at once"):
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


# --- Interrupts, hosts, threads, processes ------------------------------------------------------

SWALLOWED = """
from durable.lang import ruleset, when_all, m, assert_fact
with ruleset("r"):
    @when_all(m.k == 1)
    def stop(c):
        raise KeyboardInterrupt
state = assert_fact("r", {"id": "1", "k": 1})
print("went on")
"""


def test_the_modules_host_swallows_an_interrupt() -> None:
    command = [sys.executable, "-W", "ignore", "-c", SWALLOWED]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "went on\n")


def test_an_interrupt_gets_through_and_the_next_unit_is_judged_rightly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pressed = iter([True])

    def interrupted(handle: int, state: int) -> str | None:
        if next(pressed, False):
            raise KeyboardInterrupt
        return native().complete_and_start_action(handle, state)

    with doubled(monkeypatch, complete_and_start_action=interrupted):
        engine = Rete(RULES)
        with pytest.raises(KeyboardInterrupt):
            engine.judge(TOO_LITTLE)
        assert engine.judge(ENOUGH).items == {"1.1": (MET,)}


def test_after_an_error_the_rule_sets_are_given_back_and_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with doubled(monkeypatch, retract_fact=lambda _handle, _fact: (0, 0)) as double:
        engine = Rete(RULES)
        with pytest.raises(EngineError):
            engine.judge(ENOUGH)
    given_back = ["delete_state", "delete_ruleset"]
    assert double.called[-5:] == [*given_back, *given_back, "delete_ruleset"]


def test_a_state_of_which_nothing_was_started_is_not_deleted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The module would free a pointer that it never set, and abort the process."""

    def refused(handle: int, fact: str) -> tuple[int, int]:
        _, state = native().assert_fact(handle, fact)
        return 3, state

    with doubled(monkeypatch, assert_fact=refused) as double:
        engine = Rete(RULES)
        with pytest.raises(EngineError):
            engine.judge(ENOUGH)
    assert "delete_state" not in double.called


NO_HOST = """
import sys, threading
from support.requirements import at_least, knowing, one_rule, required
from zicha.backends.rete import Rete
Rete(one_rule(required(at_least("area", 300)))).judge(knowing(area=300))
print("durable" in sys.modules, threading.active_count())
"""


def test_no_host_is_started_and_so_no_thread_no_timer_and_no_limit_of_ten_seconds() -> None:
    paths = [str(Path(__file__).parents[n] / name) for n, name in ((3, "."), (4, "engine"))]
    done = subprocess.run(
        [sys.executable, "-c", NO_HOST],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False 1\n"


def judged_in_threads(judge: Callable[[int], bool]) -> list[bool]:
    """Return what four threads find, switched as often as can be."""
    found: list[bool] = []

    def work(first: int) -> None:
        found.extend(judge(first + number) for number in range(60))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    return found


def test_four_threads_share_an_engine() -> None:
    rules = rules_of(*(rule(f"1.{n}", required(at_least("area", 300 + n))) for n in range(5)))
    engine = Rete(rules)

    def right(number: int) -> bool:
        area = 297 + number % 10
        judged = engine.judge(knowing(area=area))
        wanted = [MET if area >= 300 + n else UNMET for n in range(5)]
        return [judged.items[f"1.{n}"][0] for n in range(5)] == wanted

    assert judged_in_threads(right) == [True] * 240


def test_engines_side_by_side_do_not_disturb_each_other() -> None:
    cases = [case(seed) for seed in range(4)]
    engines = [Rete(drawn.rules) for drawn in cases]
    wanted = [expected(drawn) for drawn in cases]

    def right(number: int) -> bool:
        drawn = cases[number % 4]
        return engines[number % 4].judge(drawn.known, drawn.waived) == wanted[number % 4]

    assert judged_in_threads(right) == [True] * 240


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_child_process_judges_with_the_engine_of_its_parent() -> None:
    engine = Rete(RULES)
    engine.judge(TOO_LITTLE)
    child = os.fork()
    if not child:
        os._exit(0 if engine.judge(ENOUGH).items == {"1.1": (MET,)} else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert engine.judge(TOO_LITTLE).items == {"1.1": (UNMET,)}


# --- Priorities ---------------------------------------------------------------------------------


def test_the_module_puts_a_negative_priority_last() -> None:
    raw = Raw(
        first=raw_rule({"k": 1}, priority=-1),
        second=raw_rule({"k": 1}, {"x": 1}, priority=5),
    )
    assert raw.post({"id": "1", "k": 1, "x": 1}) == (0, ["second", "first"])


def test_no_priority_is_negative_and_the_acknowledgement_comes_last() -> None:
    networks = Rete(case(3).rules)._networks  # noqa: SLF001
    assert networks is not None
    found = {p.priority for n in networks.all() for p in n.productions.values()}
    assert (min(found) >= 1, max(found) < Priority.ACKNOWLEDGED) == (True, True)


def test_a_network_without_the_module_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zicha.backends.rete.native.module", lambda: None)
    with pytest.raises(EngineError, match="does not import here"):
        Network("1", [], [])
