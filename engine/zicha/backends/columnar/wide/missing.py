"""What units of wide tables should know and do not, counted by the reason."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis.words import times_true
from zicha.backends.columnar.columns import Membership
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.needs import Needs
from zicha.backends.columnar.sql import Sql
from zicha.backends.columnar.wide.known import HIGH, Settled
from zicha.backends.columnar.wide.observed import Observed
from zicha.backends.columnar.wide.table import WideTable
from zicha.model.facts import Level, WhyUnknown

OWN, NEEDS = "own", "needs"


class Asked(NamedTuple):
    """What is asked of the units of a level.

    ``computed``: by fact a table of the units of which it was computed over those below them: these
    know it. ``needs``: which facts something depends on; None: all of them.
    """

    computed: Mapping[str, str]
    needs: Needs | None = None


ALL = Asked({})


class Missing(NamedTuple):
    """How many units do not wholly know a fact that something depends on there, by reason.

    ``of``: how many hold it; ``contradicting``: in how many it contradicts another, needed or not.
    """

    fact: str
    of: int
    reasons: Mapping[WhyUnknown, int]
    contradicting: int = 0


def missing_counts(
    table: WideTable,
    compiled: Compiled,
    level: Level,
    observed: Observed | None = None,
    asked: Asked = ALL,
) -> list[Missing]:
    """Return what is missing of the facts of a level that the rules read.

    A set is missing where one of its members is not known.
    """
    needs = asked.needs
    settled = table.settled(compiled, level, observed)
    facts = [f for f in compiled.facts_read(level) if f in settled.facts]
    sums = [sql.number_of_rows()]
    found: list[tuple[str, WhyUnknown | None]] = []
    there = {fact: name for fact, name in asked.computed.items() if fact in facts}
    for fact in facts:
        unknown = is_missing(fact, settled, compiled)
        if fact in there:
            unknown = sql.all_of(unknown, sql.is_null(sql.column("unit", there[fact])))
        reasons = list(settled.why_unknown(fact))
        if reasons and reasons[0][0] is WhyUnknown.CONTRADICTION:
            sums.append(times_true(sql.all_of(unknown.copy(), reasons[0][1].copy())))
            found.append((fact, None))
        needed = None if needs is None else needs.test(fact, NEEDS)
        if needed is not None:
            unknown = sql.all_of(unknown, needed)
        for index, (why, test) in enumerate(reasons):
            earlier = [sql.negation(earlier_test(settled, fact, n)) for n in range(index)]
            counted = sql.all_of(unknown.copy(), test, *earlier)
            sums.append(times_true(counted))
            found.append((fact, why))
        sums.append(times_true(unknown))
        found.append((fact, WhyUnknown.UNKNOWN))
    query = sql.select(sums, sql.nested(settled.layers.query, OWN))
    for name in there.values():
        same = sql.equal(sql.column("unit", OWN), sql.column("unit", name))
        query = sql.joined_left(query, sql.table(name, name), same)
    if needs is not None and needs.table is not None:
        same = sql.equal(sql.column("unit", OWN), sql.column("unit", NEEDS))
        query = sql.joined_left(query, sql.table(needs.table, NEEDS), same)
    ((total, *counts),) = table.database.rows(query)
    return [*gathered(int(str(total)), found, [int(str(count)) for count in counts])]


def is_missing(fact: str, settled: Settled, compiled: Compiled) -> Sql:
    """Return whether a fact is not wholly known."""
    keys = [(fact,), *([(fact, HIGH)] if (fact, HIGH) in settled.layers.at else [])]
    if isinstance(compiled.encoding.of_fact[fact], Membership):
        keys = [(fact, option) for option in settled.edition.facts[fact].option_ids]
    at = settled.layers.at
    if any(key not in at for key in keys):
        return sql.true()
    return sql.any_of(*(sql.is_null(settled.layers.column(*key)) for key in keys))


def earlier_test(settled: Settled, fact: str, index: int) -> Sql:
    """Return whether an earlier reason holds; never null."""
    test = list(settled.why_unknown(fact))[index][1]
    return sql.equal(sql.flag(test), sql.whole(1))


def gathered(
    total: int, found: list[tuple[str, WhyUnknown | None]], counts: list[int]
) -> Iterator[Missing]:
    """Yield the counts of each fact; what has another reason is not unknown for want of one.

    ``found``: what each count is of: a fact and a reason, or None for all that contradict another.
    """
    by_fact: dict[str, dict[WhyUnknown | None, int]] = {}
    for (fact, why), count in zip(found, counts, strict=True):
        by_fact.setdefault(fact, {})[why] = count
    for fact, numbers in by_fact.items():
        contradicting = numbers.pop(None, 0)
        reasons = {why: n for why, n in numbers.items() if why is not None}
        others = sum(n for why, n in reasons.items() if why is not WhyUnknown.UNKNOWN)
        reasons[WhyUnknown.UNKNOWN] -= others
        yield Missing(fact, total, {why: n for why, n in reasons.items() if n}, contradicting)
