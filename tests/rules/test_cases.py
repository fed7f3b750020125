"""Every case of the shipped rules, through every engine."""

import pytest

from support.shipped import CASES, EDITION
from zicha.authoring.prepare import Prepared
from zicha.authoring.run import Engines, run_case
from zicha.backends import rete
from zicha.backends.reference.engine import Reference

ENGINES = {"reference": Engines(EDITION, Reference)}
if rete.available():
    ENGINES["rete"] = Engines(EDITION, rete.Rete)


def name(prepared: Prepared) -> str:
    return f"{prepared.case.indicator}::{prepared.case.name}"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("prepared", CASES, ids=name)
def test_the_case_is_as_it_says(prepared: Prepared, engine: str) -> None:
    result = run_case(prepared, ENGINES[engine])
    assert result.differences == (), f"{prepared.case.place}: {prepared.case.why}"


def test_there_are_cases() -> None:
    assert CASES
