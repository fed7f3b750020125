"""The draft of an edition: everything that its files say, entry by entry, in its shape.

An entry that does not fit its shape is reported and left out. Its id stays known, so that what
refers to it is not reported a second time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zicha.documents.document import Document, Plain
from zicha.editions.files import EditionFile, FileKind
from zicha.editions.shape.complaints import shaped
from zicha.editions.shape.conclusions import ConclusionFileFrame, ConclusionShape
from zicha.editions.shape.facts import (
    FACT,
    AnyFact,
    ConsistencyFileFrame,
    ConsistencyShape,
    FactFileFrame,
)
from zicha.editions.shape.indicators import (
    CategoryFileFrame,
    CategoryHead,
    GroupFrame,
    IndicatorShape,
)
from zicha.editions.shape.manifest import ManifestShape
from zicha.editions.shape.rules import ItemShape, PartFrame, RuleFileFrame, RuleFrame
from zicha.editions.spot import Entry, Spot
from zicha.errors import Problem


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """A group and the category that it stands in."""

    entry: Entry[GroupFrame]
    category: str


@dataclass(frozen=True, slots=True)
class DraftIndicator:
    """An indicator and where it stands."""

    entry: Entry[IndicatorShape]
    category: str
    group: str


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A part of a rule, or the whole of one that has no parts (then without an id)."""

    id: str
    grading: str
    spot: Spot
    items: list[Entry[ItemShape]]
    complete: bool
    """Whether every item fits its shape."""


@dataclass(frozen=True, slots=True)
class DraftRule:
    """A rule with its parts."""

    entry: Entry[RuleFrame]
    parts: list[DraftPart]


@dataclass(slots=True)
class Draft:
    """All entries of an edition's files. ``declared_*``: every id that a file writes down."""

    found: list[Problem]
    manifest: Entry[ManifestShape] | None = None
    categories: list[Entry[CategoryHead]] = field(default_factory=list)
    groups: list[DraftGroup] = field(default_factory=list)
    indicators: list[DraftIndicator] = field(default_factory=list)
    facts: list[tuple[str, Entry[AnyFact]]] = field(default_factory=list)
    consistency: list[Entry[ConsistencyShape]] = field(default_factory=list)
    rules: list[DraftRule] = field(default_factory=list)
    conclusions: list[Entry[ConclusionShape]] = field(default_factory=list)
    declared_facts: set[str] = field(default_factory=set)
    declared_codes: set[str] = field(default_factory=set)
    declared_conclusions: set[str] = field(default_factory=set)


def draft_of(documents: Mapping[EditionFile, Document], found: list[Problem]) -> Draft:
    """Return the draft of the documents of an edition, problems added to ``found``."""
    draft = Draft(found)
    for file, document in documents.items():
        read = READERS.get(file.kind)
        if read:
            read(draft, Spot(document, found))
    return draft


def read_manifest(draft: Draft, spot: Spot) -> None:
    """Take the manifest."""
    draft.manifest = shaped(ManifestShape.model_validate, spot)


def read_category(draft: Draft, spot: Spot) -> None:
    """Take a category with its groups and indicators."""
    draft.declared_codes |= set(written(spot.value, "code"))
    file = shaped(CategoryFileFrame.model_validate, spot)
    if file is None:
        return
    category = file.shape.category
    draft.categories.append(Entry(category, spot / "category"))
    for index in range(len(file.shape.groups)):
        group = shaped(GroupFrame.model_validate, spot / "groups" / index)
        if group:
            draft.groups.append(DraftGroup(group, category.code))
            _read_indicators(draft, group, category.code)


def _read_indicators(draft: Draft, group: Entry[GroupFrame], category: str) -> None:
    """Take the indicators of a group."""
    for index in range(len(group.shape.indicators)):
        spot = group.spot / "indicators" / index
        indicator = shaped(IndicatorShape.model_validate, spot)
        if indicator:
            draft.indicators.append(DraftIndicator(indicator, category, group.shape.code))


def read_facts(draft: Draft, spot: Spot) -> None:
    """Take the facts of a file of the dictionary."""
    file = shaped(FactFileFrame.model_validate, spot)
    facts = spot.value.get("facts") if isinstance(spot.value, dict) else None
    if isinstance(facts, dict):
        draft.declared_facts |= facts.keys()
    if file is None:
        return
    for fact_id in file.shape.facts:
        fact = shaped(FACT.validate_python, spot / "facts" / fact_id)
        if fact:
            draft.facts.append((fact_id, fact))


def read_consistency(draft: Draft, spot: Spot) -> None:
    """Take the pairs of facts that contradict each other."""
    file = shaped(ConsistencyFileFrame.model_validate, spot)
    for index in range(len(file.shape.consistency) if file else 0):
        pair = shaped(ConsistencyShape.model_validate, spot / "consistency" / index)
        if pair:
            draft.consistency.append(pair)


def read_rules(draft: Draft, spot: Spot) -> None:
    """Take the rules of a file."""
    file = shaped(RuleFileFrame.model_validate, spot)
    for index in range(len(file.shape.rules) if file else 0):
        rule = read_rule(spot / "rules" / index)
        if rule:
            draft.rules.append(rule)


def read_rule(spot: Spot) -> DraftRule | None:
    """Return the rule that stands at a spot; none where it does not fit its shape."""
    rule = shaped(RuleFrame.model_validate, spot)
    return DraftRule(rule, list(_parts(rule))) if rule else None


def _parts(rule: Entry[RuleFrame]) -> Iterator[DraftPart]:
    """Yield the parts of a rule; items outside of parts are one part of their own."""
    shape, spot = rule.shape, rule.spot
    if shape.items is not None:
        yield _part("", shape.grading, spot, len(shape.items))
    for index in range(len(shape.parts or ())):
        part = shaped(PartFrame.model_validate, spot / "parts" / index)
        if part:
            head = part.shape
            yield _part(head.id, head.grading, part.spot, len(head.items))


def _part(part_id: str, grading: str, spot: Spot, count: int) -> DraftPart:
    """Return a part with those of its items that fit their shape."""
    items = [
        item
        for index in range(count)
        if (item := shaped(ItemShape.model_validate, spot / "items" / index))
    ]
    return DraftPart(part_id, grading, spot, items, complete=len(items) == count)


def read_conclusions(draft: Draft, spot: Spot) -> None:
    """Take the conclusions."""
    draft.declared_conclusions |= set(written(spot.value, "id"))
    file = shaped(ConclusionFileFrame.model_validate, spot)
    for index in range(len(file.shape.conclusions) if file else 0):
        entry = shaped(ConclusionShape.model_validate, spot / "conclusions" / index)
        if entry:
            draft.conclusions.append(entry)


READERS = {
    FileKind.MANIFEST: read_manifest,
    FileKind.CATEGORY: read_category,
    FileKind.FACTS: read_facts,
    FileKind.CONSISTENCY: read_consistency,
    FileKind.RULES: read_rules,
    FileKind.CONCLUSIONS: read_conclusions,
}
"""How a file of each kind is taken in. Cases are no part of an edition."""


def written(value: Plain, key: str) -> Iterator[str]:
    """Yield every text that stands under a key, anywhere in a value."""
    if isinstance(value, dict):
        for name, entry in value.items():
            if name == key and isinstance(entry, str):
                yield entry
            yield from written(entry, key)
    elif isinstance(value, list):
        for entry in value:
            yield from written(entry, key)
