"""What units of wide tables should know and do not, counted by the reason."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis.words import times_true
from zicha.backends.columnar.columns import Membership
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.sql import Sql
from zicha.backends.columnar.wide.known import HIGH, Settled
from zicha.backends.columnar.wide.observed import Observed
from zicha.backends.columnar.wide.table import WideTable
from zicha.model.facts import Level, WhyUnknown

OWN = "own"


class Missing(NamedTuple):
    """How many units do not know a fact wholly, by reason; ``of`` how many that hold it."""

    fact: str
    of: int
    reasons: Mapping[WhyUnknown, int]


def missing_counts(
    table: WideTable,
    compiled: Compiled,
    level: Level,
    observed: Observed | None = None,
    computed: Mapping[str, str] | None = None,
) -> list[Missing]:
    """Return what is missing of the facts of a level that the rules read.

    A set is missing where one of its members is not known. ``computed``: by fact a table of the
    units of which it was computed over those below them: these know it.
    """
    settled = table.settled(compiled, level, observed)
    facts = [f for f in compiled.facts_read(level) if f in settled.facts]
    sums = [sql.number_of_rows()]
    found: list[tuple[str, WhyUnknown]] = []
    there = {fact: name for fact, name in (computed or {}).items() if fact in facts}
    for fact in facts:
        unknown = is_missing(fact, settled, compiled)
        if fact in there:
            unknown = sql.all_of(unknown, sql.is_null(sql.column("unit", there[fact])))
        reasons = list(settled.why_unknown(fact))
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
    total: int, found: list[tuple[str, WhyUnknown]], counts: list[int]
) -> Iterator[Missing]:
    """Yield the counts of each fact; what has another reason is not unknown for want of one."""
    by_fact: dict[str, dict[WhyUnknown, int]] = {}
    for (fact, why), count in zip(found, counts, strict=True):
        by_fact.setdefault(fact, {})[why] = count
    for fact, reasons in by_fact.items():
        others = sum(n for why, n in reasons.items() if why is not WhyUnknown.UNKNOWN)
        reasons[WhyUnknown.UNKNOWN] -= others
        yield Missing(fact, total, {why: n for why, n in reasons.items() if n})
