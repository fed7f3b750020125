from itertools import combinations, count

import pytest

from support.raw_durable import Raw, raw_rule
from zicha.backends.rete.conjunctions import Atom, Sign, conjunction
from zicha.backends.rete.draft import Effect, Priority, Production, Signal
from zicha.backends.rete.messages import (
    MOST_ALIKE,
    MOST_BRANCHES,
    MOST_FIELDS,
    Message,
    branches,
    messages_of,
    path_of,
)
from zicha.backends.rete.native import available


def production(*fields: int) -> Production:
    tests = conjunction(*(Atom(field, Sign.EQUAL, 1) for field in fields))
    return Production(Priority.REST, Effect(0, Signal.MET), tests)


def test_one_path_leaves_one_branch_however_long_it_is() -> None:
    assert branches([path_of(production(0, 1, 2, 3))]) == 1


def test_branches_side_by_side_all_wait() -> None:
    assert branches([path_of(production(n)) for n in range(10)]) == 10


def test_pairs_of_ten_leave_branches_at_two_depths() -> None:
    """The first tests of the pairs are nine; below the first of them nine more, eight waiting."""
    pairs = [path_of(production(*pair)) for pair in combinations(range(10), 2)]
    assert branches(pairs) == 8 + 9


def test_productions_that_fit_share_one_message() -> None:
    productions = [production(n) for n in range(MOST_BRANCHES)]
    assert list(messages_of(productions, count(1))) == [Message.of(1, productions)]


def test_one_branch_too_many_makes_a_second_message() -> None:
    productions = [production(n) for n in range(MOST_BRANCHES + 1)]
    assert list(messages_of(productions, count(1))) == [
        Message.of(1, productions[:-1]),
        Message.of(2, productions[-1:]),
    ]


def test_a_field_too_many_makes_a_second_message() -> None:
    wide = [production(*range(start, start + 10)) for start in range(0, MOST_FIELDS + 10, 10)]
    assert [len(m.fields) for m in messages_of(wide, count(1))] == [MOST_FIELDS, 10]


def test_too_many_rules_with_the_same_tests_make_a_second_message() -> None:
    alike = [production(0)] * (MOST_ALIKE + 1)
    assert [len(m.productions) for m in messages_of(alike, count(1))] == [MOST_ALIKE, 1]


def test_nothing_to_judge_is_still_one_message() -> None:
    assert list(messages_of([], count(1))) == [Message(1, (), ())]


def pairs_of(size: int) -> tuple[dict[str, dict[str, object]], dict[str, object], int]:
    """Return a rule for each pair of conditions, the message that fits all, and its branches."""
    pairs = list(combinations(range(size), 2))
    rules = {
        f"r{number}": raw_rule({f"f{one}": 1}, {f"f{other}": 1})
        for number, (one, other) in enumerate(pairs)
    }
    message: dict[str, object] = {"id": "1", **{f"f{n}": 1 for n in reversed(range(size))}}
    return rules, message, branches([path_of(production(*pair)) for pair in pairs])


@pytest.mark.skipif(not available(), reason="durable_rules does not import here")
def test_the_module_holds_63_branches_of_33_conditions_in_pairs() -> None:
    rules, message, waiting = pairs_of(33)
    assert (waiting, len(Raw(**rules).post(message)[1])) == (63, 33 * 32 // 2)


@pytest.mark.skipif(not available(), reason="durable_rules does not import here")
def test_the_module_fails_at_65_branches_though_there_are_only_34_conditions() -> None:
    rules, message, waiting = pairs_of(34)
    raw = Raw(**rules)
    with pytest.raises(raw.module.error, match="303"):
        raw.post(message)
    assert waiting == 65
