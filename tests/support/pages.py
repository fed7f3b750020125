"""Pages, read back by an HTML parser that forgives nothing."""

from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib


@lru_cache(maxsize=16)
def parsed(page: str) -> Element:
    """Return the tree of a page. Raises an error where the page breaks a rule of HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(page)
    return root


def text(element: Element) -> str:
    """Return the text of an element as a reader sees it, blanks made one."""
    return " ".join("".join(element.itertext()).split())


def section(root: Element, name: str) -> Element:
    """Return the section that a heading's id names."""
    (found,) = [s for s in root.iter("section") if s.get("aria-labelledby") == name]
    return found
