"""`conclusions.yaml`: what follows from scores, facts, gaps and other conclusions."""

from typing import Annotated

from pydantic import Field

from zicha.editions.shape.base import Code, Id, Number, Shape, SourceShape, TextShape
from zicha.editions.shape.rules import LeafShape
from zicha.model.conclusions import ConclusionKind


class ScoreShape(Shape):
    """A score that reaches a line."""

    category: Code | None = Field(
        default=None, description="The category whose score it is; without it, the whole score."
    )
    at_least: Number = Field(description="The line, in percent.")
    waivers: bool | None = Field(
        default=None,
        description="Whether waived indicators are left out: true, unless the conclusion is a"
        " prerequisite or a veto.",
    )


PremiseParts = Annotated[list["PremiseShape"], Field(min_length=1)]


class PremiseShape(LeafShape):
    """A premise: a condition on facts, or one of score, holds, gaps_above, all, any, none."""

    score: ScoreShape | None = Field(default=None, description="A score reaches a line.")
    holds: Id | None = Field(default=None, description="Another conclusion holds.")
    gaps_above: Number | None = Field(
        default=None,
        description="More than this share of the gaps, in percent, is for a level above.",
    )
    all_: PremiseParts | None = Field(default=None, alias="all", description="Every part holds.")
    any_: PremiseParts | None = Field(default=None, alias="any", description="A part holds.")
    none: PremiseParts | None = Field(default=None, description="No part holds.")


class ConclusionShape(Shape):
    """One conclusion."""

    id: Id = Field(description="Its id, unique in the edition.")
    kind: Annotated[ConclusionKind, Field(strict=False)] = Field(description="What it is for.")
    label: TextShape = Field(description="What it is called.")
    when: PremiseShape = Field(description="When it holds.")
    source: SourceShape = Field(description="Where it comes from.")
    reason: TextShape | None = Field(default=None, description="What to say where it holds.")


class ConclusionFileFrame(Shape):
    """The conclusions, to be looked at one by one."""

    conclusions: list[object]


class ConclusionFile(Shape):
    """The conclusions of an edition."""

    conclusions: list[ConclusionShape] = Field(description="The conclusions.")
