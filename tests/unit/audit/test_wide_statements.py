"""The statements by which a wide table is judged and read again."""

from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import pytest

from support.district import EDITION, ON, audit, lists, part_of, row, units, written
from zicha.audit.asked import Asked
from zicha.audit.run import Auditing, Wanted
from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Duck
from zicha.commands.details import Details

PART = part_of("1.1.1", "1.1.2", "5.2.2", "6.3.1", "6.4.1", "6.4.5")
"""Indicators of every level, with a share over units below and an observation among their facts."""


@pytest.mark.parametrize("is_large", [True, False])
def test_statements_made_at_the_same_time_are_those_made_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_large: bool
) -> None:
    if is_large:
        # Then answers are looked through later, beside the verdicts.
        monkeypatch.setattr("zicha.audit.wide.ONE_READS", 0)
    read = units()
    table = written(tmp_path, [row(unit, PART) for unit in read])
    observations, waivers = lists(tmp_path, read)
    printed: Counter[str] = Counter()
    print_it = Duck.printed

    def noted(duck: Duck, statement: sql.Sql | sql.Query) -> str:
        text = print_it(duck, statement)
        # A file in between lies in a folder of its own each time.
        # Which ids are looked up together depends on who asks first.
        if not text.startswith('SELECT "unit", "code" FROM "unit_ids" WHERE'):
            printed[text.partition(") TO '")[0]] += 1
        return text

    monkeypatch.setattr(Duck, "printed", noted)
    found = []
    for cores in (1, 4):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        printed.clear()
        asked = Asked((table,), on=ON, observations=observations, waivers=waivers)
        found.append((audit(asked, PART), Counter(printed)))
    (in_turn, said), (at_once, said_too) = found
    assert at_once == in_turn
    assert said_too == said
    assert said.total() > len(PART.categories)


def test_units_that_are_said_in_full_are_read_from_a_table_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = written(tmp_path, [row(unit) for unit in units()])
    made = 0
    print_it = Duck.printed

    def noted(duck: Duck, statement: sql.Sql | sql.Query) -> str:
        nonlocal made
        made += 1
        return print_it(duck, statement)

    monkeypatch.setattr(Duck, "printed", noted)
    auditing = Auditing(
        Asked((table,), on=ON), EDITION, lambda _name, _total: nullcontext(lambda _d, _t: None)
    )
    # What is made once is made.
    auditing.audit("zh", {}, Wanted())
    statements = []
    for most in (1, None):
        made = 0
        details = Details(EDITION, "zh", {})
        found = auditing.audit("zh", {}, Wanted(detail=details.gaps, details=most))
        statements.append((len(found.details), made))
    (one, of_one), (every, of_every) = statements
    assert (one, every) == (1, len(units()))
    assert of_every == of_one
