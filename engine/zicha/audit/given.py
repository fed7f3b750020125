"""What goes with the sources of an audit: its day, lists, the audit and the ledger before."""

from dataclasses import dataclass, field
from datetime import date

from zicha.audit.asked import SPARK, Asked, is_address
from zicha.audit.previous import Previous, read_previous
from zicha.documents.paths import is_there
from zicha.errors import InputError, Place, Problem, Severity, problem
from zicha.model.ledger import Ledger
from zicha.units.day import asked_day
from zicha.units.sources.expected import ExpectedUnit, read_expected
from zicha.units.sources.ledger import read_ledgers


@dataclass(slots=True)
class Given:
    """What goes with the sources of a call, and what is wrong with it.

    ``notes``: what is wrong with single lines of its lists, which then do not count.
    """

    on: date | None = None
    expected: tuple[ExpectedUnit, ...] | None = None
    previous: Previous | None = None
    ledger: Ledger | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def read_given(asked: Asked) -> Given:
    """Read the day of a call, the list of who should report, the audit before."""
    given = Given()
    given.on, given.problems = asked_day(asked.on)
    addresses = [path for path in asked.sources if is_address(path)]
    for path in asked.files:
        if path in addresses and asked.engine != SPARK:
            given.problems.append(problem("audit-address", Place(path)))
        elif path not in addresses and not is_there(path):
            given.problems.append(problem("source-missing", Place(path)))
    # What is not there is named above.
    if asked.expected is not None and is_there(asked.expected):
        found = read_expected(asked.expected)
        given.expected = found.units
        (given.problems if found.units is None else given.notes).extend(found.problems)
    if asked.previous is not None and is_there(asked.previous):
        given.previous, problems = read_previous(asked.previous)
        given.problems += problems
    ledgers = [path for path in asked.ledgers if is_there(path)]
    if ledgers:
        given.ledger, found_wrong = read_ledgers(ledgers)
        given.problems += found_wrong
    return given


def raise_errors(problems: list[Problem]) -> None:
    """Stop the work where what goes with the sources is wrong.

    Raises:
        InputError: one of the problems is an error; carries all of them.
    """
    if any(each.severity is Severity.ERROR for each in problems):
        raise InputError(problems)
