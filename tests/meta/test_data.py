"""Rules are data: the code names no indicator, no rule and no fact of an edition."""

import re

from support.source import ROOT, package_trees, strings


def written(files: str, form: str) -> frozenset[str]:
    """Return what a form catches in the lines of the shipped data."""
    text = "".join(path.read_text("utf-8") for path in sorted(ROOT.glob(files)))
    return frozenset(re.findall(form, text, re.MULTILINE))


def named(ids: frozenset[str]) -> list[str]:
    """Return where the code has one of the ids as a string."""
    return [
        f"{module}: {text}"
        for module, tree in package_trees().items()
        for text in strings(tree)
        if text in ids
    ]


def test_the_code_names_no_indicator() -> None:
    codes = written("indicators/*/categories/*.yaml", r"code: '?(\d+\.\d+\.\d+)'?")
    assert len(codes) == 121
    assert named(codes) == []


def test_the_code_names_no_fact() -> None:
    facts = written("indicators/*/facts/*.yaml", r"^  ([a-z]\w*):$")
    assert len(facts) > 300
    assert named(facts) == []


def test_the_code_names_no_item_of_a_rule() -> None:
    items = written("rules/*/*.yaml", r"- id: (\w+_\w+)")
    assert len(items) > 20
    assert named(items) == []
