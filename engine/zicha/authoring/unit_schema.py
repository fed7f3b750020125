"""The JSON Schema of a unit's file, made from the fact dictionary of an edition.

An editor completes the facts of the unit's level and shows how each is collected. The schema takes
whatever the program reads (docs/units.md); what only reading can tell, it leaves to the program.
"""

from zicha.editions.schemas import DIALECT
from zicha.model.edition import Edition
from zicha.model.facts import Better, Fact, FactType, Level
from zicha.model.text import LANGUAGES, Text
from zicha.reports.plain import Json, number
from zicha.units.typed import EMPTY_SET, NO, YES

Schema = dict[str, Json]

TEXT: Schema = {"type": "string", "minLength": 1}
ID: Schema = {"type": ["string", "integer"], "description": "Names the unit in other files."}
WITH_DIGIT: Schema = {"type": "string", "pattern": r"[0-9\uff10-\uff19]"}
"""A number or a day typed as text: with its unit, or in full-width digits."""
UNKNOWN: Schema = {"type": "null"}
YES_OR_NO: Schema = {"$ref": "#/$defs/yes_or_no"}


def unit_schema(edition: Edition) -> Schema:
    """Return the schema of a unit's file."""
    facts = [fact for fact in edition.facts.values() if is_stated(fact)]
    return {
        "$schema": DIALECT,
        "title": edition.name.en,
        "description": "The file of one unit; docs/units.md describes it.",
        "type": "object",
        "required": ["unit"],
        "additionalProperties": False,
        "properties": {
            "unit": head_schema(edition),
            "date": day("The day of the file: that of every fact without one of its own."),
            "facts": {
                "description": "What is known; what is not mentioned is unknown.",
                "type": ["object", "null"],
                "properties": {fact.id: stated(fact) for fact in facts},
                "additionalProperties": False,
            },
            "observations": listed(observation_schema(edition), "What an inspector saw."),
            "waivers": listed(waiver_schema(edition), "What is set aside, and by whose leave."),
        },
        "allOf": [facts_of_level(level, facts, edition) for level in edition.levels],
        "$defs": {
            "day": {"anyOf": [WITH_DIGIT, UNKNOWN]},
            "yes_or_no": yes_or_no(),
            **{form_name(f): form_schema(f) for f in (*facts, *attributes(edition).values())},
        },
    }


def is_stated(fact: Fact) -> bool:
    """Return whether a unit may state a fact under `facts`."""
    return not (fact.is_attribute or fact.withdrawn or fact.replaced_by)


def attributes(edition: Edition) -> dict[str, Fact]:
    """Return the attributes of a unit by name; they are the same at every level."""
    level = next(iter(edition.levels))
    return {name: edition.facts[f"{level}.{name}"] for name in edition.attributes}


def head_schema(edition: Edition) -> Schema:
    """Return the schema of what a file says of the unit itself."""
    kinds: list[Json] = [word for level in edition.levels for word in words_for(level, edition)]
    return {
        "type": "object",
        "required": ["id", "kind"],
        "additionalProperties": False,
        "properties": {
            "id": ID,
            "name": {**TEXT, "description": "What reports call it."},
            "kind": {"enum": kinds, "description": "What kind of unit it is."},
            "parent": {**ID, "description": "The id of the unit above."},
            **{name: stated(fact) for name, fact in attributes(edition).items()},
        },
    }


def words_for(level: Level, edition: Edition) -> list[str]:
    """Return the words for a level: its id, its label in either language, its units' names."""
    words = (str(level), *labels(edition.levels[level]), *edition.level_words.get(level, ()))
    return [*dict.fromkeys(words)]


def labels(text: Text) -> list[str]:
    """Return a text in every language."""
    return [text.to(lang) for lang in LANGUAGES]


def facts_of_level(level: Level, facts: list[Fact], edition: Edition) -> Schema:
    """Return that a unit of a level states facts of this level only."""
    kinds: list[Json] = [*words_for(level, edition)]
    own: list[Json] = [fact.id for fact in facts if fact.level is level]
    is_of_level: Schema = {"properties": {"kind": {"enum": kinds}}, "required": ["kind"]}
    return {
        "if": {"properties": {"unit": is_of_level}},
        "then": {"properties": {"facts": {"propertyNames": {"enum": own}}}},
    }


# --- Facts --------------------------------------------------------------------------------------


def stated(fact: Fact) -> Schema:
    """Return the schema of a fact: what it is called, how it is collected, how it is written."""
    return {
        "title": " / ".join(labels(fact.label)),
        "description": "\n\n".join(labels(fact.hint)),
        "$ref": f"#/$defs/{form_name(fact)}",
    }


