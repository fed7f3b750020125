"""The program's output to the letter, beside this file; ``pytest --renew`` writes it anew."""

from pathlib import Path

import pytest

import zicha as program
from support.cli import HUAIBEI, SAMPLE, Zicha
from support.source import ROOT

HERE = Path(__file__).parent
EDITION = ("--edition", SAMPLE.relative_to(ROOT).as_posix())
UNITS = (SAMPLE / "units").relative_to(ROOT).as_posix()
HUAI = f"{UNITS}/huaibei.yaml"
WAN = f"{UNITS}/wanan.yaml"
ABOVE = ("--context", f"{UNITS}/street.yaml", "--context", f"{UNITS}/district.yaml")
# Whichever engines there are: the same report but for its name.
CHECK = ("check", *EDITION, "--engine", "reference")
AUDIT = ("audit", *EDITION, UNITS)

GOLDEN: dict[str, tuple[str, ...]] = {
    "check-huaibei.zh.txt": (*CHECK, HUAI, *ABOVE),
    "check-huaibei.en.txt": (*CHECK, HUAI, *ABOVE, "--lang", "en"),
    "check-huaibei.zh.md": (*CHECK, HUAI, *ABOVE, "--format", "markdown"),
    "check-huaibei.zh.json": (*CHECK, HUAI, *ABOVE, "--format", "json"),
    "check-huaibei.zh.csv": (*CHECK, HUAI, *ABOVE, "--format", "csv"),
    "check-wanan.zh.txt": (*CHECK, WAN),
    "check-wanan.en.txt": (*CHECK, WAN, "--lang", "en"),
    "check-wanan.en.json": (*CHECK, WAN, "--format", "json", "--lang", "en"),
    "audit.zh.txt": AUDIT,
    "audit.en.txt": (*AUDIT, "--lang", "en"),
    "audit.zh.md": (*AUDIT, "--format", "markdown"),
    "audit.zh.csv": (*AUDIT, "--format", "csv"),
    "explain-1.1.1.zh.txt": ("explain", *EDITION, "1.1.1", HUAI),
    "explain-1.1.1.en.txt": ("explain", *EDITION, "1.1.1", HUAI, "--lang", "en"),
    "explain-2.1.3.zh.txt": ("explain", *EDITION, "2.1.3", HUAI),
    "indicators.zh.txt": ("indicators", *EDITION),
    "indicators-coverage.zh.txt": ("indicators", *EDITION, "--coverage"),
    "indicators-sources.en.txt": ("indicators", *EDITION, "--sources", "--lang", "en"),
    "facts.en.txt": ("facts", *EDITION, "--lang", "en"),
    "facts-youth_facilities.zh.txt": ("facts", *EDITION, "youth_facilities"),
    "help-audit.zh.txt": ("audit", "--help"),
    "help-audit.en.txt": ("audit", "--lang", "en", "--help"),
    "help-check.zh.txt": ("check", "--help"),
    "help-check.en.txt": ("check", "--lang", "en", "--help"),
    "help-explain.zh.txt": ("explain", "--help"),
    "help-explain.en.txt": ("explain", "--lang", "en", "--help"),
    "help-indicators.zh.txt": ("indicators", "--help"),
    "help-indicators.en.txt": ("indicators", "--lang", "en", "--help"),
    "help-facts.zh.txt": ("facts", "--help"),
    "help-facts.en.txt": ("facts", "--lang", "en", "--help"),
}
SHIPPED = "check-shipped-huaibei-r3.zh.txt"
"""The one golden file of the shipped edition: head and gaps, which its community is known for."""


@pytest.fixture(autouse=True)
def same_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(program, "__version__", "0.0.0")


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    """Return whether the golden files are to be written anew."""
    return bool(request.config.getoption("--renew"))


def hold(name: str, text: str, *, renew: bool) -> None:
    """Hold a text to a golden file, or the file to the text."""
    file = HERE / name
    if renew:
        file.write_bytes(text.encode())
    assert file.is_file(), "a new golden file: look at the output, then run pytest --renew"
    assert text == file.read_bytes().decode()


@pytest.mark.parametrize("name", GOLDEN)
def test_the_output_is_what_it_was(zicha: Zicha, name: str, *, renew: bool) -> None:
    ended = zicha(*GOLDEN[name])
    assert ended.err == ""
    hold(name, ended.out, renew=renew)


def test_the_gaps_of_report_3_in_the_shipped_edition_are_what_they_were(
    zicha: Zicha, *, renew: bool
) -> None:
    lines = zicha("check", HUAIBEI.relative_to(ROOT).as_posix()).out.splitlines(keepends=True)
    head, gaps = lines[: lines.index("─" * 80 + "\n")], lines[lines.index("\n") :]
    hold(SHIPPED, "".join([*head, *gaps[: gaps.index("\n", 1)]]), renew=renew)


def test_no_golden_file_is_left_that_nothing_is_held_to() -> None:
    found = {
        path.name for path in HERE.iterdir() if path.suffix in {".txt", ".md", ".json", ".csv"}
    }
    assert found == {*GOLDEN, SHIPPED}
