"""What a case expects against what an engine decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from zicha.assessment.items import reason_of
from zicha.gaps.closing import GapFound, Worth, gaps_of_rule
from zicha.gaps.finding import Finding, finding
from zicha.model.cases import Expected, ExpectedGap
from zicha.model.facts import Knowledge
from zicha.model.judgement import WHOLE_RANGE, ItemResult, Judgement, Outcome
from zicha.model.report import Shown
from zicha.model.rules import Rule
from zicha.model.ruleset import RuleSet
from zicha.words.numbers import shown_number

SHOWN_VALUES = ("required", "actual", "shortfall")
NO_RULE = "no_rule"
"""The reason where an indicator has no rule."""
NOTHING = "-"
"""What stands where there is nothing, or nothing more."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as a case expects it."""

    what: str
    expected: str
    actual: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What an engine decided, with all that is needed to compare it."""

    rules: RuleSet
    rule: Rule | None
    known: Knowledge
    judgement: Judgement

    @property
    def results(self) -> tuple[ItemResult, ...]:
        """Return the results of the rule's items."""
        return self.judgement.items[self.rule.indicator] if self.rule else ()

    @property
    def reasons(self) -> dict[str, str | None]:
        """Return why items are open or do not apply, in the words of a report, by id."""
        items = self.rule.items() if self.rule else ()
        pairs = zip(items, self.results, strict=True)
        return {item.id: reason_of(result, item, self.known) for item, result in pairs}


def text(value: object) -> str:
    """Return a value as a difference shows it: a number as people write it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | Decimal | Fraction):
        return shown_number(value)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(text(entry) for entry in value) + "]"
    return str(value)


def named(item: str, values: Mapping[str, object]) -> str:
    """Return a gap with its values in one line."""
    return " ".join([item, *(f"{name} {text(value)}" for name, value in values.items())])


def item_differences(expected: Expected, decided: Decided) -> list[Difference]:
    """Return the items whose outcome is another."""
    if decided.rule is None:
        return [Difference(f"item {name}", str(o), NO_RULE) for name, o in expected.items.items()]
    outcomes = {
        item.id: result.outcome
        for item, result in zip(decided.rule.items(), decided.results, strict=True)
    }
    reasons = decided.reasons
    return [
        Difference(f"item {name}", str(outcome), with_reason(outcomes.get(name), reasons.get(name)))
        for name, outcome in expected.items.items()
        if outcomes.get(name) is not outcome
    ]


def with_reason(outcome: Outcome | None, reason: str | None) -> str:
    """Return an outcome, with why it is open or does not apply."""
    return str(outcome) if reason is None else f"{outcome} ({reason})"


def grade_difference(expected: Expected, decided: Decided) -> list[Difference]:
    """Return the difference in the grade range, if there is one."""
    if expected.grade is None:
        return []
    rule = decided.rule
    found = decided.judgement.grades[rule.indicator] if rule else WHOLE_RANGE
    if found == expected.grade:
        return []
    return [Difference("grade", grade_text(expected.grade), grade_text(found))]


def grade_text(grades: tuple[object, object]) -> str:
    """Return a grade range as a case writes it."""
    best, worst = grades
    if best is None:
        return str(Outcome.NOT_APPLICABLE)
    return str(best) if best == worst else f"[{best}, {worst}]"


def gaps_of(decided: Decided) -> list[tuple[GapFound, Finding]]:
    """Return the gaps of the rule, each with its finding."""
    rule = decided.rule
    if rule is None:
        return []
    points = next(i.points for i in decided.rules.indicators if i.code == rule.indicator)
    found = gaps_of_rule(Worth(decided.rules, rule, points), decided.results)
    bounds = decided.rules.lower_bounds
    return [(gap, finding(gap.item, gap.result, decided.known, bounds)) for gap in found]


def gap_value(name: str, gap: GapFound, found: Finding) -> Shown:
    """Return one value of a gap, as a report has it."""
    if name == "member" or (gap.member is not None and name in ("required", "shortfall")):
        return gap.member
    return {"required": found.required, "actual": found.actual, "shortfall": found.shortfall}[name]


def is_same(expected: object, actual: Shown) -> bool:
    """Return whether a value written in a case is the value found."""
    if isinstance(actual, bool) or isinstance(expected, bool) or actual is None or expected is None:
        return expected is actual
    if isinstance(actual, date):
        return str(expected) == actual.isoformat()
    if isinstance(actual, str):
        return expected == actual
    if isinstance(actual, tuple):
        return isinstance(expected, Sequence) and tuple(expected) == actual
    return isinstance(expected, int | Decimal) and Fraction(expected) == Fraction(actual)


def fits(wanted: ExpectedGap, gap: GapFound, found: Finding) -> bool:
    """Return whether a gap is the one that is expected."""
    return wanted.item == gap.item.id and all(
        is_same(value, gap_value(name, gap, found)) for name, value in wanted.values.items()
    )


def breadth(wanted: ExpectedGap, found: Sequence[tuple[GapFound, Finding]]) -> tuple[int, int]:
    """Return how little an expected gap says: how many gaps it fits, and the values it leaves."""
    return sum(fits(wanted, *pair) for pair in found), -len(wanted.values)


def gap_differences(expected: Expected, decided: Decided) -> list[Difference]:
    """Return the difference in the list of gaps, if there is one: all of them, in any order."""
    if expected.gaps is None:
        return []
    left = gaps_of(decided)
    missing = list(expected.gaps)
    # The most specific chooses first: what says less fits the gap that another is about, too.
    for wanted in sorted(expected.gaps, key=lambda gap: breadth(gap, left)):
        match = next((pair for pair in left if fits(wanted, *pair)), None)
        if match is not None:
            missing.remove(wanted)
            left.remove(match)
    if not missing and not left:
        return []
    wanted_text = "; ".join(named(wanted.item, wanted.values) for wanted in missing)
    found_text = "; ".join(
        named(gap.item.id, {name: gap_value(name, gap, found) for name in SHOWN_VALUES})
        for gap, found in left
    )
    return [Difference("gaps", wanted_text or NOTHING, found_text or NOTHING)]


def reason_difference(expected: Expected, decided: Decided) -> list[Difference]:
    """Return the difference in why something is open or does not apply, if there is one."""
    if expected.reason is None:
        return []
    reasons = {reason for reason in decided.reasons.values() if reason is not None}
    if decided.rule is None:
        reasons = {NO_RULE}
    if expected.reason in reasons:
        return []
    return [Difference("reason", expected.reason, ", ".join(sorted(reasons)) or NOTHING)]


def conclusion_differences(expected: Expected, decided: Decided) -> list[Difference]:
    """Return the conclusions that are drawn otherwise."""
    found = decided.judgement.conclusions
    return [
        Difference(f"conclusion {name}", text(wanted), text(found.get(name)))
        for name, wanted in expected.conclusions.items()
        if found.get(name) is not wanted
    ]


def differences(expected: Expected, decided: Decided) -> list[Difference]:
    """Return everything in which a decision is not what a case expects."""
    return [
        *item_differences(expected, decided),
        *grade_difference(expected, decided),
        *gap_differences(expected, decided),
        *reason_difference(expected, decided),
        *conclusion_differences(expected, decided),
    ]
