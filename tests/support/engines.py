"""The engines that work here, by name: what the language means holds for each of them."""

from collections.abc import Callable, Mapping

from zicha.backends import columnar, rete
from zicha.backends.protocol import Engine
from zicha.backends.reference.engine import Reference
from zicha.model.ruleset import RuleSet

MakeEngine = Callable[[RuleSet], Engine]


def columnar_engine() -> Mapping[str, MakeEngine]:
    """Return the columnar engine, where its libraries are there."""
    if not columnar.available():
        return {}
    from zicha.backends.columnar.engine import Columnar  # noqa: PLC0415

    return {"columnar": Columnar}


ENGINES: Mapping[str, MakeEngine] = {
    "reference": Reference,
    **({"rete": rete.Rete} if rete.available() else {}),
    **columnar_engine(),
}
