"""The tiers of a judgement: items, grades, conclusions.

Each tier posts its messages and reads what they made true; between two tiers there are only sums
of whole numbers.
"""

from collections.abc import Sequence
from operator import attrgetter

from zicha.backends.rete.compile import Group, Plan
from zicha.backends.rete.conclusions import Decided, Sums
from zicha.backends.rete.draft import Effect, Production, Signal, Tally
from zicha.backends.rete.encode import code_of
from zicha.backends.rete.fields import Fields, field_text
from zicha.backends.rete.grades import (
    KIND_OF,
    LOWEST,
    RANGES,
    SENT,
    certain_items,
    sums_of_part,
    sums_of_parts,
)
from zicha.backends.rete.messages import Message
from zicha.backends.rete.native import Network
from zicha.backends.rete.results import Fired
from zicha.errors import EngineError
from zicha.model.facts import Knowledge
from zicha.model.judgement import GradeRange, ItemResult
from zicha.model.rules import Rule

by_priority = attrgetter("priority")
"""Orders what several messages made true as one agenda would."""


class Board:
    """What is known of one unit while it is judged: the fields that messages carry."""

    def __init__(self, fields: Fields, known: Knowledge) -> None:
        """Read every field of the facts."""
        self.fields = fields
        self.known = known
        self.texts = fields.texts(known)

    def post(self, field: int, value: int) -> None:
        """Set a field that a tier has worked out."""
        self.texts[field] = self.fields.text(field, value)

    def fire(self, network: Network, plan: Plan) -> list[Effect]:
        """Post the messages of a plan, and return what they made true, the most urgent first."""
        found: list[Production] = []
        for stage in plan.stages:
            fired = [p for message in stage.messages for p in self.fire_one(network, message)]
            for number, tally in stage.tallies.items():
                self.count(tally, [p.effect for p in fired if p.effect.subject == -1 - number])
            found += fired
        if len(plan.stages) > 1 or len(plan.stages[0].messages) > 1:
            found.sort(key=by_priority)
        return [production.effect for production in found]

    def fire_one(self, network: Network, message: Message) -> list[Production]:
        """Post one message with what is known of its fields."""
        texts = self.texts
        return network.fire(message.kind, "".join([texts[field] for field in message.fields]))

    def count(self, tally: Tally, effects: Sequence[Effect]) -> None:
        """Post how many parts are certainly true, and how many may be."""
        holding = {effect.detail for effect in effects if effect.signal is Signal.HOLDS}
        failing = {effect.detail for effect in effects if effect.signal is Signal.FAILS}
        if holding & failing:
            message = "rete: a part is true and false at once"
            raise EngineError(message)
        self.post(tally.certain, code_of(len(holding), 1))
        self.post(tally.possible, code_of(tally.size - len(failing), 1))


def judge_items(network: Network, group: Group, board: Board) -> dict[str, tuple[ItemResult, ...]]:
    """Return the results of all items of a category, by indicator."""
    return {
        plan.subject: item_results(plan, board.fire(network, plan), board.known)
        for plan in group.plans
    }


def item_results(plan: Plan, effects: Sequence[Effect], known: Knowledge) -> tuple[ItemResult, ...]:
    """Return the results of the items of an indicator from what has fired."""
    fired: list[dict[tuple[Signal, int], None]] = [{} for _ in plan.items]
    for subject, signal, detail in effects:
        if subject >= 0:
            fired[subject][signal, detail] = None
    signals: list[Fired] = [tuple(found) for found in fired]
    return tuple(
        [item.result(found, known) for item, found in zip(plan.items, signals, strict=True)]
    )


class GradeTier:
    """Decides the grade range of every indicator of a unit; the same sums are posted once."""

    def __init__(self, network: Network, names: Sequence[str]) -> None:
        """Keep the rule set and the names of the fields of its messages."""
        self.network = network
        self.names = names
        self._decided: dict[tuple[int, str], GradeRange] = {}

    def range_of(self, rule: Rule, results: Sequence[ItemResult]) -> GradeRange:
        """Return the grade range of an indicator from the results of its items in order."""
        sure = certain_items(results)
        ranges = []
        start = 0
        for part in rule.parts:
            end = start + len(part.items)
            sums = sums_of_part(part.items, results[start:end], sure)
            ranges.append(self.decided(KIND_OF[part.grading], sums))
            start = end
        return ranges[0] if len(ranges) == 1 else self.decided(LOWEST, sums_of_parts(ranges))

    def decided(self, kind: int, sums: Sequence[int]) -> GradeRange:
        """Return the range that follows from some sums; there must be exactly one."""
        names = self.names
        text = "".join([field_text(names[field], sums[field]) for field in SENT[kind]])
        found = self._decided.get((kind, text))
        if found is None:
            found = self._decided[kind, text] = self._posted(kind, text)
        return found

    def _posted(self, kind: int, text: str) -> GradeRange:
        fired = self.network.fire(kind, text)
        if len(fired) != 1:
            message = f"rete: {len(fired)} grade ranges follow from message {kind}{text}"
            raise EngineError(message)
        return RANGES[fired[0].effect.detail]


def judge_conclusions(
    network: Network, group: Group, board: Board, sums: Sums, decided: Decided
) -> dict[str, bool | None]:
    """Return what is concluded, each conclusion posted to those that read it."""
    for field, value in sums.posted(decided).items():
        board.post(field, value)
    found: dict[str, bool | None] = {}
    for plan in group.plans:
        effects = board.fire(network, plan)
        signals = {effect.signal for effect in effects if effect.subject >= 0}
        if len(signals) > 1:
            message = f"rete: conclusion {plan.subject} holds and fails at once"
            raise EngineError(message)
        holds = Signal.HOLDS in signals if signals else None
        found[plan.subject] = holds
        if holds is not None and plan.answer is not None:
            board.post(plan.answer, int(holds))
    return found
