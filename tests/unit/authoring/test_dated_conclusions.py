"""Conclusions whose values have days: each case is judged by the value of its day."""

from pathlib import Path

import pytest

from support import clean_edition, tiny_edition
from zicha.authoring.mutate import mutate
from zicha.authoring.run import Engines, load_cases, run_cases
from zicha.backends.reference.engine import Reference
from zicha.editions.place import EditionFolders

BIG = """\
  - id: big
    kind: flag
    label: {zh: 用房很大, en: The office is big}
    when:
      fact: area
      at_least:
        - {value: 500, source: {cite: NK#1, edition: '2008', confidence: official}}
        - value: 600
          from: '2010-07-01'
          source: {cite: NK#1, edition: '2008', confidence: official}
    source: {cite: NK#1, edition: '2008', confidence: official}
"""


def case(on: str, area: int, expected: str) -> str:
    return f"""\
  - name: {area}㎡, {on}
    why: 500 before 2010-07-01, 600 from that day
    kind: community
    on: '{on}'
    facts: {{area: {area}}}
    expect: {{conclusions: {{big: {expected}}}}}
"""


BEFORE = case("2010-06-30", 550, "true")
AFTER = case("2010-07-01", 550, "false")


def folders(folder: Path, *cases: str) -> EditionFolders:
    files = {
        **clean_edition.CLEAN,
        "rules/conclusions.yaml": clean_edition.CONCLUSIONS + BIG,
        "rules/conclusions.cases.yaml": "cases:\n" + "".join(cases),
    }
    tiny_edition.write(folder, files)
    return EditionFolders(folder / "indicators", folder / "rules")


@pytest.mark.parametrize("cases", [(BEFORE, AFTER), (AFTER, BEFORE)])
def test_a_case_of_a_conclusion_is_judged_by_the_value_of_its_day(
    tmp_path: Path, cases: tuple[str, str]
) -> None:
    where = folders(tmp_path, *cases)
    edition = tiny_edition.edition_in(tmp_path, {})
    results = list(run_cases(load_cases(where, edition), Engines(edition, Reference)))
    assert len(results) >= len(cases)
    assert [result.differences for result in results if "㎡" in result.case.name] == [(), ()]


def test_a_conclusion_with_dated_values_can_be_changed(tmp_path: Path) -> None:
    found = mutate(folders(tmp_path, BEFORE, AFTER), 1)
    killers = {mutant.text: mutant.killer for mutant in found.mutants if mutant.name == "big"}
    # 550 is on the right side of 500 and of 500.01 alike: only cases at the bounds notice these.
    assert {text: name for text, name in killers.items() if name} == {
        "at_least: without 500": "550㎡, 2010-06-30",
        "at_least: without 600": "550㎡, 2010-07-01",
        "at_least: 600 from 2010-07-01 -> 2010-07-02": "550㎡, 2010-07-01",
    }
    assert found.failing == 0
