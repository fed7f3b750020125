"""What units of wide tables should know and do not, counted by the reason.

It is counted beside the outcomes, over the facts that these are made from, so that a table is read
once for both. The tables and views of facts have more columns for it:

| column | holds, of a row of a wide table |
|---|---|
| `table#` | 1: of units that were read one by one there is nothing |
| `why/fact` | which reason there is for not knowing it (``REASONS``), 0 for none |
| `lacks/fact` | 1 where it is not wholly known, of facts whose own columns do not tell |
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis.words import times_true
from zicha.backends.columnar.columns import Column, Membership, NumberColumns
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.needs import Needs, O
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.wide.known import HIGH, Settled
from zicha.model.facts import Level, WhyUnknown

OWN = "own"
OF_TABLE = Column("table#", Type.TINY)
REASONS = tuple(WhyUnknown)
OF = "of"


class Missing(NamedTuple):
    """How many units do not wholly know a fact that something depends on there, by reason.

    ``of``: how many hold it; ``contradicting``: in how many it contradicts another, needed or not.
    """

    fact: str
    of: int
    reasons: Mapping[WhyUnknown, int]
    contradicting: int = 0


class Asked(NamedTuple):
    """A number that is asked for: of a fact and a reason, None for all that contradict another."""

    fact: str
    why: WhyUnknown | None

    @property
    def name(self) -> str:
        """Return the column of the number."""
        return f"{self.fact} {'contradicting' if self.why is None else self.why}"


def code(why: WhyUnknown) -> int:
    """Return the number that stands for a reason."""
    return REASONS.index(why) + 1


def why_column(fact: str) -> Column:
    """Return the column that has the reason for not knowing a fact."""
    return Column(f"why/{fact}", Type.TINY)


def lacks_column(fact: str) -> Column:
    """Return the column that says that a fact is not wholly known."""
    return Column(f"lacks/{fact}", Type.TINY)


@dataclass(frozen=True, slots=True)
class Lacks:
    """What tells what units of one level lack, who stand in some wide tables.

    Args:
        facts: The facts of the level that the rules read.
        by: By fact the columns of which one is null where it is not wholly known; none: always.
        apart: The facts that have a column of their own for it.
        reasons: By fact the reasons that there may be.
        is_mixed: Whether other units stand among them, who were read one by one.
    """

    facts: tuple[str, ...]
    by: Mapping[str, tuple[str, ...]]
    apart: frozenset[str]
    reasons: Mapping[str, tuple[WhyUnknown, ...]]
    is_mixed: bool

    @classmethod
    def of(
        cls, level: Level, tables: Sequence[Settled], compiled: Compiled, *, is_mixed: bool
    ) -> "Lacks":
        """Return what tells it of some tables."""
        facts = [f for f in compiled.facts_read(level) if any(f in s.facts for s in tables)]
        by: dict[str, tuple[str, ...]] = {}
        for fact in facts:
            columns = plain_columns(fact, tables, compiled)
            if columns is not None:
                by[fact] = columns
        reasons: dict[str, dict[WhyUnknown, None]] = {}
        for settled in tables:
            for fact in facts:
                found = dict.fromkeys(why for why, _ in settled.why_unknown(fact))
                reasons.setdefault(fact, {}).update(found)
        return cls(
            tuple(facts),
            by,
            frozenset(facts) - by.keys(),
            {fact: tuple(found) for fact, found in reasons.items() if found},
            is_mixed,
        )

    # --- In the tables of facts -------------------------------------------------------------------

    def columns(self) -> Iterator[Column]:
        """Yield the columns beside those of facts."""
        if self.is_mixed:
            yield OF_TABLE
        yield from map(why_column, self.reasons)
        yield from map(lacks_column, self.apart)

    def told_by(self, settled: Settled, compiled: Compiled) -> dict[str, Sql]:
        """Return these columns of a table's units."""
        found: dict[str, Sql] = {OF_TABLE.name: sql.whole(1)} if self.is_mixed else {}
        for fact in self.reasons:
            cases = [(test, sql.whole(code(why))) for why, test in settled.why_unknown(fact)]
            found[why_column(fact).name] = sql.choice(cases, sql.whole(0))
        for fact in self.apart:
            test = is_missing(fact, settled, compiled)
            found[lacks_column(fact).name] = sql.flag(test)
        types = {column.name: column.type for column in self.columns()}
        return {name: sql.cast(value, types[name]) for name, value in found.items()}

    # --- Numbers ----------------------------------------------------------------------------------

    def asked(self) -> Iterator[Asked]:
        """Yield the numbers that are asked for."""
        for fact in self.facts:
            reasons = self.reasons.get(fact, ())
            if WhyUnknown.CONTRADICTION in reasons:
                yield Asked(fact, None)
            yield from (Asked(fact, why) for why in reasons)
            yield Asked(fact, WhyUnknown.UNKNOWN)

    def numbers(
        self, facts: str, outcomes: str, needs: Needs, computed: Mapping[str, NumberColumns]
    ) -> sql.Select:
        """Return the numbers, in one row.

        Args:
            facts: The table or view of the facts of the level.
            outcomes: The table of the outcomes that are made from them.
            needs: What something depends on.
            computed: The facts that were computed over units below, into the table of facts.
        """
        columns = [sql.named(sql.number_of_rows(), OF)]
        for each in self.asked():
            tests = [self.is_lacking(each.fact, computed)]
            if each.why is None:
                tests.append(self.has(each.fact, WhyUnknown.CONTRADICTION))
            else:
                needed = needs.test(each.fact)
                tests += [] if needed is None else [needed]
                tests += [] if each.why is WhyUnknown.UNKNOWN else [self.has(each.fact, each.why)]
            columns.append(sql.named(times_true(sql.all_of(*tests)), each.name))
        same = sql.equal(sql.column("unit", OWN), sql.column("unit", O))
        query = sql.joined(sql.select(columns, sql.table(facts, OWN)), sql.table(outcomes, O), same)
        if self.is_mixed:
            of_table = sql.equal(sql.column(OF_TABLE.name, OWN), sql.whole(1))
            query = sql.where(query, of_table)
        return query

    def is_lacking(self, fact: str, computed: Mapping[str, NumberColumns]) -> Sql:
        """Return whether a fact is not wholly known."""
        if fact in computed:
            low, high = (column.name for column in computed[fact].columns[:2])
            return sql.any_of(*(sql.is_null(sql.column(name, OWN)) for name in (low, high)))
        if fact in self.apart:
            return sql.equal(sql.column(lacks_column(fact).name, OWN), sql.whole(1))
        columns = self.by[fact]
        if not columns:
            return sql.true()
        return sql.any_of(*(sql.is_null(sql.column(name, OWN)) for name in columns))

    def has(self, fact: str, why: WhyUnknown) -> Sql:
        """Return whether there is a reason for not knowing a fact."""
        return sql.equal(sql.column(why_column(fact).name, OWN), sql.whole(code(why)))

    def counts(self, rows: Iterable[Sequence[object]]) -> Iterator[Missing]:
        """Yield the counts of each fact. ``rows``: the numbers, to be added up."""
        every = [[int(str(number)) for number in row] for row in rows]
        total, *sums = map(sum, zip(*every, strict=True)) if every else [0]
        by_fact: dict[str, dict[WhyUnknown | None, int]] = {}
        for each, count in zip(self.asked(), sums, strict=False):
            by_fact.setdefault(each.fact, {})[each.why] = count
        for fact, numbers in by_fact.items():
            contradicting = numbers.pop(None, 0)
            reasons = {why: n for why, n in numbers.items() if why is not None}
            # What has another reason is not unknown for want of one.
            others = sum(n for why, n in reasons.items() if why is not WhyUnknown.UNKNOWN)
            reasons[WhyUnknown.UNKNOWN] -= others
            yield Missing(fact, total, {why: n for why, n in reasons.items() if n}, contradicting)


