"""What inspectors saw and what was waived: the parts of a unit's file that are kept over time."""

from collections.abc import Sequence
from datetime import date

from zicha.documents.document import Path, Plain
from zicha.language.nearest import closest, listed
from zicha.model.edition import Edition
from zicha.model.facts import Better, Fact, FactType
from zicha.model.unit import Observation, Waiver
from zicha.units.facts import Scope, fact_named, named
from zicha.units.form import Form
from zicha.units.typed import HERE, RefusedError, half_width, shown
from zicha.units.values import number_value

OBSERVATION_KEYS = ("fact", "count", "place", "photo", "date", "fixed", "note")
WAIVER_KEYS = ("indicator", "reason", "approved_by", "from", "expires")


def read_observations(form: Form, path: Path, scope: Scope) -> tuple[Observation, ...]:
    """Return the observations of the list at ``path``."""
    read = [read_observation(form, entry, scope) for entry in form.paths(path)]
    return tuple(observation for observation in read if observation is not None)


def read_observation(
    form: Form, path: Path, scope: Scope, keys: Sequence[str] = OBSERVATION_KEYS
) -> Observation | None:
    """Return one observation: so many cases of a counted fact, at a place, on a day.

    ``keys``: what may stand in it.
    """
    if not form.is_mapping(path):
        return None
    form.check_keys(path, keys)
    fact = observed_fact(form, (*path, "fact"), scope)
    if fact is None:
        return None
    count = observed_count(form, (*path, "count"), fact, scope.edition)
    on = form.day((*path, "date")) or scope.day
    fixed = form.day((*path, "fixed"))
    if fixed is not None and fixed < on:
        form.report("fixed-before-seen", (*path, "fixed"), fixed=fixed, seen=on)
    if scope.until is not None and on > scope.until:
        form.hint("observation-later", (*path, "date"), seen=on, day=scope.until)
    if count is None:
        return None
    return Observation(
        fact=fact.id,
        count=count,
        where=form.text((*path, "place")) or "",
        on=on,
        fixed=fixed,
        photo=form.text((*path, "photo")),
        note=form.text((*path, "note")),
    )


def observed_fact(form: Form, path: Path, scope: Scope) -> Fact | None:
    """Return the fact that an observation adds to: a count of which fewer is better."""
    name = form.needed_text(path)
    if name is None:
        return None

    def counted(_: Plain) -> Fact:
        fact = fact_named(name, scope)
        if fact.type is not FactType.INT or fact.better is not Better.LESS:
            raise RefusedError(HERE, "fact-not-observed", **named(fact))
        return fact

    return form.attempt(path, counted)


def observed_count(form: Form, path: Path, fact: Fact, edition: Edition) -> int | None:
    """Return how many cases were seen; one where nothing is said."""

    def counted(raw: Plain) -> int:
        number = number_value(fact, raw, edition)
        if not isinstance(number, int) or number < 1:
            raise RefusedError(HERE, "observed-none", value=shown(raw))
        return number

    return 1 if form.value(path) is None else form.attempt(path, counted)


def read_waivers(form: Form, path: Path, edition: Edition) -> tuple[Waiver, ...]:
    """Return the waivers of the list at ``path``."""
    read = [read_waiver(form, entry, edition) for entry in form.paths(path)]
    return tuple(waiver for waiver in read if waiver is not None)


def read_waiver(
    form: Form, path: Path, edition: Edition, keys: Sequence[str] = WAIVER_KEYS
) -> Waiver | None:
    """Return one waiver; it must say which indicator, why, by whom, and from when to when.

    ``keys``: what may stand in it.
    """
    if not form.is_mapping(path):
        return None
    form.check_keys(path, keys)
    code = waived_code(form, (*path, "indicator"), edition)
    reason = form.needed_text((*path, "reason"))
    approved_by = form.needed_text((*path, "approved_by"))
    begins = needed_day(form, (*path, "from"))
    expires = needed_day(form, (*path, "expires"))
    if begins is not None and expires is not None and expires < begins:
        form.report("waiver-ends-first", (*path, "expires"), begins=begins, expires=expires)
    if code is None or reason is None or approved_by is None or begins is None or expires is None:
        return None
    return Waiver(code, reason, approved_by, begins, expires)


def needed_day(form: Form, path: Path) -> date | None:
    """Return the day at a path; its absence is a problem of the mapping around it."""
    if form.value(path) is None:
        form.report("key-missing", path[:-1], key=path[-1])
        return None
    return form.day(path)


def waived_code(form: Form, path: Path, edition: Edition) -> str | None:
    """Return the code of the indicator that is waived."""
    written = form.needed_text(path)
    code = None if written is None else half_width(written)
    if code is None or code in edition.by_code:
        return code
    near = closest(code, edition.by_code)
    if within := edition.within(code):
        form.report("indicator-is-group", path, code=code, within=listed(within))
    elif near is None:
        form.report("indicator-unknown", path, code=code)
    else:
        form.report("indicator-unknown-near", path, code=code, nearest=near)
    return None
