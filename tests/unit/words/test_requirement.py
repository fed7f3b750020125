"""Requirements in words, as reports of the shipped edition have them."""

from dataclasses import replace
from pathlib import Path

import pytest

from support.reported import HUAIBEI, reported
from zicha.editions.load import load_edition
from zicha.model.report import Report
from zicha.model.text import LANGUAGES, Lang
from zicha.reports.markdown import report_markdown
from zicha.reports.phrases import source
from zicha.reports.table import report_table
from zicha.words.requirement import Speaker
from zicha.words.sources import cited

UNIT = """\
unit: {id: c, name: C, kind: community}
date: 2011-06-30
facts:
  youth_facilities: [library]
  butts_seen: 3
  minors_in_need: 5
  minors_helped: 3
  problem_assign_days: 2
  estate_lamps_total: 10
  estate_lamps_lit: 12
  support_rate: {value: 92.5, date: 2009-05-20}
"""


def made(tmp_path: Path, lang: Lang = "zh") -> Report:
    """Return the report of a unit with gaps of several kinds, and answers that do not count."""
    path = tmp_path / "c.yaml"
    path.write_text(UNIT, "utf-8")
    return reported(path, lang).report


def required(report: Report) -> dict[str, str]:
    """Return what is required by the label of the gap."""
    return {gap.label: gap.required_text for gap in report.gaps}


def test_what_may_be_at_most_0_must_not_be_there_and_a_time_is_asked_to_be_0(
    tmp_path: Path,
) -> None:
    asked = required(made(tmp_path))
    assert asked["社区禁烟区域烟头个数"] == "不得有"
    assert asked["社区问题从发现到交办的最长天数"] == "0天"


def test_a_difference_is_asked_to_be_at_most_0_where_both_numbers_stand(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(UNIT, "utf-8")
    found = reported(path)
    assert required(found.report)["未得到帮扶的困境未成年人数"] == "不得有"
    lines = found.proofs["5.3.4", "minors_unhelped"]
    asked = "社区困境未成年人数 − 社区已帮扶的困境未成年人数：不超过0人"
    assert [line for line in lines if line.text.startswith(asked)] != []


def test_a_missing_member_is_named_once(tmp_path: Path) -> None:
    asked = required(made(tmp_path))
    members = {label: text for label, text in asked.items() if label.startswith("社区未成年人活动")}
    assert set(members.values()) == {"应具备"}


def test_what_contradicts_is_stated_and_what_is_out_of_date_was_the_last(tmp_path: Path) -> None:
    last = {entry.fact: entry.last for entry in made(tmp_path).to_verify if entry.last}
    assert last["support_rate"] == "上次：92.5%，2009-05-20"
    assert last["estate_lamps_total"] == "已填：10盏，2011-06-30"


def test_the_last_row_of_the_categories_is_the_total() -> None:
    lines = report_markdown(reported(HUAIBEI).report).splitlines()
    (row,) = [line for line in lines if "| 合计 " in line]
    assert row.startswith("|  ")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "NK#88、NK#429（本版，国家文本）"),
        ("en", "NK#88, NK#429 (this edition, national text)"),
    ],
)
def test_a_source_reads_as_one_line(lang: Lang, said: str) -> None:
    labels = {"zh": ("本版", "国家文本"), "en": ("this edition", "National text")}
    shown = reported(HUAIBEI).report.gaps[0].source
    edition, confidence = labels[lang]
    several = replace(
        shown, cite="NK#88;NK#429", edition_label=edition, confidence_label=confidence
    )
    assert source(several, lang) == said


def test_citations_stand_apart() -> None:
    assert cited("R5; ZICHA", "zh") == "R5、ZICHA"
    assert "ZICHA;" not in report_table(reported(HUAIBEI).report)


@pytest.mark.parametrize(
    ("word", "zh", "en"),
    [
        ("2016-17", "2016-17年版", "edition 2016-17"),
        ("2007-CS", "长沙2007年", "Changsha 2007"),
        ("local", "地方要求", "local"),
    ],
)
def test_an_edition_of_a_source_has_the_name_that_readers_know(word: str, zh: str, en: str) -> None:
    edition = load_edition(None)
    assert [Speaker(edition, lang, {}).edition_name(word) for lang in LANGUAGES] == [zh, en]
