"""Whatever is known of a unit stands on its form, and is read back from there without loss."""

import string
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.forms import DAY, FORMED, PEACE, form_of, opened, saved, unit_of
from zicha.documents.scalars import unusable
from zicha.model.facts import Fact, FactType, Level, Members, Stated
from zicha.model.numbers import Number
from zicha.model.text import LANGUAGES, Lang
from zicha.model.unit import Observation, Unit, Waiver
from zicha.units.form import NO_VALUE
from zicha.units.values import percentage


def is_text(text: str) -> bool:
    """Return whether a text is one that some document can give: no blank ends, no odd signs."""
    return text == text.strip() and not unusable(text) and not NO_VALUE.fullmatch(text)


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
ANY_TEXTS = st.text(LETTERS | st.sampled_from("=+-@'\"_x0041_"), min_size=1, max_size=30)
TEXTS = ANY_TEXTS.filter(is_text)
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
MAYBE_TEXT = st.none() | TEXTS


def numbers(fact: Fact) -> st.SearchStrategy[Number]:
    """Return numbers that a fact can have."""
    low, high = fact.possible
    least, most = (-(10**20) if low is None else low), (10**20 if high is None else high)
    if fact.type is FactType.INT:
        return st.integers(int(least), int(most))
    scale = 10**fact.decimals
    digits = st.integers(int(least * scale), int(most * scale))
    return digits.map(lambda whole: plain(Decimal(whole) / scale))


def plain(number: Decimal) -> Number:
    """Return a number in its one form."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def members(fact: Fact) -> st.SearchStrategy[Members]:
    """Return sets of which at least one member is known."""
    truths = st.tuples(*[st.sampled_from([True, False, None]) for _ in fact.options])
    return truths.filter(lambda t: set(t) != {None}).map(
        lambda said: Members(
            frozenset(o for o, there in zip(fact.option_ids, said, strict=True) if there),
            frozenset(o for o, there in zip(fact.option_ids, said, strict=True) if there is False),
        )
    )


def values(fact: Fact) -> st.SearchStrategy[bool | str | Number | date | Members]:
    """Return values that a fact can have."""
    if fact.type.is_number:
        return numbers(fact)
    if fact.type is FactType.SET:
        return members(fact)
    if fact.type is FactType.DATE:
        return DAYS
    return st.booleans() if fact.type is FactType.BOOL else st.sampled_from(fact.option_ids)


@st.composite
def stated(draw: st.DrawFn, fact: Fact) -> Stated:
    """Return what a person may state of a fact."""
    day = draw(st.just(DAY) | DAYS)
    evidence, note = draw(MAYBE_TEXT), draw(MAYBE_TEXT)
    if fact.type is FactType.PERCENT and draw(st.booleans()):
        of = draw(st.integers(1, 10**6))
        count = (draw(st.integers(0, of)), of)
        return Stated(percentage(count), day, evidence, count, note)
    return Stated(draw(values(fact)), day, evidence, note=note)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Return something that an inspector may have seen."""
    seen = draw(DAYS)
    fixed = draw(st.none() | st.dates(seen, date(2160, 1, 1)))
    return Observation(
        "dirty_spots",
        draw(st.integers(1, 1000)),
        draw(TEXTS | st.just("")),
        seen,
        fixed,
        draw(MAYBE_TEXT),
        draw(MAYBE_TEXT),
    )


@st.composite
def waivers(draw: st.DrawFn) -> Waiver:
    """Return a waiver."""
    begins = draw(DAYS)
    code = draw(st.sampled_from([each.code for each in FORMED.indicators]))
    expires = draw(st.dates(begins, date(2160, 1, 1)))
    return Waiver(code, draw(TEXTS), draw(TEXTS), begins, expires)


def is_stated(fact: Fact) -> bool:
    """Return whether a community can state a fact today."""
    return fact.level is Level.COMMUNITY and not fact.is_past


@st.composite
def units(draw: st.DrawFn) -> Unit:
    """Return a community of which anything may be known."""
    facts = [fact for fact in FORMED.facts.values() if is_stated(fact)]
    known = draw(st.sets(st.sampled_from([fact.id for fact in facts])))
    letters = st.text(string.ascii_letters + string.digits + "-和平", min_size=1, max_size=12)
    return Unit(
        id=draw(letters),
        name=draw(TEXTS),
        kind=Level.COMMUNITY,
        place=PEACE.place,
        parent=draw(MAYBE_TEXT),
        on=DAY,
        facts={fact.id: draw(stated(fact)) for fact in facts if fact.id in known},
        observations=tuple(draw(st.lists(observations(), max_size=3))),
        waivers=tuple(draw(st.lists(waivers(), max_size=2))),
    )


@given(units(), st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_any_unit_is_read_back_from_its_form_as_it_was(unit: Unit, lang: Lang) -> None:
    assert unit_of(form_of(unit, lang=lang)) == unit


@given(units())
@settings(max_examples=15)
def test_any_form_that_another_program_saved_is_read_back_as_it_was(unit: Unit) -> None:
    assert unit_of(saved(opened(form_of(unit)))) == unit


KNOWN = replace(
    PEACE,
    facts={
        "community.population": Stated(7766, DAY),
        "office_area": Stated(Decimal("60.5"), date(2010, 1, 4), "房产证.jpg", note="租用"),
        "support_rate": Stated(92, DAY, "问卷.xlsx", (184, 200)),
        "youth_facilities": Stated(Members(frozenset({"library"}), frozenset({"venue"})), DAY),
    },
    observations=(Observation("dirty_spots", 2, "3号楼北侧", date(2011, 6, 28), photo="p1.jpg"),),
    waivers=(Waiver("6.4.2", "施工", "区创城办", date(2011, 6, 1), date(2011, 9, 30)),),
)


def test_a_form_for_a_later_day_keeps_the_days_of_what_was_known() -> None:
    later = date(2011, 9, 1)
    back = unit_of(form_of(KNOWN, on=later))
    assert back == replace(KNOWN, on=later)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_unit_gives_the_same_bytes(lang: Lang) -> None:
    assert form_of(KNOWN, lang=lang) == form_of(KNOWN, lang=lang)


def test_a_unit_of_which_nothing_is_known_gives_nothing_to_know() -> None:
    assert unit_of(form_of(PEACE)) == PEACE
