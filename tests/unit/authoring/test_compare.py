"""What a case expects against what comes of it: an indicator without a rule, gaps in any order."""

from pathlib import Path

import pytest

from support import tiny_edition
from zicha.authoring.compare import Difference
from zicha.authoring.run import Engines, load_cases, run_case
from zicha.backends.reference.engine import Reference
from zicha.editions.place import EditionFolders


def differences(folder: Path, indicator: str, facts: str, expect: str) -> list[Difference]:
    """Return in what one case of the tiny edition is not as it expects."""
    case = f"""cases:
  - indicator: '{indicator}'
    name: one
    why: worked out by hand
    kind: community
    on: '2016-06-30'
    facts: {facts}
    expect: {expect}
"""
    tiny_edition.write(folder, {**tiny_edition.FILES, "rules/1.cases.yaml": case})
    edition, _ = tiny_edition.read(folder)
    assert edition is not None
    (prepared,) = load_cases(EditionFolders(folder / "indicators", folder / "rules"), edition)
    return list(run_case(prepared, Engines(edition, Reference)).differences)


@pytest.mark.parametrize("grade", ["A", "not_applicable"])
def test_an_indicator_without_a_rule_has_no_one_grade(grade: str, tmp_path: Path) -> None:
    # 1.1.5 has no rule: it is open, anything from D to A (semantics 21).
    found = differences(tmp_path, "1.1.5", "{}", f"{{grade: {grade}}}")
    assert found == [Difference("grade", grade, "[A, D]")]


def test_an_indicator_without_a_rule_may_have_any_grade(tmp_path: Path) -> None:
    assert differences(tmp_path, "1.1.5", "{}", "{grade: [A, D], reason: no_rule}") == []


@pytest.mark.parametrize("order", [("{item: kit}", "{item: kit, member: desk}"), None])
def test_gaps_may_be_named_in_any_order(order: tuple[str, str] | None, tmp_path: Path) -> None:
    # A desk and a broom are missing: one gap says which, the other is any of the two.
    gaps = order or ("{item: kit, member: desk}", "{item: kit}")
    expect = f"{{gaps: [{', '.join(gaps)}]}}"
    assert differences(tmp_path, "1.1.1", "{kit: {desk: false, broom: false}}", expect) == []


def test_a_gap_expected_twice_that_is_there_once_is_missed_once(tmp_path: Path) -> None:
    expect = "{gaps: [{item: kit}, {item: kit, member: desk}]}"
    found = differences(tmp_path, "1.1.1", "{kit: {desk: false, broom: true}}", expect)
    assert found == [Difference("gaps", "kit", "-")]
