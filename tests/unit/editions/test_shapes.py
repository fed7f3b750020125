"""Shapes are what editors of rules are helped by: each says what every key is for."""

from typing import Any

import pytest

from zicha.editions.shape.base import Shape
from zicha.editions.shape.cases import CaseFileShape
from zicha.editions.shape.conclusions import ConclusionFile
from zicha.editions.shape.facts import ConsistencyFile, FactFile
from zicha.editions.shape.indicators import CategoryFile
from zicha.editions.shape.manifest import ManifestShape
from zicha.editions.shape.rules import RuleFile

FILES: list[type[Shape]] = [
    ManifestShape,
    CategoryFile,
    FactFile,
    ConsistencyFile,
    RuleFile,
    ConclusionFile,
    CaseFileShape,
]


@pytest.mark.parametrize("shape", FILES, ids=lambda shape: shape.__name__)
def test_every_key_of_a_file_is_described_and_no_other_is_allowed(shape: type[Shape]) -> None:
    schema: dict[str, Any] = shape.model_json_schema()
    models = {shape.__name__: schema, **schema["$defs"]}
    mappings = {name: model for name, model in models.items() if "properties" in model}
    undescribed = [
        f"{name}.{key}"
        for name, model in mappings.items()
        for key, described in model["properties"].items()
        if not described.get("description")
    ]
    assert undescribed == []
    assert [name for name, model in mappings.items() if model["additionalProperties"]] == []
