"""A country's units as one wide table: what an audit of everything reads.

    python benches/country.py FOLDER [UNITS] [SEED]      600,000 units unless told

writes `units.parquet`, `units.csv` (the same rows) and `waivers.csv`: communities, streets,
districts and cities in the proportions of the country, of the shipped edition. Every unit has a
quality of its own, and its facts lie around the bounds of the rules accordingly. Of each fact a
tenth and more is empty; a tenth of the facts has a column of dates beside it, of which a tenth and
more is too old; a tenth of the units has waivers; a few facts contradict each other. The same seed
gives the same table.
"""

# ruff: noqa: S608
# Its statements are made of the edition's ids and of numbers.

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path

import duckdb

from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.language.walk import bound_numbers, bounds_of, leaves
from zicha.model.edition import Edition, NotMore
from zicha.model.facts import LEVELS, Better, Fact, FactType, Level, ShareOf
from zicha.model.rules import Compare, FactValue
from zicha.model.ruleset import RuleSet

ON = date(2011, 6, 30)
SHARE_OF = {Level.COMMUNITY: 0.9323, Level.STREET: 0.0625, Level.DISTRICT: 0.0047, Level.CITY: 5e-4}
RESIDENTS = {Level.COMMUNITY: 4e3, Level.STREET: 6e4, Level.DISTRICT: 5e5, Level.CITY: 3e6}
UNKNOWN = 0.12
DATED = 10
"""One fact of so many has a column of dates."""
TYPES = {
    FactType.BOOL: "BOOLEAN",
    FactType.INT: "INTEGER",
    FactType.DECIMAL: "DOUBLE",
    FactType.PERCENT: "DOUBLE",
    FactType.ENUM: "VARCHAR",
    FactType.SET: "VARCHAR",
    FactType.DATE: "DATE",
}


@dataclass(frozen=True, slots=True)
class Country:
    """What is to be made: of which edition, how many units, by which seed."""

    edition: Edition
    units: int
    seed: int

    def count(self, level: Level) -> int:
        """Return how many units of a level there are."""
        return max(1, round(self.units * SHARE_OF[level]))


def chance(country: Country, *of: object) -> str:
    """Return the SQL of a number from 0 to 1 that is the same whenever it is asked for."""
    salt = "/".join(map(str, (country.seed, *of)))
    return f"((hash(n, '{salt}') >> 20) % 1000003) / 1000003"


def marks_of(rules: RuleSet) -> dict[str, float]:
    """Return a bound of every fact that is compared: its values lie around it."""
    found: dict[str, float] = {}
    for rule in rules.rules:
        for item in rule.items():
            for leaf in leaves(item.condition):
                if isinstance(leaf, Compare) and isinstance(leaf.subject, FactValue):
                    for bound in bounds_of(leaf):
                        found[leaf.subject.fact] = float(bound_numbers(bound)[0])
    return found


# --- The value of one fact ----------------------------------------------------------------------


def value_of(country: Country, fact: Fact, mark: float) -> str:
    """Return the SQL of a fact's value; ``quality`` is that of the unit."""
    drawn = chance(country, fact.id)
    match fact.type:
        case FactType.BOOL:
            good = f"{drawn} < 0.55 + 0.44 * quality"
            return f"NOT ({good})" if fact.better is Better.FALSE else good
        case FactType.ENUM:
            options = ", ".join(f"'{option}'" for option in fact.option_ids)
            place = f"floor({drawn} * (1.4 - quality) * {len(fact.options)})"
            return f"list_extract([{options}], 1 + least({len(fact.options) - 1}, {place})::INT)"
        case FactType.SET:
            return f"coalesce(nullif(concat_ws(';', {members(country, fact)}), ''), '-')"
        case FactType.DATE:
            return f"DATE '{ON}' - (({drawn}) * 500 * (1.3 - quality))::INT"
        case _:
            return number_of(country, fact, mark)


def members(country: Country, fact: Fact) -> str:
    """Return the SQL of the members of a set, each there or not."""
    return ", ".join(
        f"CASE WHEN {chance(country, fact.id, member)} < 0.5 + 0.5 * quality THEN '{member}' END"
        for member in fact.option_ids
    )


def number_of(country: Country, fact: Fact, mark: float) -> str:
    """Return the SQL of a number around a bound, mostly on its good side."""
    drawn = chance(country, fact.id)
    if fact.id in {share.among for share in shares(country.edition)}:
        return f"{communities_at_most(country)} + n % 4"
    if mark == 0:
        value = f"greatest(0, floor({drawn} * 8 - 2 - 5 * quality))"
    elif fact.better is Better.LESS:
        value = f"{mark} * (1.3 - quality * 0.5 - {drawn} * 0.4)"
    else:
        value = f"{mark} * (0.8 + quality * 0.3 + {drawn} * 0.3)"
    low, high = possible(fact)
    return f"least({high}, greatest({low}, round({value}, {fact.decimals})))"


def shares(edition: Edition) -> Iterator[ShareOf]:
    """Yield how shares are computed."""
    yield from (fact.share_of for fact in edition.facts.values() if fact.share_of is not None)


def communities_at_most(country: Country) -> int:
    """Return the most communities that a district has (``parent_of`` deals them out)."""
    community, street, district, _ = (country.count(level) for level in LEVELS)
    return ceil(community / street) * ceil(street / district)


def possible(fact: Fact) -> tuple[object, object]:
    """Return the least and the greatest value that is drawn."""
    most = 100 if fact.type is FactType.PERCENT else 1e8
    return (0 if fact.low is None else fact.low), (most if fact.high is None else fact.high)


# --- The table of a level -----------------------------------------------------------------------


