"""All units together: copies, contexts, damaged files, and who stands above whom."""

from dataclasses import replace

from zicha.errors import Place, Problem, Severity, problem
from zicha.model.facts import Level
from zicha.model.unit import Unit
from zicha.units.sources.arrange import Arranged, arranged
from zicha.units.sources.copies import once
from zicha.units.sources.entry import Entry, Source, bare_of

ERROR = problem("value-not-number", Place("a.yaml", 3), value="x")


def unit(unit_id: str, file: str, parent: str | None = None, **facts: object) -> Unit:
    kind = {"c": Level.COMMUNITY, "s": Level.STREET}[unit_id[0].lower()]
    return Unit(unit_id, unit_id, kind, Place(file), parent, facts=facts)  # type: ignore[arg-type]


def entry(unit: Unit, *problems: Problem) -> Entry:
    return Entry(unit.place, unit, bare_of(unit), "", problems)


def damaged(unit: Unit, digest: str = "") -> Entry:
    return Entry(unit.place, None, bare_of(unit), digest, (ERROR,))


def twice(file: str, other: str, unit_id: str = "c1") -> Problem:
    return problem("unit-given-twice", Place(file), unit=unit_id, other=other)


def settled(*entries: Entry) -> list[tuple[Unit | None, tuple[Problem, ...]]]:
    return [(each.unit, each.problems) for each in once(entries)]


def test_copies_that_say_the_same_count_once() -> None:
    first, again = unit("c1", "a.yaml"), unit("c1", "b.xlsx")
    hint = problem("unit-given-again", Place("b.xlsx"), Severity.HINT, unit="c1", other="a.yaml")
    assert settled(entry(first), entry(again)) == [(first, ()), (None, (hint,))]


def test_copies_that_differ_name_each_other_and_none_is_judged() -> None:
    copies = [unit("c1", "a.yaml"), unit("c1", "b.yaml", "s1"), unit("c1", "c.yaml")]
    assert settled(*map(entry, copies)) == [
        (None, (twice("a.yaml", "b.yaml"),)),
        (None, (twice("b.yaml", "a.yaml"),)),
        (None, (twice("c.yaml", "a.yaml"),)),
    ]


def test_ids_that_only_case_or_the_form_of_an_accent_tells_apart_are_copies() -> None:
    small, large = unit("c1\u00e9", "a.yaml"), unit("C1e\u0301", "b.yaml")
    found = settled(entry(small), entry(large))
    assert [unit for unit, _ in found] == [None, None]


def test_a_copy_that_is_damaged_leaves_no_copy_that_counts() -> None:
    sound, broken = unit("c1", "b.yaml"), unit("c1", "a.yaml")
    assert settled(damaged(broken), entry(sound)) == [
        (None, (ERROR, twice("a.yaml", "b.yaml"))),
        (None, (twice("b.yaml", "a.yaml"),)),
    ]


def test_a_context_that_is_judged_too_is_no_copy() -> None:
    street = unit("s1", "s.yaml")
    found = arranged([Source((entry(street),))], [entry(street)])
    assert found == Arranged({"s1": street}, ("s1",), {"s1": ()}, (), ())


def test_units_stand_below_those_that_are_given_and_contexts_are_not_judged() -> None:
    street, community = unit("s1", "s.yaml"), unit("c1", "c.yaml", "s1")
    found = arranged([Source((entry(community),))], [entry(street)])
    assert found == Arranged(
        {"c1": community, "s1": street}, ("c1",), {"s1": (), "c1": (street,)}, (), ()
    )


def test_a_damaged_unit_stands_above_others_and_says_nothing() -> None:
    street, community = unit("s1", "s.yaml", x=1), unit("c1", "c.yaml", "s1")
    broken = damaged(street)
    found = arranged([Source((broken, entry(community)))])
    assert found == Arranged(
        {"s1": bare_of(street), "c1": community},
        ("c1",),
        {"s1": (), "c1": (bare_of(street),)},
        (broken,),
        (ERROR,),
    )


def test_a_unit_whose_parent_cannot_be_is_left_out() -> None:
    wrong, below = unit("s1", "s.yaml", "s2"), unit("c1", "c.yaml", "s1")
    above = unit("s2", "t.yaml")
    found = arranged([Source((entry(wrong), entry(below), entry(above)))])
    assert found.judged == ("c1", "s2")
    assert [each.place.file for each in found.left_out] == ["s.yaml"]
    assert [each.code for each in found.problems] == ["parent-not-above"]
    assert found.units["s1"] == replace(bare_of(wrong), parent=None)


def test_problems_of_sources_come_first_and_hints_leave_nobody_out() -> None:
    hint = problem("folder-others", Place("x.jpg"), Severity.HINT, suffix=".jpg", count=1)
    community = unit("c1", "c.yaml", "s9")
    found = arranged([Source((entry(community, hint),), (replace(hint, place=Place("y")),))])
    assert [each.place.file for each in found.problems] == ["y", "x.jpg", "c.yaml"]
    assert (found.judged, found.left_out) == (("c1",), ())


def test_what_cannot_be_named_is_left_out() -> None:
    nameless = Entry(Place("a.yaml"), None, None, "", (ERROR,))
    assert arranged([Source((nameless, nameless))]).left_out == (nameless, nameless)
