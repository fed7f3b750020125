"""The audit before this one, read back from what it printed; and check reports in its place.

The file may be large, so it is read at once by the standard library; where something else than
expected stands in it is said as a path (``units[3].score``).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from zicha.documents.reading import file_bytes
from zicha.errors import Place, Problem, ZichaError, problem
from zicha.model.audit import SETS
from zicha.model.numbers import Number
from zicha.model.unit import id_key

AUDIT, REPORT = "zicha/audit/1", "zicha/report/1"
LARGEST = 4_000_000_000
"""Unit: bytes. An audit of 600,000 units with their gaps has about half of it."""
WHOLE = 100
"""The highest score. Unit: percent."""


@dataclass(frozen=True, slots=True)
class Before:
    """A unit as the audit before had it.

    ``gaps``: the keys of its gap list. ``closed``: gaps of still earlier audits that had been
    closed. ``unsettled``: gaps of earlier audits that were neither there nor seen closed.
    ``since``: of both, the days on which they were found first, where that was earlier still.
    ``is_absent``: it was not in that audit, but in one before.
    """

    id: str
    name: str
    worst: Number | None
    rank: int | None
    gaps: frozenset[str]
    closed: frozenset[str] = frozenset()
    unsettled: frozenset[str] = frozenset()
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

    def texts(self) -> frozenset[str]:
        """Return the texts of a list; none where there is no list."""
        return frozenset() if self.value is None else frozenset(entry.text() for entry in self)

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
        return {key: (self / key).day() for key in self.of_type(dict, "object")}


# --- The file -----------------------------------------------------------------------------------


def read_previous(path: str) -> tuple[Previous | None, list[Problem]]:
    """Return the audit in a file, or the check reports in it; None where there is none."""
    data = file_bytes(path, LARGEST)
    if isinstance(data, Problem):
        return None, [data]
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, parse_float=Decimal, parse_constant=not_finite)
    except UnicodeDecodeError:
        return None, [problem("not-text", Place(path))]
    except json.JSONDecodeError as error:
        return None, [problem("previous-not-json", Place(path, error.lineno, error.colno))]
    except (RecursionError, ArithmeticError, ValueError):  # too deep, too long a number
        return None, [problem("previous-not-json", Place(path))]
    try:
        return previous_of(Node(value)), []
    except UnfitError as unfit:
        return None, [problem(unfit.code, Place(path), **unfit.arguments)]


def not_finite(word: str) -> NoReturn:
    """Refuse NaN and infinity, which are no JSON."""
    raise ValueError(word)


def previous_of(root: Node) -> Previous:
    """Return the audit, or the reports, in a file. Raises UnfitError where there is neither."""
    if isinstance(root.value, list):
        return of_reports([*root])
    schema = (root / "schema").value
    if schema == REPORT:
        return of_reports([root])
    if schema != AUDIT:
        raise UnfitError("previous-unfit", "schema", wanted=f"{AUDIT} / {REPORT}")
    digest = (root / "edition" / "digest").text()
    day = root / "date"
    return Previous(
        date=None if day.value is None else day.day(),
        digests=frozenset({digest}),
        units=by_key(absent_nodes(root), of_absent) | by_key([*(root / "units")], of_audited),
    )


def absent_nodes(root: Node) -> list[Node]:
    """Return the units that were not in an audit and are remembered; older ones name none."""
    found = root / "changes"
    if found.value is None or (found / "absent").value is None:
        return []
    return [*(found / "absent")]


def of_reports(roots: list[Node]) -> Previous:
    """Return the units of check reports; their day is the latest."""
    for root in roots:
        if (root / "schema").value != REPORT:
            raise UnfitError("previous-unfit", (root / "schema").path, wanted=REPORT)
    return Previous(
        date=max(((root / "date").day() for root in roots), default=None),
        digests=frozenset((root / "edition" / "digest").text() for root in roots),
        units=by_key(roots, of_reported),
    )


def by_key(nodes: list[Node], read: Callable[[Node], Before]) -> dict[str, Before]:
    """Return units by ``id_key``. Raises UnfitError where one stands twice."""
    found: dict[str, Before] = {}
    for node in nodes:
        unit = read(node)
        if id_key(unit.id) in found:
            raise UnfitError("previous-twice", node.path, unit=unit.id)
        found[id_key(unit.id)] = unit
    return found


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
        gaps=frozenset(),
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
        gaps=frozenset(gap_key(gap) for gap in node / "gaps"),
    )


def gap_key(gap: Node) -> str:
    """Return the key of a gap of a check report: as of ``zicha.model.audit.GapKey``."""
    key = f"{(gap / 'indicator').text()}/{(gap / 'item').text()}"
    member = (gap / "shortfall").value
    is_member = (gap / "operator").value in SETS and isinstance(member, str)
    return f"{key}/{member}" if is_member else key
