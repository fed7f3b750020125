"""durable_rules as an engine: forward chaining from facts to outcomes, grades and conclusions.

This is the only room that knows durable_rules. It drives the distribution's own engine module
directly; ``docs/decisions/0003-durable-rules.md`` says why and how. Where the module does not
import, everything else works: ask ``available`` first.
"""

from zicha.backends.rete.engine import Rete
from zicha.backends.rete.limits import limits_of
from zicha.backends.rete.native import available

__all__ = ["Rete", "available", "limits_of"]
