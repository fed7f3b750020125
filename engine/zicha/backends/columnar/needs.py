"""Which facts of each unit something still depends on: a requirement that they may still change.

Such a fact is worth asking for where it is not known; what a unit need not have, or has settled
already, asks for nothing. A waiver ends, and its indicator asks all the same.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zicha.backends.columnar import sql
from zicha.backends.columnar.columns import Membership
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.items import Code, ItemPlan
from zicha.backends.columnar.sql import Sql, Type
from zicha.gaps.verify import asked_anyway
from zicha.model.facts import Level
from zicha.model.rules import ItemKind

A_COLUMN = 30
"""So many facts have a bit in one column."""
O, W = "o", "w"  # noqa: E741 - outcomes, wanted


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs of the units of one level.

    ``uses``: of facts of which it is not certain the items that read each; ``always``: facts that
    something depends on wherever they are not known.
    """

    uses: Mapping[str, Sequence[ItemPlan]]
    always: Collection[str]

    def test(self, fact: str) -> Sql | None:
        """Return whether something depends on a fact, by the outcomes ``O``; None: always."""
        if fact in self.always:
            return None
        return sql.any_of(*map(may_change, self.uses.get(fact, ())))


class Needing:
    """Finds the needs of units from the outcomes of their items."""

    def __init__(self, compiled: Compiled) -> None:
        """Keep which facts are asked whatever the outcomes are."""
        self.compiled = compiled
        rules, levels = compiled.rules, compiled.levels
        assert levels is not None, "many units have a table for each level"
        self.anyway = asked_anyway(rules.rules, (c.when for c in rules.conclusions), levels)

    def uses(self, level: Level) -> dict[str, list[ItemPlan]]:
        """Return the items of a level that read each fact which is not asked anyway."""
        found: dict[str, list[ItemPlan]] = {}
        for item in (item for plan in self.compiled.plans for item in plan.items):
            if item.item.level is level:
                for fact in item.item.facts:
                    if fact not in self.anyway:
                        found.setdefault(fact, []).append(item)
        return found

    def of_level(self, level: Level, partly: Collection[str]) -> Needs:
        """Return the needs of the units of a level. ``partly``: facts that may be known in part.

        Most facts have a requirement of their own, which is open wherever they are not known.
        """
        uses = self.uses(level)
        always = {f for f, items in uses.items() if f not in partly and self.opens(f, items)}
        some = {fact: items for fact, items in uses.items() if fact not in always}
        return Needs(some, always | self.anyway)

    def opens(self, fact: str, items: Sequence[ItemPlan]) -> bool:
        """Return whether one of some items is open for certain where a fact is not known."""
        if isinstance(self.compiled.encoding.of_fact[fact], Membership):
            return False
        return any(each.item.facts == (fact,) and not each.doubtable for each in items)

    def of_some(
        self, database: Database, outcomes: Mapping[Level, str], units: str | None = None
    ) -> Iterator[tuple[str, set[str]]]:
        """Yield units with the facts that something depends on there, but for those asked anyway.

        ``units``: a table of those that are `wanted`; None for all.
        """
        for level, table in outcomes.items():
            uses = self.uses(level)
            query = sql.select(
                [sql.column("unit", O), *packed([*uses.values()])], sql.table(table, O)
            )
            if units is not None:
                same = sql.equal(sql.column("unit", O), sql.column("wanted", W))
                query = sql.joined(query, sql.table(units, W), same)
            for unit, *masks in database.rows(query) if uses else ():
                bits = [int(str(mask)) for mask in masks]
                yield str(unit), {f for at, f in enumerate(uses) if has_bit(bits, at)}


def has_bit(masks: Sequence[int], at: int) -> bool:
    """Return whether the bit of a fact is set."""
    return bool(masks[at // A_COLUMN] >> at % A_COLUMN & 1)


def packed(uses: Sequence[Sequence[ItemPlan]]) -> Iterator[Sql]:
    """Yield columns with the bits of facts. ``uses``: the items that read each."""
    for start in range(0, len(uses), A_COLUMN):
        bits = [
            sql.choice([(sql.any_of(*map(may_change, items)), sql.whole(2**at))], sql.whole(0))
            for at, items in enumerate(uses[start : start + A_COLUMN])
        ]
        yield sql.named(sql.cast(sql.total(bits), Type.SMALL), f"need/{start}")


def may_change(item: ItemPlan) -> Sql:
    """Return whether more knowledge may change what an item comes to (``zicha.gaps.verify``)."""
    outcome = sql.column(item.name, O)
    tests = [sql.equal(outcome, sql.whole(Code.OPEN))]
    if item.doubtable:
        tests.append(sql.negation(sql.column(item.sure, O)))
    if item.item.kind in (ItemKind.SET, ItemKind.COUNT):
        tests.append(differ(item.fewest, item.most))
    if item.item.kind is ItemKind.BANDS:
        tests.append(differ(item.best, item.worst))
    if len(tests) == 1:
        return tests[0]
    applies = sql.less(outcome.copy(), sql.whole(Code.NO_UNIT))
    return sql.all_of(applies, sql.any_of(*tests))


def differ(low: str, high: str) -> Sql:
    """Return whether two ends are not the same; one that is not there has no bound."""
    return sql.negation(
        sql.equal(sql.or_else(sql.column(low, O), -1), sql.or_else(sql.column(high, O), -1))
    )
