"""What people read on a screen: 80 columns, one language, nothing unfilled."""

import re
from pathlib import Path

import pytest
from wcwidth import wcswidth

from support.cli import ENGLISH, HAN, HUAIBEI, SAMPLE, WANAN, Zicha, of_sample, sample
from zicha.assessment.gather import Asked, gather
from zicha.assessment.proof import proof_page
from zicha.editions.load import load_edition
from zicha.model.text import Lang
from zicha.reports.listing import fact_page
from zicha.words.requirement import Speaker

UNFILLED = re.compile(r"\{\w*\}")
EVERYTHING = ("--context", sample("street"), "--context", sample("district"))
CALLS = (
    ("check", str(HUAIBEI)),
    ("check", str(WANAN)),
    of_sample("huaibei", *EVERYTHING),
    of_sample("huaibei", "--set", "town="),
    of_sample("street"),
    ("indicators",),
    ("indicators", "--sources"),
    ("indicators", "--coverage", "--edition", str(SAMPLE)),
    ("facts",),
)
# What the people who fill in the units wrote themselves, in their own words.
GIVEN = (
    "（淮北）",
    "道路改造施工中",
    "区创城办",
    "万安街道",
    "社区（示例）",
    "社区",
    "巷拆除后的菜场东墙",
    "残墙破壁、墙体无粉饰",
)


def too_wide(text: str) -> list[str]:
    """Return the lines that a screen of 80 columns does not hold."""
    return [line for line in text.splitlines() if wcswidth(line) > 80]


def chinese(text: str) -> list[str]:
    """Return the Chinese in a text but what the unit's file itself has, on however many lines."""
    text = re.sub(r"\s*\n\s*", "", text)
    for words in GIVEN:
        text = text.replace(words, "")
    return HAN.findall(text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_no_line_is_wider_than_the_screen(zicha: Zicha, words: tuple[str, ...], lang: str) -> None:
    ended = zicha(*words, "--lang", lang)
    assert ended.err == ""
    assert too_wide(ended.out) == []


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_english_has_no_chinese_but_what_was_given(zicha: Zicha, words: tuple[str, ...]) -> None:
    assert chinese(zicha(*words, "--lang", "en").out) == []


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_chinese_has_no_english_sentence(zicha: Zicha, words: tuple[str, ...]) -> None:
    assert ENGLISH.findall(zicha(*words).out) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_nothing_is_left_unfilled(zicha: Zicha, words: tuple[str, ...], lang: str) -> None:
    assert UNFILLED.findall(zicha(*words, "--lang", lang).out) == []


def unfit(text: str, lang: Lang) -> list[str]:
    """Return what a reader of that language should not meet in a text."""
    foreign = ENGLISH.findall(text) if lang == "zh" else chinese(text)
    return [*too_wide(text), *UNFILLED.findall(text), *foreign]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_proof_of_every_indicator_is_fit_to_read(lang: Lang) -> None:
    edition = load_edition()
    gathered = gather(Asked((str(HUAIBEI),)), edition)
    speaker = Speaker(edition, lang, {})
    pages = {i.code: proof_page(i, gathered, speaker) for i in edition.indicators}
    assert {code: wrong for code, page in pages.items() if (wrong := unfit(page, lang))} == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_every_fact_is_fit_to_read(lang: Lang) -> None:
    edition = load_edition()
    pages = {fact.id: fact_page(edition, fact, lang) for fact in edition.facts.values()}
    assert {name: wrong for name, page in pages.items() if (wrong := unfit(page, lang))} == {}


@pytest.mark.parametrize("words", [("check", str(HUAIBEI)), of_sample("huaibei")], ids=" ".join)
def test_the_markdown_is_in_one_language_too(zicha: Zicha, words: tuple[str, ...]) -> None:
    assert ENGLISH.findall(zicha(*words, "--format", "markdown").out) == []
    assert chinese(zicha(*words, "--format", "markdown", "--lang", "en").out) == []


def test_first_comes_the_score_then_the_gaps_then_what_to_verify(zicha: Zicha) -> None:
    out = zicha(*of_sample("huaibei")).out
    heads = [
        "得分区间",
        "问题清单",
        "整改措施",
        "待核实事项",
        "结论",
        "豁免：",
        "提示：",
        "判定引擎",
    ]
    places = [out.index(f"\n{head}") for head in heads]
    assert places == sorted(places)


def rows_of(table: str) -> list[list[str]]:
    """Return the cells of a table, each in one piece again."""
    rows = []
    for lines in re.split(r"\n[├└].*", table)[:-1]:
        cells = [line.split("│")[1:-1] for line in lines.splitlines() if line.startswith("│")]
        rows.append(["".join(part.strip() for part in parts) for parts in zip(*cells, strict=True)])
    return rows


def test_nothing_of_a_gap_is_cut(zicha: Zicha) -> None:
    out = zicha(*of_sample("huaibei")).out
    head, first, *_ = rows_of(out[out.index("┌") : out.index("整改措施")])
    assert head == ["序", "指标", "问题", "要求", "现状", "差距"]
    assert first == ["1", "1.1.1", "社区办公服务用房面积", "不少于300㎡", "60㎡", "240㎡"]


def test_what_was_stated_and_does_not_count_is_named_however_little_is_at_stake(
    zicha: Zicha, tmp_path: Path
) -> None:
    # Of 160 facts to be verified the screen shows ten; the one that was filled in is none of them.
    unit = tmp_path / "unit.yaml"
    unit.write_text(
        "unit: {id: a, name: 甲社区, kind: community}\ndate: 2011-06-30\n"
        "facts:\n  road_holes: {value: 1, date: 2012-05-01}\n",
        "utf-8",
    )
    out = zicha("check", unit).out.replace("\n", "").replace(" ", "")
    assert "其中填过但现在不算数的1项：小区内坑洼积水处数（日期晚于检查日）。" in out
