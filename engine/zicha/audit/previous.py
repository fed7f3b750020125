"""The audit before this one, read back from what it printed; and check reports in its place.

The file may be larger than memory, so its units are read one by one; where something else than
expected stands in it is said as a path (``units[3].score``).
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from zicha.documents.json_file import JsonFile, Where
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, ZichaError, problem
from zicha.model.audit import SETS
from zicha.model.numbers import Number
from zicha.model.unit import id_key

AUDIT, REPORT = "zicha/audit/1", "zicha/report/1"
WHOLE = 100
"""The highest score. Unit: percent."""


@dataclass(frozen=True, slots=True)
class Before:
    """A unit as the audit before had it.

    ``gaps``: the keys of its gap list. ``closed``: gaps of still earlier audits that had been
    closed. ``unsettled``: gaps of earlier audits that were neither there nor seen closed.
    ``since``: of both, the days on which they were found first, where that was earlier still.
    ``is_absent``: it was not in that audit, but in one before.

    There may be as many as a country has: tuples take a sixth of what sets do.
    """

    id: str
    name: str
    worst: Number | None
    rank: int | None
    gaps: tuple[str, ...]
    closed: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    since: Mapping[str, str] = field(default_factory=dict)
    is_absent: bool = False


@dataclass(frozen=True, slots=True)
class Previous:
    """The audit before: its units by ``id_key``, its last day, the editions it was judged by."""

    date: str | None
    digests: frozenset[str]
    units: Mapping[str, Before]


class UnfitError(ZichaError):
    """Something stands at a path of the file that cannot stand there: a problem without place."""

    def __init__(self, code: str, path: str, /, **args: object) -> None:
        """Keep what the problem needs; the whole file is the path ``$``."""
        super().__init__(code)
        self.code, self.arguments = code, {"where": path or "$", **args}


@dataclass(frozen=True, slots=True)
class Node:
    """A value in the file, and the path to it."""

    value: Any
    path: str = ""

    def __truediv__(self, key: str) -> "Node":
        """Return the value under a key; None where there is none."""
        entries = self.of_type(dict, "object")
        return Node(entries.get(key), f"{self.path}.{key}" if self.path else key)

    def __iter__(self) -> Iterator["Node"]:
        """Yield the entries of a list."""
        for index, entry in enumerate(self.of_type(list, "array")):
            yield Node(entry, f"{self.path}[{index}]")

    def of_type(self, kind: type, wanted: str) -> Any:  # noqa: ANN401 - it is checked here
        """Return the value. Raises UnfitError where it is of another type."""
        if not isinstance(self.value, kind) or (isinstance(self.value, bool) and kind is not bool):
            raise UnfitError("previous-unfit", self.path, wanted=wanted)
        return self.value

    def text(self) -> str:
        """Return a text. Raises UnfitError where there is none."""
        found: str = self.of_type(str, "string")
        return found

    def percentage(self) -> Number | None:
        """Return a number of percent, None for null. Raises UnfitError where there is neither."""
        if self.value is None:
            return None
        kind = Decimal if isinstance(self.value, Decimal) else int
        found: Number = self.of_type(kind, "number")
        if not 0 <= found <= WHOLE:
            raise UnfitError("previous-unfit", self.path, wanted=f"0 - {WHOLE}")
        return found

    def texts(self) -> tuple[str, ...]:
        """Return the texts of a list; none where there is no list."""
        if self.value is None:
            return ()
        # Many units have the same: each is held once.
        return tuple(sys.intern(entry.text()) for entry in self)

    def day(self) -> str:
        """Return a day as ISO writes it. Raises UnfitError where there is none."""
        try:
            return date.fromisoformat(self.text()).isoformat()
        except ValueError as error:
            raise UnfitError("previous-unfit", self.path, wanted="date") from error

    def days(self) -> dict[str, str]:
        """Return the days of an object by their keys; none where there is no object."""
        if self.value is None:
            return {}
        days = {key: (self / key).day() for key in self.of_type(dict, "object")}
        return {sys.intern(key): sys.intern(day) for key, day in days.items()}


# --- The file -----------------------------------------------------------------------------------


def read_previous(path: str) -> tuple[Previous | None, list[Problem]]:
    """Return the audit in a file, or the check reports in it; None where there is none."""
    try:
        return previous_in(JsonFile(path, "previous-not-json")), []
    except UnreadableError as error:
        return None, [*error.problems]
    except UnfitError as unfit:
        return None, [problem(unfit.code, Place(path), **unfit.arguments)]


def previous_in(file: JsonFile) -> Previous:
    """Return the audit, or the reports, in a file. Raises UnfitError where there is neither."""
    frame: Any = None
    units, absent = dict[str, Before](), dict[str, Before]()
    reports: list[Reported] = []
    for where, value in file.parts():
        match where:
            case ("units", int(index)):
                include(units, of_audited, Node(value, f"units[{index}]"))
            case ("changes", "absent", int(index)):
                include(absent, of_absent, Node(value, f"changes.absent[{index}]"))
            case (int(index),):
                reports.append(reported(Node(value, f"[{index}]")))
            case ("gaps", int()):  # those of a report
                frame["gaps"].append(value)
            case (*_, int()):
                pass  # the other lists of an audit
            case _:
                frame = with_part(frame, where, value)
    root = Node(frame)
    if isinstance(frame, list):
        return of_reports(reports)
    schema = (root / "schema").value
    if schema == REPORT:
        return of_reports([reported(root)])
    if schema != AUDIT:
        raise UnfitError("previous-unfit", "schema", wanted=f"{AUDIT} / {REPORT}")
    (root / "units").of_type(list, "array")
    digest = (root / "edition" / "digest").text()
    day = root / "date"
    # What is remembered gives way to what is there.
    return Previous(
        date=None if day.value is None else day.day(),
        digests=frozenset({digest}),
        units=absent | units,
    )


def with_part(frame: Any, where: Where, value: Any) -> Any:  # noqa: ANN401 - of any JSON
    """Return what there is of a file, with one more part in its place."""
    if not where:
        return value
    holder = frame
    for key in where[:-1]:
        holder = holder[key]
    holder[where[-1]] = value
    return frame


def include(units: dict[str, Before], read: Callable[[Node], Before], node: Node) -> None:
    """Add a unit to others by its ``id_key``. Raises UnfitError where it stands there already."""
    unit = read(node)
    if id_key(unit.id) in units:
        raise UnfitError("previous-twice", node.path, unit=unit.id)
    units[id_key(unit.id)] = unit


class Reported(NamedTuple):
    """A check report: its unit, its day, the edition it was judged by, and where it stands."""

    node: Node
    day: str
    digest: str


def reported(node: Node) -> Reported:
    """Return a check report. Raises UnfitError where it is none."""
    if (node / "schema").value != REPORT:
        raise UnfitError("previous-unfit", (node / "schema").path, wanted=REPORT)
    return Reported(node, (node / "date").day(), (node / "edition" / "digest").text())


def of_reports(reports: Sequence[Reported]) -> Previous:
    """Return the units of check reports; their day is the latest."""
    units = dict[str, Before]()
    for report in reports:
        include(units, of_reported, report.node)
    return Previous(
        date=max((report.day for report in reports), default=None),
        digests=frozenset(report.digest for report in reports),
        units=units,
    )


def of_audited(node: Node) -> Before:
    """Return a unit of an audit."""
    return Before(
        id=(node / "id").text(),
        name=(node / "name").text(),
        worst=(node / "score" / "worst").percentage(),
        rank=place_in(node / "rank"),
        gaps=(node / "gap_keys").texts(),
        closed=(node / "closed").texts(),
        unsettled=(node / "unsettled").texts(),
        since=(node / "since").days(),
    )


def of_absent(node: Node) -> Before:
    """Return a unit that was not in an audit and is remembered."""
    return Before(
        id=(node / "id").text(),
        name=(node / "name").text(),
        worst=None,
        rank=None,
        gaps=(),
        closed=(node / "closed").texts(),
        unsettled=(node / "unsettled").texts(),
        since=(node / "since").days(),
        is_absent=True,
    )


def place_in(rank: Node) -> int | None:
    """Return the place of a rank, None where the unit has none."""
    if rank.value is None:
        return None
    node = rank / "place" if isinstance(rank.value, dict) else rank
    found: int = node.of_type(int, "number")
    return found


def of_reported(node: Node) -> Before:
    """Return the unit of a check report: it has no rank, and remembers no other report."""
    return Before(
        id=(node / "unit" / "id").text(),
        name=(node / "unit" / "name").text(),
        worst=(node / "score" / "worst").percentage(),
        rank=None,
        gaps=tuple(gap_key(gap) for gap in node / "gaps"),
    )


def gap_key(gap: Node) -> str:
    """Return the key of a gap of a check report: as of ``zicha.model.audit.GapKey``."""
    key = f"{(gap / 'indicator').text()}/{(gap / 'item').text()}"
    member = (gap / "shortfall").value
    is_member = (gap / "operator").value in SETS and isinstance(member, str)
    return f"{key}/{member}" if is_member else key
