"""The units above a unit, found by the chain of ``parent``."""

from collections.abc import Iterable, Sequence
from datetime import date

from zicha.errors import Problem, Severity, problem
from zicha.model.unit import Unit
from zicha.units.ids import used_again


def chain(unit: Unit, contexts: Sequence[Unit]) -> tuple[tuple[Unit, ...], list[Problem]]:
    """Return the units above a unit, the nearest first, and what is wrong with the contexts.

    Every context must be one of them: facts of a foreign street would judge the wrong community.
    """
    problems = used_again((unit, *contexts), "context-twice")
    by_id = {each.id: each for each in (*contexts, unit)}
    ancestors: list[Unit] = []
    lower = unit
    while lower.parent is not None and lower.parent in by_id:
        upper = by_id[lower.parent]
        if upper is unit or upper in ancestors:
            problems.append(problem("parent-cycle", lower.place, unit=lower.id, parent=upper.id))
            break
        if upper.kind.height <= lower.kind.height:
            problems.append(not_above(lower, upper))
            break
        ancestors.append(upper)
        lower = upper
    if not problems:
        problems = strangers(lower, ancestors, contexts)
    return tuple(ancestors), problems


def not_above(lower: Unit, upper: Unit) -> Problem:
    """Return the problem of a parent that is of no higher level."""
    return problem(
        "parent-not-above",
        lower.place,
        unit=lower.id,
        kind=lower.kind.value,
        parent=upper.id,
        parent_kind=upper.kind.value,
    )


def strangers(top: Unit, ancestors: Sequence[Unit], contexts: Sequence[Unit]) -> list[Problem]:
    """Return a problem for every context that the chain, which ends at ``top``, does not reach."""
    problems = []
    for context in contexts:
        if context in ancestors:
            continue
        if top.parent is None:
            found = problem("context-foreign", context.place, unit=context.id, top=top.id)
        else:
            found = problem(
                "context-beyond-gap",
                context.place,
                unit=context.id,
                top=top.id,
                missing=top.parent,
            )
        problems.append(found)
    return problems


def left_aside(
    chains: Iterable[tuple[Unit, Sequence[Unit]]], units: Sequence[Unit]
) -> list[Problem]:
    """Return a hint for every unit of a call that is above others of it and not their context.

    Args:
        chains: The units of the call, each with those above it that are its context.
        units: The units of the call.
    """
    by_id = {unit.id: unit for unit in units}
    counts: dict[str, int] = {}
    for unit, ancestors in chains:
        top = (unit, *ancestors)[-1]
        upper = by_id.get(top.parent) if top.parent is not None else None
        if upper is not None and upper.kind.height > top.kind.height:
            counts[upper.id] = counts.get(upper.id, 0) + 1
    return [
        problem("parent-no-context", by_id[each].place, Severity.HINT, unit=each, count=count)
        for each, count in counts.items()
    ]


def too_early(chains: Iterable[tuple[Unit, Sequence[Unit], date]]) -> list[Problem]:
    """Return a warning where units are judged on a day before that of facts above them.

    Such facts are not known yet on that day. Whoever collects forms over some days means one day
    for all of them.

    Args:
        chains: The units that are judged, each with those above it, and the day.
    """
    last: dict[str, date] = {}
    early: list[tuple[Unit, Unit, date]] = []
    for unit, ancestors, on in chains:
        for upper in ancestors:
            if upper.id not in last:
                days = (stated.date for stated in upper.facts.values())
                last[upper.id] = max(days, default=date.min)
        later = max(ancestors, key=lambda upper: last[upper.id], default=unit)
        if later is not unit and last[later.id] > on:
            early.append((unit, later, on))
    if not early:
        return []
    unit, upper, on = early[0]
    until = max(last[later.id] for _, later, _ in early)
    args = {"unit": unit.id, "day": on, "upper": upper.id, "later": last[upper.id], "until": until}
    return [problem("unit-too-early", unit.place, Severity.WARNING, count=len(early), **args)]
