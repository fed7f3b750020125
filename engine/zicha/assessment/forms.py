"""Gathers what forms are made for: a unit, a level, or every unit of an office's list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zicha.assessment.gather import Asked, gather, raise_errors, read_all
from zicha.backends.reference.engine import Reference
from zicha.errors import InputError, Place, Problem, problem
from zicha.gaps.verify import to_verify
from zicha.language.asof import newest_day, rules_on
from zicha.model.edition import Edition
from zicha.model.facts import Knowledge, Level
from zicha.model.text import Lang
from zicha.model.unit import Unit
from zicha.reports.form.asked import FormFor
from zicha.scoring.scores import verdicts
from zicha.units.closest import labelled
from zicha.units.day import asked_day
from zicha.units.register import read_register

NOWHERE = Place("")
"""Of a unit that no file states."""


@dataclass(frozen=True, slots=True)
class FormCall:
    """What a call for forms names, as it was typed. ``register``: an office's list of units."""

    unit: str | None = None
    kind: Level | None = None
    contexts: tuple[str, ...] = ()
    on: str | None = None
    register: str | None = None


def stakes(edition: Edition, kind: Level, on: date) -> Mapping[str, Fraction]:
    """Return what is at stake with each fact of a level while nothing is known of a unit.

    Unit: points.
    Source: docs/method.md, "To verify".
    """
    rules = rules_on(edition, on)
    known = Knowledge(on, frozenset({kind}), {})
    judgement = Reference(rules).judge(known)
    found = {verdict.code: verdict for verdict in verdicts(rules, judgement.grades, frozenset())}
    return {each.fact: each.points for each in to_verify(rules, judgement.items, found, known)}


def form_calls(
    call: FormCall, edition: Edition, lang: Lang
) -> tuple[tuple[FormFor, ...], tuple[Problem, ...]]:
    """Return what the forms of a call are made for, and the problems that stop nothing.

    Raises:
        InputError: anything of the call, or of the files it names, is wrong.
    """
    if call.register is not None:
        return of_register(call, call.register, edition, lang)
    if call.unit is not None:
        return of_unit(call, call.unit, edition, lang)
    if call.kind is None:
        known = labelled("known", {each.value: label for each, label in edition.levels.items()})
        raise InputError([problem("form-without-kind", Place("--kind"), **known)])
    return of_kind(call, call.kind, edition, lang)


def of_unit(
    call: FormCall, path: str, edition: Edition, lang: Lang
) -> tuple[tuple[FormFor, ...], tuple[Problem, ...]]:
    """Return the form of a unit, with what is known of it."""
    gathered = gather(Asked((path,), call.contexts, on=call.on), edition)
    subject = gathered.subjects[0]
    unit = subject.unit
    if call.kind not in (None, unit.kind):
        level = edition.levels[unit.kind]
        args = {"unit": unit.id, "level_zh": level.zh, "level_en": level.en}
        raise InputError([problem("form-other-kind", Place("--kind"), **args)])
    at_stake = stakes(edition, unit.kind, subject.on)
    return (FormFor(edition, unit.kind, lang, unit, subject.on, at_stake),), gathered.notes


def of_kind(
    call: FormCall, kind: Level, edition: Edition, lang: Lang
) -> tuple[tuple[FormFor, ...], tuple[Problem, ...]]:
    """Return an empty form; where a unit above is given, it is named as the parent."""
    on, problems = asked_day(call.on)
    contexts = read_all(call.contexts, edition, on)
    above = [unit for unit, _ in contexts.units if unit.kind.height > kind.height]
    problems += contexts.problems
    problems += [
        problem("form-not-above", unit.place, unit=unit.id, kind=kind.value)
        for unit, _ in contexts.units
        if unit not in above
    ]
    notes = raise_errors(problems)
    nearest = min(above, key=lambda unit: unit.kind.height, default=None)
    unit = None if nearest is None else Unit("", "", kind, NOWHERE, nearest.id)
    day = on or newest_day(edition)
    return (FormFor(edition, kind, lang, unit, on, stakes(edition, kind, day)),), notes


def of_register(
    call: FormCall, path: str, edition: Edition, lang: Lang
) -> tuple[tuple[FormFor, ...], tuple[Problem, ...]]:
    """Return a form for each unit of an office's list."""
    if call.unit is not None or call.contexts:
        raise InputError([problem("form-unit-and-list", Place("--units"))])
    on, problems = asked_day(call.on)
    register = read_register(path, edition, call.kind)
    notes = raise_errors([*problems, *register.problems])
    day = on or newest_day(edition)
    kinds = {unit.kind for unit in register.units}
    at_stake = {kind: stakes(edition, kind, day) for kind in kinds}
    return (
        tuple(
            FormFor(edition, unit.kind, lang, unit, on, at_stake[unit.kind])
            for unit in register.units
        ),
        notes,
    )
