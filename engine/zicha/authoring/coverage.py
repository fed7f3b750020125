"""What the cases leave untried: outcomes, both sides of bounds, grades, conclusions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zicha.authoring.lint.boundaries import missing_edges
from zicha.authoring.lint.cases import missing_outcomes, outcomes_of, rules_without_case
from zicha.authoring.lint.ignoring import not_set_aside
from zicha.authoring.lint.material import files_in, material_of
from zicha.authoring.possible import can_be_zero, possible_range
from zicha.authoring.prepare import Prepared
from zicha.authoring.run import Engines
from zicha.authoring.scales import earned, subject_of_bands
from zicha.editions.meaning.bands import Band
from zicha.editions.place import EditionFolders
from zicha.errors import Problem
from zicha.language.values import added
from zicha.model.edition import Edition
from zicha.model.facts import Knowledge
from zicha.model.judgement import Judgement, Outcome
from zicha.model.numbers import Number
from zicha.model.rules import (
    Always,
    Compare,
    Grade,
    Grading,
    Includes,
    Item,
    ItemKind,
    Part,
    Ratio,
    Rule,
    WhenZero,
)
from zicha.model.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Hole:
    """A grade of a rule, or an answer of a conclusion, that no case shows; ``what`` says which."""

    name: str
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
    """Return the grades that no case comes to, rule by rule, then the answers of conclusions."""
    runs = runs_of(prepared, engines)
    found: list[Hole] = []
    for rule in edition.rules.values():
        found += grade_holes(rule, edition, runs.get(rule.indicator, []))
    return [*found, *conclusion_holes(edition, [run for group in runs.values() for run in group])]


def untried(folders: EditionFolders, edition: Edition) -> list[Problem]:
    """Return the outcomes and the sides of bounds of items that no case shows, at their places.

    What a comment sets aside for lint is left out.
    """
    files = files_in(folders)
    material, _ = material_of(folders, edition, files)
    checks = (rules_without_case, missing_outcomes, missing_edges)
    every = (found for check in checks for found in check(material))
    return not_set_aside(every, files.comments)


def most_faults(items: Iterable[Item], edition: Edition) -> Number | None:
    """Return how many faults items can have together; None without limit."""
    total: Number | None = 0
    for item in items:
        total = added(total, most_faults_of(item, edition))
    return total


def most_faults_of(item: Item, edition: Edition) -> Number | None:
    """Return how many faults an item can have: a count so many as its range is above the bound."""
    match item.condition:
        case Includes(members=members) if item.kind is ItemKind.SET:
            return len(members)
        case Compare(subject, bound=int(allowed)) if item.kind is ItemKind.COUNT:
            high = possible_range(subject, edition).high
            return None if high is None else max(0, high - allowed)
        case _:
            return 1


def leaves_nothing_out(bands: Sequence[Band], edition: Edition) -> bool:
    """Return whether one of the bands of a scale holds for every value that there can be."""
    if isinstance(bands[-1][1], Always):
        return True
    subject = subject_of_bands(bands)
    if subject is None or (isinstance(subject, Ratio) and fails_at_zero(subject, edition)):
        return False
    return all(grade for grades in earned(bands, subject, edition) for _, grade in grades)


def fails_at_zero(ratio: Ratio, edition: Edition) -> bool:
    """Return whether no band holds where the whole of a ratio is 0, and whether it can be."""
    return ratio.when_zero is WhenZero.UNMET and can_be_zero(ratio, edition)


def grades_of_part(part: Part, edition: Edition) -> set[Grade]:
    """Return the grades that a part can come to."""
    if part.grading is Grading.ALL:
        return {Grade.A, Grade.D}
    if part.grading is Grading.BANDS:
        bands = part.items[0].bands
        rest = set() if leaves_nothing_out(bands, edition) else {Grade.D}
        return {grade for grade, _ in bands} | rest
    return grades_by_faults(part, edition)


def grades_by_faults(part: Part, edition: Edition) -> set[Grade]:
    """Return the grades that faults can come to; one of an item that is fatal makes D at once."""
    most = most_faults((item for item in part.items if not item.fatal), edition)
    reached = {Grade.D} if any(item.fatal for item in part.items) else set()
    fewest = 0
    for grade, limit in (*edition.fault_limits, (Grade.D, None)):
        if most is None or fewest <= most:
            reached.add(grade)
        fewest = fewest if limit is None else limit + 1
    return reached


def grades_of_rule(rule: Rule, edition: Edition) -> set[Grade]:
    """Return the grades that a rule can come to: the lowest of its parts, as far as they apply."""
    found: set[Grade | None] = {None}
    for part in rule.parts:
        own = {
            *grades_of_part(part, edition),
            *([None] if may_be_left_out(part, rule, edition) else []),
        }
        found = {lower(one, other) for one in found for other in own}
    return {grade for grade in found if grade is not None}


def lower(one: Grade | None, other: Grade | None) -> Grade | None:
    """Return the lower of two grades, of which either may not be there."""
    there = [grade for grade in (one, other) if grade is not None]
    return max(there, key=lambda grade: grade.rank, default=None)


def may_be_left_out(part: Part, rule: Rule, edition: Edition) -> bool:
    """Return whether nothing of a part may apply: by its own words, or for want of a level."""
    several_levels = len({item.level for item in rule.items()}) > 1
    possible = [outcomes_of(item, edition) for item in part.items]
    return several_levels or all(Outcome.NOT_APPLICABLE in outcomes for outcomes in possible)


def grade_holes(rule: Rule, edition: Edition, runs: Sequence[Run]) -> Iterator[Hole]:
    """Yield the grades of a rule that no case comes to; what none expects, none would miss."""
    possible = grades_of_rule(rule, edition)
    shown = set()
    for run in runs:
        expected = run.prepared.case.expected
        if expected.grade is None and expected.gaps is None:
            continue
        best, worst = run.judgement.grades[rule.indicator]
        if best is worst:
            shown.add(best)
    for grade in sorted(possible - shown):
        yield Hole(rule.indicator, "grade", str(grade))


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
                yield Hole(conclusion.id, "conclusion", word)
