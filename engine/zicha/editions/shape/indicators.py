"""`categories/*.yaml`: a category with its groups and indicators."""

from typing import Annotated, Literal

from pydantic import Field

from zicha.editions.shape.base import (
    Code,
    ConfidenceWord,
    Id,
    LevelWord,
    Number,
    Shape,
    TextShape,
    Words,
)


class ClauseShape(TextShape):
    """One separate thing that an indicator measures."""

    id: Id = Field(description="Its id, which `covers` of an item names.")


class IndicatorShape(Shape):
    """One indicator."""

    code: Code = Field(description="Its code, which begins with that of its group.")
    name: TextShape = Field(description="Its name.")
    levels: Annotated[list[LevelWord], Field(min_length=1)] = Field(
        description="Who is tested on it."
    )
    methods: list[Words] = Field(description="How it is tested: methods of the manifest.")
    departments: list[Words] = Field(description="The bodies in charge, the first one leading.")
    sources: Annotated[list[Words], Field(min_length=1)] = Field(
        description="Works of the manifest, a part of one after # (`NK#101`)."
    )
    editions_seen: list[Words] = Field(description="The editions in which it was read.")
    confidence: ConfidenceWord = Field(description="How far the indicator can be trusted.")
    in_2011: Literal["likely", "uncertain", "later"] = Field(
        default="uncertain", description="Whether the edition of 2011 had it."
    )
    measured: Annotated[list[ClauseShape], Field(min_length=1)] = Field(
        description="The separate things that it measures."
    )
    facts: list[Id] = Field(description="The facts that it looks at.")
    points: Number | None = Field(default=None, description="Its points; else the manifest's.")
    note: TextShape | None = Field(default=None, description="What a reader should know of it.")


class CategoryHead(Shape):
    """A category by itself."""

    code: Code = Field(description="Its code.")
    name: TextShape = Field(description="Its name.")
    short: TextShape | None = Field(
        default=None, description="Its name where there is little room: on the tab of a sheet."
    )


class GroupHead(Shape):
    """A group by itself."""

    code: Code = Field(description="Its code, which begins with that of its category.")
    name: TextShape = Field(description="Its name.")


class GroupShape(GroupHead):
    """A group of indicators."""

    indicators: list[IndicatorShape] = Field(description="Its indicators in their order.")


class GroupFrame(GroupHead):
    """A group whose indicators are looked at one by one."""

    indicators: list[object]


class CategoryFileFrame(Shape):
    """A file of indicators whose groups are looked at one by one."""

    category: CategoryHead
    groups: list[object]


class CategoryFile(Shape):
    """A file of indicators."""

    category: CategoryHead = Field(description="The category.")
    groups: list[GroupShape] = Field(description="Its groups in their order.")
