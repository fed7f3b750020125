"""The manifest: the vocabulary of an edition and its scoring formula."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from zicha.editions.meaning.sources import Library
from zicha.editions.meaning.values import (
    check_known,
    check_options,
    check_range,
    options_of,
    repeated,
    text,
)
from zicha.editions.shape.facts import BoolAttribute, DecimalAttribute, EnumAttribute, IntAttribute
from zicha.editions.shape.manifest import ManifestShape
from zicha.editions.spot import Entry, Spot
from zicha.model.edition import Department, Sourced, SourceWork
from zicha.model.facts import Better, Fact, FactType, Level
from zicha.model.numbers import Number
from zicha.model.rules import GRADES, Confidence, Grade
from zicha.model.text import LANGUAGES, Text

UNIT = "unit."
"""What stands before an attribute of the unit in a rule."""

RESERVED = ("id", "unit", "name", "kind", "parent", "date")
"""Words of a unit's file and of tables of units that are no attributes."""
BEST = GRADES[0]
BY = "by"
"""What stands before the attribute that a bound depends on, beside the options of that one."""

Attribute = BoolAttribute | IntAttribute | DecimalAttribute | EnumAttribute


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the manifest settles for everything else.

    ``attributes``: every attribute at every level, under ``level.name``.
    """

    shape: ManifestShape
    library: Library
    levels: Mapping[Level, Text]
    grades: Mapping[Grade, Number]
    fault_limits: tuple[tuple[Grade, int], ...]
    scoring_sources: Sourced
    departments: Mapping[str, Department]
    confidence: Mapping[Confidence, tuple[Text, Text]]
    attributes: Mapping[str, Fact]

    @property
    def attribute_names(self) -> list[str]:
        """Return the attributes as rules write them."""
        return [UNIT + name for name in self.shape.attributes]


def manifest_of(entry: Entry[ManifestShape]) -> Manifest:
    """Return what a manifest settles; what does not fit together is reported."""
    shape, spot = entry.shape, entry.spot
    works = {key: SourceWork(key, text(w), w.url) for key, w in shape.sources.items()}
    library = Library(shape.id, works, shape.editions)
    check_scale(entry)
    check_level_words(entry)
    for word in shape.edition_names:
        library.check_edition(word, spot / "edition_names" / word)
    levels = {level: text(label) for level, label in shape.levels.items()}
    return Manifest(
        shape=shape,
        library=library,
        levels={level: levels[level] for level in Level if level in levels},
        grades={grade: getattr(shape.grades, grade) for grade in GRADES},
        fault_limits=tuple((Grade(g), limit) for g, limit in shape.faults.model_dump().items()),
        scoring_sources=sourced(shape, spot, library),
        departments={n: Department(n, d.en, d.level) for n, d in shape.departments.items()},
        confidence={
            word: (text(degree.label), text(degree.meaning))
            for word in Confidence
            for degree in [getattr(shape.confidence, word)]
        },
        attributes=attributes_of(entry),
    )


def sourced(shape: ManifestShape, spot: Spot, library: Library) -> Sourced:
    """Return where the parts of the scoring formula come from."""
    return Sourced(
        grades=library.source(shape.grades_source, spot / "grades_source"),
        points=library.source(shape.points_source, spot / "points_source"),
        faults=library.source(shape.faults_source, spot / "faults_source"),
    )


def check_level_words(entry: Entry[ManifestShape]) -> None:
    """Report a word that two levels are called by: of a unit called so nobody knows which it is."""
    levels = entry.shape.levels
    called = {level.casefold(): level for level in levels}
    labels = [
        (level, (lang,), getattr(each, lang))
        for level, each in levels.items()
        for lang in LANGUAGES
    ]
    more = [
        (level, ("also", at), word)
        for level, each in levels.items()
        for at, word in enumerate(each.also)
    ]
    for level, way, word in (*labels, *more):
        other = called.setdefault(word.casefold(), level)
        if other != level:
            spot = (entry.spot / "levels" / level).to(way)
            spot.report("edition-level-word", word=word, other=other)


def check_scale(entry: Entry[ManifestShape]) -> None:
    """Report shares and limits that do not fall and rise with the grades, and negative points.

    With the best grade everywhere the score is 100, so it earns all points.
    """
    shape, spot = entry.shape, entry.spot
    shares = shape.grades.model_dump()
    for (better, high), (worse, low) in pairwise(shares.items()):
        if low > high:
            (spot / "grades" / worse).report(
                "edition-share-order", grade=worse, share=low, better=better
            )
    for grade, share in shares.items():
        if not 0 <= share <= 1:
            (spot / "grades" / grade).report("edition-share-range", share=share)
    if shares[BEST] < 1:
        (spot / "grades" / BEST).report("edition-share-best", share=shares[BEST])
    for (better, few), (worse, many) in pairwise(shape.faults.model_dump().items()):
        if many <= few:
            (spot / "faults" / worse).report(
                "edition-faults-order", grade=worse, faults=many, better=better
            )
    if shape.points <= 0:
        (spot / "points").report("edition-points-not-positive", points=shape.points)


def attributes_of(entry: Entry[ManifestShape]) -> dict[str, Fact]:
    """Return the attributes of the unit as facts of every level."""
    check_labels(entry)
    found: dict[str, Fact] = {}
    for name, shape in entry.shape.attributes.items():
        spot = entry.spot / "attributes" / name
        check_words(name, shape, spot)
        if isinstance(shape, IntAttribute | DecimalAttribute):
            check_attribute(shape, entry, name)
        if isinstance(shape, EnumAttribute):
            check_options(shape.options, spot / "options")
        for level in entry.shape.levels:
            found[f"{level}.{name}"] = attribute(name, shape, level)
    return found


def check_labels(entry: Entry[ManifestShape]) -> None:
    """Report a label that two attributes share: people could not tell them apart."""
    for lang in LANGUAGES:
        labels = {n: text(each.label).to(lang) for n, each in entry.shape.attributes.items()}
        for name, other in repeated(labels):
            spot = entry.spot / "attributes" / name / "label" / lang
            spot.report("edition-attribute-label-twice", attribute=UNIT + other)


def check_words(name: str, shape: Attribute, spot: Spot) -> None:
    """Report an attribute, or an option of one, whose name means something else in files."""
    if name in RESERVED:
        spot.report_key("edition-word-reserved", word=name)
    if isinstance(shape, EnumAttribute) and BY in shape.options:
        (spot / "options" / BY).report_key("edition-word-reserved", word=BY)


def check_attribute(
    shape: IntAttribute | DecimalAttribute, entry: Entry[ManifestShape], name: str
) -> None:
    """Report the unit and the range of an attribute that is a number."""
    spot = entry.spot / "attributes" / name
    check_known("edition-fact-unit-unknown", shape.unit, entry.shape.units, spot / "unit")
    check_range(shape.range, decimals_of(shape), spot / "range")


def decimals_of(shape: Attribute) -> int:
    """Return the digits after the point of an attribute."""
    return shape.decimals if isinstance(shape, DecimalAttribute) else 0


def attribute(name: str, shape: Attribute, level: Level) -> Fact:
    """Return one attribute at one level."""
    numeric = shape if isinstance(shape, IntAttribute | DecimalAttribute) else None
    return Fact(
        id=f"{level}.{name}",
        label=text(shape.label),
        type=FactType(shape.type),
        level=level,
        better=Better.NEUTRAL,
        hint=text(shape.hint),
        unit=numeric.unit if numeric else None,
        decimals=decimals_of(shape),
        low=numeric.range[0] if numeric else None,
        high=numeric.range[1] if numeric else None,
        options=options_of(shape.options) if isinstance(shape, EnumAttribute) else (),
        is_attribute=True,
    )
