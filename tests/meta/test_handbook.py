"""The handbook in docs/indicators is that of the shipped edition."""

from support.source import ROOT
from zicha.authoring.handbook.book import handbook_files
from zicha.editions.load import load_edition
from zicha.model.text import LANGUAGES

PAGES = ROOT / "docs" / "indicators"


def test_the_handbook_is_up_to_date() -> None:
    written = {p.relative_to(PAGES).as_posix(): p.read_text("utf-8") for p in PAGES.rglob("*.md")}
    made = handbook_files(load_edition(None), LANGUAGES)
    stale = [name for name in {**made, **written} if made.get(name) != written.get(name)]
    assert stale == [], "make docs"
