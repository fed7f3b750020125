"""Every case of the shipped rules: the columnar engine judges it as the reference does."""

from dataclasses import replace

import pytest

from support.columnar import judged
from zicha.authoring.prepare import Prepared
from zicha.authoring.run import Engines, load_cases
from zicha.backends.columnar.engine import Columnar
from zicha.backends.reference.engine import Reference
from zicha.editions.load import load_edition
from zicha.editions.place import edition_folders
from zicha.errors import Problem

EDITION = load_edition(None)
FOLDERS = edition_folders()
assert not isinstance(FOLDERS, Problem)
LEVELS = {fact.id: fact.level for fact in EDITION.facts.values()}
REFERENCE = Engines(EDITION, Reference)


def cases_by_period() -> dict[int, list[Prepared]]:
    """Return the cases, those together that are judged by the same values."""
    assert not isinstance(FOLDERS, Problem)
    found: dict[int, list[Prepared]] = {}
    for prepared in load_cases(FOLDERS, EDITION):
        period = sum(first <= prepared.case.on for first in REFERENCE.days)
        found.setdefault(period, []).append(prepared)
    return found


CASES = cases_by_period()


@pytest.mark.parametrize("period", sorted(CASES))
def test_every_case_of_a_period_is_judged_alike(period: int) -> None:
    cases = CASES[period]
    rules, reference = REFERENCE.on(cases[0].case.on)
    found = judged(Columnar(rules, LEVELS), [(c.known, c.case.waived) for c in cases])
    wanted = [reference.judge(c.known, c.case.waived) for c in cases]
    different = [
        prepared.case.name
        for prepared, first, second in zip(cases, found, wanted, strict=True)
        if first != replace(second, engine="columnar")
    ]
    assert different == []
