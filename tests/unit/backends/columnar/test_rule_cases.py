"""Every case of the shipped rules: the columnar engine judges it as the reference does."""

from dataclasses import replace

import pytest

from support.columnar import judged
from support.shipped import CASES, EDITION
from zicha.authoring.prepare import Prepared
from zicha.authoring.run import Engines
from zicha.backends.columnar.engine import Columnar
from zicha.backends.reference.engine import Reference

LEVELS = {fact.id: fact.level for fact in EDITION.facts.values()}
REFERENCE = Engines(EDITION, Reference)


def cases_by_period() -> dict[int, list[Prepared]]:
    """Return the cases, those together that are judged by the same values."""
    found: dict[int, list[Prepared]] = {}
    for prepared in CASES:
        period = sum(first <= prepared.case.on for first in REFERENCE.days)
        found.setdefault(period, []).append(prepared)
    return found


BY_PERIOD = cases_by_period()


@pytest.mark.parametrize("period", sorted(BY_PERIOD))
def test_every_case_of_a_period_is_judged_alike(period: int) -> None:
    cases = BY_PERIOD[period]
    rules, reference = REFERENCE.on(cases[0].case.on)
    found = judged(Columnar(rules, LEVELS), [(c.known, c.case.waived) for c in cases])
    wanted = [reference.judge(c.known, c.case.waived) for c in cases]
    different = [
        prepared.case.name
        for prepared, first, second in zip(cases, found, wanted, strict=True)
        if first != replace(second, engine="columnar")
    ]
    assert different == []
