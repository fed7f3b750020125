"""Parents that units name and that are not given: one hint each, whatever names them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from zicha.backends.columnar import looking
from zicha.backends.columnar.database import Database
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.unit import id_key


class Naming(NamedTuple):
    """Units that name a parent which is not given, and where the first of them does."""

    parent: str
    units: int
    place: Place


def parents_missing(
    namings: Sequence[Naming], database: Database, order: Callable[[Place], Any]
) -> Iterator[Problem]:
    """Yield one hint for each parent, where it is named first.

    Args:
        namings: Who names them, in the order in which they were read.
        database: What holds all units that are given: one of them may be meant.
        order: Returns what orders places.
    """
    by_parent: dict[str, list[Naming]] = {}
    for naming in namings:
        by_parent.setdefault(naming.parent, []).append(naming)
    near = looking.members_alike(database, map(id_key, by_parent)) if by_parent else {}
    for parent, found in by_parent.items():
        first = min((naming.place for naming in found), key=order)
        args = {"parent": parent, "count": sum(naming.units for naming in found)}
        unit = near.get(id_key(parent))
        if unit is None:
            yield problem("parent-missing", first, Severity.HINT, **args)
        else:
            yield problem("parent-missing-near", first, Severity.HINT, nearest=unit, **args)
