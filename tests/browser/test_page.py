"""The page in a browser: a filter, a proof, without a script, on paper."""

import re

import pytest

from support.reported import HUAIBEI, reported
from zicha.reports.html import report_html

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = reported(HUAIBEI)
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(report_html(made.report, made.proofs), "utf-8")
    return path.as_uri()


def test_a_filter_leaves_the_gaps_that_fit(page: Page) -> None:
    gaps = page.locator("article.gap")
    assert gaps.count() == 4
    page.select_option("select[name=level]", "street")
    assert page.locator("article.gap:visible h3").all_inner_texts() == ["4. 小区道路硬化平整"]
    assert page.locator("#shown").inner_text() == "显示 1 项，共 4 项"
    page.select_option("select[name=level]", "")
    assert page.locator("article.gap:visible").count() == 4


def test_a_gap_opens_to_its_proof_by_the_keyboard(page: Page) -> None:
    first = page.locator("article.gap").first
    proof = first.locator(".tree")
    assert not proof.is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert proof.is_visible()
    assert "60" in proof.inner_text()
    assert "300" in proof.inner_text()


def test_all_is_there_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("article.gap:visible").count() == 4
    assert not page.locator("#filter").is_visible()
    page.locator("article.gap summary").first.click()
    assert page.locator("article.gap .tree").first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_paper_shows_the_proofs(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article.gap details[open]").count() == 4
    # Of each category its indicators are listed, not what each of them asks.
    categories = page.locator("details.card")
    assert categories.count() == page.locator("details.card[open]").count() > 0
    assert page.locator("details.card details[open]").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("article.gap details[open]").count() == 0


def test_the_page_tells_its_language_and_name(page: Page) -> None:
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert re.match("创城自查报告：", page.title())
