"""One requirement, judged by an engine: what the tables of the language's page are tested with."""

from collections.abc import Callable, Mapping

from support.hand import CODE, graded, item, known, rule, rule_set
from zicha.backends.protocol import Engine
from zicha.language.kleene import Truth
from zicha.model.facts import Level, Value
from zicha.model.judgement import GradeRange, ItemResult, Outcome
from zicha.model.numbers import Number
from zicha.model.rules import Condition, Grading, Item, ItemKind
from zicha.model.ruleset import RuleSet

MakeEngine = Callable[[RuleSet], Engine]

TRUTH_OF: Mapping[Outcome, Truth] = {
    Outcome.MET: True,
    Outcome.UNMET: False,
    Outcome.OPEN: None,
}
LETTER: Mapping[Truth, str] = {True: "T", False: "F", None: "U"}


def truth_letter(
    make: MakeEngine,
    condition: Condition,
    values: Mapping[str, Value | None],
    lower_bounds: Mapping[str, Number] | None = None,
) -> str:
    """Return T, F or U: what an engine makes of a condition, as an item that applies."""
    result = result_of(make, item(condition), values, lower_bounds)
    return LETTER[TRUTH_OF[result.outcome]]


def result_of(
    make: MakeEngine,
    asked: Item,
    values: Mapping[str, Value | None],
    lower_bounds: Mapping[str, Number] | None = None,
    levels: tuple[Level, ...] = (),
) -> ItemResult:
    """Return what an engine makes of one item."""
    grading = Grading.BANDS if asked.kind is ItemKind.BANDS else Grading.FAULTS
    rules = rule_set(rule(graded(grading, asked)), lower_bounds=lower_bounds)
    (result,) = make(rules).judge(known(values, *levels)).items[CODE]
    return result


def range_of(
    make: MakeEngine, grading: Grading, items: list[Item], values: Mapping[str, Value | None]
) -> GradeRange:
    """Return the grade range that an engine gives to items graded together."""
    rules = rule_set(rule(graded(grading, *items)))
    return make(rules).judge(known(values)).grades[CODE]
