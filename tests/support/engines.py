"""The engines that work here, by name: what the language means holds for each of them."""

from collections.abc import Callable, Mapping

from zicha.backends import rete
from zicha.backends.protocol import Engine
from zicha.backends.reference.engine import Reference
from zicha.model.ruleset import RuleSet

ENGINES: Mapping[str, Callable[[RuleSet], Engine]] = {
    "reference": Reference,
    **({"rete": rete.Rete} if rete.available() else {}),
}
