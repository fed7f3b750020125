"""What a check looks at: what an edition means, and where everything of it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zicha.authoring.lint.spots import Spots, spots_of
from zicha.authoring.prepare import Prepared, prepare
from zicha.backends.reference.items import item_result
from zicha.documents.comments import Comment, read_comments
from zicha.documents.document import Document
from zicha.editions.cases import CaseFile, read_cases
from zicha.editions.files import EditionFile, documents_of, listed_files, raw_files
from zicha.editions.place import EditionFolders, shown
from zicha.editions.spot import Spot
from zicha.editions.terms import read_terms
from zicha.errors import Problem
from zicha.language.asof import rule_on
from zicha.model.edition import Edition
from zicha.model.judgement import Outcome
from zicha.model.numbers import Number
from zicha.model.rules import Condition, Item, Rule
from zicha.model.terms import Terms


@dataclass(frozen=True, slots=True)
class Files:
    """The files of an edition and of what lies beside it, as they were written."""

    documents: Mapping[EditionFile, Document]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """A case of an indicator, with what is known in it and what becomes of each item.

    ``rule``: as it counts on the day of the case.
    """

    prepared: Prepared
    spot: Spot
    rule: Rule
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item, the indicator that it belongs to, and where it stands."""

    indicator: str
    item: Item
    spot: Spot

    @property
    def required(self) -> tuple[Condition, ...]:
        """Return what is required: the condition, or of a scale every band."""
        return tuple(band for _, band in self.item.bands) or (self.item.condition,)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Return what is required, and when it applies."""
        return (*self.required, *(clause.when for clause in self.item.applies))

    @property
    def rest(self) -> Condition | None:
        """Return the last band of a scale, which may take whatever the others leave."""
        return self.item.bands[-1][1] if len(self.item.bands) > 1 else None


@dataclass(frozen=True, slots=True)
class Material:
    """An edition as its author wrote it. ``cases``: by indicator, of those that have a rule."""

    edition: Edition
    terms: Terms
    files: Files
    spots: Spots
    cases: Mapping[str, tuple[WrittenCase, ...]]

    def items(self) -> Iterator[PlacedItem]:
        """Yield every item of every rule."""
        for rule in self.edition.rules.values():
            for item in rule.items():
                yield PlacedItem(rule.indicator, item, self.spots.items[rule.indicator, item.id])


def files_in(folders: EditionFolders) -> Files:
    """Return the files in the folders of an edition; what cannot be read is left out."""
    raw, _ = raw_files(listed_files(folders)[0])
    documents, _ = documents_of(raw)
    comments = [each for file in raw for each in read_comments(file.data, shown(file.file.path))]
    return Files(documents, tuple(comments))


def material_of(
    folders: EditionFolders, edition: Edition, files: Files
) -> tuple[Material, list[Problem]]:
    """Return what checks look at, and what is wrong in the files beside the edition."""
    terms, problems = read_terms(folders, edition)
    case_files, found = read_cases(folders.indicators, folders.rules, edition)
    problems += found
    cases: dict[str, tuple[WrittenCase, ...]] = {}
    for file in case_files:
        prepared, found = prepare(file, edition)
        problems += found
        for case in written_cases(file, prepared, edition):
            code = case.rule.indicator
            cases[code] = (*cases.get(code, ()), case)
    return Material(edition, terms, files, spots_of(files.documents), cases), problems


def written_cases(
    file: CaseFile, prepared: list[Prepared], edition: Edition
) -> Iterator[WrittenCase]:
    """Yield the cases of a file that are about an indicator with a rule, each judged."""
    bounds = {fact.id: fact.low for fact in edition.facts.values() if fact.low is not None}
    for each in prepared:
        rule = edition.rules.get(each.case.indicator or "")
        if rule:
            on_day = rule_on(rule, each.case.on)
            spot = Spot(file.document, [], each.case.path)
            yield WrittenCase(each, spot, on_day, outcomes_of(on_day, each, bounds))


def outcomes_of(rule: Rule, prepared: Prepared, bounds: Mapping[str, Number]) -> dict[str, Outcome]:
    """Return what becomes of each item of a rule."""
    return {i.id: item_result(i, prepared.known, bounds).outcome for i in rule.items()}