def form_name(fact: Fact) -> str:
    """Return the name of how a fact is written, which facts of one type and range share."""
    if fact.options:
        return fact.id
    if fact.type.is_number:
        low, high = fact.possible
        return f"{fact.type}_{low}_{high}"
    return str(fact.type)


def form_schema(fact: Fact) -> Schema:
    """Return the schema of how a fact is written: its value alone, or with day and evidence."""
    value = value_schema(fact)
    more: Schema = {"date": day("The day of the value."), "evidence": TEXT, "note": TEXT}
    forms: list[Json] = [value, UNKNOWN, long_form({"value": {"anyOf": [value, UNKNOWN]}, **more})]
    if fact.type is FactType.PERCENT:
        count: Schema = {"anyOf": [{"type": "integer", "minimum": 0}, WITH_DIGIT]}
        forms.append(long_form({"count": count, "of": count, **more}))
    return {"anyOf": forms}


def long_form(properties: Schema) -> Schema:
    """Return the schema of a fact that says more than its value."""
    needed: list[Json] = [key for key in properties if key not in ("date", "evidence", "note")]
    return {
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }


def value_schema(fact: Fact) -> Schema:
    """Return the schema of a fact's value."""
    options: list[Json] = [word for o in fact.options for word in (o.id, *labels(o.label))]
    if fact.type.is_number:
        return {"anyOf": [number_schema(fact), WITH_DIGIT]}
    if fact.type is FactType.BOOL:
        return YES_OR_NO
    if fact.type is FactType.DATE:
        return WITH_DIGIT
    if fact.type is FactType.ENUM:
        return {"enum": options}
    return set_schema(options)


def yes_or_no() -> Schema:
    """Return the schema of a yes or a no, in the words that are read as such."""
    words: list[Json] = [form for word in (*YES, *NO) for form in {word: 0, word.capitalize(): 0}]
    return {"anyOf": [{"type": "boolean"}, {"enum": words}]}


def set_schema(options: list[Json]) -> Schema:
    """Return the schema of a set: all its members, or some that are there or not."""
    return {
        "anyOf": [
            {"type": "array", "items": {"enum": [*options, EMPTY_SET]}},
            {
                "type": "object",
                "propertyNames": {"enum": options},
                "additionalProperties": {"anyOf": [YES_OR_NO, UNKNOWN]},
            },
            {"const": EMPTY_SET},
        ]
    }


def number_schema(fact: Fact) -> Schema:
    """Return the schema of a number within the possible values of a fact."""
    low, high = fact.possible
    schema: Schema = {"type": "integer" if fact.type is FactType.INT else "number"}
    if low is not None:
        schema["minimum"] = number(low)
    if high is not None:
        schema["maximum"] = number(high)
    return schema


# --- What is kept over time ---------------------------------------------------------------------


def day(description: str) -> Schema:
    """Return the schema of a day, which may be left empty."""
    return {"$ref": "#/$defs/day", "description": description}


def listed(entry: Schema, description: str) -> Schema:
    """Return the schema of a list that may be left empty."""
    return {"type": ["array", "null"], "items": entry, "description": description}


def observation_schema(edition: Edition) -> Schema:
    """Return the schema of an observation: it adds to a count of which fewer is better."""
    counted: list[Json] = [
        fact.id
        for fact in edition.facts.values()
        if is_stated(fact) and fact.type is FactType.INT and fact.better is Better.LESS
    ]
    return {
        "type": "object",
        "required": ["fact"],
        "additionalProperties": False,
        "properties": {
            "fact": {"enum": counted},
            "count": {"anyOf": [{"type": "integer", "minimum": 1}, WITH_DIGIT, UNKNOWN]},
            "place": {"type": ["string", "null"]},
            "photo": {"type": ["string", "null"]},
            "date": day("The day on which it was seen."),
            "fixed": day("The day on which it was put right."),
            "note": {"type": ["string", "null"]},
        },
    }


def waiver_schema(edition: Edition) -> Schema:
    """Return the schema of a waiver; all of it is required."""
    codes: list[Json] = [indicator.code for indicator in edition.indicators]
    properties: Schema = {
        "indicator": {"enum": codes},
        "reason": TEXT,
        "approved_by": TEXT,
        "from": WITH_DIGIT,
        "expires": WITH_DIGIT,
    }
    return {
        "type": "object",
        "required": [*properties],
        "additionalProperties": False,
        "properties": properties,
    }