def plain_columns(
    fact: str, tables: Collection[Settled], compiled: Compiled
) -> tuple[str, ...] | None:
    """Return the columns of a fact of which one is null where it is not wholly known.

    None: they do not tell; none: no table speaks of it.
    """
    columns = compiled.encoding.of_fact[fact]
    if isinstance(columns, Membership):
        options = {*next(iter(tables)).edition.facts[fact].option_ids}
        keys: list[tuple[str, ...]] = [(fact, option) for option in options]
        told = {*columns.members} == options
        names = tuple(column.name for column in columns.columns)
    else:
        keys, told = [(fact,)], True
        names = (columns.columns[0].name,)
        if any((fact, HIGH) in settled.layers.at for settled in tables):
            names = (*names, columns.columns[1].name)
    there = [all(key in settled.layers.at for key in keys) for settled in tables]
    if not any(there):
        return ()
    return names if told and all(there) else None


def is_missing(fact: str, settled: Settled, compiled: Compiled) -> Sql:
    """Return whether a fact is not wholly known. A set is not where one of its members is not."""
    keys: list[tuple[str, ...]] = [
        (fact,),
        *([(fact, HIGH)] if (fact, HIGH) in settled.layers.at else []),
    ]
    if isinstance(compiled.encoding.of_fact[fact], Membership):
        keys = [(fact, option) for option in settled.edition.facts[fact].option_ids]
    at = settled.layers.at
    if any(key not in at for key in keys):
        return sql.true()
    return sql.any_of(*(sql.is_null(settled.layers.column(*key)) for key in keys))
