"""Chinese wording is data: in the editions and in ``words``, never inside Python."""

import re

from support.source import package_trees, strings

HAN = re.compile(r"[\u2e80-\u303f\u3300-\u9fff\uff00-\uffef]+")

# Signs, not words, and why they stand in code.
SIGNS = {
    "documents/lookalikes.py": "full-width signs that a keyboard makes in place of YAML's own",
    "reports/lines.py": "signs that may not begin a line, wherever it is broken",
    "units/typed.py": "the words and dates that people type for yes, no, none and a day",
}


def test_no_chinese_stands_in_a_string_of_the_code() -> None:
    found = {
        module: sorted({run for text in strings(tree) for run in HAN.findall(text)})
        for module, tree in package_trees().items()
        if module not in SIGNS
    }
    assert {module: runs for module, runs in found.items() if runs} == {}


def test_every_exception_is_still_needed() -> None:
    trees = package_trees()
    needed = {m for m, tree in trees.items() if any(map(HAN.search, strings(tree)))}
    assert set(SIGNS) - needed == set()
