"""Reads what a call names: units, the units above them, settings, the day, an office's names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zicha.assessment.assess import Subject
from zicha.assessment.names import read_names
from zicha.documents.document import Document
from zicha.errors import InputError, Problem, Severity
from zicha.model.edition import Edition
from zicha.model.unit import Unit
from zicha.units.context import chain, left_aside, too_early
from zicha.units.day import asked_day, assessment_day
from zicha.units.digest import facts_digest
from zicha.units.ids import used_again
from zicha.units.read import read_unit_file
from zicha.units.settings import apply_settings, fitting


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call names, as it was typed."""

    units: tuple[str, ...]
    contexts: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    on: str | None = None
    names: str | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Return the files that are read."""
        named = () if self.names is None else (self.names,)
        return (*self.units, *self.contexts, *named)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a call names, read: ``notes`` are problems that stop nothing."""

    subjects: tuple[Subject, ...]
    names: Mapping[str, str]
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """Units that were read, each with its document."""

    units: tuple[tuple[Unit, Document], ...]
    problems: tuple[Problem, ...]


def read_all(paths: Sequence[str], edition: Edition, on: date | None) -> Files:
    """Return the units of several files, and the problems of all of them."""
    units, problems = [], []
    for path in dict.fromkeys(paths):
        unit, document, found = read_unit_file(path, edition, on)
        problems += found
        if unit is not None and document is not None:
            units.append((unit, document))
    return Files(tuple(units), tuple(problems))


def is_above(unit: Unit, context: Unit, contexts: Sequence[Unit]) -> bool:
    """Return whether a context is reached from a unit by the chain of ``parent``."""
    ancestors, _ = chain(unit, contexts)
    return context in ancestors


def contexts_of(unit: Unit, contexts: Sequence[Unit], others: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the contexts that a unit is to be judged in.

    A context that is above another unit of the call only is left out; one that is above none of
    them stays, so that it is named as a problem.
    """
    return tuple(
        context
        for context in contexts
        if is_above(unit, context, contexts)
        or not any(is_above(other, context, contexts) for other in others)
    )


def subject_of(
    unit: Unit, asked: Asked, on: date | None, edition: Edition, given: tuple[Files, Files]
) -> tuple[Subject | None, list[Problem]]:
    """Return a unit with its ancestors and settings, and what is wrong with them."""
    documents = {each.id: document for files in given for each, document in files.units}
    contexts = [context for context, _ in given[1].units]
    others = [other for other, _ in given[0].units if other is not unit]
    ancestors, problems = chain(unit, contexts_of(unit, contexts, others))
    day, found = assessment_day(on, unit)
    problems += found
    if day is None:
        return None, problems
    changed, above, found = apply_settings(unit, ancestors, asked.settings, edition, day)
    used = tuple(documents[each.id] for each in (unit, *ancestors))
    digest = facts_digest(used, asked.settings)
    subject = Subject(changed, above, day, digest, used, asked.settings)
    return subject, [*problems, *found]


def raise_errors(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop nothing.

    Raises:
        InputError: one of them is an error; carries all of them.
    """
    if any(each.severity is Severity.ERROR for each in problems):
        raise InputError(each_once(problems))
    return tuple(each_once(problems))


def each_once(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems, each once."""
    seen: list[Problem] = []
    for each in problems:
        if each not in seen:
            seen.append(each)
    return seen


def gather(asked: Asked, edition: Edition) -> Gathered:
    """Return the units that a call names, ready to be judged.

    Raises:
        InputError: anything of it is wrong; nothing is to be judged.
    """
    on, problems = asked_day(asked.on)
    names, found = read_names(asked.names, edition)
    problems += found
    units, contexts = (read_all(paths, edition, on) for paths in (asked.units, asked.contexts))
    problems += [
        *units.problems,
        *contexts.problems,
        *used_again((unit for unit, _ in units.units), "unit-twice"),
    ]
    raise_errors(problems)
    subjects: dict[str, Subject] = {}
    for path, (unit, _) in zip(dict.fromkeys(asked.units), units.units, strict=True):
        subject, found = subject_of(unit, asked, on, edition, (units, contexts))
        problems += found
        if subject is not None:
            subjects[path] = subject
    chains = ((each.unit, each.ancestors) for each in subjects.values())
    problems += left_aside(chains, [unit for unit, _ in units.units])
    problems += too_early((each.unit, each.ancestors, each.on) for each in subjects.values())
    notes = raise_errors(fitting(problems, len(units.units)))
    # A file that is named twice is reported twice: callers hold reports against their order.
    return Gathered(tuple(subjects[path] for path in asked.units), names, notes)
