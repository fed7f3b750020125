"""Mutation: does a case notice each small change to a rule?"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

from zicha.authoring.compare import Decided, differences
from zicha.authoring.mutations import Mutation, mutations
from zicha.authoring.prepare import Prepared
from zicha.authoring.run import Engines, load_cases, run_case
from zicha.authoring.same import in_one_form
from zicha.backends.reference.engine import Reference
from zicha.editions.place import EditionFolders
from zicha.editions.workshop import Workshop, Written, with_value
from zicha.errors import Place
from zicha.language.asof import conclusions_on, rule_on, rules_on
from zicha.model.conclusions import Conclusion
from zicha.model.rules import Rule
from zicha.model.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed rule or conclusion. ``killer``: the first case that notices it, if one does."""

    name: str
    kind: str
    place: Place
    text: str
    killer: str | None


class Tester:
    """Tries changes on an edition, with the cases of each rule that the unchanged rule passes.

    A case that fails anyway notices nothing: ``failing`` counts those.
    """

    def __init__(self, folders: EditionFolders) -> None:
        """Read edition and cases.

        Raises:
            InputError: something in them is wrong.
        """
        self.workshop = Workshop(folders)
        self.edition = self.workshop.edition
        self.base: dict[date, RuleSet] = {}
        self.cases: dict[str, list[Prepared]] = {}
        self.concluding: list[Prepared] = []
        self.failing = 0
        engines = Engines(self.edition, Reference)
        for prepared in load_cases(folders, self.edition):
            case = prepared.case
            if not run_case(prepared, engines).passed:
                self.failing += 1
                continue
            if case.indicator is not None:
                self.cases.setdefault(case.indicator, []).append(prepared)
            if case.expected.conclusions:
                self.concluding.append(prepared)

    def rules_on(self, on: date) -> RuleSet:
        """Return the rules of a day, made once."""
        if on not in self.base:
            self.base[on] = rules_on(self.edition, on)
        return self.base[on]

    def alone(self, rule: Rule, on: date) -> RuleSet:
        """Return a rule set of one rule, scored as in the edition, without conclusions."""
        whole = self.rules_on(on)
        scored = tuple(i for i in whole.indicators if i.code == rule.indicator)
        return replace(whole, rules=(rule_on(rule, on),), indicators=scored, conclusions=())

    def killer_of_rule(self, rule: Rule) -> str | None:
        """Return the first case of the rule that a changed rule does not pass."""
        made: dict[date, tuple[RuleSet, Reference]] = {}
        for prepared in self.cases.get(rule.indicator, ()):
            case = prepared.case
            if case.on not in made:
                rules = self.alone(rule, case.on)
                made[case.on] = rules, Reference(rules)
            rules, engine = made[case.on]
            judgement = engine.judge(prepared.known, case.waived)
            decided = Decided(rules, rules.rules[0], prepared.known, judgement)
            expected = replace(case.expected, conclusions={})
            if differences(expected, decided):
                return case.name
        return None

    def killer_of_conclusions(self, conclusions: tuple[Conclusion, ...]) -> str | None:
        """Return the first case that changed conclusions do not pass."""
        for prepared in self.concluding:
            case = prepared.case
            settled = conclusions_on(conclusions, case.on)
            rules = replace(self.rules_on(case.on), conclusions=settled)
            judgement = Reference(rules).judge(prepared.known, case.waived)
            found = judgement.conclusions
            if any(found.get(name) is not w for name, w in case.expected.conclusions.items()):
                return case.name
        return None

    def try_rule(self, written: Written) -> Iterator[Mutant]:
        """Yield every change to a rule that means something else and that loading accepts."""
        original = in_one_form(self.edition.rules[written.name], self.edition)
        for mutation in mutations(written.value, self.edition):
            changed = self.workshop.rule(with_value(written, mutation.path, mutation.value))
            if changed is None or in_one_form(changed, self.edition) == original:
                continue
            yield mutant(written, mutation, self.killer_of_rule(changed))

    def try_conclusion(self, written: Written) -> Iterator[Mutant]:
        """Yield every change to a conclusion that loading accepts."""
        for mutation in mutations(written.value, self.edition):
            changed = self.workshop.concluded(with_value(written, mutation.path, mutation.value))
            if changed is not None:
                yield mutant(written, mutation, self.killer_of_conclusions(changed))


def mutant(written: Written, mutation: Mutation, killer: str | None) -> Mutant:
    """Return what became of one change, at the line that was changed."""
    at = (*written.path, *mutation.at)
    document = written.document
    place = document.keys.get(at) or document.place(at)
    return Mutant(written.name, mutation.kind, place, mutation.text, killer)


# --- Several processes ------------------------------------------------------------------------

_own: list[Tester] = []
"""The tester of a working process, made once in each."""


def start(folders: EditionFolders) -> None:
    """Make the tester of a working process."""
    _own.append(Tester(folders))


def share(indices: Sequence[int]) -> list[Mutant]:
    """Return the mutants of some rules, in a working process."""
    return list(mutants_of(_own[0], indices))


def mutants_of(tester: Tester, indices: Sequence[int]) -> Iterator[Mutant]:
    """Yield the mutants of the rules of those numbers; conclusions are numbered after the rules."""
    rules, conclusions = tester.workshop.rules(), tester.workshop.conclusions()
    for index in indices:
        if index < len(rules):
            yield from tester.try_rule(rules[index])
        else:
            yield from tester.try_conclusion(conclusions[index - len(rules)])


@dataclass(frozen=True, slots=True)
class Mutated:
    """Every mutant in the order of the lines changed; how many cases failed before any change."""

    mutants: tuple[Mutant, ...]
    failing: int


def mutate(folders: EditionFolders, jobs: int | None = None) -> Mutated:
    """Return every mutant of an edition.

    Args:
        folders: of the edition.
        jobs: how many processes; as many as the machine has processors without it.

    Raises:
        InputError: something in the edition or its cases is wrong.
    """
    tester = Tester(folders)
    total = len(tester.workshop.rules()) + len(tester.workshop.conclusions())
    workers = min(jobs or os.cpu_count() or 1, total) or 1
    if workers == 1:
        found = list(mutants_of(tester, range(total)))
    else:
        shares = [range(start_at, total, workers) for start_at in range(workers)]
        with ProcessPoolExecutor(workers, initializer=start, initargs=(folders,)) as pool:
            found = [each for part in pool.map(share, shares) for each in part]
    in_order = sorted(found, key=lambda each: (each.place, each.text))
    return Mutated(tuple(in_order), tester.failing)
