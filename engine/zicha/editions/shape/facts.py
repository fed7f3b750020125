"""`facts/*.yaml`: the fact dictionary, one shape a type of fact."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from zicha.editions.shape.base import (
    Day,
    Id,
    LevelWord,
    Number,
    Shape,
    TextShape,
    Words,
)

Bounds = Annotated[list[Number], Field(min_length=2, max_length=2)]
Positive = Annotated[int, Field(gt=0)]
Decimals = Annotated[int, Field(ge=0, le=6)]


class OptionShape(TextShape):
    """One option of a choice, or one member of a set."""

    same_as: Id | None = Field(
        default=None, description="A yes-or-no fact that says the same: asked once, known to both."
    )


Options = Annotated[dict[Id, OptionShape], Field(min_length=1)]


# --- What a value is, for facts and for attributes of a unit -----------------------------------


class BoolKind(Shape):
    """Yes or no."""

    type: Literal["bool"] = Field(description="Yes or no.")


class IntKind(Shape):
    """A whole number."""

    type: Literal["int"] = Field(description="A whole number.")
    unit: Words = Field(description="A unit of the manifest.")
    range: Bounds = Field(description="The least and the greatest possible value.")


class DecimalKind(Shape):
    """A number with digits after the point."""

    type: Literal["decimal"] = Field(description="A number with digits after the point.")
    unit: Words = Field(description="A unit of the manifest.")
    decimals: Decimals = Field(description="Digits after the point, at most 6.")
    range: Bounds = Field(description="The least and the greatest possible value.")


class EnumKind(Shape):
    """One of several options."""

    type: Literal["enum"] = Field(description="One of several options.")
    options: Options = Field(description="The options; from the best where better is order.")


# --- Facts -------------------------------------------------------------------------------------


class FactHead(Shape):
    """What every fact says of itself."""

    label: TextShape = Field(description="What the fact is called; no two facts share a label.")
    level: LevelWord = Field(description="Who holds it.")
    valid_days: Positive | None = Field(
        default=None, description="Days that a value stays usable; without it, for ever."
    )
    method: Words = Field(description="How it is collected: a method of the manifest.")
    hint: TextShape = Field(description="How to collect it; no two facts share a hint.")
    note: TextShape | None = Field(default=None, description="What a reader should know of it.")
    withdrawn: Day | None = Field(default=None, description="Since when it is no longer used.")
    replaced_by: Id | None = Field(default=None, description="The fact that took its place.")


class BoolFact(FactHead, BoolKind):
    """A fact that is true or false."""

    better: bool = Field(description="The value that is the better one.")


class IntFact(FactHead, IntKind):
    """A fact that is a whole number."""

    better: Literal["more", "less", "neutral"] = Field(description="Which way it improves.")


class DecimalFact(FactHead, DecimalKind):
    """A fact that is a number with digits after the point."""

    better: Literal["more", "less", "neutral"] = Field(description="Which way it improves.")


class ShareOfShape(Shape):
    """How a share over the units below is computed where it is not stated."""

    fact: Id = Field(
        description="A yes-or-no fact of a lower level: the units where it is yes are counted."
    )
    among: Id = Field(
        description="A whole number of the share's own level: how many such units there are."
    )


class PercentFact(FactHead):
    """A fact that is a share in percent."""

    type: Literal["percent"] = Field(description="A share in percent.")
    unit: Literal["%"] = Field(description="The unit, always %.")
    decimals: Decimals = Field(description="Digits after the point, at most 6.")
    range: Bounds = Field(description="The least and the greatest possible value.")
    better: Literal["more", "less", "neutral"] = Field(description="Which way it improves.")
    min_sample: Positive | None = Field(
        default=None, description="The least sample; a smaller one is judged with a hint."
    )
    share_of: ShareOfShape | None = Field(
        default=None, description="How an audit computes the share where it is not stated."
    )


class EnumFact(FactHead, EnumKind):
    """A fact that is one of several options."""

    better: Literal["order", "neutral"] = Field(
        description="order: the options stand from the best to the worst."
    )


class SetFact(FactHead):
    """A fact that is a set of members."""

    type: Literal["set"] = Field(description="Any number of members.")
    options: Options = Field(description="The possible members.")
    better: Literal["superset", "neutral"] = Field(description="superset: more members are better.")


class DateFact(FactHead):
    """A fact that is a day."""

    type: Literal["date"] = Field(description="A day.")
    better: Literal["more", "less", "neutral"] = Field(description="more: a later day is better.")


AnyFact = BoolFact | IntFact | DecimalFact | PercentFact | EnumFact | SetFact | DateFact
FactShape = Annotated[AnyFact, Field(discriminator="type")]
FACT: TypeAdapter[AnyFact] = TypeAdapter(FactShape)


class FactFileFrame(Shape):
    """A file of the fact dictionary whose facts are looked at one by one."""

    facts: dict[Id, object]


class FactFile(Shape):
    """A file of the fact dictionary."""

    facts: dict[Id, FactShape] = Field(description="The facts, by id.")


# --- Attributes --------------------------------------------------------------------------------


class AttributeHead(Shape):
    """What every attribute of a unit says of itself."""

    label: TextShape = Field(description="What the attribute is called.")
    hint: TextShape = Field(description="How to find it.")


class BoolAttribute(AttributeHead, BoolKind):
    """An attribute that is true or false."""


class IntAttribute(AttributeHead, IntKind):
    """An attribute that is a whole number."""


class DecimalAttribute(AttributeHead, DecimalKind):
    """An attribute that is a number with digits after the point."""


class EnumAttribute(AttributeHead, EnumKind):
    """An attribute that is one of several options."""


AttributeShape = Annotated[
    BoolAttribute | IntAttribute | DecimalAttribute | EnumAttribute, Field(discriminator="type")
]


# --- Facts that contradict each other ----------------------------------------------------------


class ConsistencyShape(Shape):
    """Two facts of one unit that cannot both be right; exactly one of the two keys."""

    not_more: Annotated[list[Id], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="The first is a part of the second and may not exceed it."
    )
    requires: Annotated[list[Id], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="The first cannot be there (or above 0) without the second."
    )


class ConsistencyFileFrame(Shape):
    """The pairs, to be looked at one by one."""

    consistency: list[object]


class ConsistencyFile(Shape):
    """The pairs of facts that contradict each other."""

    consistency: list[ConsistencyShape] = Field(description="The pairs.")
