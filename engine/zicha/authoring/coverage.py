"""What the cases leave untried: outcomes, both sides of bounds, grades, conclusions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zicha.authoring.lint.boundaries import missing_edges
from zicha.authoring.lint.cases import missing_outcomes, rules_without_case
from zicha.authoring.lint.ignoring import not_set_aside
from zicha.authoring.lint.material import files_in, material_of
from zicha.authoring.possible import can_be_zero
from zicha.authoring.prepare import Prepared
from zicha.authoring.run import Engines
from zicha.authoring.scales import earned, subject_of_bands
from zicha.editions.meaning.bands import Band
from zicha.editions.place import EditionFolders
from zicha.errors import Problem
from zicha.model.edition import Edition
from zicha.model.facts import Knowledge
from zicha.model.judgement import Judgement
from zicha.model.rules import (
    Always,
    Grade,
    Grading,
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


def most_faults(part: Part) -> int | None:
    """Return how many faults a part can have; None without limit."""
    total = 0
    for item in part.items:
        if item.kind is ItemKind.COUNT:
            return None
        total += len(getattr(item.condition, "members", ())) if item.kind is ItemKind.SET else 1
    return total


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
