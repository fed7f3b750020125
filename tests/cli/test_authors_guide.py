"""The worked example of the guides for rule authors gives what they print, in both languages."""

import re
import shutil
from pathlib import Path

import pytest

from support.cli import Zicha
from support.source import ROOT

YAML = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^\$ zicha (.*)\n((?:(?!\$ |```).*\n)*)", re.MULTILINE)
RULES = "ed/rules/national-2011/6.4.yaml"
ONE_VALUE = """\
            at_least: 300
            source: {cite: R3, edition: local, confidence: quoted}
"""


def changed(file: str, old: str, new: str) -> None:
    """Put a text in the place of another that is there once."""
    path = Path(file)
    before = path.read_text("utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), "utf-8")


@pytest.mark.parametrize("page", ["authoring.md", "authoring.zh.md"])
def test_a_new_value_is_linted_as_the_guide_says(
    zicha: Zicha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    value, cases = YAML.findall(text)[:2]
    (lint, found), (again, nothing) = [
        (words.split(), said) for words, said in CONSOLE.findall(text) if "lint ed" in words
    ][:2]
    for folder in ("indicators", "rules"):
        shutil.copytree(ROOT / folder, tmp_path / "ed" / folder)
    monkeypatch.chdir(tmp_path)
    changed(RULES, ONE_VALUE, value.partition("fact: office_area\n")[2])
    assert zicha(*lint).out == found
    # What the guide says to do about it.
    changed(RULES, "{value: 300, source", "{value: 300, from: '2011-01-01', source")
    sources = "sources: [R3, NK#192, NK#436, CS07]"
    changed("ed/indicators/national-2011/categories/6.yaml", sources, sources[:-1] + ", B118]")
    with Path(RULES.replace(".yaml", ".cases.yaml")).open("a", encoding="utf-8") as file:
        file.write(cases)
    assert zicha(*again).out == nothing
