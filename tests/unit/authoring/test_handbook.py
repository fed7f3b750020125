"""The handbook says what is measured, what is required, from which facts, by which sources."""

from pathlib import Path

import pytest

from support.clean_edition import CATEGORY, CLEAN
from support.tiny_edition import FILES, RULES, read, replaced, write
from zicha.authoring.handbook.book import handbook_files
from zicha.editions.load import load_edition
from zicha.model.edition import Edition

CONTENTS = """\
# Handbook of indicators: Tiny

> For tests only

## How far it can be trusted

Sources of the requirements (4 requirements, 2 indicators with rules)

| Confidence | Count | Share | Meaning |
| --- | --- | --- | --- |
| National | 3 | 75.00% | Read |
| Quoted | 0 | 0.00% | Quoted |
| Local | 0 | 0.00% | Local |
| Rebuilt | 1 | 25.00% | Own |

## Categories

| Category | Indicators | Requirements | Of these reconstructed |
| --- | --- | --- | --- |
| [1 Surroundings](1.md) | 2 | 4 | 1 |

[Conclusions: lines, flags, prerequisites, vetoes, what to take to a level above](conclusions.md)

## Reconstructed numbers

No text was found for these numbers: they are this program's own, or general knowledge. Hold them \
against your local requirements before you use them.

| Indicator | Requirement | Standard |
| --- | --- | --- |
| [1.1.2 Lamps](1.md#112-lamps) | Dirty spots under the lamps | at most 2 items<br>Applies where: \
Lamps in all: at least 1 items (else: There are no lamps) |

## What is cited

| Key | Work |
| --- | --- |
| NK | A dump |
| TW | Detailed rules |
| OWN | Own proposal |
"""

CHAPTER = """\
# 1 Surroundings

[Contents](README.md)

## 1.1 Office

### 1.1.1 Premises

- Tested on: Community
- Methods: Look
- Departments: Civil affairs
- Sources: NK#1; editions: 2008; confidence of the indicator itself: National (its requirements \
have sources of their own, below)

**What is measured**

- Area
- Equipment

**Requirements** Grading: A if all are met, D if one is not

| Requirement | Standard | Source |
| --- | --- | --- |
| Floor area of the office | at least 200 m² (edition 2005); 300 m² (edition 2008) | NK#1 \
(edition 2005, national)<br>NK#1 (edition 2008, national) |
| Equipment of the office | with Desk, Broom | NK#1 (edition 2008, national) |

**Facts used**

| Fact | Type | Level | How to find out |
| --- | --- | --- | --- |
| Floor area of the office<br>`area` | number<br>m² | Community | Measure each room and add up. |
| Equipment of the office<br>`kit` | set<br>Desk, Broom | Community | Look round the office and \
note what is there. |
"""


def edition(folder: Path, files: dict[str, str]) -> Edition:
    found, problems = read(write(folder, files))
    assert found is not None, problems
    return found


def test_the_first_page_says_how_far_it_can_be_trusted(tmp_path: Path) -> None:
    files = handbook_files(edition(tmp_path, CLEAN), ["en"])
    assert list(files) == ["en/README.md", "en/1.md", "en/conclusions.md"]
    assert files["en/README.md"] == CONTENTS


def test_a_chapter_has_all_of_an_indicator(tmp_path: Path) -> None:
    page = handbook_files(edition(tmp_path, CLEAN), ["en"])["en/1.md"]
    assert page.partition("\n### 1.1.2")[0] == CHAPTER


def test_points_stand_with_each_indicator_where_they_are_not_all_the_same(tmp_path: Path) -> None:
    assert "Points" not in handbook_files(edition(tmp_path / "same", CLEAN), ["en"])["en/1.md"]
    weighed = CATEGORY.replace(
        "        facts: [area, kit]\n", "        facts: [area, kit]\n        points: 2.5\n"
    )
    files = {**CLEAN, "indicators/categories/1.yaml": weighed}
    page = handbook_files(edition(tmp_path / "weighed", files), ["en"])["en/1.md"]
    first, second = page.split("### 1.1.2")
    assert "\n- Points: 2.5\n" in first
    assert "\n- Points: 1\n" in second


def over_time(first: int, second: int, begins: str = "") -> str:
    """Return a bound of two editions; ``begins``: the day of the second one, if its own."""
    source = "source: {{cite: NK#2, edition: '{0}', confidence: official}}"
    day = f", from: '{begins}'" if begins else ""
    values = f"{{value: {first}, {source.format(2005)}}}, "
    return f"[{values}{{value: {second}, {source.format('2008/2015')}{day}}}]"


