"""What units of wide tables lack, however they are split and however often they are judged."""

from dataclasses import replace
from pathlib import Path

from support.district import DISTRICT, ON, audit, lists, row, units, written
from zicha.audit.asked import Asked
from zicha.model.audit import MissingFact

LOW = sorted((unit for unit in units() if unit.kind == "community"), key=lambda unit: unit.id)


def asked_of(folder: Path, *, apart: int) -> Asked:
    """Return a call for two tables and the files of the other units, each with what it says.

    ``apart``: so many communities stand in files.
    """
    files, tables = folder / "files", []
    files.mkdir()
    in_tables = LOW[apart:]
    for path in DISTRICT.glob("*.yaml"):
        if path.stem not in {unit.id for unit in in_tables}:
            (files / path.name).write_bytes(path.read_bytes())
    for number in (0, 1):
        (folder / str(number)).mkdir()
        # Of what nobody says here there is no column.
        tables.append(written(folder / str(number), [row(unit) for unit in in_tables[number::2]]))
    observations, waivers = lists(folder, in_tables)
    return Asked((*tables, str(files)), on=ON, observations=observations, waivers=waivers)


def missing(asked: Asked) -> tuple[MissingFact, ...]:
    """Return what units lack."""
    return audit(asked).missing_facts


def test_what_is_missing_is_the_same_in_tables_with_other_columns(tmp_path: Path) -> None:
    wanted = missing(Asked((str(DISTRICT),), on=ON))
    assert any(len(fact.reasons) > 1 for fact in wanted)
    assert missing(asked_of(tmp_path, apart=1)) == wanted


def test_what_is_missing_is_that_of_all_where_only_some_are_judged_again(tmp_path: Path) -> None:
    kept = replace(asked_of(tmp_path, apart=0), state=str(tmp_path / "kept.duckdb"))
    before = missing(kept)
    first, *rows = [row(unit) for unit in LOW[::2]]
    # Nothing is known of one of them any more.
    empty = {name: first[name] for name in ("unit", "name", "kind", "parent")}
    written(Path(kept.sources[0]).parent, [empty, *rows])
    again = missing(kept)
    assert again == missing(replace(kept, state=None))
    assert again != before
