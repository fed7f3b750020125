"""durable_rules' engine module as it is, without the adapter: to show that its traps are real."""

import json
from collections.abc import Mapping
from types import ModuleType

Fired = list[str]


def module() -> ModuleType:
    """Return the module."""
    import durable_rules_engine  # noqa: PLC0415 - where it does not import the test is skipped

    loaded: ModuleType = durable_rules_engine
    return loaded


def raw_rule(*conditions: object, priority: int = 1) -> dict[str, object]:
    """Return one rule over a single message."""
    condition = conditions[0] if len(conditions) == 1 else {"$and": list(conditions)}
    return {"pri": priority, "all": [{"m": condition}]}


class Raw:
    """One rule set, driven without any guard."""

    def __init__(self, **rules: dict[str, object]) -> None:
        """Compile the rules."""
        self.module = module()
        self.handle: int = self.module.create_ruleset("raw", json.dumps(rules, ensure_ascii=False))

    def post(self, message: Mapping[str, object] | str) -> tuple[int, Fired]:
        """Assert a message, and return the return code and what fires."""
        text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
        code, state = self.module.assert_fact(self.handle, text)
        return code, self.drain(state) if code == 0 else []

    def drain(self, state: int) -> Fired:
        """Return what is on the agenda."""
        started = self.module.start_action_for_state(self.handle, state)
        fired: Fired = []
        found = started[1] if started else None
        while found:
            fired.extend(json.loads(found))
            found = self.module.complete_and_start_action(self.handle, state)
        return fired
