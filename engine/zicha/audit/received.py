"""Who was expected to report, and who did."""

from collections.abc import Iterable

from zicha.model.audit import Received
from zicha.model.unit import id_key


def received(
    expected: Iterable[tuple[str, str]], given: Iterable[str], beside: Iterable[str] = ()
) -> Received:
    """Return who has reported and who has not: in the order of the list, all others by their ids.

    Args:
        expected: Id and name of every unit that was to report; one that stands twice counts once.
        given: The ids of all units that have sent something, also where it could not be judged.
        beside: The ids of units that the call gives as contexts only: they are there, too, and
            nobody had to expect them.
    """
    wanted: dict[str, tuple[str, str]] = {}
    for unit_id, name in expected:
        wanted.setdefault(id_key(unit_id), (unit_id, name))
    there: dict[str, str] = {}
    for unit_id in given:
        there.setdefault(id_key(unit_id), unit_id)
    every = there.keys() | {id_key(unit_id) for unit_id in beside}
    missing = tuple(unit for key, unit in wanted.items() if key not in every)
    return Received(
        expected=len(wanted),
        received=len(wanted) - len(missing),
        missing=missing,
        unexpected=tuple(sorted(unit_id for key, unit_id in there.items() if key not in wanted)),
    )
