"""`*.cases.yaml`: the rules' own test cases, readable by an official."""

from typing import Annotated, ClassVar

from pydantic import Field, PlainValidator, WithJsonSchema

from zicha.editions.shape.base import (
    Code,
    Day,
    Id,
    LevelWord,
    Shape,
    Words,
    complain,
)
from zicha.model.judgement import NOT_APPLICABLE, GradeRange, Outcome
from zicha.model.rules import GRADES, Grade

OutcomeWord = Annotated[Outcome, Field(strict=False)]


def _grade_range(value: object) -> GradeRange:
    """Return the range that a letter, `[best, worst]` or `not_applicable` says."""
    if value == "not_applicable":
        return NOT_APPLICABLE
    ends = value if isinstance(value, list) else [value, value]
    try:
        best, worst = (Grade(str(end)) for end in ends)
    except ValueError:
        raise complain("shape-not-grade", given=value) from None
    if best.rank > worst.rank:
        raise complain("shape-not-grade", given=value)
    return GradeRange(best, worst)


LETTER = {"enum": [str(grade) for grade in GRADES]}
GradeRangeWord = Annotated[
    GradeRange,
    PlainValidator(_grade_range),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": [*LETTER["enum"], "not_applicable"]},
                {"type": "array", "items": LETTER, "minItems": 2, "maxItems": 2},
            ]
        }
    ),
]


class ExpectedGapShape(Shape):
    """A gap; what it does not say is not compared."""

    EMPTY: ClassVar[tuple[str, ...]] = ("required", "actual", "shortfall")

    item: Id = Field(description="The item whose gap it is.")
    required: object = Field(default=None, description="What is required.")
    actual: object = Field(default=None, description="What there is.")
    shortfall: object = Field(default=None, description="How much is missing.")
    member: Id | None = Field(default=None, description="The member of a set that is missing.")


class ExpectShape(Shape):
    """What must become of the facts; what is not said is not compared."""

    items: dict[Id, OutcomeWord] = Field(default={}, description="The outcome of items, by id.")
    grade: GradeRangeWord | None = Field(
        default=None, description="A letter, `[best, worst]`, or `not_applicable`."
    )
    gaps: list[ExpectedGapShape] | None = Field(default=None, description="All gaps.")
    reason: Words | None = Field(default=None, description="Why it is open or does not apply.")
    conclusions: dict[Id, bool | None] = Field(
        default={}, description="Whether conclusions hold: true, false, or null for unknown."
    )


class CaseShape(Shape):
    """One case."""

    indicator: Code | None = Field(
        default=None, description="The indicator; left out where only conclusions are expected."
    )
    name: Words = Field(description="What the case shows, as a sentence.")
    why: Words = Field(description="How the expected result follows, worked out by hand.")
    kind: LevelWord = Field(description="What kind of unit it is.")
    on: Day = Field(description="The day of the assessment.")
    unit: dict[Id, object] = Field(default={}, description="Attributes of the unit.")
    facts: dict[Id, object] = Field(default={}, description="Its facts, as in a unit's file.")
    context: dict[LevelWord, dict[Id, object]] = Field(
        default={}, description="Facts of levels above; a level that is named is given."
    )
    observations: list[dict[str, object]] = Field(
        default=[], description="What an inspector saw, as in a unit's file."
    )
    waived: list[Code] = Field(default=[], description="Indicators that are set aside.")
    expect: ExpectShape = Field(description="What must become of the facts.")


class CaseFileFrame(Shape):
    """Cases, to be looked at one by one."""

    cases: list[object]


class CaseFileShape(Shape):
    """A file of cases."""

    cases: list[CaseShape] = Field(description="The cases.")