def facts_of(edition: Edition, level: Level) -> list[Fact]:
    """Return the facts that units of a level state."""
    return [
        fact
        for fact in edition.facts.values()
        if fact.level is level and not fact.is_past and not fact.is_attribute
    ]


def is_dated(edition: Edition, fact: Fact) -> bool:
    """Return whether a column of dates stands beside the fact's."""
    return list(edition.facts).index(fact.id) % DATED == 0


def columns_of(country: Country, level: Level, marks: Mapping[str, float]) -> Iterator[str]:
    """Yield the columns of a level's table."""
    yield f"concat('{level.value[:2]}', n) AS unit"
    yield f"concat('{level}', ' ', n) AS name"
    yield f"'{level}' AS kind"
    yield f"{parent_of(country, level)} AS parent"
    yield f"CASE WHEN {chance(country, 'town')} < 0.5 THEN 'old' ELSE 'new' END AS town"
    people = f"{RESIDENTS[level]} * (0.3 + 1.4 * {chance(country, 'people')})"
    known = f"{chance(country, 'asked')} >= {UNKNOWN}"
    yield f"CASE WHEN {known} THEN ({people})::INTEGER END AS population"
    yield f"(({people}) / 2.9)::INTEGER AS households"
    for fact in facts_of(country.edition, level):
        value = value_of(country, fact, marks.get(fact.id, 10))
        known = f"{chance(country, 'known', fact.id)} >= {UNKNOWN}"
        yield f'CAST(CASE WHEN {known} THEN {value} END AS {TYPES[fact.type]}) AS "{fact.id}"'
        if is_dated(country.edition, fact):
            yield f'{stated_on(country, fact)} AS "{fact.id}@date"'


def parent_of(country: Country, level: Level) -> str:
    """Return the SQL of the id of the unit above."""
    if level is LEVELS[-1]:
        return "NULL::VARCHAR"
    upper = LEVELS[level.height + 1]
    return f"concat('{upper.value[:2]}', n % {country.count(upper)})"


def stated_on(country: Country, fact: Fact) -> str:
    """Return the SQL of the day of a value: of every eighth it is too old."""
    drawn = chance(country, "day", fact.id)
    good = fact.valid_days or 1000
    return (
        f"CASE WHEN {drawn} < 0.2 THEN NULL WHEN {drawn} < 0.325 THEN DATE '{ON}' - {good + 20} "
        f"ELSE DATE '{ON}' - ({drawn} * {good})::INT END"
    )


def settled(country: Country, level: Level) -> Iterator[str]:
    """Yield what keeps most of the facts from contradicting each other."""
    for pair in country.edition.consistency:
        if isinstance(pair, NotMore) and country.edition.facts[pair.part].level is level:
            slip = f"{chance(country, pair.part, pair.whole)} < 0.02"
            more = f'"{pair.whole}" < "{pair.part}" AND NOT {slip}'
            yield f'CASE WHEN {more} THEN "{pair.part}" ELSE "{pair.whole}" END AS "{pair.whole}"'
    for fact in facts_of(country.edition, level):
        for option in fact.options:
            if option.same_as is not None:
                slip = f"{chance(country, fact.id, option.same_as)} < 0.02"
                said = f'"{option.same_as}" IS NOT NULL AND "{fact.id}" IS NOT NULL AND NOT {slip}'
                same = f"""contains(';' || "{fact.id}" || ';', ';{option.id};')"""
                found = f'CASE WHEN {said} THEN {same} ELSE "{option.same_as}" END'
                yield f'{found} AS "{option.same_as}"'


def level_query(country: Country, level: Level, marks: Mapping[str, float]) -> str:
    """Return the query of a level's units."""
    quality = chance(country, "quality", level)
    units = f"SELECT n, {quality} AS quality FROM range({country.count(level)}) t(n)"
    drawn = f"SELECT n, {', '.join(columns_of(country, level, marks))} FROM ({units})"
    changed = ", ".join(settled(country, level))
    return f"SELECT * EXCLUDE (n) {f'REPLACE ({changed})' if changed else ''} FROM ({drawn})"


# --- The files ----------------------------------------------------------------------------------


def waivers_query(country: Country) -> str:
    """Return the query of the waivers: two indicators of every tenth community."""
    codes = ", ".join(f"'{indicator.code}'" for indicator in country.edition.indicators)
    first = LEVELS[0]
    return (
        f"SELECT concat('{first.value[:2]}', n) AS unit, "
        f"list_extract([{codes}], 1 + (n + k) % {len(country.edition.indicators)}) AS indicator, "
        "'repairs' AS reason, 'the office' AS approved_by, "
        f"DATE '{ON}' - 30 AS \"from\", DATE '{ON}' + 60 AS expires "
        f"FROM range(0, {country.count(first)}, 10) t(n), (VALUES (0), (7)) v(k)"
    )


def write(country: Country, folder: Path) -> None:
    """Write the files of a country."""
    marks = marks_of(rules_on(country.edition, ON))
    folder.mkdir(parents=True, exist_ok=True)
    table, text = (str(folder / f"units.{suffix}") for suffix in ("parquet", "csv"))
    queries = (level_query(country, level, marks) for level in reversed(LEVELS))
    with duckdb.connect() as connection:
        connection.sql(" UNION ALL BY NAME ".join(queries)).write_parquet(
            table, compression="zstd", row_group_size=65_536
        )
        connection.read_parquet(table).write_csv(text)
        connection.sql(waivers_query(country)).write_csv(str(folder / "waivers.csv"))


def main() -> None:
    """Write what was asked for."""
    folder, *numbers = sys.argv[1:]
    units, seed = (*map(int, numbers), *(600_000, 2011)[len(numbers) :])
    write(Country(load_edition(None), units, seed), Path(folder))


if __name__ == "__main__":
    main()
