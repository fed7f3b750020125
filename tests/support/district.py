"""The example district as a wide table, and an audit of it."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from support.source import ROOT
from support.wide import typed_table
from zicha.audit.asked import Asked
from zicha.audit.run import Auditing, Wanted
from zicha.editions.load import load_edition
from zicha.language.walk import facts_of_item
from zicha.model.audit import Audit
from zicha.model.edition import Edition
from zicha.model.facts import FactType, Members, Stated
from zicha.model.unit import Unit
from zicha.units.read import read_unit_file

DISTRICT = ROOT / "examples" / "district"
ON = "2011-06-30"
EDITION = load_edition(None)


def part_of(*codes: str) -> Edition:
    """Return some indicators of the shipped edition with what they ask, to be planned sooner."""
    rules = {code: EDITION.rules[code] for code in codes}
    read = {
        fact for rule in rules.values() for item in rule.items() for fact in facts_of_item(item)
    }
    of_shares = {
        fact for name in read if (share := EDITION.facts[name].share_of) for fact in share.facts
    }
    asked = read | of_shares | {fact for fact in EDITION.facts if is_twin(fact, read | of_shares)}
    return replace(
        EDITION,
        indicators=tuple(each for each in EDITION.indicators if each.code in codes),
        rules=rules,
        facts={
            name: fact for name, fact in EDITION.facts.items() if name in asked or fact.is_attribute
        },
        consistency=(),
        conclusions=(),
    )


def is_twin(fact: str, others: Collection[str]) -> bool:
    """Return whether a member of a set says the same as one of some other facts."""
    return any(option.same_as in others for option in EDITION.facts[fact].options)


def units() -> list[Unit]:
    """Return the units of the example district."""
    read = [read_unit_file(path, EDITION).unit for path in sorted(DISTRICT.glob("*.yaml"))]
    return [unit for unit in read if unit is not None]


def cell(stated: Stated) -> str:
    """Return a value as a table has it."""
    if stated.count is not None:
        return f"{stated.count[0]}/{stated.count[1]}"
    value = stated.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def row(unit: Unit, edition: Edition = EDITION) -> dict[str, str]:
    """Return the line of a unit, with what an edition asks of it."""
    found = {"unit": unit.id, "name": unit.name, "kind": str(unit.kind)}
    found["parent"] = unit.parent or ""
    for name, stated in unit.facts.items():
        fact = edition.facts.get(name)
        if fact is None:
            continue
        column = name.partition(".")[2] if fact.is_attribute else name
        if isinstance(stated.value, Members):
            found |= {f"{column}__{member}": "true" for member in stated.value.present}
            found |= {f"{column}__{member}": "false" for member in stated.value.absent}
        else:
            found[column] = cell(stated)
        if stated.date != unit.on:
            found[f"{column}@date"] = stated.date.isoformat()
    return found


def written(folder: Path, rows: Sequence[Mapping[str, str]]) -> str:
    """Write a table of text as a Parquet file, numbers and yes or no in types of their own."""
    names = dict.fromkeys(name for each in rows for name in each)
    columns = {name: [each.get(name) or None for each in rows] for name in names}
    path = folder / "units.parquet"
    with duckdb.connect() as connection:
        types = {name: kind_of(name) for name in names}
        typed_table(connection, columns, types).write_parquet(str(path))
    return str(path)


def kind_of(column: str) -> str:
    """Return the type of a column."""
    if "__" in column:
        return "BOOLEAN"
    fact = EDITION.facts.get(column)
    kinds = {FactType.BOOL: "BOOLEAN", FactType.INT: "INTEGER", FactType.DECIMAL: "DOUBLE"}
    return "VARCHAR" if fact is None else kinds.get(fact.type, "VARCHAR")


def lists(folder: Path, of: list[Unit]) -> tuple[tuple[str, ...], str]:
    """Write what units have seen and waived as lists."""
    seen, waived = folder / "seen.csv", folder / "waived.csv"
    lines = ["unit,fact,count,place,date,fixed"]
    lines += [
        f"{unit.id},{o.fact},{o.count},{o.where},{o.on},{o.fixed or ''}"
        for unit in of
        for o in unit.observations
    ]
    seen.write_text("\n".join(lines) + "\n", "utf-8")
    lines = ["unit,indicator,reason,approved_by,from,expires"]
    lines += [
        f"{unit.id},{w.indicator},{w.reason},{w.approved_by},{w.begins},{w.expires}"
        for unit in of
        for w in unit.waivers
    ]
    waived.write_text("\n".join(lines) + "\n", "utf-8")
    return (str(seen),), str(waived)


def audit(asked: Asked, edition: Edition = EDITION) -> Audit:
    """Return an audit with everything in it."""
    auditing = Auditing(asked, edition, lambda _name, _total: nullcontext(lambda _d, _t: None))
    return auditing.audit("zh", {}, Wanted(keys=True))
