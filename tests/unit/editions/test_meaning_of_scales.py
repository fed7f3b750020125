"""What scales mean: when the last band takes whatever is left."""

from pathlib import Path

import pytest

from support.tiny_edition import FACTS, NAMES, RULES, changed, edition_in, item
from zicha.model.edition import Edition
from zicha.model.rules import (
    Always,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    FactValue,
    Grade,
    Is,
    ItemKind,
)

COVER = """\
        fact: cover
        bands:
          A: {more_than: 35}
          B: {more_than: 30}
          C: {at_most: 30}
"""


def bands_of(folder: Path, subject: str, *bands: str) -> tuple[tuple[Grade, Condition], ...]:
    """Return the bands of the scale in the tiny edition, written anew."""
    lines = ["label: {zh: 档, en: Scale}", subject, "bands:", *(f"  {band}" for band in bands)]
    text = "".join(f"        {line}\n" for line in lines if line)
    edition = edition_in(folder, changed(RULES, COVER, text))
    return item(edition, "1.1.2", "cover").bands


RATIO = "ratio: {part: lit, whole: lamps, when_zero: unmet}"
SCALE_OF_RATIO = f"""\
        label: {{zh: 档, en: Scale}}
        {RATIO}
        bands: {{A: {{more_than: 5}}, B: {{at_most: 5}}}}
"""
BY_TOWN = "{at_least: {by: unit.town, old: 1, new: 2}}"


@pytest.mark.parametrize(
    ("subject", "a", "b", "closed"),
    [
        ("fact: cover", "{more_than: 35}", "{at_most: 35}", True),
        ("fact: cover", "{more_than: 35}", "{less_than: 35}", False),
        # A share given as counts may be any fraction: 34.95 is in neither band.
        ("fact: cover", "{at_least: 35}", "{at_most: 34.9}", False),
        ("fact: cover", "{more_than: 35}", "{between: [0, 35]}", True),
        ("fact: cover", "{more_than: 35}", "{between: [0.1, 35]}", False),
        # Whole numbers: nothing lies between 3 and 4.
        ("fact: spots", "{at_most: 3}", "{at_least: 4}", True),
        ("fact: spots", "{at_most: 3}", "{at_least: 5}", False),
        # Two digits after the point: nothing lies between 3 and 3.01.
        ("fact: area", "{at_least: 3.01}", "{at_most: 3}", True),
        ("fact: area", "{at_least: 3.02}", "{at_most: 3}", False),
        ("fact: tidy", "{is: true}", "{is: false}", True),
        ("fact: state", "{is: good}", "{one_of: [fair, poor]}", True),
        ("fact: state", "{is: good}", "{is: fair}", False),
        ("fact: drill", "{within_days: 30}", "{within_days: 60}", False),
        ("sum: [lit, lamps]", "{at_most: 5}", "{more_than: 5}", True),
        ("difference: [lit, lamps]", "{at_most: 5}", "{at_least: 6}", True),
        # Over 0 a ratio has no value, so bands never take all of it.
        (RATIO, "{at_most: 5}", "{more_than: 5}", False),
        ("fact: cover", BY_TOWN, "{at_most: 2}", True),
        ("fact: cover", BY_TOWN, "{less_than: 1}", False),
    ],
)
def test_the_last_band_is_closed_where_the_bands_leave_no_value_out(
    subject: str, a: str, b: str, tmp_path: Path, *, closed: bool
) -> None:
    bands = bands_of(tmp_path, subject, f"A: {a}", f"B: {b}")
    assert (bands[1][0], bands[1][1] == Always()) == (Grade.B, closed)


@pytest.mark.parametrize(("least", "closed"), [(0, False), (1, True)])
def test_a_ratio_has_a_value_always_where_its_whole_cannot_be_0(
    least: int, tmp_path: Path, *, closed: bool
) -> None:
    facts = FACTS.replace("range: [0, 1000]", f"range: [{least}, 1000]")
    assert (facts == FACTS) is not closed
    files = changed(RULES, COVER, SCALE_OF_RATIO) | {NAMES[FACTS]: facts}
    bands = item(edition_in(tmp_path, files), "1.1.2", "cover").bands
    assert (bands[1] == (Grade.B, Always())) is closed


def test_dated_bands_are_closed_only_where_they_are_on_every_day(tmp_path: Path) -> None:
    source = "source: {cite: NK, edition: '%s', confidence: official}"
    dated = f"[{{value: 35, {source % 2008}}}, {{value: 20, {source % 2015}}}]"
    for lower, closed in (("{at_most: 35}", True), ("{at_most: 20}", False)):
        folder = tmp_path / str(closed)
        bands = bands_of(folder, "fact: cover", f"A: {{more_than: {dated}}}", f"B: {lower}")
        assert (bands[1][1] == Always()) is closed


def test_a_closed_scale_keeps_its_other_bands_and_requires_the_best(tiny: Edition) -> None:
    cover = item(tiny, "1.1.2", "cover")
    best = Compare(FactValue("cover"), Comparison.MORE_THAN, 35)
    second = Compare(FactValue("cover"), Comparison.MORE_THAN, 30)
    assert (cover.kind, cover.condition, cover.bands) == (
        ItemKind.BANDS,
        best,
        ((Grade.A, best), (Grade.B, second), (Grade.C, Always())),
    )


def test_bands_may_be_conditions_of_their_own(tmp_path: Path) -> None:
    first, second = "A: {fact: tidy, is: true}", "B: {any: [{fact: spots, at_most: 3}]}"
    assert bands_of(tmp_path, "", first, second) == (
        (Grade.A, Is("tidy", value=True)),
        (Grade.B, AnyOf((Compare(FactValue("spots"), Comparison.AT_MOST, 3),))),
    )
