"""The page of an audit: read back by an HTML parser that forgives nothing."""

import base64
import hashlib
import re
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest

from support.audits import UNITS, audit, empty, gap, peers_of
from support.pages import parsed, section, text
from zicha.model.audit import Audit, UnitGaps
from zicha.model.text import Lang
from zicha.reports.audit import html
from zicha.reports.audit.html import audit_html, tone
from zicha.reports.html import asset


def cells(root: Element, name: str) -> list[list[str]]:
    """Return the rows of a section's table, the head left out."""
    bodies = list(section(root, name).iter("tbody"))
    return [[text(cell) for cell in row] for body in bodies for row in body.iter("tr")]


@pytest.mark.parametrize("made", [audit(), audit("en"), empty(), empty("en")])
def test_the_page_is_whole_and_names_its_language(made: Audit) -> None:
    root = parsed(audit_html(made))
    assert root.get("lang") == ("zh-CN" if made.lang == "zh" else "en")


def test_the_ranking_has_every_unit() -> None:
    rows = cells(parsed(audit_html(audit())), "ranking")
    assert [[*row[:5], row[6]] for row in rows] == [
        ["1", "", "甲社区", "一街道", "80.00–90.00", "0"],
        ["2", "2–4", "乙社区", "一街道", "67.30–75.00", "2"],
        ["2", "2–4", "丙社区", "二街道", "67.30–75.00", "1"],
        ["4", "2–4", "丁<社区>", "二街道", "50.00–80.12", "0"],
        ["—", "", "=戊社区", "二街道", "—", "0"],
    ]


@pytest.mark.parametrize(
    ("lang", "heads"),
    [
        ("zh", ["排名（5）", "各单位问题清单（2）"]),
        ("en", ["Ranking (5)", "Gaps of each unit (2)"]),
    ],
)
def test_headings_count_in_the_brackets_of_their_language(lang: Lang, heads: list[str]) -> None:
    root = parsed(audit_html(audit(lang)))
    found = [text(h) for name in ("ranking", "details") for h in section(root, name).iter("h2")]
    assert found == heads


def test_the_heat_map_has_a_figure_in_every_cell_and_a_colour_by_the_worst() -> None:
    heat = section(parsed(audit_html(audit())), "heat")
    (body,) = heat.iter("tbody")
    shown = [[(text(c), c.get("class")) for c in row.iter("td")] for row in body.iter("tr")]
    assert shown[0] == [("80.00–90.00", "h3"), ("—", "none")]
    assert shown[3] == [("50.00–80.12", "h1"), ("—", "none")]


def test_a_colour_begins_at_its_bound() -> None:
    assert [tone(n) for n in (0, 39, 40, 60, 80, 90, 100)] == [
        "h0",
        "h0",
        "h1",
        "h2",
        "h3",
        "h4",
        "h4",
    ]


def luminance(colour: str) -> float:
    """Return how light a colour is. Source: WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def test_figures_stand_out_from_every_colour_of_the_heat_map() -> None:
    rule = re.compile(r"\.h\d \{ background: (#\w{6}); color: (#\w{6}); \}")
    pairs = rule.findall(asset("audit.css"))
    assert len(pairs) == 5
    for pair in pairs:
        dark, light = sorted(map(luminance, pair))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_unit_leads_to_its_gaps() -> None:
    root = parsed(audit_html(audit()))
    links = {text(a): (a.get("href") or "")[1:] for a in section(root, "ranking").iter("a")}
    assert set(links) == {"乙社区", "丙社区"}
    (unit,) = [d for d in root.iter("details") if d.get("id") == links["乙社区"]]
    assert [[text(c) for c in row] for row in unit.iter("tr")][1:] == [
        [
            "6.4.5 社区办公服务用房面积",
            "不少于300㎡现状：60㎡差距：240㎡",
            "现有办公服务用房60㎡，还差240㎡：新建、置换或共用用房。",
            "区民政局2011-12-27",
        ],
        [
            "5.1.2 未成年人设施：图书室",
            "应具备现状：无差距：图书室",
            "请街道协调增设图书室。",
            "团区委2011-09-28",
        ],
    ]


def test_rows_carry_what_the_filter_looks_for() -> None:
    root = parsed(audit_html(audit()))
    (row, *_) = [r for r in root.iter("tr") if r.get("data-find") == "乙社区 b"]
    assert (row.get("data-in"), row.get("data-kind")) == ("s1 q", "community")
    options = {o.get("value"): text(o) for o in root.iter("option")}
    assert options == {"": "全部", "s1": "一街道", "s2": "二街道", "q": "某区"}


def test_what_is_to_be_followed_up_is_there() -> None:
    shown = text(section(parsed(audit_html(audit())), "follow"))
    for line in ("反弹1个", "未报送：己社区。", "填报完全相同", "b.yaml:1:7"):
        assert line in shown


def test_units_alike_in_size_are_listed_by_their_place() -> None:
    alike = tuple(replace(u, peers=peers_of(n)) for n, u in zip((2, 1), UNITS, strict=False))
    shown = text(section(parsed(audit_html(audit(units=alike))), "peers"))
    assert "社区，常住人口5000–7766：5个，平均最低分66.15 乙社区 67.30–75.00 甲社区" in shown


def test_only_its_own_style_and_script_may_run_and_nothing_is_fetched() -> None:
    page = audit_html(audit())
    for tag in ("style", "script"):
        (code,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    assert re.findall(r"https?://|\ssrc=|<link|@import|url\(", page) == []


def test_names_are_never_taken_for_tags() -> None:
    assert "<社区>" not in audit_html(audit())


def test_gaps_that_the_page_has_no_room_for_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MOST_GAPS", 2)
    made = audit(details=(*audit().details, UnitGaps("d", "丁<社区>", "community", (gap(),), 0)))
    root = parsed(audit_html(made))
    units = [d for d in root.iter("details") if d.get("class") == "unit"]
    assert len(units) == 1
    assert "其余4个单位（名次在前的）的问题清单没有列出" in text(section(root, "details"))
