"""The day of an assessment: asked for, else the unit's own, never the clock's."""

from datetime import date

from zicha.errors import Place, Problem, problem
from zicha.model.unit import Unit
from zicha.units.typed import RefusedError, typed_day

ON = Place("--on")


def asked_day(text: str | None) -> tuple[date | None, list[Problem]]:
    """Return the day given with ``--on``, None where none was given or it is none."""
    if text is None:
        return None, []
    try:
        return typed_day(text), []
    except RefusedError as refused:
        return None, [problem(refused.code, ON, **refused.arguments)]


def assessment_day(asked: date | None, unit: Unit) -> tuple[date | None, list[Problem]]:
    """Return the day on which a unit is judged: the one asked for, else the unit's own."""
    day = asked or unit.on
    return day, ([] if day else [problem("unit-without-date", unit.place)])
