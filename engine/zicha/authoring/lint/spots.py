"""Where the entries of an edition stand in its files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zicha.documents.document import Document
from zicha.editions.files import EditionFile, FileKind
from zicha.editions.spot import Spot


@dataclass(frozen=True, slots=True)
class Spots:
    """The spot of every fact, indicator, rule, item (by indicator and id) and conclusion."""

    facts: dict[str, Spot] = field(default_factory=dict)
    indicators: dict[str, Spot] = field(default_factory=dict)
    rules: dict[str, Spot] = field(default_factory=dict)
    items: dict[tuple[str, str], Spot] = field(default_factory=dict)
    conclusions: dict[str, Spot] = field(default_factory=dict)


def spots_of(documents: Mapping[EditionFile, Document]) -> Spots:
    """Return where everything stands in the files of an edition that is without error."""
    found = Spots()
    for file, document in documents.items():
        spot = Spot(document, [])
        match file.kind:
            case FileKind.FACTS:
                found.facts.update(by_key(spot / "facts"))
            case FileKind.CATEGORY:
                for group in each(spot / "groups"):
                    found.indicators.update(by_id(group / "indicators", "code"))
            case FileKind.RULES:
                rules = by_id(spot / "rules", "indicator")
                found.rules.update(rules)
                for code, rule in rules.items():
                    found.items.update(items_of(code, rule))
            case FileKind.CONCLUSIONS:
                found.conclusions.update(by_id(spot / "conclusions", "id"))
    return found


def items_of(code: str, rule: Spot) -> dict[tuple[str, str], Spot]:
    """Return the items of a rule, those of its parts too."""
    lists = [rule / "items", *(part / "items" for part in each(rule / "parts"))]
    return {(code, name): spot for one in lists for name, spot in by_id(one, "id").items()}


def by_key(spot: Spot) -> dict[str, Spot]:
    """Return the entries of a mapping."""
    value = spot.value
    return {key: spot / key for key in value} if isinstance(value, dict) else {}


def by_id(spot: Spot, key: str) -> dict[str, Spot]:
    """Return the entries of a list by what each says under a key."""
    return {str((entry / key).value): entry for entry in each(spot)}


def each(spot: Spot) -> Iterator[Spot]:
    """Yield the entries of a list that may be missing."""
    parent = Spot(spot.document, [], spot.path[:-1]).value
    present = isinstance(parent, dict) and spot.path[-1] in parent
    value = spot.value if present else None
    for index in range(len(value) if isinstance(value, list) else 0):
        yield spot / index
