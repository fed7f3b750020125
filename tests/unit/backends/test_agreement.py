"""durable_rules judges as the reference does, over random rule sets and units.

``ZICHA_AGREEMENT`` says how many cases, 2000 unless told. A case is named by the seed of its rule
set and the number of its unit; the same names are the same cases, however many are run.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from support.generate import waived
from support.knowing import knowledge
from support.rulesets import rule_set
from zicha.backends.reference.engine import Reference
from zicha.backends.rete import Rete, available

pytestmark = pytest.mark.skipif(not available(), reason="durable_rules does not import here")

CASES = int(os.environ.get("ZICHA_AGREEMENT", "2000"))
UNITS = 5
"""Units that are judged by each rule set."""
BLOCKS = 8
"""Tests that the cases are dealt out to, to be run side by side."""


def disagreements(seed: int) -> Iterator[str]:
    """Yield the cases of one rule set that the two engines judge differently."""
    rng = Random(seed)
    generated = rule_set(rng)
    rete, reference = Rete(generated.rules), Reference(generated.rules)
    for unit in range(UNITS):
        known, set_aside = knowledge(rng, generated), waived(rng, generated.rules)
        wanted = replace(reference.judge(known, set_aside), engine="rete")
        if rete.judge(known, set_aside) != wanted:
            yield f"rule set {seed}, unit {unit}"


@pytest.mark.parametrize("block", range(BLOCKS))
def test_both_engines_give_every_outcome_grade_and_conclusion_alike(block: int) -> None:
    seeds = range(block, -(-CASES // UNITS), BLOCKS)
    assert [found for seed in seeds for found in disagreements(seed)] == []
