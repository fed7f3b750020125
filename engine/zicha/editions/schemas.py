"""JSON Schemas of the files of an edition, made from the same shapes that check them."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from zicha.editions.files import FileKind
from zicha.editions.shape.cases import CaseFileShape
from zicha.editions.shape.conclusions import ConclusionFile
from zicha.editions.shape.facts import ConsistencyFile, FactFile
from zicha.editions.shape.indicators import CategoryFile
from zicha.editions.shape.manifest import ManifestShape
from zicha.editions.shape.rules import RuleFile
from zicha.editions.shape.terms import TermsShape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NULL = {"type": "null"}

SHAPES: Mapping[FileKind, type[BaseModel]] = {
    FileKind.MANIFEST: ManifestShape,
    FileKind.CATEGORY: CategoryFile,
    FileKind.FACTS: FactFile,
    FileKind.CONSISTENCY: ConsistencyFile,
    FileKind.TERMS: TermsShape,
    FileKind.RULES: RuleFile,
    FileKind.CONCLUSIONS: ConclusionFile,
    FileKind.CASES: CaseFileShape,
}
"""The shape of each kind of file as a whole."""


def edition_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of file of an edition."""
    return {str(kind): schema_of(shape) for kind, shape in SHAPES.items()}


def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a shape, as strict as the shape itself."""
    made = shape.model_json_schema()
    without_nulls(made)
    without_strange_keys(made)
    return {"$schema": DIALECT, **made}


def without_nulls(schema: object) -> None:
    """Take away null where a key may be left out: left out it may be, without a value it may not.

    Pydantic writes what may be left out as a value or null, and null as its default.
    """
    if isinstance(schema, dict):
        for name, entry in schema.get("properties", {}).items():
            schema["properties"][name] = required_value(entry)
        for entry in schema.values():
            without_nulls(entry)
    elif isinstance(schema, list):
        for entry in schema:
            without_nulls(entry)


def without_strange_keys(schema: object) -> None:
    """Refuse keys of another form where keys have one: pydantic leaves what they hold unsaid."""
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema["additionalProperties"] = False
        for entry in schema.values():
            without_strange_keys(entry)
    elif isinstance(schema, list):
        for entry in schema:
            without_strange_keys(entry)


def required_value(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a property without the null that stands for its being left out."""
    if entry.get("default", NULL) is not None or "anyOf" not in entry:
        return entry
    kept = [each for each in entry["anyOf"] if each != NULL]
    rest = {key: each for key, each in entry.items() if key not in ("anyOf", "default")}
    if len(kept) == 1:
        return {**kept[0], **rest}
    return {**rest, "anyOf": kept}
