"""The pages hold together: links lead somewhere, and what they tell people to type is true."""

import re
import tomllib
from pathlib import Path

from support.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def text_of(page: Path) -> str:
    """Return a page without its blocks of code."""
    return FENCED.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as the usual viewers make them."""
    headings = re.findall(r"^#+ +(.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def lost(page: Path) -> list[str]:
    """Return the links of a page that lead nowhere in the checkout."""
    found = []
    for link in LINK.findall(text_of(page)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name) if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(f"{page.relative_to(ROOT)}: {link}")
    return found


def test_every_link_leads_somewhere() -> None:
    assert [link for page in PAGES for link in lost(page)] == []


def test_the_readme_begins_with_the_demo_and_the_tests() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert blocks[0].splitlines() == ["make demo", "make test"]


def test_the_readme_names_the_libraries_to_install_where_one_does_not_build() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    others = [f'"{line}"' for line in project["dependencies"] if not line.startswith("durable")]
    command = f"pip install --no-deps . && pip install {' '.join(others)}"
    assert (ROOT / "README.md").read_text("utf-8").count(command) == 2


def test_the_change_log_has_the_version_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    version = re.search(r'__version__ = "(.+)"', (ROOT / "engine/zicha/__init__.py").read_text())
    assert version is not None
    assert version[1] == project["version"]
    assert f"## [{version[1]}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
