"""What the README shows is what the program prints, line for line."""

import re

import pytest

from support.cli import Zicha
from support.source import ROOT

EXAMPLE = "examples/huaibei-r3.yaml"
SHOWN = {
    "创城自查报告：xx社区（淮北）": ("check", EXAMPLE),
    "评定过程：xx社区（淮北），2011-06-30": ("explain", "6.4.5", EXAMPLE),
    "创城自查报告：石磨巷社区（示例）": (
        "check",
        "examples/district/shimoxiang.yaml",
        *(
            word
            for name in ("street-2", "district", "city")
            for word in ("--context", f"examples/district/{name}.yaml")
        ),
    ),
    "社区排名（共6个）": ("audit", "examples/district"),
    "Self-inspection report: xx社区（淮北）": ("check", EXAMPLE, "--lang", "en"),
}
"""The calls whose output stands in the README, by its first line there."""
ELIDED = re.compile(r"^…+\n?", re.MULTILINE)


def blocks() -> dict[str, str]:
    """Return the blocks of output in the README by their first lines."""
    text = (ROOT / "README.md").read_text("utf-8")
    found = re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return {block.splitlines()[0]: block for block in found}


def test_every_block_of_output_is_known() -> None:
    assert set(blocks()) == set(SHOWN)


@pytest.mark.parametrize("first", SHOWN)
def test_the_output_in_the_readme_is_that_of_the_program(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    monkeypatch.chdir(ROOT)
    out = zicha(*SHOWN[first]).out
    for part in ELIDED.split(blocks()[first]):
        assert part.strip("\n") in out
