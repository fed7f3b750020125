"""`rules/*.yaml`: how each indicator is judged."""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias, Union

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from zicha.editions.shape.base import (
    Code,
    Day,
    Id,
    LevelWord,
    Shape,
    SourceShape,
    TextShape,
    Whole,
    Words,
    complain,
)
from zicha.model.rules import Grade, WhenZero

SUBJECTS = (
    "fact",
    "ratio",
    "percentage",
    "per_head",
    "per_1000",
    "per_10000",
    "sum",
    "difference",
)
COMPARISONS = (
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "equals",
    "between",
    "is",
    "one_of",
    "includes_all",
    "includes_any",
    "within_days",
    "allowed",
)
LONGEST = 3_650
"""Days in which anything is put right; more is a slip, such as a date."""

CONNECTIVES = ("all", "any", "none", "at_least_n_of")


# --- Derived values ----------------------------------------------------------------------------


def _operand_form(value: object) -> str | None:
    """Return which form of an operand a value has; in brackets, so that no key is called so."""
    if isinstance(value, dict):
        return "<difference>" if "difference" in value else "<sum>"
    return "<fact>" if isinstance(value, str) else None


class SumShape(Shape):
    """The sum of several values."""

    sum: Annotated[list["OperandShape"], Field(min_length=2)] = Field(description="The terms.")


class DifferenceShape(Shape):
    """The first value less the second."""

    difference: Annotated[list["OperandShape"], Field(min_length=2, max_length=2)] = Field(
        description="From what, and what is taken away."
    )


OperandShape: TypeAlias = Annotated[
    Union[  # noqa: UP007 -- a forward reference cannot be joined by |
        Annotated[Words, Tag("<fact>")],
        Annotated[SumShape, Tag("<sum>")],
        Annotated[DifferenceShape, Tag("<difference>")],
    ],
    Discriminator(_operand_form),
]

WhenZeroWord = Annotated[WhenZero, Field(strict=False)]


class RatioShape(Shape):
    """One value over another."""

    part: OperandShape = Field(description="What is counted.")
    whole: OperandShape = Field(description="What it is a share of.")
    when_zero: WhenZeroWord = Field(description="What it gives where the whole is 0.")


class PerShape(Shape):
    """One value over another, by default the population of the unit."""

    part: OperandShape = Field(description="What is counted.")
    whole: OperandShape | None = Field(
        default=None, description="For how many; without it, the unit's population."
    )
    when_zero: WhenZeroWord = Field(description="What it gives where the whole is 0.")


# --- Bounds ------------------------------------------------------------------------------------


