"""A unit reads the same from a file and from a line of a table; nothing stops the reader."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.small_edition import SMALL
from support.tables import csv_table, workbook_table
from zicha.documents.reading import read_json
from zicha.errors import Place, Problem, Severity
from zicha.model.facts import FactType
from zicha.model.unit import Unit
from zicha.units.read import read_unit
from zicha.units.sources.entry import Source
from zicha.units.sources.table import read_table
from zicha.words.problems import problem_line

DAY = date(2011, 6, 30)
DAYS = st.dates(date(2000, 1, 1), date(2020, 12, 31)).map(date.isoformat)
OWN = [
    fact
    for fact in SMALL.facts.values()
    if fact.level.value == "community" and not fact.is_past and not fact.is_attribute
]
NUMBERS = st.integers(0, 100).map(str)
TENTHS = st.integers(0, 1000).map(lambda n: f"{n / 10:.1f}")
COUNTS = st.tuples(st.integers(0, 50), st.integers(50, 90))


@st.composite
def said(draw: st.DrawFn) -> dict[str, tuple[object, dict[str, str]]]:
    """Return facts, each as a file states it and as the cells of a table do, by column."""
    found: dict[str, tuple[object, dict[str, str]]] = {}
    for fact in draw(st.lists(st.sampled_from(OWN), unique_by=lambda fact: fact.id)):
        content, cells = draw(content_of(fact.id))
        if draw(st.booleans()):
            day = draw(DAYS)
            long = content if isinstance(content, dict) and "of" in content else {"value": content}
            content, cells = {**long, "date": day}, {**cells, f"{fact.id}@date": day}
        found[fact.id] = (content, cells)
    return found


@st.composite
def content_of(draw: st.DrawFn, name: str) -> tuple[object, dict[str, str]]:
    """Return what a file states of a fact, and the cells that state it in a table."""
    fact = SMALL.facts[name]
    if fact.type is FactType.SET:
        return draw(set_of(name))
    if fact.type is FactType.PERCENT and draw(st.booleans()):
        count, of = draw(COUNTS)
        return {"count": count, "of": of}, {name: f"{count}/{of}"}
    word = draw(
        {
            FactType.BOOL: st.sampled_from(["有", "无", "yes", "FALSE"]),
            FactType.INT: NUMBERS,
            FactType.DECIMAL: TENTHS,
            FactType.PERCENT: NUMBERS,
            FactType.ENUM: st.sampled_from(["first", "未评定"]),
            FactType.DATE: DAYS,
        }[fact.type]
    )
    return word, {name: word}


@st.composite
def set_of(draw: st.DrawFn, name: str) -> tuple[object, dict[str, str]]:
    """Return a whole set, or one of which only some members are known."""
    members = SMALL.facts[name].option_ids
    if draw(st.booleans()):
        there = draw(st.lists(st.sampled_from(members), unique=True))
        return there, {name: draw(st.sampled_from(";、")).join(there) or "-"}
    known = draw(st.dictionaries(st.sampled_from(members), st.booleans(), min_size=1))
    return known, {f"{name}__{member}": str(there) for member, there in known.items()}


def taken_amiss(problems: Iterable[Problem]) -> list[Problem]:
    """Return all that is said but of days that lie ahead, which are hints."""
    ahead = ("fact-later", "value-later")
    return [each for each in problems if each.code not in ahead]


def of_file(facts: dict[str, tuple[object, dict[str, str]]], who: dict[str, str]) -> Unit:
    stated = {name: content for name, (content, _) in facts.items()}
    text = json.dumps({"unit": who, "date": "2011-06-30", "facts": stated})
    document, _ = read_json(text.encode(), "a")
    assert document is not None
    unit, problems = read_unit(document, SMALL)
    assert not taken_amiss(problems)
    assert unit is not None
    return replace(unit, place=Place(""))


def of_table(source: Source) -> Unit:
    (entry,) = source.entries
    assert source.problems == ()
    assert not taken_amiss(entry.problems)
    assert entry.unit is not None
    return replace(entry.unit, place=Place(""))


@given(
    facts=said(),
    who=st.fixed_dictionaries(
        {"id": st.just("a"), "kind": st.sampled_from(["community", "社区"])},
        optional={
            "name": st.sampled_from(["和平社区", "Peace, East"]),
            "parent": st.just("s"),
            "population": NUMBERS,
            "town": st.just("old"),
        },
    ),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_unit_reads_the_same_from_a_file_and_from_tables(
    tmp_path: Path, facts: dict[str, tuple[object, dict[str, str]]], who: dict[str, str]
) -> None:
    cells = {"unit" if key == "id" else key: word for key, word in who.items()}
    cells |= {"date": "2011-06-30"}
    cells |= {column: cell for _, of_fact in facts.values() for column, cell in of_fact.items()}
    rows = [[*cells], [*cells.values()]]
    unit = of_file(facts, who)
    assert of_table(read_table(csv_table(tmp_path / "t.csv", rows), SMALL)) == unit
    assert of_table(read_table(workbook_table(tmp_path / "t.xlsx", rows), SMALL)) == unit


COLUMNS = st.one_of(
    st.sampled_from([
        "unit", "kind", "name", "parent", "date", "population", *SMALL.facts,
        "youth_facilities__library", "office_area@date", "@", "__", "unit@date", "kind__x",
    ]),
    st.text(max_size=6),
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        ["", "community", "a", "2011-06-30", "60㎡", "1/2", "-", "1e9", "无", "有；无"]
    ),
    st.text(max_size=8),
)


@given(
    heads=st.lists(COLUMNS, max_size=8),
    lines=st.lists(st.lists(CELLS, max_size=10), max_size=4),
    ordered=st.booleans(),
)
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_table_gives_units_or_problems(
    tmp_path: Path, heads: list[str], lines: list[list[str]], *, ordered: bool
) -> None:
    needed = ["unit", "kind"] if ordered else []
    rows = [[*needed, *heads], *([*(["a", "community"] if ordered else []), *x] for x in lines)]
    path = tmp_path / "t.csv"
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    source = read_table(str(path), SMALL, DAY)
    for found in (*source.problems, *(p for entry in source.entries for p in entry.problems)):
        assert problem_line(found, "zh")
        assert problem_line(found, "en")
    for entry in source.entries:
        is_wrong = any(each.severity is Severity.ERROR for each in entry.problems)
        assert (entry.unit is None) == is_wrong
