"""`edition.yaml`: the manifest, which everything else of an edition refers to."""

from typing import Annotated

from pydantic import Field

from zicha.editions.shape.base import (
    EDITION_PATTERN,
    WORK_PATTERN,
    Day,
    Id,
    LevelWord,
    Number,
    Shape,
    SourceShape,
    TextShape,
    Whole,
    Words,
)
from zicha.editions.shape.facts import AttributeShape

WorkKey = Annotated[str, Field(pattern=WORK_PATTERN, max_length=20)]
EditionId = Annotated[str, Field(pattern=EDITION_PATTERN, max_length=60)]


class SharesShape(Shape):
    """The share of an indicator's points that each grade earns."""

    A: Number = Field(description="What the best grade earns.")
    B: Number = Field(description="What the second grade earns.")
    C: Number = Field(description="What the third grade earns.")
    D: Number = Field(description="What the lowest grade earns.")


class FaultsShape(Shape):
    """The most faults for each grade; more than the last is the lowest grade."""

    A: Whole = Field(description="The most faults for the best grade.")
    B: Whole = Field(description="The most faults for the second grade.")
    C: Whole = Field(description="The most faults for the third grade.")


class EnglishShape(Shape):
    """The English of a word whose Chinese is its key."""

    en: Words = Field(description="In English.")


class DepartmentShape(EnglishShape):
    """A responsible body."""

    level: LevelWord = Field(description="Whose body it is.")


class UnitShape(EnglishShape):
    """The unit of a number."""

    one: Words | None = Field(default=None, description="The English of one alone.")
    also: list[Words] = Field(
        default_factory=list, description="What else people type for it behind a number."
    )


class LevelShape(TextShape):
    """A level, and who belongs to it."""

    also: list[Words] = Field(
        default_factory=list, description="What else units of it are called, in any language."
    )


class WorkShape(TextShape):
    """A work that sources cite, in one line."""

    url: Words | None = Field(default=None, description="Where it can be read.")


class ConfidenceShape(Shape):
    """A degree of confidence."""

    label: TextShape = Field(description="What it is called.")
    meaning: TextShape = Field(description="What it means.")


class ConfidencesShape(Shape):
    """The four degrees of confidence."""

    official: ConfidenceShape = Field(description="Read in a national text.")
    quoted: ConfidenceShape = Field(description="Quoted as a national requirement.")
    local: ConfidenceShape = Field(description="A local standard.")
    reconstructed: ConfidenceShape = Field(description="No text was found.")


class ManifestShape(Shape):
    """The manifest of an edition."""

    id: EditionId = Field(description="The edition's id, as `--edition` names it.")
    name: TextShape = Field(description="The edition's name.")
    warning: TextShape = Field(description="What every report says of the edition.")
    editions: dict[Words, Day | None] = Field(
        description="The words that sources use for editions, each with the first day on which its"
        " values count; null where it has none."
    )
    edition_names: dict[Words, TextShape] = Field(
        default={},
        description="How readers name those of these words that are no year.",
    )
    levels: Annotated[dict[LevelWord, LevelShape], Field(min_length=1)] = Field(
        description="The levels, from the lowest to the highest."
    )
    grades: SharesShape = Field(description="The share of the points that each grade earns.")
    grades_source: SourceShape = Field(description="Where the shares come from.")
    points: Number = Field(description="The points of an indicator that names none.")
    points_source: SourceShape = Field(description="Where the points come from.")
    faults: FaultsShape = Field(description="The most faults for each grade.")
    faults_source: SourceShape = Field(description="Where these numbers come from.")
    attributes: dict[Id, AttributeShape] = Field(description="Facts about the unit itself.")
    methods: dict[Words, EnglishShape] = Field(description="How facts are collected.")
    units: dict[Words, UnitShape] = Field(description="Every unit that a fact has.")
    departments: dict[Words, DepartmentShape] = Field(description="The bodies in charge.")
    sources: dict[WorkKey, WorkShape] = Field(description="The works that sources cite.")
    confidence: ConfidencesShape = Field(description="The degrees of confidence.")
