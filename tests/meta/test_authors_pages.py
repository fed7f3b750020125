"""The pages for rule authors: a page for each code of lint, the terms of the edition."""

import re
import tomllib

import pytest

from support.source import PACKAGE, ROOT
from zicha.documents.reading import read_yaml
from zicha.editions.load import load_edition
from zicha.editions.place import edition_folders
from zicha.editions.terms import read_terms
from zicha.errors import Problem
from zicha.model.terms import Term
from zicha.model.text import Lang

PAGES = ROOT / "docs" / "lint"
INDEX, ERRORS = "README.md", "errors.md"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def codes_in(words: str) -> list[str]:
    return sorted(tomllib.loads((PACKAGE / "words/en" / words).read_text("utf-8"))["problem"])


CODES = codes_in("lint.toml")


def test_every_code_has_its_page_and_every_page_its_code() -> None:
    assert sorted(p.stem for p in PAGES.iterdir() if p.name not in (INDEX, ERRORS)) == CODES


def test_the_index_leads_to_every_page() -> None:
    links = re.findall(r"\[([a-z-]+)\]\(([a-z-]+)\.md\)", (PAGES / INDEX).read_text("utf-8"))
    assert sorted(links) == [(code, code) for code in CODES]


def test_every_error_of_an_edition_has_its_example_once() -> None:
    page = (PAGES / ERRORS).read_text("utf-8")
    found = re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)
    assert sorted(found) == codes_in("editions.toml")


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_its_title_in_both_languages_and_says_what_why_and_how(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text("utf-8")
    form = (
        rf"# `{code}`\n\n\*\*[^*]*[\u4e00-\u9fff][^*]*\*\* · \*\*[ -~]+\*\* \((warning|hint)\)\n\n"
        r"What: .+\n\nWhy: .+\n\nWrong:\n\n```yaml\n[^`]+```\n\nRight:\n\n```yaml\n[^`]+```\n\n"
        r"To fix it: .+\n"
    )
    assert re.fullmatch(form, page)


@pytest.mark.parametrize("code", CODES)
def test_what_a_page_shows_is_yaml(code: str) -> None:
    for block in BLOCK.findall((PAGES / f"{code}.md").read_text("utf-8")):
        _, problems = read_yaml(block.encode(), code)
        assert problems == []


def unfit(term: Term, lang: Lang) -> str:
    words = [*term.avoid.get(lang, ())]
    words += [f"{word} (in labels)" for word in term.avoid_in_labels.get(lang, ())]
    return ", ".join(words)


def test_the_page_of_terms_has_those_of_the_shipped_edition() -> None:
    folders = edition_folders()
    assert not isinstance(folders, Problem)
    terms, problems = read_terms(folders, load_edition(None))
    assert problems == []
    page = (ROOT / "docs/terms.md").read_text("utf-8").partition("## In the program")[0]
    wanted = [f"| {t.zh} | {t.en} | {unfit(t, 'zh')} | {unfit(t, 'en')} |" for t in terms.terms]
    assert [line for line in page.splitlines() if line.startswith("|")][2:] == wanted
