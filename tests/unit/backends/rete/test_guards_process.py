"""Interrupts, errors, hosts, threads and processes: what durable_rules does, and the guards."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import zicha
from support.generate import case
from support.hand import item
from support.module_double import doubled, native
from support.requirements import at_least, knowing, one_part, one_rule, rules_of
from zicha.backends.reference.engine import Reference
from zicha.backends.rete import Rete, available
from zicha.errors import EngineError
from zicha.model.judgement import ItemResult, Outcome

pytestmark = pytest.mark.skipif(not available(), reason="durable_rules does not import here")

RULES = one_rule(item(at_least("area", 300)))
ENOUGH, TOO_LITTLE = knowing(area=300), knowing(area=299)
MET, UNMET = ItemResult(Outcome.MET), ItemResult(Outcome.UNMET, (1, 1))
PATHS = [str(Path(zicha.__file__).parents[1]), str(Path(__file__).parents[3])]

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
from support.hand import item
from support.requirements import at_least, knowing, one_rule
from zicha.backends.rete import Rete
Rete(one_rule(item(at_least("area", 300)))).judge(knowing(area=300))
print("durable" in sys.modules, threading.active_count())
"""


def test_no_host_is_started_and_so_no_thread_no_timer_and_no_limit_of_ten_seconds() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_HOST],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(PATHS)},
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


def test_four_threads_share_an_engine_and_its_rule_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = rules_of(*(one_part(f"1.{n}", item(at_least("area", 300 + n))) for n in range(5)))

    def right(number: int) -> bool:
        area = 297 + number % 10
        judged = engine.judge(knowing(area=area))
        wanted = [MET if area >= 300 + n else UNMET for n in range(5)]
        return [judged.items[f"1.{n}"][0] for n in range(5)] == wanted

    with doubled(monkeypatch) as double:
        engine = Rete(rules)
        assert judged_in_threads(right) == [True] * 240
    assert double.called.count("create_ruleset") == 3


def test_engines_side_by_side_do_not_disturb_each_other() -> None:
    cases = [case(seed) for seed in range(4)]
    engines = [Rete(drawn.rules) for drawn in cases]
    wanted = [
        replace(Reference(drawn.rules).judge(drawn.known, drawn.waived), engine="rete")
        for drawn in cases
    ]

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
