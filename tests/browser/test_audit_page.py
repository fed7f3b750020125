"""The page of an audit in a browser: filter, sort, a unit's gaps, without a script."""

import pytest

from support.audits import audit
from zicha.reports.audit.html import audit_html

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, Page

NAMES = "#rows tbody tr:visible th"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "audit.html"
    path.write_text(audit_html(audit()), "utf-8")
    return path.as_uri()


def test_a_name_and_a_street_leave_the_units_that_fit(page: Page) -> None:
    page.fill("input[name=find]", "社区")
    page.select_option("select[name=in]", "s1")
    assert page.locator(NAMES).all_inner_texts() == ["甲社区", "乙社区"]
    assert page.locator("#shown").inner_text() == "显示 2 个，共 5 个"
    assert page.locator(".heat tbody tr:visible").count() == 2
    page.select_option("select[name=in]", "q")
    page.fill("input[name=find]", "丙")
    assert page.locator(NAMES).all_inner_texts() == ["丙社区"]


def test_a_head_sorts_up_then_down_and_a_dash_stays_last(page: Page) -> None:
    head = page.locator("#rows th", has_text="得分")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    upwards = ["丁<社区>", "乙社区", "丙社区", "甲社区", "=戊社区"]
    assert page.locator(NAMES).all_inner_texts() == upwards
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    downwards = ["甲社区", "乙社区", "丙社区", "丁<社区>", "=戊社区"]
    assert page.locator(NAMES).all_inner_texts() == downwards


def test_a_name_opens_the_gaps_of_the_unit(page: Page) -> None:
    gaps = page.locator("details.unit").first.locator("table")
    assert not gaps.is_visible()
    page.locator("#rows a", has_text="乙社区").click()
    page.wait_for_selector("details.unit[open]")
    assert gaps.is_visible()
    assert "还差240㎡" in gaps.inner_text()


def test_all_is_there_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(NAMES).count() == 5
    assert not page.locator("#filter").is_visible()
    page.locator("details.unit summary").first.click()
    assert page.locator("details.unit table").first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 500, 800, 1280])
def test_nothing_is_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_a_row_of_a_table_is_a_card_with_the_heads_beside_its_texts(page: Page) -> None:
    page.set_viewport_size({"width": 420, "height": 800})
    rooms = page.evaluate(
        "[...document.querySelectorAll('table.stack td:not(.middle):not(:empty)')].map("
        "cell => [cell.offsetWidth, getComputedStyle(cell, '::before').content])"
    )
    assert {width > 300 for width, _ in rooms} == {True}
    assert '"单位 "' in {content for _, content in rooms}


def test_on_paper_a_section_of_which_nothing_is_open_is_left_out(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.locator("#details").is_visible()
    page.locator("details.unit").first.evaluate("details => { details.open = true; }")
    assert page.locator("#details").is_visible()
    page.emulate_media(media="screen")