SPOTS = "        fact: spots\n        allowed: 2\n"
LINES = "        fact: spots\n        {}\n"
ANY = """\
        label: {{zh: 脏, en: Dirty}}
        any:
          - {{fact: spots, at_most: {}}}
          - {{fact: lit, at_least: 3}}
"""


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            LINES.format(f"at_most: {over_time(9, 4)}"),
            "at most 9 items (edition 2005); 4 items (edition 2008/2015)",
        ),
        (
            LINES.format(f"at_most: {over_time(9, 4, '2009-07-01')}"),
            "at most 9 items (edition 2005); 4 items (edition 2008/2015, from 2009-07-01)",
        ),
        (
            LINES.format(f"between: [{over_time(2, 3)}, 9]"),
            "2 items (edition 2005); 3 items (edition 2008/2015) to 9 items (inclusive)",
        ),
        (
            ANY.format(over_time(9, 4)),
            (
                "one of ((Dirty spots under the lamps: at most 9 items (edition 2005); 4 items "
                "(edition 2008/2015)); Lamps that are lit: at least 3 items)"
            ),
        ),
    ],
)
def test_values_over_time_are_all_said_with_their_days(
    lines: str, said: str, tmp_path: Path
) -> None:
    rules = replaced(CLEAN["rules/1.yaml"], SPOTS, lines)
    remedy = "{zh: '还有{shortfall}处，请打扫。', en: 'Sweep, {shortfall} are left.'}"
    rules = replaced(rules, remedy, "{zh: 请打扫。, en: Sweep.}")
    files = {**CLEAN, "rules/1.yaml": rules}
    assert f"| {said}<br>" in handbook_files(edition(tmp_path, files), ["en"])["en/1.md"]


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (
            "ratio: {part: {sum: [lit, spots]}, whole: lamps, when_zero: met}",
            "(Lamps that are lit + Dirty spots under the lamps) / Lamps in all",
        ),
        (
            "percentage: {part: lit, whole: {difference: [lamps, spots]}, when_zero: met}",
            "Lamps that are lit in percent of (Lamps in all − Dirty spots under the lamps)",
        ),
        (
            "difference: [lamps, {difference: [lit, spots]}]",
            "Lamps in all − (Lamps that are lit − Dirty spots under the lamps)",
        ),
        ("sum: [lit, spots]", "Lamps that are lit + Dirty spots under the lamps"),
    ],
)
def test_what_is_calculated_within_a_calculation_stands_in_brackets(
    subject: str, said: str, tmp_path: Path
) -> None:
    lines = f"        label: {{zh: 算, en: Result}}\n        {subject}\n        at_most: 9\n"
    files = {**CLEAN, "rules/1.yaml": replaced(CLEAN["rules/1.yaml"], SPOTS, lines)}
    page = handbook_files(edition(tmp_path, files), ["en"])["en/1.md"]
    assert f"| Result | {said}: at most 9" in page


def test_bands_over_time_are_all_said(tmp_path: Path) -> None:
    old = "          A: {more_than: 35}\n          B: {more_than: 30}\n"
    first = f"          A: {{at_least: {over_time(40, 50)}}}\n"
    second = f"          B: {{between: [{over_time(30, 35)}, 60]}}\n"
    rules = replaced(RULES, old, first + second)
    page = handbook_files(edition(tmp_path, {**FILES, "rules/1.yaml": rules}), ["en"])["en/1.md"]
    assert (
        "A: at least 40% (edition 2005); 50% (edition 2008/2015)<br>"
        "B: 30% (edition 2005); 35% (edition 2008/2015) to 60% (inclusive)<br>"
    ) in page


CONCLUSIONS = """\
## Flag

| Conclusion | Condition | Where it holds | Source |
| --- | --- | --- | --- |
| It was flooded<br>`flooded` | one of (The place was flooded: yes; none of (The place was \
flooded: no)) |  | OWN (this edition, rebuilt) |
"""


def test_a_page_has_every_conclusion_with_what_it_asks(tmp_path: Path) -> None:
    page = handbook_files(edition(tmp_path, CLEAN), ["en"])["en/conclusions.md"]
    assert page.startswith("# Conclusions: ")
    assert page.endswith(CONCLUSIONS)


def test_an_edition_without_conclusions_has_no_page_of_them(tmp_path: Path) -> None:
    files = handbook_files(
        edition(tmp_path, {**CLEAN, "rules/conclusions.yaml": "conclusions: []\n"}), ["en"]
    )
    assert list(files) == ["en/README.md", "en/1.md"]
    assert "conclusions.md" not in files["en/README.md"]


def test_each_language_leads_to_the_other(tmp_path: Path) -> None:
    files = handbook_files(edition(tmp_path, CLEAN), ["zh", "en"])
    names = ["README.md", "1.md", "conclusions.md"]
    assert list(files) == [f"{lang}/{name}" for lang in ("zh", "en") for name in names]
    assert files["zh/README.md"].splitlines()[2] == "[English](../en/README.md)"
    assert files["zh/1.md"].splitlines()[2] == "[目录](README.md) · [English](../en/1.md)"
    assert files["en/1.md"].splitlines()[2] == "[Contents](README.md) · [中文](../zh/1.md)"


@pytest.mark.parametrize(
    "line",
    [
        "| Green cover | A: more than 35%<br>B: more than 30%<br>C: the rest |",
        "If this is unmet the whole indicator is D.",
        "**Requirements** Grading: by bands",
        "| Share lit | Lamps lit in percent of Lamps: at least 95% |",
    ],
)
def test_scales_and_what_decides_by_itself_are_said(line: str, tmp_path: Path) -> None:
    assert line in handbook_files(edition(tmp_path, FILES), ["en"])["en/1.md"]


def test_how_long_a_fact_is_usable_is_said(tmp_path: Path) -> None:
    page = handbook_files(edition(tmp_path, FILES), ["zh"])["zh/1.md"]
    assert "| 社区 | 量面积<br>有效期365天。 |" in page


def test_a_share_stands_with_what_it_is_computed_from() -> None:
    page = handbook_files(load_edition(), ["en"])["en/5.md"]
    share = next(line for line in page.splitlines() if "`parents_school_share`" in line)
    assert (
        '<br>May be left empty: an audit computes it from the answers to "The community has a'
        ' parents\' school or family guidance station" and from "Communities in the district";'
        " a value that is stated and still counts stands.<br>"
    ) in share
    assert "`communities_count`" in page


def test_an_indicator_without_a_rule_says_so(tmp_path: Path) -> None:
    files = {**CLEAN, "rules/1.yaml": "rules: []\n", "rules/1.cases.yaml": "cases: []\n"}
    page = handbook_files(edition(tmp_path, files), ["en"])["en/1.md"]
    assert page.count("No rule has been written yet") == CATEGORY.count("code: '1.1.")
