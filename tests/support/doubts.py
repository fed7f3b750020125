"""Doubts sown in the clean edition: what is written, and the one finding that must come."""

from pathlib import Path
from typing import NamedTuple

from support.clean_edition import CLEAN
from support.faults import place
from support.tiny_edition import replaced, write
from zicha.authoring.lint.check import lint
from zicha.editions.place import EditionFolders
from zicha.errors import Problem, Severity
from zicha.model.findings import Ignored

CATEGORY = "indicators/categories/1.yaml"
FACTS = "indicators/facts/1.yaml"
TERMS = "indicators/terms.yaml"
RULES = "rules/1.yaml"
CASES = "rules/1.cases.yaml"
CONCLUSIONS = "rules/conclusions.yaml"
STATE = """\
  state:
    label: {zh: 路面状况, en: State of the road}
    type: enum
    options: {good: {zh: 好, en: Good}, fair: {zh: 中, en: Fair}, poor: {zh: 差, en: Poor}}
    level: community
    better: order
    method: 看
    hint: {zh: 沿路走一遍，看坏在哪里。, en: Walk along and look where it is broken.}
"""
"""A choice beside the facts of the clean edition."""
RATIO = "percentage: {part: lit, whole: lamps, when_zero: unmet}"


class Doubt(NamedTuple):
    """One doubt.

    ``old`` in a file becomes ``bad``; the finding stands at the first ``at`` from there on, in the
    file ``where`` from its beginning if it is another one. ``good`` is a near miss: no finding.
    """

    code: str
    file: str
    old: str
    bad: str
    at: str
    args: dict[str, str]
    good: str
    severity: Severity = Severity.WARNING
    where: str | None = None

    def problem(self, folder: Path) -> Problem:
        """Return the finding that must come in the files of a folder."""
        file = self.where or self.file
        text = changed(self.file, self.old, self.bad)[file]
        begin = 0 if self.where else CLEAN[self.file].index(self.old)
        at = place(folder / file, text, text.index(self.at, begin))
        return Problem(self.code, at, self.args, self.severity)


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """Return the clean files with the first occurrence of a piece of one of them replaced."""
    return {**CLEAN, file: replaced(CLEAN[file], old, new)}


def linted(folder: Path, files: dict[str, str]) -> tuple[list[Problem], list[Ignored]]:
    """Return what lint finds in files."""
    write(folder, files)
    return lint(EditionFolders(folder / "indicators", folder / "rules"))


def names(doubts: list[Doubt]) -> list[str]:
    """Return a name for each doubt: its code, numbered where it comes again."""
    codes = [doubt.code for doubt in doubts]
    return [f"{code}-{codes[:i].count(code) + 1}" for i, code in enumerate(codes)]
