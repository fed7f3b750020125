"""Answers worth a second look: of wide tables the same as of the same rows read one by one."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest

from support.columnar import database
from support.tables import csv_table
from support.wide import ON, Drawing, Drawn, entry, head, write
from zicha.audit.asked import Asked
from zicha.audit.gather import gather
from zicha.audit.population import Population
from zicha.audit.register import Register
from zicha.audit.second_look import second_look
from zicha.audit.suspicions import best_percentages, copied, perfect, suspicions
from zicha.backends.columnar import sql
from zicha.backends.columnar.wide import words
from zicha.editions.load import load_edition
from zicha.model.audit import Suspicion
from zicha.model.facts import FactType
from zicha.units.sources.entry import Source
from zicha.units.sources.table import read_table
from zicha.words.requirement import Speaker

EDITION = load_edition(None)
SPEAKER = Speaker(EDITION, "zh", {})
ROWS, FACTS = 50, 150
SEEDS = range(int(os.environ.get("ZICHA_AGREEMENT", "1000")) // 300)
BEST = best_percentages(EDITION)
YES = [
    fact.id
    for fact in EDITION.facts.values()
    if fact.type is FactType.BOOL and fact.level == "community" and not fact.is_past
][:19]


# --- Of random tables ---------------------------------------------------------------------------


def drawn(rng: Random, *, as_text: bool) -> Drawn:
    """Return a random table in which some units say what others say, and some are perfect."""
    oddness = rng.choice((0.0, 0.004, 0.05)) if as_text else 0.0
    table = Drawing(rng, EDITION, as_text=as_text, oddness=oddness).table(ROWS, FACTS)
    rows = [*table.rows]
    for number in range(ROWS):
        made = dict(rng.choice(rows))
        if rng.random() < 0.3:
            made |= {f: str(b) if as_text else b for f, b in BEST.items() if made.get(f)}
        if rng.random() < 0.3:
            name = rng.choice([*table.types][4:])
            made[name] = None
        rows.append({**made, "unit": f"v{number}", "parent": None})
    rng.shuffle(rows)
    return Drawn(table.types, rows)


def one_by_one(table: Drawn) -> Population:
    """Return the units of a table, read one by one."""
    names = [*table.types]
    said = head(names, EDITION)
    entries = [entry([row.get(name) for name in names], said) for row in table.rows]
    return gather(Asked(("table",)), EDITION, ON, [Source(tuple(entries))]).population


def at_once(
    paths: Sequence[Path], folder: Path, sources: Sequence[Source] = (), on: date = ON
) -> tuple[Suspicion, ...]:
    """Return what is odd about the answers in wide tables and in what goes with them."""
    register = Register(Asked(("table",)), EDITION, on, database())
    register.open([str(path) for path in paths], folder)
    register.read(sources)
    found = second_look(register)
    return (*copied(found.copied, SPEAKER), *perfect(found.perfect, SPEAKER))


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_table_has_the_suspicions_of_its_rows(seed: int, suffix: str, tmp_path: Path) -> None:
    table = drawn(Random(seed), as_text=suffix == "csv")
    path = tmp_path / f"units.{suffix}"
    write(table, path)
    wanted = suspicions(one_by_one(table), {}, SPEAKER)
    assert at_once([path], tmp_path) == wanted
    assert len([each for each in wanted if each.code == "copied"]) > 3


@pytest.mark.parametrize("seed", SEEDS)
def test_a_group_may_be_of_several_tables_and_of_units_read_one_by_one(
    seed: int, tmp_path: Path
) -> None:
    rng = Random(seed)
    table = drawn(rng, as_text=True)
    parts = [Drawn(table.types, table.rows[start::3]) for start in range(3)]
    paths = [tmp_path / "first.parquet", tmp_path / "second.csv", tmp_path / "third.csv"]
    for part, path in zip(parts, paths, strict=True):
        write(part, path)
    beside = read_table(str(paths[2]), EDITION, ON)
    in_order = Drawn(table.types, [row for n in (2, 0, 1) for row in parts[n].rows])
    wanted = suspicions(one_by_one(in_order), {}, SPEAKER)
    assert at_once(paths[:2], tmp_path, [beside]) == wanted


# --- By hand ------------------------------------------------------------------------------------


def of_rows(folder: Path, head: Sequence[str], *rows: Sequence[str]) -> tuple[Suspicion, ...]:
    """Return what is odd about communities: each says yes nineteen times, and something else.

    At once and one by one it is the same.
    """
    yes = ["yes"] * len(YES)
    lines = [[f"c{n}", "community", *yes, *row] for n, row in enumerate(rows, 1)]
    path = csv_table(folder / "units.csv", [["unit", "kind", *YES, *head], *lines])
    found = at_once([Path(path)], folder)
    read = gather(Asked((path,)), EDITION, ON, [read_table(path, EDITION, ON)])
    assert suspicions(read.population, {}, SPEAKER) == found
    return found


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        (("support_rate",), ("80",), ("80.0",)),
        (("election_way",), ("direct",), (EDITION.facts["election_way"].options[0].label.zh,)),
        (("youth_facilities",), ("library;parents_school",), ("parents_school;library",)),
        (("support_rate", "support_rate@date"), ("80", ""), ("80", "2011-06-29")),
        (("support_rate", "population"), ("80", "3000"), ("80", "5000")),
    ],
)
def test_what_cells_mean_is_compared(
    head: tuple[str, ...], first: tuple[str, ...], second: tuple[str, ...], tmp_path: Path
) -> None:
    [found] = of_rows(tmp_path, head, first, second)
    assert (found.code, found.units, found.count) == ("copied", ("c1", "c2"), 2)
    assert "20" in found.message


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        (("support_rate",), ("80",), ("80.1",)),
        (("support_rate",), ("80",), ("",)),
        (("support_rate", "population"), ("", "3000"), ("", "3000")),
        (("youth_facilities",), ("library",), ("-",)),
        (("mass_orgs", "law_events_year"), ("1", ""), ("", "1")),
    ],
)
def test_other_answers_or_too_few_are_not_odd(
    head: tuple[str, ...], first: tuple[str, ...], second: tuple[str, ...], tmp_path: Path
) -> None:
    assert of_rows(tmp_path, head, first, second) == ()


PERCENTAGES = [f for f in BEST if EDITION.facts[f].level == "community"][:6]


@pytest.mark.parametrize(
    ("percentages", "worst", "codes"),
    [(4, None, []), (5, None, ["perfect"]), (6, None, ["perfect"]), (6, "50", [])],
)
def test_five_percentages_that_are_all_perfect_are_odd(
    percentages: int, worst: str | None, codes: list[str], tmp_path: Path
) -> None:
    stated = [str(BEST[name]) for name in PERCENTAGES[:percentages]]
    row = [*stated[:-1], worst or stated[-1]]
    found = of_rows(tmp_path, PERCENTAGES[:percentages], row)
    assert [each.code for each in found] == codes


def test_at_most_twenty_units_are_named_of_all_that_there_are(tmp_path: Path) -> None:
    [found] = of_rows(tmp_path, ("law_events_year",), *[["7"]] * 25)
    assert (found.units, found.count) == (tuple(f"c{n}" for n in range(1, 21)), 25)


def test_units_that_are_left_out_are_not_odd(tmp_path: Path) -> None:
    head = ("law_events_year", "support_rate", "parent")
    wrong, misplaced = ["7", "many", ""], ["7", "80", "c1"]
    assert of_rows(tmp_path, head, ["7", "80", ""], wrong, misplaced) == ()
    assert of_rows(tmp_path, head, ["7", "80", ""], wrong, ["7", "80", ""]) != ()


def test_prints_that_are_the_same_by_chance_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "print_of", lambda _: sql.whole(1))
    [found] = of_rows(tmp_path, ("law_events_year",), ["7"], ["8"], ["7"], ["9"], [""])
    assert (found.units, found.count) == (("c1", "c3"), 2)
