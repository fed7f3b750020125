"""The page: read back by an HTML parser that forgives nothing, and compared with the report."""

import base64
import hashlib
from xml.etree.ElementTree import Element

import pytest

from support.pages import parsed, section, text
from support.reported import HUAIBEI, Reported, reported
from zicha.model.report import SourceShown
from zicha.reports.html import report_html
from zicha.words import say
from zicha.words.sources import cited, within


def seen(line: str) -> str:
    """Return a text of the report as a page shows it, blanks made one."""
    return " ".join(line.split())


@pytest.fixture
def page(given: Reported) -> Element:
    return parsed(report_html(given.report, given.proofs))


def test_every_gap_is_there_with_all_that_is_known_of_it(given: Reported, page: Element) -> None:
    cards = [text(card) for card in section(page, "gaps").iter("article")]
    wanted = [
        [
            gap.label,
            gap.indicator,
            gap.required_text,
            gap.actual_text,
            gap.shortfall_text,
            gap.remedy,
            gap.owner,
            gap.due.isoformat(),
            cited(gap.source.cite, given.report.lang),
            gap.rule,
        ]
        for gap in given.report.gaps
    ]
    lacking = [
        part
        for card, parts in zip(cards, wanted, strict=True)
        for part in parts
        if seen(part) not in card
    ]
    assert lacking == []


def test_every_gap_opens_to_its_proof(given: Reported, page: Element) -> None:
    trees = [text(card.findall(".//ul")[0]) for card in section(page, "gaps").iter("article")]
    for gap, tree in zip(given.report.gaps, trees, strict=True):
        lines = given.proofs[gap.indicator, gap.item]
        assert [line.text for line in lines if seen(line.text) not in tree] == []


def test_an_opened_proof_ends_with_how_the_grade_comes_about() -> None:
    root = parsed(report_html(*reported(HUAIBEI)))
    card = next(c for c in section(root, "gaps").iter("article") if "6.4.5" in text(c))
    lines = [text(line) for line in card.findall(".//ul")[0]]
    assert lines[-2:] == ["第1部分：1项不达标：D", "各部分分别评分，以最低的一部分为准。"]


def test_all_that_is_to_be_verified_is_there_in_order(given: Reported, page: Element) -> None:
    rows = [text(row) for row in section(page, "verify").findall(".//tbody/tr")]
    entries, joint = given.report.to_verify, say(given.report.lang, "value.joint")
    lacking = [
        part
        for row, entry in zip(rows, entries, strict=True)
        for part in (entry.label, entry.hint, joint.join(entry.indicators), entry.last or "")
        if seen(part) not in row
    ]
    assert lacking == []


def test_every_indicator_is_there_with_its_verdict(given: Reported, page: Element) -> None:
    heads = [text(s) for s in section(page, "indicators").findall(".//details/details/summary")]
    assert [head.split()[0] for head in heads] == [i.code for i in given.report.indicators]
    names = zip(given.report.indicators, heads, strict=True)
    assert [i.code for i, head in names if i.name not in head] == []


def test_every_requirement_stands_with_its_source(given: Reported, page: Element) -> None:
    rows = [text(row) for row in section(page, "indicators").findall(".//tbody/tr")]
    items = [item for indicator in given.report.indicators for item in indicator.items]
    for item, row in zip(items, rows, strict=True):
        source: SourceShown = item.source
        cite = cited(source.cite, given.report.lang)
        for part in (item.label, item.required_text, item.actual_text, cite, source.work):
            assert seen(part) in row
        assert source.edition_label in row
        assert within(source.confidence_label) in row


def test_what_a_person_wrote_is_never_taken_for_a_tag(hostile: Reported) -> None:
    page = parsed(report_html(hostile.report, hostile.proofs))
    heading = next(page.iter("h1"))
    assert hostile.report.unit.name in text(heading)
    assert [child.tag for child in heading] == []
    assert len(list(page.iter("script"))) == 1


def test_the_page_asks_the_network_for_nothing(given: Reported) -> None:
    page = parsed(report_html(given.report, given.proofs))
    loads = [
        value
        for element in page.iter()
        for name, value in element.attrib.items()
        if name in {"src", "href", "srcset", "action", "data", "poster"}
    ]
    assert [value for value in loads if not value.startswith("#")] == []
    styles = "".join(text(style) for style in page.iter("style"))
    assert "url(" not in styles
    assert "@import" not in styles


def test_the_page_allows_its_own_style_and_script_and_no_other(given: Reported) -> None:
    page = parsed(report_html(given.report, given.proofs))
    (policy,) = [
        meta.get("content", "")
        for meta in page.iter("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    digests = {
        tag: base64.b64encode(hashlib.sha256((element.text or "").encode()).digest()).decode()
        for tag in ("style", "script")
        for element in page.iter(tag)
    }
    assert policy.split("; ")[:3] == [
        "default-src 'none'",
        f"style-src 'sha256-{digests['style']}'",
        f"script-src 'sha256-{digests['script']}'",
    ]


def test_nothing_in_the_page_has_a_style_or_a_handler_of_its_own(given: Reported) -> None:
    page = parsed(report_html(given.report, given.proofs))
    names = {name for element in page.iter() for name in element.attrib}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


def test_ids_of_the_page_are_unique_and_every_link_inside_it_leads_somewhere() -> None:
    made = reported(HUAIBEI)
    page = parsed(report_html(made.report, made.proofs))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert sorted(set(ids), key=str) == sorted(ids, key=str)
    named = [e.get("aria-labelledby") for e in page.iter() if e.get("aria-labelledby")]
    links = [a.get("href", "").removeprefix("#") for a in page.iter("a")]
    assert set(named) | set(links) <= set(ids)


def test_the_same_report_gives_the_same_page(given: Reported) -> None:
    assert report_html(given.report, given.proofs) == report_html(given.report, given.proofs)
