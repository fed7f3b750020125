"""Cases: which kinds of outcome they show, and whether they say why."""

import re
from collections.abc import Iterator

from zicha.authoring.lint.material import Material, PlacedItem, WrittenCase
from zicha.authoring.lint.spots import each
from zicha.authoring.possible import can_be_zero
from zicha.editions.files import FileKind
from zicha.editions.spot import Spot
from zicha.errors import Problem, Severity, problem
from zicha.language.walk import top_ratio
from zicha.model.edition import Edition
from zicha.model.judgement import Outcome, WhyNotApplicable
from zicha.model.rules import Grade, Item, WhenZero

WORKED_OUT = "|".join((*Grade, *WhyNotApplicable))
ARITHMETIC = re.compile(rf"[0-9<>=≤≥]|\b(?:{WORKED_OUT})\b")
"""Digits and signs, grades, or why something does not apply."""


def rules_without_case(material: Material) -> Iterator[Problem]:
    """Yield rules that no case is about."""
    for code, spot in material.spots.rules.items():
        if code not in material.cases:
            yield problem("rule-without-case", spot.place, Severity.WARNING, indicator=code)


def missing_outcomes(material: Material) -> Iterator[Problem]:
    """Yield items of which some kind of outcome is shown by no case."""
    for placed in material.items():
        cases = material.cases.get(placed.indicator, ())
        shown = {shown_outcome(placed, case) for case in cases}
        possible = outcomes_of(placed.item, material.edition)
        missing = [outcome for outcome in possible if outcome not in shown]
        if cases and missing:
            yield problem(
                "case-outcome-missing",
                placed.spot.place,
                Severity.WARNING,
                item=placed.item.id,
                outcomes=" / ".join(missing),
            )


def outcomes_of(item: Item, edition: Edition) -> list[Outcome]:
    """Return the outcomes that the facts of an item can lead to."""
    ratio = top_ratio(item)
    may_leave = ratio is not None and ratio.when_zero is WhenZero.NOT_APPLICABLE
    leaves_count = ratio is not None and may_leave and can_be_zero(ratio, edition)
    outcomes = [Outcome.MET, Outcome.UNMET, Outcome.OPEN]
    return [*outcomes, Outcome.NOT_APPLICABLE] if item.applies or leaves_count else outcomes


def shown_outcome(placed: PlacedItem, case: WrittenCase) -> Outcome | None:
    """Return the outcome of an item that a case shows: as it says, or behind its grade or gaps."""
    expected = case.prepared.case.expected
    if placed.item.id in expected.items:
        return expected.items[placed.item.id]
    says_all = expected.grade is not None or expected.gaps is not None
    return case.outcomes[placed.item.id] if says_all else None


def thin_reasons(material: Material) -> Iterator[Problem]:
    """Yield cases that settle something and whose reason has neither a source nor arithmetic."""
    works = "|".join(re.escape(key) for key in material.edition.works)
    cited = re.compile(rf"\b(?:{works})\b")
    for file, document in material.files.documents.items():
        for case in each(Spot(document, []) / "cases") if file.kind is FileKind.CASES else ():
            why = case / "why"
            said = str(why.value)
            thin = not cited.search(said) and not ARITHMETIC.search(said)
            if thin and settles(case / "expect"):
                yield problem("case-why-thin", why.place, Severity.WARNING)


def settles(expect: Spot) -> bool:
    """Return whether a case expects a value to be judged; what stays open needs no arithmetic."""
    said = expect.value
    assert isinstance(said, dict)
    items, conclusions = said.get("items"), said.get("conclusions")
    outcomes = list(items.values()) if isinstance(items, dict) else []
    held = list(conclusions.values()) if isinstance(conclusions, dict) else []
    return (
        bool({Outcome.MET, Outcome.UNMET} & {str(outcome) for outcome in outcomes})
        or any(isinstance(holds, bool) for holds in held)
        or bool(said.get("gaps"))
        or said.get("grade") in list(Grade)
    )
