"""One unit of a source, as it was read or as it could not be."""

from dataclasses import dataclass, replace
from datetime import date

from zicha.documents.document import Document, digest
from zicha.errors import Place, Problem, Severity
from zicha.model.edition import Edition
from zicha.model.unit import Unit
from zicha.units.form import Form
from zicha.units.read import read_id, read_kind, read_unit_file, whole_id

NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one file, or one row of a table, says of a unit.

    ``place``: where it stands. ``unit``: None where it cannot be judged, because of an error.
    ``bare``: the unit without all that it states, for those below it: given, and nothing known;
    None where not even its id and kind can be read. ``digest``: of the parsed content. ``judged``:
    whether it is to be judged, or only stands above units that are.
    """

    place: Place
    unit: Unit | None
    bare: Unit | None
    digest: str
    problems: tuple[Problem, ...] = ()
    judged: bool = True

    @property
    def same_as(self) -> tuple[Unit | None, str]:
        """Return what two entries have in common that say the same, in whatever format."""
        if self.unit is None:
            return None, self.digest
        return replace(self.unit, place=NOWHERE), ""

    @property
    def is_aside(self) -> bool:
        """Return whether it is about no unit at all, and there is nothing wrong with that."""
        is_sound = all(found.severity is not Severity.ERROR for found in self.problems)
        return self.unit is None and self.bare is None and is_sound

    def refused(self, *problems: Problem) -> "Entry":
        """Return the entry with more that is wrong with it, so that it is not judged."""
        return replace(self, unit=None, problems=(*self.problems, *problems))


@dataclass(frozen=True, slots=True)
class Source:
    """A folder or a table that was read. ``problems``: what is wrong with it as a whole."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_entry(path: str, edition: Edition, on: date | None) -> Entry:
    """Return what a file says of a unit; ``on``: the day of a file without one."""
    unit, document, problems = read_unit_file(path, edition, on)
    return entry_of(unit, document or Document(path, None), problems, edition)


def entry_of(
    unit: Unit | None, document: Document, problems: list[Problem], edition: Edition
) -> Entry:
    """Return what was read of one unit; with an error among the problems it is not judged."""
    is_sound = all(found.severity is not Severity.ERROR for found in problems)
    return Entry(
        place=document.key_place(("unit",)),
        unit=unit if is_sound else None,
        bare=bare_of(unit) if unit else bare_unit(document, edition),
        digest=digest(document.value),
        problems=tuple(problems),
    )


def bare_of(unit: Unit) -> Unit:
    """Return a unit without all that it states."""
    return Unit(unit.id, unit.name, unit.kind, unit.place, unit.parent)


def bare_unit(document: Document, edition: Edition) -> Unit | None:
    """Return who a document with errors is about, None where its id or kind cannot be read."""
    form = Form(document)
    if not isinstance(form.value(("unit",)), dict):
        return None
    unit_id, kind = read_id(form), read_kind(form, edition)
    if unit_id is None or kind is None or not form.is_usable:
        return None
    name = form.text(("unit", "name"))
    parent = whole_id(form, ("unit", "parent"), form.text(("unit", "parent")))
    return Unit(unit_id, name or unit_id, kind, form.document.key_place(("unit",)), parent)
