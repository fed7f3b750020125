"""The engine that judges with durable_rules."""

import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from zicha.backends.rete.compile import Compiled, compile_rules, grade_messages
from zicha.backends.rete.conclusions import Decided
from zicha.backends.rete.limits import problems_of
from zicha.backends.rete.native import Network, failures
from zicha.backends.rete.tiers import Board, GradeTier, judge_conclusions, judge_items
from zicha.errors import EngineError, InputError
from zicha.model.facts import Knowledge
from zicha.model.judgement import ItemResult, Judgement
from zicha.model.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Networks:
    """The rule sets of one engine."""

    categories: tuple[Network, ...]
    grades: Network
    grade_names: tuple[str, ...]
    conclusions: Network

    def all(self) -> tuple[Network, ...]:
        """Return every rule set."""
        return (*self.categories, self.grades, self.conclusions)


def networks_of(compiled: Compiled) -> Networks:
    """Return the rule sets of durable_rules for compiled rules."""
    names = compiled.fields.names
    messages, grade_names = grade_messages(compiled.rules)
    return Networks(
        tuple(Network(group.name, group.messages(), names) for group in compiled.categories),
        Network("grades", messages, grade_names),
        tuple(grade_names),
        Network("conclusions", compiled.conclusions.messages(), names),
    )


def discard(networks: Sequence[Network]) -> None:
    """Give back what the rule sets hold outside of Python."""
    for network in networks:
        network.discard()


class Rete:
    """Judges by forward chaining: facts, item outcomes, sums, grade ranges, conclusions.

    One unit at a time, whichever thread asks. After an error, or an interrupt, nothing of the
    rule sets is used again: the next unit gets new ones.
    """

    name = "rete"

    def __init__(self, rules: RuleSet) -> None:
        """Compile the rules.

        Raises:
            InputError: the rules exceed what durable_rules can hold.
            EngineError: durable_rules does not import here.
        """
        self.rules = rules
        self._compiled = compile_rules(rules)
        problems = problems_of(self._compiled)
        if problems:
            raise InputError(problems)
        self._lock = threading.Lock()
        self._networks: Networks | None = self._created()

    def judge(self, known: Knowledge, waived: frozenset[str] = frozenset()) -> Judgement:
        """Return outcomes, grade ranges and conclusions.

        Raises:
            EngineError: a value is not of its fact's type, or the evaluation is incomplete.
        """
        board = Board(self._compiled.fields, known)
        try:
            with self._lock, self._own_networks() as networks:
                return self._judged(networks, board, waived)
        except failures() as error:
            message = f"rete: {error}"
            raise EngineError(message) from error

    def _created(self) -> Networks:
        networks = networks_of(self._compiled)
        self._finalizer = weakref.finalize(self, discard, networks.all())
        self._finalizer.atexit = False
        return networks

    @contextmanager
    def _own_networks(self) -> Iterator[Networks]:
        """Lend the rule sets for one unit: empty afterwards, or given up."""
        networks = self._networks or self._created()
        self._networks = None
        try:
            yield networks
            for network in networks.all():
                network.check_empty()
        except BaseException:
            self._finalizer()
            raise
        self._networks = networks

    def _judged(self, networks: Networks, board: Board, waived: frozenset[str]) -> Judgement:
        compiled = self._compiled
        found: dict[str, tuple[ItemResult, ...]] = {}
        for network, group in zip(networks.categories, compiled.categories, strict=True):
            found |= judge_items(network, group, board)
        tier = GradeTier(networks.grades, networks.grade_names)
        items, grades = {}, {}
        for rule in self.rules.rules:
            results = found.get(rule.indicator, ())
            if len(results) != sum(len(part.items) for part in rule.parts):
                message = f"rete: indicator {rule.indicator} has no result for every item"
                raise EngineError(message)
            items[rule.indicator] = results
            grades[rule.indicator] = tier.range_of(rule, results)
        decided = Decided(board.known, waived, items, grades)
        conclusions = judge_conclusions(
            networks.conclusions, compiled.conclusions, board, compiled.sums, decided
        )
        return Judgement(self.name, items, grades, conclusions)
