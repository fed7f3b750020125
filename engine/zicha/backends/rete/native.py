"""durable_rules' engine module, driven directly: the only place that calls it.

The module is used without its Python layer: no host, no threads of its own, no actions, so
nothing swallows an exception, runs for ten seconds or takes the agenda away. Every message is
asserted by itself, its agenda is drained at once, the last thing on it must acknowledge that the
message was judged, and it is retracted before the next one comes.
``docs/decisions/0003-durable-rules.md`` says which trap each step avoids.
"""

import json
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Protocol, cast

from zicha.backends.rete.conjunctions import Sign
from zicha.backends.rete.draft import Priority, Production
from zicha.backends.rete.fields import KIND
from zicha.backends.rete.messages import Message, path_of
from zicha.errors import EngineError

STATE = "0"
"""The state that messages without a state of their own share."""
ACCEPTED = 0
EMPTY = "[]"

Rule = dict[str, object]


class Module(Protocol):
    """What is used of durable_rules."""

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str, /) -> int:
        """Return the handle of a new rule set."""
        ...

    def delete_ruleset(self, handle: int, /) -> None:
        """Free a rule set, but not its states."""
        ...

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """Return a return code, and where the state is."""
        ...

    def retract_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """Forget a fact; one that is not there is not missed."""
        ...

    def get_facts(self, handle: int, sid: str, /) -> str:
        """Return the facts that are kept, as JSON."""
        ...

    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None:
        """Return the state and the first thing on its agenda."""
        ...

    def complete_and_start_action(self, handle: int, state: int, /) -> str | None:
        """Take one thing off the agenda and return the next."""
        ...

    def delete_state(self, handle: int, sid: str, /) -> None:
        """Forget all messages, and give back their memory."""
        ...


@cache
def module() -> Module | None:
    """Return durable_rules' engine module, or None where it does not import."""
    try:
        import durable_rules_engine  # noqa: PLC0415 - only where it is asked for
    except ImportError:
        return None
    return cast("Module", durable_rules_engine)


def failures() -> tuple[type[Exception], ...]:
    """Return what durable_rules raises."""
    native = module()
    return () if native is None else (native.error,)


def available() -> bool:
    """Return whether durable_rules imports here: not on Python 3.13 and later, nor without it."""
    return module() is not None


class Network:
    """One rule set of durable_rules; it keeps nothing of a message once that has been judged."""

    def __init__(self, name: str, messages: Sequence[Message], names: Sequence[str]) -> None:
        """Compile the productions over fields of these names.

        Raises:
            EngineError: durable_rules does not import here, or could not hold a message.
        """
        native = module()
        if native is None:
            message = "rete: durable_rules does not import here"
            raise EngineError(message)
        if not all(found.fits() for found in messages):
            message = f"rete: {name} has a message that durable_rules might not hold"
            raise EngineError(message)
        self.native = native
        self.name = name
        self.productions, rules = numbered(messages, names)
        try:
            self.handle = native.create_ruleset(name, json.dumps(rules))
        except native.error as error:
            message = f"rete: {name}: {error}"
            raise EngineError(message) from error
        self.ids = count()
        self.has_state = False

    def fire(self, kind: int, fields: str) -> list[Production]:
        """Post one message, and return what it made true, in the order of the agenda.

        Raises:
            EngineError: the message was refused, or was not acknowledged last.
        """
        native, handle, name = self.native, self.handle, next(self.ids)
        code, state = native.assert_fact(handle, f'{{"id":"{name}","k":{kind}{fields}}}')
        if code != ACCEPTED:
            message = f"rete: {self.name} answered message {kind} with {code}: {fields}"
            raise EngineError(message)
        started = native.start_action_for_state(handle, state)
        self.has_state = self.has_state or started is not None
        fired = []
        text = started[1] if started else None
        while text:
            fired.append(text[2 : text.index('"', 2)])
            text = native.complete_and_start_action(handle, state)
        native.retract_fact(handle, f'{{"id":"{name}"}}')
        if not fired or fired.pop() != acknowledgement(kind):
            message = f"rete: {self.name} did not acknowledge message {kind}: {fields}"
            raise EngineError(message)
        return [self.productions[name] for name in fired]

    def check_empty(self) -> None:
        """Make sure that nothing is left of a unit.

        Raises:
            EngineError: a message is still there.
        """
        if self.has_state and self.native.get_facts(self.handle, STATE) != EMPTY:
            message = f"rete: {self.name} keeps messages of a unit that has been judged"
            raise EngineError(message)

    def discard(self) -> None:
        """Free everything, also in the middle of an agenda; the network cannot be used again.

        A state of which nothing was ever started is left to the process: the module would free a
        pointer in it that it has not set.
        """
        if self.has_state:
            self.native.delete_state(self.handle, STATE)
        self.native.delete_ruleset(self.handle)


def acknowledgement(kind: int) -> str:
    """Return the name of the rule that acknowledges a message."""
    return f"a{kind}"


def numbered(
    messages: Sequence[Message], names: Sequence[str]
) -> tuple[dict[str, Production], dict[str, Rule]]:
    """Return the productions by the names of their rules, and the rules for durable_rules."""
    pairs = [(message.kind, p) for message in messages for p in message.productions]
    productions = {f"r{number}": production for number, (_, production) in enumerate(pairs)}
    rules = {
        rule: rule_of(kind, production, names)
        for rule, (kind, production) in zip(productions, pairs, strict=True)
    }
    rules |= {acknowledgement(m.kind): acknowledging(m.kind) for m in messages}
    return productions, rules


def rule_of(kind: int, production: Production, names: Sequence[str]) -> Rule:
    """Return a production as durable_rules takes it: its kind of message first, then its tests."""
    conditions: list[dict[str, object]] = [{KIND: kind}]
    for field, sign, number in path_of(production):
        tested: dict[str, object] = {names[field]: number}
        conditions.append(tested if sign is Sign.EQUAL else {sign: tested})
    condition = conditions[0] if len(conditions) == 1 else {"$and": conditions}
    return {"pri": int(production.priority), "all": [{"m": condition}]}


def acknowledging(kind: int) -> Rule:
    """Return the rule that comes last for every message of a kind."""
    return {"pri": int(Priority.ACKNOWLEDGED), "all": [{"m": {KIND: kind}}]}
