"""Some units of every audit by statements are judged by the reference, too: they must agree."""

from collections.abc import Callable, Iterable, Sequence

from zicha.audit.population import Candidate
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.ledger import Kept, Ledger
from zicha.backends.columnar.units import Judged
from zicha.backends.engines import DisagreementError, differences
from zicha.backends.reference.engine import Reference

SAMPLE = 25
"""How many units the reference judges as well; it takes about 50 ms."""


def sample_of(ids: Sequence[str]) -> Sequence[str]:
    """Return some of many ids, spread over all of them."""
    return ids[:: max(1, len(ids) // SAMPLE)][:SAMPLE]


def check(
    database: Database,
    engine: Columnar,
    judged: Judged,
    candidates: Iterable[Candidate],
    key: Callable[[str], str],
) -> None:
    """Judge some units by the reference, too. ``key``: gives that of a unit in the tables.

    Raises:
        DisagreementError: it judges one of them otherwise.
    """
    wanted = {candidate.unit.id: candidate for candidate in candidates}
    above = {key(upper.id) for candidate in wanted.values() for upper in candidate.ancestors}
    ledger = Ledger(database, "checked")
    ledger.add(judged, Kept([*wanted], [*wanted, *sorted(above - wanted.keys())]))
    reference = Reference(engine.rules)
    for unit, found in engine.judgements(database, ledger.whole()):
        candidate = wanted[str(unit)]
        plain = engine.as_counted(reference.judge(candidate.known, candidate.waived))
        if differences(plain, found):
            raise DisagreementError(plain, found)
