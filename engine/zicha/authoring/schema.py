"""The JSON Schemas of all files: those of an edition, and those of the units it judges."""

import json

from zicha.authoring.unit_schema import unit_schema
from zicha.editions.schemas import edition_schemas
from zicha.model.edition import Edition

UNIT = "unit"


def schema_files(edition: Edition) -> dict[str, str]:
    """Return the text of every schema by the name of its file."""
    schemas = {**edition_schemas(), UNIT: unit_schema(edition)}
    return {schema_name(kind): text_of(schema) for kind, schema in schemas.items()}


def schema_name(kind: str) -> str:
    """Return the name of the file of a schema."""
    return f"{kind}.schema.json"


def text_of(schema: object) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
