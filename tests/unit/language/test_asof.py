"""Which value counts on which day: 8 per mille from 2008 (LY09), 10 from 2015 (NK#320)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from support.hand import X, Y, applying, graded, item, rule, scale
from support.tiny_edition import CONCLUSIONS, RULES, changed, read, write
from zicha.language.asof import newest_day, premise_on, rule_on, rules_on, value_on
from zicha.model.conclusions import EveryOf, FactsSay, GapsAbove, NotAnyOf
from zicha.model.rules import (
    AllOf,
    Between,
    ByOption,
    Compare,
    Comparison,
    Confidence,
    Dated,
    DatedValue,
    FactValue,
    Grade,
    Grading,
    Is,
    Item,
    Ratio,
    Source,
    WhenZero,
)

LY09 = Source("LY09", "2008", Confidence.OFFICIAL)
NK320 = Source("NK#320", "2015", Confidence.OFFICIAL)
NK320_LATER = Source("NK#320", "2021", Confidence.OFFICIAL)
CITY = Source("TW3", "local", Confidence.LOCAL)
OWN = Source("ZICHA", "2011", Confidence.RECONSTRUCTED)

EIGHT = DatedValue(8, LY09, date(2008, 1, 1))
TEN = DatedValue(10, NK320, date(2015, 1, 1))
THIRTEEN = DatedValue(13, NK320_LATER, date(2021, 1, 1))
VOLUNTEERS = Dated((EIGHT, TEN, THIRTEEN))


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (date(2008, 1, 1), EIGHT),
        (date(2014, 12, 31), EIGHT),
        (date(2015, 1, 1), TEN),
        (date(2020, 12, 31), TEN),
        (date(2021, 1, 1), THIRTEEN),
        (date(2030, 6, 1), THIRTEEN),
    ],
)
def test_the_latest_value_that_has_begun_counts(on: date, counts: DatedValue) -> None:
    assert value_on(VOLUNTEERS, on) == counts


def test_before_the_first_has_begun_the_first_counts() -> None:
    assert value_on(VOLUNTEERS, date(2005, 5, 1)) == EIGHT


def test_the_order_in_which_values_are_written_does_not_matter() -> None:
    written = Dated((THIRTEEN, EIGHT, TEN))
    days = [date(2005, 5, 1), date(2010, 1, 1), date(2016, 1, 1), date(2022, 1, 1)]
    assert [value_on(written, on) for on in days] == [EIGHT, EIGHT, TEN, THIRTEEN]


def test_a_value_alone_counts_on_every_day() -> None:
    alone = Dated((THIRTEEN,))
    assert value_on(alone, date(2001, 1, 1)) == value_on(alone, date(2030, 1, 1)) == THIRTEEN


def test_a_local_value_gives_way_to_one_of_the_nation_even_one_that_has_not_begun() -> None:
    local = DatedValue(20, CITY, date(2005, 1, 1))
    assert value_on(Dated((local, THIRTEEN)), date(2010, 1, 1)) == THIRTEEN


def test_a_local_value_beside_one_of_our_own_counts_from_its_day() -> None:
    # Semantics 11: it gives way to national and quoted values, and to no other.
    own = DatedValue(15, OWN, date(2008, 1, 1))
    local = DatedValue(20, CITY, date(2010, 1, 1))
    both = Dated((own, local))
    assert value_on(both, date(2009, 12, 31)) == own
    assert value_on(both, date(2010, 1, 1)) == local


def test_local_values_count_where_there_is_no_other() -> None:
    old, new = DatedValue(5, CITY, date(2009, 1, 1)), DatedValue(6, CITY, date(2012, 1, 1))
    assert value_on(Dated((old, new)), date(2011, 6, 30)) == old


def test_a_value_without_a_first_day_has_always_counted() -> None:
    always = DatedValue(7, LY09)
    assert value_on(Dated((always, TEN)), date(2000, 1, 1)) == always


def dated_item_rule(condition: Compare) -> tuple[Compare, Source]:
    """Return condition and source of a one-item rule as they count on 30 June 2016."""
    settled = rule_on(rule(graded(Grading.ALL, item(condition))), date(2016, 6, 30))
    (only,) = settled.items()
    assert isinstance(only.condition, Compare)
    return only.condition, only.source


def test_an_item_takes_the_value_of_the_day_and_its_source() -> None:
    asked = Compare(X, Comparison.AT_LEAST, VOLUNTEERS)
    assert dated_item_rule(asked) == (Compare(X, Comparison.AT_LEAST, 10), NK320)


def test_of_several_values_of_the_day_the_source_is_that_of_the_first() -> None:
    asked = Between(X, VOLUNTEERS, Dated((DatedValue(20, LY09, date(2008, 1, 1)),)))
    (settled,) = rule_on(rule(graded(Grading.ALL, item(asked))), date(2016, 6, 30)).items()
    assert (settled.condition, settled.source) == (Between(X, 10, 20), NK320)


def test_a_value_of_the_day_may_depend_on_an_attribute() -> None:
    by_town = ByOption("community.town", (("old", 300), ("new", 500)))
    asked = Compare(X, Comparison.AT_LEAST, Dated((EIGHT, replace(TEN, bound=by_town))))
    assert dated_item_rule(asked) == (Compare(X, Comparison.AT_LEAST, by_town), NK320)


def test_every_bound_of_an_item_is_settled_wherever_it_stands() -> None:
    reach = Compare(X, Comparison.AT_LEAST, VOLUNTEERS)
    span = Between(Y, VOLUNTEERS, 99)
    before = rule(
        graded(Grading.BANDS, applying(scale((Grade.A, reach), (Grade.B, AllOf((span,)))), reach))
    )
    (after,) = rule_on(before, date(2030, 1, 1)).items()
    settled = Compare(X, Comparison.AT_LEAST, 13)
    assert (after.condition, after.applies[0].when, after.bands) == (
        settled,
        settled,
        ((Grade.A, settled), (Grade.B, AllOf((Between(Y, 13, 99),)))),
    )


def test_a_dated_condition_to_apply_leaves_the_source_of_the_requirement() -> None:
    made = applying(
        item(Compare(X, Comparison.AT_LEAST, 1)), Compare(Y, Comparison.AT_LEAST, VOLUNTEERS)
    )
    (settled,) = rule_on(rule(graded(Grading.ALL, made)), date(2030, 1, 1)).items()
    assert settled.source == made.source


def source_of(made: Item, on: date = date(2016, 6, 30)) -> tuple[Source, bool]:
    """Return the source of an item on a day, and whether it is said to be chosen by date."""
    (settled,) = rule_on(rule(graded(Grading.ALL, replace(made, dated=True))), on).items()
    return settled.source, settled.dated


AT_LEAST_500 = Compare(X, Comparison.AT_LEAST, 500)
AT_LEAST_DATED = Compare(X, Comparison.AT_LEAST, VOLUNTEERS)


def test_of_a_scale_the_source_is_that_of_the_best_band_which_its_gap_shows() -> None:
    # 2016: of the dated value NK#320 counts. Required is the best band: 500 is not its number.
    lower = scale((Grade.A, AT_LEAST_500), (Grade.B, AT_LEAST_DATED))
    assert source_of(lower) == (lower.source, False)
    best = scale((Grade.A, AT_LEAST_DATED), (Grade.B, Compare(X, Comparison.AT_LEAST, 5)))
    assert source_of(best) == (NK320, True)


def test_of_several_requirements_of_which_one_is_dated_the_source_is_that_of_the_item() -> None:
    both = item(AllOf((AT_LEAST_500, AT_LEAST_DATED)))
    assert source_of(both) == (both.source, False)
    beside = replace(item(AllOf((Is("z", value=True), AT_LEAST_DATED))), source=LY09)
    assert source_of(beside) == (LY09, False)


def test_of_several_requirements_the_values_are_cited_only_where_the_item_cites_nothing() -> None:
    # An item without a source of its own has that of its first value: LY09.
    both = AllOf((AT_LEAST_DATED, Compare(Y, Comparison.AT_LEAST, VOLUNTEERS)))
    assert source_of(replace(item(both), source=LY09)) == (NK320, True)
    with_own = item(both)
    assert source_of(with_own) == (with_own.source, False)


def test_a_rule_without_dates_stays_as_it_is() -> None:
    plain = rule(graded(Grading.ALL, item(Compare(X, Comparison.AT_LEAST, 1))))
    assert rule_on(plain, date(2016, 6, 30)) is plain


def test_the_conditions_of_a_conclusion_are_settled_too() -> None:
    dated = FactsSay(Compare(X, Comparison.AT_LEAST, VOLUNTEERS))
    settled = FactsSay(Compare(X, Comparison.AT_LEAST, 8))
    premise = EveryOf((NotAnyOf((dated,)), GapsAbove(50)))
    assert premise_on(premise, date(2011, 6, 30)) == EveryOf((NotAnyOf((settled,)), GapsAbove(50)))


def test_the_rules_of_a_day_hold_no_dated_value_any_more(tmp_path: Path) -> None:
    old = "{value: 1, source: {cite: NK, edition: '2008', confidence: official}}"
    new = "{value: 3, source: {cite: NK, edition: '2015', confidence: official}}"
    dated = f"when: {{fact: spots, at_least: [{old}, {new}]}}"
    files = changed(CONCLUSIONS, "when: {fact: accident, is: true}", dated)
    edition, problems = read(write(tmp_path, files))
    assert (problems, edition is None) == ([], False)
    assert edition is not None
    rules = rules_on(edition, date(2011, 6, 30))
    accident = next(c for c in rules.conclusions if c.id == "accident")
    assert accident.when == FactsSay(Compare(FactValue("spots"), Comparison.AT_LEAST, 1))
    items = [made for settled in rules.rules for made in settled.items()]
    assert next(i.condition for i in items if i.id == "per_head") == Compare(
        Ratio(FactValue("area"), FactValue("community.population"), 1, WhenZero.OPEN),
        Comparison.AT_LEAST,
        Decimal("0.1"),
    )


@pytest.mark.parametrize(("begins", "newest"), [("2012-01-01", 2015), ("2024-07-01", 2024)])
def test_the_newest_day_is_that_on_which_the_last_value_or_edition_begins(
    begins: str, newest: int, tmp_path: Path
) -> None:
    files = changed(RULES, "from: '2012-01-01'", f"from: '{begins}'")
    edition, _ = read(write(tmp_path, files))
    assert edition is not None
    assert newest_day(edition).year == newest
