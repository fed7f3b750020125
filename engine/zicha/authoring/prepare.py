"""From a case to what an engine is given: facts read as a unit's file would be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from zicha.documents.document import Document, Path, Plain
from zicha.editions.cases import CaseFile
from zicha.editions.meaning.manifest import RESERVED
from zicha.errors import Place, Problem, Severity
from zicha.model.cases import Case
from zicha.model.edition import Edition
from zicha.model.facts import LEVELS, Knowledge, Level
from zicha.model.unit import Unit
from zicha.units.known import knowledge
from zicha.units.read import read_unit

SAID_OTHERWISE = {
    "fact-of-other-level": "case-fact-of-other-level",
    "fact-of-lower-level": "case-fact-of-lower-level",
}
"""Problems whose words are those of a unit's file, and what they are called in a case."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case with what is known of its unit."""

    case: Case
    known: Knowledge


def plain(raw: Mapping[str, object]) -> dict[str, Plain]:
    """Return facts as their file has them: a case keeps them unread."""
    return cast("dict[str, Plain]", dict(raw))


def moved(places: Mapping[Path, Place], start: Path, to: Path) -> Iterator[tuple[Path, Place]]:
    """Yield the places below ``start`` as if they stood below ``to``."""
    for path, place in places.items():
        if path[: len(start)] == start:
            yield to + path[len(start) :], place


def by_part(places: Mapping[Path, Place], depth: int) -> dict[Path, dict[Path, Place]]:
    """Return places by the parts of a document that begin so deep."""
    found: dict[Path, dict[Path, Place]] = {}
    for path, place in places.items():
        found.setdefault(path[:depth], {})[path] = place
    return found


def unit_document(source: Document, value: dict[str, Plain], ways: Mapping[Path, Path]) -> Document:
    """Return a unit's document whose parts stand where the case has them."""
    return Document(
        source.file,
        value,
        {path: p for to, start in ways.items() for path, p in moved(source.values, start, to)},
        {path: p for to, start in ways.items() for path, p in moved(source.keys, start, to)},
    )


def own_document(case: Case, source: Document) -> Document:
    """Return the document of the case's unit."""
    above = [level for level in LEVELS if level in case.context]
    attributes = {name: said for name, said in plain(case.unit).items() if name not in RESERVED}
    unit: dict[str, Plain] = {"id": "case", "kind": str(case.kind), **attributes}
    if above:
        unit["parent"] = str(above[0])
    value: dict[str, Plain] = {
        "unit": unit,
        "date": case.on.isoformat(),
        "facts": plain(case.facts),
        "observations": cast("list[Plain]", list(case.observations)),
    }
    ways: dict[Path, Path] = {(): case.path, ("facts",): (*case.path, "facts")}
    return unit_document(source, value, ways)


def context_document(case: Case, level: Level, source: Document) -> Document:
    """Return the document of a unit above; each unit's parent is the next level that is given."""
    above = [each for each in LEVELS if each in case.context and each.height > level.height]
    unit: dict[str, Plain] = {"id": str(level), "kind": str(level)}
    if above:
        unit["parent"] = str(above[0])
    facts: dict[str, Plain] = plain(case.context[level])
    value: dict[str, Plain] = {"unit": unit, "date": case.on.isoformat(), "facts": facts}
    way = (*case.path, "context", str(level))
    return unit_document(source, value, {(): case.path, ("facts",): way})


def in_words_of_case(found: Problem) -> Problem:
    """Return a problem of a unit's file in the words of a case."""
    return replace(found, code=SAID_OTHERWISE.get(found.code, found.code))


def prepare(file: CaseFile, edition: Edition) -> tuple[list[Prepared], list[Problem]]:
    """Return the cases of a file with what is known in each, and what is wrong in their facts."""
    prepared, problems = [], []
    depth = max((len(case.path) for case in file.cases), default=0)
    values, keys = by_part(file.document.values, depth), by_part(file.document.keys, depth)
    for case in file.cases:
        source = replace(
            file.document, values=values.get(case.path, {}), keys=keys.get(case.path, {})
        )
        unit, found = read_unit(own_document(case, source), edition)
        units: list[Unit | None] = [unit]
        for level in LEVELS:
            if level in case.context:
                upper, wrong = read_unit(context_document(case, level, source), edition)
                units.append(upper)
                found += wrong
        # A case means what it says: what a person may have meant instead is asked of units only.
        meant = (each for each in found if each.severity is not Severity.HINT)
        problems += [in_words_of_case(each) for each in meant]
        given = [each for each in units if each is not None]
        if len(given) == len(units):
            known, _ = knowledge(given[0], given[1:], edition, case.on)
            prepared.append(Prepared(case, known))
    return prepared, problems