def _bound_number(value: object) -> int | Decimal | str:
    """Return a number, or the text that stands in its place (its unit may be told later)."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise complain("shape-not-number", given=value)
    return value


BoundNumber = Annotated[
    int | Decimal | str, PlainValidator(_bound_number), WithJsonSchema({"type": "number"})
]


def _by(value: object) -> object:
    """Refuse one dated value that is no list; its dash was forgotten."""
    if isinstance(value, dict) and "by" not in value and value.keys() & {"value", "source"}:
        raise complain("shape-dash-missing")
    return value


ByShape = Annotated[
    dict[str, BoundNumber],
    BeforeValidator(_by),
    Field(min_length=2),
    WithJsonSchema(
        {
            "type": "object",
            "description": "One number for each option of an attribute.",
            "properties": {"by": {"type": "string", "pattern": "^unit\\."}},
            "required": ["by"],
            "additionalProperties": {"type": "number"},
        }
    ),
]


def _bound_form(value: object) -> str:
    """Return which form of a bound a value has; in brackets, so that no key is called so."""
    if isinstance(value, list):
        return "<dated>"
    return "<by>" if isinstance(value, dict) else "<number>"


class DatedShape(Shape):
    """One of several values over time."""

    value: Annotated[
        Annotated[BoundNumber, Tag("<number>")] | Annotated[ByShape, Tag("<by>")],
        Discriminator(_bound_form),
    ] = Field(description="The value.")
    source: SourceShape = Field(description="Where it comes from.")
    begins: Day | None = Field(
        default=None,
        alias="from",
        description="The first day on which it counts; without it, that of the source's edition.",
    )


BoundShape: TypeAlias = Annotated[
    Annotated[BoundNumber, Tag("<number>")]
    | Annotated[ByShape, Tag("<by>")]
    | Annotated[list[DatedShape], Field(min_length=1), Tag("<dated>")],
    Discriminator(_bound_form),
]


# --- Conditions --------------------------------------------------------------------------------


def _is_value(value: object) -> bool | str | int | Decimal:
    """Return what `is` compares with; whether it suits the fact is told later."""
    if isinstance(value, bool | str | int | Decimal):
        return value
    raise complain("shape-not-fitting", given=value)


IsValue = Annotated[
    bool | str | int | Decimal,
    PlainValidator(_is_value),
    WithJsonSchema({"type": ["boolean", "string"]}),
]
Members = Annotated[list[str], Field(min_length=1)]


class AtLeastNShape(Shape):
    """So many of several conditions."""

    n: Annotated[int, Field(ge=1)] = Field(description="How many must hold.")
    of: Annotated[list["ConditionShape"], Field(min_length=1)] = Field(description="Of which.")


Parts = Annotated[list["ConditionShape"], Field(min_length=1)]


class LeafShape(Shape):
    """One value with one comparison, or so many of several conditions."""

    fact: Words | None = Field(
        default=None, description="A fact's id, or an attribute of the unit as `unit.<name>`."
    )
    ratio: RatioShape | None = Field(default=None, description="part / whole.")
    percentage: RatioShape | None = Field(default=None, description="100 part / whole.")
    per_head: PerShape | None = Field(default=None, description="part for each head.")
    per_1000: PerShape | None = Field(default=None, description="1000 part / whole.")
    per_10000: PerShape | None = Field(default=None, description="10000 part / whole.")
    sum: Annotated[list[OperandShape], Field(min_length=2)] | None = Field(
        default=None, description="The sum of several values."
    )
    difference: Annotated[list[OperandShape], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="The first value less the second."
    )
    at_least: BoundShape | None = Field(default=None, description="This much or more.")
    at_most: BoundShape | None = Field(default=None, description="This much or less.")
    more_than: BoundShape | None = Field(default=None, description="More than this.")
    less_than: BoundShape | None = Field(default=None, description="Less than this.")
    equals: BoundShape | None = Field(default=None, description="Exactly this number.")
    between: Annotated[list[BoundShape], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="Between two numbers, both included."
    )
    is_: IsValue | None = Field(default=None, alias="is", description="Exactly this value.")
    one_of: Members | None = Field(default=None, description="One of these options.")
    includes_all: Members | None = Field(default=None, description="A set with all of these.")
    includes_any: Members | None = Field(default=None, description="A set with any of these.")
    within_days: Whole | None = Field(
        default=None, description="A day at most so many days before the assessment."
    )
    at_least_n_of: AtLeastNShape | None = Field(
        default=None, description="At least n of the parts hold."
    )

    def written(self, keys: tuple[str, ...]) -> list[str]:
        """Return which of some keys the file has here."""
        names = self.keys()
        return [key for key in keys if key in names and names[key] in self.model_fields_set]


class ConditionShape(LeafShape):
    """A condition: one value with one comparison, or one of all, any, none, at_least_n_of."""

    all_: Parts | None = Field(default=None, alias="all", description="Every part holds.")
    any_: Parts | None = Field(default=None, alias="any", description="At least one part holds.")
    none: Parts | None = Field(default=None, description="No part holds.")


class AppliesShape(Shape):
    """When a requirement applies."""

    when: ConditionShape = Field(description="The condition under which it applies.")
    reason: TextShape = Field(description="What to say where it does not.")


# --- Items and rules ---------------------------------------------------------------------------

GradeWord = Annotated[Grade, Field(strict=False)]


class ItemShape(ConditionShape):
    """One requirement."""

    id: Id = Field(description="Its id, unique in the indicator.")
    label: TextShape | None = Field(
        default=None, description="What it is called; needed where it is no plain fact."
    )
    covers: list[Id] = Field(default=[], description="The clauses of the indicator it covers.")
    allowed: Whole | None = Field(
        default=None, description="How many are allowed; each one above is a fault."
    )
    bands: Annotated[dict[GradeWord, ConditionShape], Field(min_length=1)] | None = Field(
        default=None, description="A scale: a condition for each grade, the best first."
    )
    applies: AppliesShape | None = Field(default=None, description="When it applies.")
    fatal: bool = Field(default=False, description="Unmet, it makes the grade D by itself.")
    source: SourceShape | None = Field(
        default=None, description="Where the requirement comes from; dated values name their own."
    )
    remedy: TextShape = Field(
        description="What to do where it is not met; may name {actual}, {required}, {shortfall},"
        " {member}."
    )
    owner: Words = Field(description="The body in charge: a department of the manifest.")
    doer: LevelWord = Field(description="The level that can put it right.")
    days: int = Field(
        ge=0, le=LONGEST, description="Calendar days to put it right, at most ten years."
    )


class PartHead(Shape):
    """A part of a rule without its items."""

    id: Id = Field(description="Its id, unique in the rule.")
    grading: Literal["all", "faults", "bands"] = Field(description="How it is graded.")


class PartShape(PartHead):
    """A part of a rule, graded by its own method."""

    items: Annotated[list[ItemShape], Field(min_length=1)] = Field(description="Its requirements.")


class PartFrame(PartHead):
    """A part whose items are looked at one by one."""

    items: Annotated[list[object], Field(min_length=1)]


class RuleHead(Shape):
    """A rule without its items."""

    indicator: Code = Field(description="The code of the indicator that it judges.")
    grading: Literal["all", "faults", "bands", "parts"] = Field(
        description="How outcomes become a grade."
    )
    applies: AppliesShape | None = Field(default=None, description="When the indicator applies.")


class RuleShape(RuleHead):
    """How one indicator is judged: items, or parts of them where the grading is parts."""

    items: Annotated[list[ItemShape], Field(min_length=1)] | None = Field(
        default=None, description="The requirements."
    )
    parts: Annotated[list[PartShape], Field(min_length=1)] | None = Field(
        default=None, description="Parts that are graded each by itself; the lowest grade counts."
    )


class RuleFrame(RuleHead):
    """A rule whose items are looked at one by one."""

    items: Annotated[list[object], Field(min_length=1)] | None = None
    parts: Annotated[list[object], Field(min_length=1)] | None = None


class RuleFileFrame(Shape):
    """A file of rules that are looked at one by one."""

    rules: list[object]


class RuleFile(Shape):
    """A file of rules."""

    rules: list[RuleShape] = Field(description="The rules.")
