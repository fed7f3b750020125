"""What all shapes share: strictness, texts, numbers, days, ids, sources.

A shape says what a file may hold and nothing of what it means. Pydantic checks it and makes the
JSON Schemas that editors read. What is wrong is named by a code of this program
(``zicha.editions.shape.complaints``).
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from zicha.language.nearest import nearest
from zicha.model.facts import Level
from zicha.model.rules import Confidence

OWN = "shape-"
"""What the codes of this program's own errors begin with."""
UNKNOWN = "shape-key-unknown"
UNKNOWN_EMPTY = "shape-key-unknown-empty"
"""A key without a value: in braces, what stands behind a comma of a text without quotes."""


class Shape(BaseModel):
    """The base of every shape: no unknown keys, no empty ones, no conversion of types."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    EMPTY: ClassVar[tuple[str, ...]] = ()
    """Keys that may be written without a value."""

    @classmethod
    def keys(cls) -> dict[str, str]:
        """Return the keys as files write them, with the names of their fields."""
        return {field.alias or name: name for name, field in cls.model_fields.items()}

    @classmethod
    def _own_errors(cls, value: dict[str, object]) -> Iterator[InitErrorDetails]:
        """Yield an error for every key that is not known, or that stands without a value."""
        known = cls.keys()
        for key, entry in value.items():
            if key not in known:
                args = {"key": key, "nearest": nearest(key, known)}
                yield _error(UNKNOWN if entry is not None else UNKNOWN_EMPTY, (key,), args)
            elif entry is None and key not in cls.EMPTY:
                yield _error("shape-value-missing", (key,), {"key": key})

    @model_validator(mode="wrap")
    @classmethod
    def _name_every_fault(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401
        """Check unknown and empty keys here, where the known ones are at hand, then the rest."""
        if not isinstance(value, dict):
            return handler(value)
        errors = list(cls._own_errors(value))
        wrong = {error["loc"][0] for error in errors}
        try:
            made = handler({key: entry for key, entry in value.items() if key not in wrong})
        except ValidationError as error:
            errors += [
                _again(line)
                for line in error.errors(include_url=False)
                if line["type"] != "missing" or line["loc"][0] not in wrong
            ]
        if errors:
            raise ValidationError.from_exception_data(cls.__name__, errors)
        return made


def _error(code: str, loc: tuple[str | int, ...], args: dict[str, str]) -> InitErrorDetails:
    """Return an error of this program's own."""
    return {"type": PydanticCustomError(code, "", args), "loc": loc, "input": None}


def _again(line: ErrorDetails) -> InitErrorDetails:
    """Return an error once more, to be raised with others."""
    kind, context = line["type"], line.get("ctx", {})
    if kind.startswith(OWN):
        return _error(kind, line["loc"], context)
    return {"type": kind, "loc": line["loc"], "input": line["input"], "ctx": context}


def complain(code: str, **args: object) -> PydanticCustomError:
    """Return the error to raise where a value does not fit; ``args`` are the message's words."""
    texts = {name: str(value) for name, value in args.items()}
    return PydanticCustomError(code, "", texts)


DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


# --- Values -----------------------------------------------------------------------------------


def _number(value: object) -> int | Decimal:
    """Return a number, whole where it is."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise complain("shape-not-number", given=value)
    return int(value) if value == int(value) else value


def _day(value: object) -> date:
    """Return a day written YYYY-MM-DD; the standard library takes other forms of ISO 8601, too."""
    try:
        return date.fromisoformat(value if isinstance(value, str) and DAY.match(value) else "")
    except ValueError:
        raise complain("shape-not-day", given=value) from None


def _text(value: object) -> str:
    """Return a text that says something."""
    if not isinstance(value, str):
        raise complain("shape-not-text", given=value)
    if not value.strip():
        raise complain("shape-text-empty")
    return value


Number = Annotated[int | Decimal, PlainValidator(_number), WithJsonSchema({"type": "number"})]
Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Words = Annotated[str, PlainValidator(_text), WithJsonSchema({"type": "string", "pattern": r"\S"})]
"""A text that is not empty."""

ID_PATTERN = r"^[a-z][a-z0-9_]*$"
CODE_PATTERN = r"^[1-9][0-9]*(\.[1-9][0-9]*)*$"
WORK_PATTERN = r"^[A-Za-z][A-Za-z0-9_]*$"
EDITION_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=60)]
"""An id of this edition: small letters, digits and `_`, a letter first; kept for ever."""
Code = Annotated[str, Field(pattern=CODE_PATTERN)]
"""A code such as `6.4.5`, in quotes."""
Whole = Annotated[int, Field(ge=0)]
"""A whole number, 0 or more."""
LevelWord = Annotated[Level, Field(strict=False)]
ConfidenceWord = Annotated[Confidence, Field(strict=False)]


class TextShape(Shape):
    """A text in both languages."""

    zh: Words = Field(description="In Chinese.")
    en: Words = Field(description="In English.")


class SourceShape(Shape):
    """Where a value comes from."""

    cite: Words = Field(
        description="Keys of works in the manifest, a part of one after #; several joined by ;"
        " (`NK#320`, `LY09; LZ`)."
    )
    edition: Words | None = Field(
        default=None,
        description="Of which edition the value is, a word of the manifest's `editions`; two joined"
        " by /. May be left out where the value is reconstructed.",
    )
    confidence: ConfidenceWord = Field(description="How far the value can be trusted.")
