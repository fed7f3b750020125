"""What the cases leave untried: outcomes, grades, both sides of bounds, conclusions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from zicha.authoring.prepare import Prepared
from zicha.authoring.run import Engines
from zicha.gaps.finding import subject_number
from zicha.language.walk import leaves, top_ratio
from zicha.model.edition import Edition
from zicha.model.facts import Knowledge
from zicha.model.judgement import Judgement, Outcome, WhyNotApplicable
from zicha.model.numbers import Number
from zicha.model.rules import (
    Always,
    Between,
    Compare,
    Condition,
    FactValue,
    Grade,
    Grading,
    Item,
    ItemKind,
    Part,
    Rule,
    WhenZero,
)
from zicha.model.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Hole:
    """Something of a rule, or of a conclusion, that no case shows. ``what`` names its kind."""

    name: str
    item: str | None
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class Run:
    """One case as the reference judged it."""

    prepared: Prepared
    rules: RuleSet
    judgement: Judgement

    @property
    def known(self) -> Knowledge:
        """Return what is known in the case."""
        return self.prepared.known


def runs_of(prepared: Sequence[Prepared], engines: Engines) -> dict[str | None, list[Run]]:
    """Return the cases as judged, by the indicator that they are about."""
    found: dict[str | None, list[Run]] = {}
    for each in prepared:
        rules, engine = engines.on(each.case.on)
        judgement = engine.judge(each.known, each.case.waived)
        found.setdefault(each.case.indicator, []).append(Run(each, rules, judgement))
    return found


def holes(edition: Edition, prepared: Sequence[Prepared], engines: Engines) -> list[Hole]:
    """Return everything that no case shows, rule by rule, then the conclusions."""
    runs = runs_of(prepared, engines)
    found: list[Hole] = []
    for rule in edition.rules.values():
        mine = runs.get(rule.indicator, [])
        for index, item in enumerate(rule.items()):
            found += item_holes(rule, index, item, mine)
        found += grade_holes(rule, edition, mine)
    return [*found, *conclusion_holes(edition, [run for group in runs.values() for run in group])]


def outcomes_of(item: Item) -> Iterator[Outcome]:
    """Yield the outcomes that an item can have."""
    yield from (Outcome.MET, Outcome.UNMET, Outcome.OPEN)
    ratio = top_ratio(item)
    if item.applies or (ratio is not None and ratio.when_zero is WhenZero.NOT_APPLICABLE):
        yield Outcome.NOT_APPLICABLE


def item_holes(rule: Rule, index: int, item: Item, runs: Sequence[Run]) -> Iterator[Hole]:
    """Yield the outcomes and boundaries of an item that no case shows."""
    results = [run.judgement.items[rule.indicator][index] for run in runs]
    shown = {result.outcome for result in results if result.why is not WhyNotApplicable.LEVEL}
    for outcome in outcomes_of(item):
        if outcome not in shown:
            yield Hole(rule.indicator, item.id, "outcome", str(outcome))
    conditions = [item.condition, *(clause.when for clause in item.applies)]
    conditions += [band for _, band in item.bands[1:]]
    for condition in conditions:
        for leaf in leaves(condition):
            yield from boundary_holes(rule, item, leaf, runs)


def boundary_holes(rule: Rule, item: Item, leaf: Condition, runs: Sequence[Run]) -> Iterator[Hole]:
    """Yield the sides of a number's bounds that no case shows: at the bound, and beside it."""
    if not isinstance(leaf, Compare | Between):
        return
    values = [
        exact
        for run in runs
        if (exact := subject_number(leaf.subject, run.known, run.rules.lower_bounds).exact)
        is not None
    ]
    for bound in numbers_of(leaf):
        if not any(value == bound for value in values):
            yield Hole(rule.indicator, item.id, "at-bound", text(bound))
        if isinstance(leaf.subject, FactValue) and not any(is_beside(v, bound) for v in values):
            yield Hole(rule.indicator, item.id, "beside-bound", text(bound))


def numbers_of(leaf: Compare | Between) -> Iterator[Number]:
    """Yield the bounds of a leaf that are plain numbers."""
    bounds = (leaf.bound,) if isinstance(leaf, Compare) else (leaf.low, leaf.high)
    yield from (bound for bound in bounds if isinstance(bound, int | Decimal | Fraction))


def is_beside(value: Number, bound: Number) -> bool:
    """Return whether a value is next to a bound: at most one away, and not the bound."""
    return value != bound and abs(Fraction(value) - Fraction(bound)) <= 1


def text(number: Number) -> str:
    """Return a bound as a rule author writes it."""
    return str(number)


def most_faults(part: Part) -> int | None:
    """Return how many faults a part can have; None without limit."""
    total = 0
    for item in part.items:
        if item.kind is ItemKind.COUNT:
            return None
        total += len(getattr(item.condition, "members", ())) if item.kind is ItemKind.SET else 1
    return total


def grades_of_part(part: Part, edition: Edition) -> set[Grade]:
    """Return the grades that a part can come to."""
    if part.grading is Grading.ALL:
        return {Grade.A, Grade.D}
    if part.grading is Grading.BANDS:
        bands = part.items[0].bands
        rest = set() if isinstance(bands[-1][1], Always) else {Grade.D}
        return {grade for grade, _ in bands} | rest
    most = most_faults(part)
    reached = {grade for grade, limit in edition.fault_limits if most is None or limit <= most}
    fatal = any(item.fatal for item in part.items)
    limits = [limit for _, limit in edition.fault_limits]
    return reached | ({Grade.D} if fatal or most is None or most > max(limits) else set())


def grade_holes(rule: Rule, edition: Edition, runs: Sequence[Run]) -> Iterator[Hole]:
    """Yield the grades of a rule that no case comes to."""
    possible: set[Grade] = set()
    for part in rule.parts:
        possible |= grades_of_part(part, edition)
    shown = set()
    for run in runs:
        best, worst = run.judgement.grades[rule.indicator]
        if best is worst:
            shown.add(best)
    for grade in sorted(possible - shown):
        yield Hole(rule.indicator, None, "grade", str(grade))


def conclusion_holes(edition: Edition, runs: Sequence[Run]) -> Iterator[Hole]:
    """Yield the answers of a conclusion that no case expects."""
    for conclusion in edition.conclusions:
        expected = {
            run.prepared.case.expected.conclusions[conclusion.id]
            for run in runs
            if conclusion.id in run.prepared.case.expected.conclusions
        }
        for answer in (True, False, None):
            if answer not in expected:
                word = "null" if answer is None else str(answer).lower()
                yield Hole(conclusion.id, None, "conclusion", word)
