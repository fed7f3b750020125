"""The page on the report names every key that a report has."""

import json
from collections.abc import Iterator

import pytest

from support.cli import HUAIBEI, Json, Zicha, of_sample
from support.source import ROOT


def keys(value: Json) -> Iterator[str]:
    """Yield every key of a report, those of a unit's attributes left out."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for entry in value:
            yield from keys(entry)


@pytest.mark.parametrize("words", [("check", str(HUAIBEI)), of_sample("huaibei")], ids=" ".join)
def test_every_key_of_a_report_is_on_the_page(zicha: Zicha, words: tuple[str, ...]) -> None:
    report = json.loads(zicha(*words, "--format", "json").out)
    attributes = set(report["unit"]) - {"id", "name", "kind", "parent"}
    page = (ROOT / "docs/report.md").read_text("utf-8")
    # Of a source the page says "their labels" for the two that end so.
    labels = {"edition_label", "confidence_label"}
    found = set(keys(report)) - attributes - labels
    assert sorted(key for key in found if f"`{key}`" not in page) == []
