"""An audit by statements says what one unit by unit says: of one day and of several.

Random rules and units of all levels, each on its own day, and the shipped edition.
``ZICHA_AGREEMENT`` asks for more units, as in the other tests of agreement.
"""

import csv
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import duckdb
import pytest

from support.audited import Drawn, DrawnPopulation, audit, loads, without_worth
from support.dictionary import dictionary
from support.hand import DAY, graded, item, rule, rule_set
from support.many import COMMUNITY, STREET, Told, question, yes_to
from support.rulesets import Generated
from support.source import ROOT
from zicha.audit.analysis import Analysis
from zicha.audit.asked import Asked
from zicha.audit.gather import gather, read_source
from zicha.audit.judging import Judging
from zicha.audit.population import Population
from zicha.editions.load import load_edition
from zicha.errors import Place
from zicha.model.facts import LEVELS
from zicha.model.numbers import exactly
from zicha.model.rules import Grading, WithinDays
from zicha.model.unit import Unit, Waiver
from zicha.units.sources.entry import Entry, Source, bare_of
from zicha.units.sources.parallel import Reading

UNITS = 40
"""Communities of one rule set."""
SEEDS = range(int(os.environ.get("ZICHA_AGREEMENT", "1000")) * 3 // 10 // UNITS)


def analysis(population: Population, engine: str) -> Analysis:
    """Return what one engine makes of units."""
    return Judging(population, engine, lambda _done, _of: None).analysis()


def answers(found: Analysis) -> Iterator[tuple[str, object]]:
    """Yield all that an analysis answers."""
    yield "scale", found.scale
    yield "totals", found.totals
    yield "ranked", found.ranked
    yield "units", [*found.units()]
    for most in (0, 1, 4, 5):
        yield f"{most} units", [*found.units(most)]
    yield "peers", found.peers()
    for level in LEVELS[1:]:
        yield f"groups of {level}", found.groups(level)
    yield "indicators", found.indicators()
    yield "widths", found.widths()
    holding = found.holding()
    yield "holding", holding
    for most in (1, 3, 1000):
        yield f"{most} holders", found.holders([*holding], most)
    yield "namesakes", found.namesakes()
    counted = found.gaps()
    yield "gaps", without_worth(counted)
    yield "worth", found.worth(len(counted))
    yield "worth of some", found.worth(3)
    yield "departments", loads(found.departments())
    yield "doers", loads(found.doers())
    yield "gap keys", found.gap_keys()
    yield "met", found.met(every_key(found))


def every_key(found: Analysis) -> Mapping[str, frozenset[str]]:
    """Return for every other unit all keys of gaps that there are."""
    keys = frozenset(key for each in found.gap_keys().values() for key in each)
    return {unit: keys | {"9.9.9/gone"} for unit in sorted(found.gap_keys())[::2]}


def differing(population: Population) -> list[tuple[str, object, object]]:
    """Return what is answered differently."""
    plain, statements = (analysis(population, name) for name in ("reference", "columnar"))
    return [
        (name, first, second)
        for (name, first), (_, second) in zip(answers(plain), answers(statements), strict=True)
        if first != second
    ]


def lacked(population: Population, engine: str) -> dict[str, object]:
    """Return how many units lack what they need, by fact and reason."""
    judging = Judging(population, engine, lambda _done, _of: None)
    judging.analysis()
    missing = judging.missing
    return {"holders": missing.holders, **missing.reasons}


@pytest.mark.parametrize("seed", SEEDS)
def test_units_lack_the_same_of_what_something_depends_on(seed: int) -> None:
    drawn = DrawnPopulation(audit(seed, UNITS))
    assert lacked(drawn, "columnar") == lacked(drawn, "reference")


def test_units_of_several_days_lack_the_same_of_the_shipped_edition() -> None:
    population = enlarged(3, DAYS)
    assert lacked(population, "columnar") == lacked(population, "reference")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_about_random_units_is_the_same(seed: int) -> None:
    assert differing(DrawnPopulation(audit(seed, UNITS))) == []


def test_a_street_that_is_above_on_one_day_and_judged_on_another_is_taken_as_on_each() -> None:
    # Looked at 60 days before the first day: within 90 of it, and not of the day 40 days later.
    later, seen = DAY + timedelta(days=40), DAY - timedelta(days=60)
    asked = item(WithinDays("looked", 90), item_id="looked")
    asked = replace(asked, level=STREET)
    rules = rule_set(rule(graded(Grading.ALL, asked)), question("1.1.2", yes_to("clean")))
    facts = {
        fact: replace(dictionary(Random(0))[drawn], id=fact, level=level)
        for fact, drawn, level in (
            ("looked", "community_date_0", STREET),
            ("clean", "community_bool_0", COMMUNITY),
        )
    }
    looked = {"looked": exactly(seen.toordinal())}
    street = Told("s", looked, STREET, day=later)
    below = Told("c1", {**looked, "clean": True}, COMMUNITY, {STREET: "s"}, frozenset({STREET}))
    units = [street, below, replace(below, id="c2", day=later).knowing({"clean": False})]
    drawn = Drawn(
        Generated(rules, facts),
        units,
        {unit.id: unit for unit in units},
        {"s": None, "c1": "s", "c2": "s"},
    )
    found = analysis(DrawnPopulation(drawn), "columnar")
    assert found.gap_keys() == {
        "c1": (),
        "c2": ("1.1.1/looked", "1.1.2/clean"),
        "s": ("1.1.1/looked",),
    }
    assert [(each.gap.text, each.holders, each.lists) for each in found.gaps()] == [
        ("1.1.1/looked", 1, 2),
        ("1.1.2/clean", 1, 1),
    ]


# --- The shipped edition ------------------------------------------------------------------------

EDITION = load_edition(None)
DISTRICT = str(ROOT / "examples/district")
MANY = 60
DAYS = (date(2011, 6, 30), date(2011, 5, 31), date(2011, 12, 1))


def mixed(rng: Random, number: int, like: list[Unit], days: tuple[date, ...]) -> Unit:
    """Return a community that answers each question as one of some others, or not at all."""
    facts = {
        fact: rng.choice(stated)
        for fact in sorted({fact for unit in like for fact in unit.facts})
        if rng.random() < 0.8 and (stated := [u.facts[fact] for u in like if fact in u.facts])
    }
    codes = [i.code for i in EDITION.indicators if rng.random() < 0.03]
    waivers = tuple(Waiver(code, "", "", date.min, date.max) for code in codes)
    parent = rng.choice(("street-1", "street-2", "street-9", None))
    return Unit(
        id=f"more-{number}",
        name=f"more-{number}",
        kind=COMMUNITY,
        place=Place(f"more-{number}.yaml"),
        parent=parent,
        on=rng.choice(days),
        facts=facts,
        waivers=waivers if rng.random() < 0.3 else (),
    )


def enlarged(seed: int, days: tuple[date, ...]) -> Population:
    """Return the district of the examples with many more communities."""
    rng = Random(seed)
    district = read_source(DISTRICT, EDITION, None, Reading())
    like = [e.unit for e in district.entries if e.unit is not None and e.unit.kind is COMMUNITY]
    more = [mixed(rng, number, like, days) for number in range(MANY)]
    entries = tuple(Entry(unit.place, unit, bare_of(unit), "") for unit in more)
    return gather(Asked((DISTRICT,)), EDITION, None, [district, Source(entries)]).population


@pytest.fixture(scope="module")
def both() -> tuple[Analysis, Analysis]:
    """Return both analyses of the enlarged district on one day."""
    population = enlarged(1, DAYS[:1])
    return analysis(population, "reference"), analysis(population, "columnar")


def test_every_answer_about_the_shipped_edition_is_the_same(
    both: tuple[Analysis, Analysis],
) -> None:
    plain, statements = (dict(answers(found)) for found in both)
    assert [name for name in plain if plain[name] != statements[name]] == []


def test_every_answer_about_several_days_is_the_same() -> None:
    assert [name for name, _, _ in differing(enlarged(2, DAYS))] == []


def test_verdicts_are_written_byte_by_byte_the_same(
    both: tuple[Analysis, Analysis], tmp_path: Path
) -> None:
    written = []
    for number, found in enumerate(both):
        path = tmp_path / f"{number}.csv"
        found.write_verdicts(path)
        written.append(path.read_bytes())
    assert written[0] == written[1]


def test_gaps_are_written_the_same_but_for_their_order(
    both: tuple[Analysis, Analysis], tmp_path: Path
) -> None:
    written = []
    for number, found in enumerate(both):
        path = tmp_path / f"{number}.csv"
        found.write_gaps(path)
        head, *lines = csv.reader(path.read_text("utf-8").splitlines())
        written.append((head, sorted(lines)))
    assert written[0] == written[1]
    assert len(written[0][1]) > MANY


@pytest.mark.parametrize("what", ["verdicts", "gaps"])
def test_parquet_files_have_the_same_columns_and_rows(
    both: tuple[Analysis, Analysis], what: str, tmp_path: Path
) -> None:
    written = []
    for number, found in enumerate(both):
        path = tmp_path / f"{number}.parquet"
        getattr(found, f"write_{what}")(path)
        with duckdb.connect() as connection:
            table = connection.read_parquet(str(path))
            rows = sorted(table.fetchall(), key=str)
            written.append((table.columns, [str(kind) for kind in table.types], rows))
    assert written[0] == written[1]
