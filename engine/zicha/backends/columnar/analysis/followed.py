"""Gaps by their keys, to hold one audit against the next."""

from collections.abc import Mapping, Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis.counts import ASIDE
from zicha.backends.columnar.analysis.export import OfLevel
from zicha.backends.columnar.analysis.gaps import Gap
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.items import Code
from zicha.model.facts import LEVELS
from zicha.model.rules import ItemKind

WANTED = "wanted_units"
ABOVE = LEVELS[1:]


def chains(database: Database, placed: str) -> dict[str, tuple[str, ...]]:
    """Return of each judged unit its own id and those of the units above it, nearest first."""
    names = ("unit", *(level.value for level in ABOVE))
    query = sql.select([sql.column(name) for name in names], sql.table(placed))
    return {
        str(unit): tuple(str(each) for each in (unit, *above) if each is not None)
        for unit, *above in database.rows(query)
    }


def gap_keys(
    database: Database, by_level: Sequence[OfLevel], placed: str
) -> dict[str, tuple[str, ...]]:
    """Return the gap list of each unit as keys, sorted."""
    own: dict[str, list[tuple[str, str]]] = {}
    for _, outcomes, gaps in by_level:
        flags = [sql.named(sql.flag(gap.is_there("o")), gap.name) for gap in gaps]
        query = sql.select([sql.column("unit", "o"), *flags], sql.table(outcomes, "o"))
        named = [(gap.rule.code, gap.kind.text) for gap in gaps]
        for unit, *found in database.rows(query):
            own[str(unit)] = [each for each, flag in zip(named, found, strict=True) if flag]
    pairs = sql.select([sql.column("unit"), sql.column("indicator")], sql.table(ASIDE))
    aside = {(str(unit), str(code)) for unit, code in database.rows(pairs)}
    return {
        unit: tuple(
            sorted(
                key
                for holder in chain
                for code, key in own.get(holder, ())
                if (unit, code) not in aside
            )
        )
        for unit, chain in chains(database, placed).items()
    }


def met(
    database: Database,
    by_level: Sequence[OfLevel],
    placed: str,
    wanted: Mapping[str, frozenset[str]],
) -> dict[str, frozenset[str]]:
    """Return by unit which of some keys are met, by the unit itself or by one above it."""
    chain = {unit: ids for unit, ids in chains(database, placed).items() if unit in wanted}
    holders = sorted({holder for ids in chain.values() for holder in ids})
    keys = {key for each in wanted.values() for key in each}
    database.fill(WANTED, (("unit", sql.Type.TEXT),), [{"unit": unit} for unit in holders])
    found: dict[str, set[str]] = {}
    for _, outcomes, gaps in by_level:
        asked = [gap for gap in gaps if gap.kind.text in keys]
        for unit, *flags in database.rows(met_flags(asked, outcomes)):
            met_here = (g.kind.text for g, flag in zip(asked, flags, strict=True) if flag)
            found.setdefault(str(unit), set()).update(met_here)
    return {
        unit: wanted[unit] & frozenset(key for holder in ids for key in found.get(holder, ()))
        for unit, ids in chain.items()
    }


def met_flags(gaps: Sequence[Gap], outcomes: str) -> sql.Select:
    """Return of each wanted unit which requirements it meets."""
    flags = [sql.named(sql.flag(is_met(gap)), gap.name) for gap in gaps]
    query = sql.select([sql.column("unit", "o"), *flags], sql.table(outcomes, "o"))
    same = sql.equal(sql.column("unit", "o"), sql.column("unit", WANTED))
    return sql.joined(query, sql.table(WANTED, WANTED), same)


def is_met(gap: Gap) -> sql.Sql:
    """Return whether what a gap would lack is there."""
    outcome = sql.column(gap.item.name, "o")
    if gap.item.item.kind is not ItemKind.SET or gap.member is None:
        return sql.equal(outcome, sql.whole(Code.MET))
    applies = sql.less(outcome, sql.whole(Code.NO_UNIT))
    return sql.all_of(applies, sql.column(gap.item.member(gap.member), "o"))
