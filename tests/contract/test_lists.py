"""``zicha facts`` and ``zicha indicators`` as JSON: every key that others rely on."""

import json
from types import NoneType
from typing import Any

from support.cli import Zicha

FACT: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "label": (dict,),
    "type": (str,),
    "unit": (str, NoneType),
    "level": (str,),
    "options": (list, NoneType),
    "range": (list, NoneType),
    "decimals": (int, NoneType),
    "better": (str,),
    "valid_days": (int, NoneType),
    "method": (str, NoneType),
    "hint": (dict,),
}
INDICATOR: dict[str, tuple[type, ...]] = {
    "code": (str,),
    "name": (dict,),
    "category": (str,),
    "group": (str,),
    "levels": (list,),
    "methods": (list,),
    "facts": (list,),
    "sources": (list,),
}
LEVELS = {"community", "street", "district", "city"}


def wrong(entry: dict[str, Any], types: dict[str, tuple[type, ...]]) -> list[str]:
    """Return the keys that are not there, or whose value is of another type."""
    return [key for key, kinds in types.items() if type(entry.get(key, ...)) not in kinds]


def test_every_fact_has_every_key_with_its_type(zicha: Zicha) -> None:
    facts = json.loads(zicha("facts", "--format", "json").out)
    assert len(facts) > 300
    assert {fact["id"]: keys for fact in facts if (keys := wrong(fact, FACT))} == {}


def test_the_words_of_a_fact_are_those_of_the_contract(zicha: Zicha) -> None:
    facts = json.loads(zicha("facts", "--format", "json").out)
    types = {"bool", "int", "decimal", "percent", "enum", "set", "date"}
    assert {fact["type"] for fact in facts} <= types
    assert {fact["level"] for fact in facts} <= LEVELS
    better = {"more", "less", "true", "false", "superset", "order", "neutral"}
    assert {fact["better"] for fact in facts} <= better


def test_labels_and_hints_are_in_both_languages(zicha: Zicha) -> None:
    facts = json.loads(zicha("facts", "--format", "json").out)
    texts = [fact[key] for fact in facts for key in ("label", "hint")]
    assert [text for text in texts if list(text) != ["zh", "en"] or not all(text.values())] == []


def test_choices_have_options_and_numbers_have_a_range(zicha: Zicha) -> None:
    facts = json.loads(zicha("facts", "--format", "json").out)
    for fact in facts:
        assert (fact["options"] is not None) == (fact["type"] in {"enum", "set"})
        is_number = fact["type"] in {"int", "decimal", "percent"}
        assert (fact["decimals"] is not None) == is_number
        assert fact["range"] is None or (is_number and fact["range"][0] <= fact["range"][1])


def test_every_indicator_has_every_key_with_its_type(zicha: Zicha) -> None:
    indicators = json.loads(zicha("indicators", "--format", "json").out)
    assert len(indicators) == 121
    assert {i["code"]: keys for i in indicators if (keys := wrong(i, INDICATOR))} == {}


def test_the_facts_and_levels_of_an_indicator_are_known(zicha: Zicha) -> None:
    facts = {fact["id"] for fact in json.loads(zicha("facts", "--format", "json").out)}
    for indicator in json.loads(zicha("indicators", "--format", "json").out):
        assert set(indicator["facts"]) <= facts
        assert set(indicator["levels"]) <= LEVELS
