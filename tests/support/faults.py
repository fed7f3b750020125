"""Faults sown in the tiny edition: what is written wrong, and the one problem that must come."""

from pathlib import Path
from typing import NamedTuple

from support.tiny_edition import FILES, NAMES, read, replaced, write
from zicha.errors import Place, Problem


class Fault(NamedTuple):
    """One fault.

    ``old`` in a file becomes ``bad``; the problem stands at the first ``at`` from there on, or at
    the last one before where ``back``. ``good`` in its place is a near miss: no problem. In
    ``args`` the folder of the edition is ``~``.
    """

    code: str
    file: str
    old: str
    bad: str
    at: str
    args: dict[str, str]
    good: str | None = None
    back: bool = False

    @property
    def files(self) -> dict[str, str]:
        """Return the files with the fault."""
        return {**FILES, NAMES[self.file]: replaced(self.file, self.old, self.bad)}

    @property
    def files_near(self) -> dict[str, str]:
        """Return the files with the near miss."""
        assert self.good is not None
        return {**FILES, NAMES[self.file]: replaced(self.file, self.old, self.good)}

    def problem(self, folder: Path) -> Problem:
        """Return the problem that must be found in the files of a folder."""
        text = self.files[NAMES[self.file]]
        begin = self.file.index(self.old)
        index = text.rindex(self.at, 0, begin) if self.back else text.index(self.at, begin)
        args = {name: said.replace("~", str(folder)) for name, said in self.args.items()}
        return Problem(self.code, place(folder / NAMES[self.file], text, index), args)


def found(fault: Fault, folder: Path) -> list[Problem]:
    """Return the problems of the edition with a fault; those that follow from it are left out."""
    edition, problems = read(write(folder, fault.files))
    assert edition is None
    return problems


def unfounded(fault: Fault, folder: Path) -> list[Problem]:
    """Return the problems of the edition with the near miss."""
    edition, problems = read(write(folder, fault.files_near))
    assert edition is not None
    return problems


def place(path: Path, text: str, index: int) -> Place:
    """Return the place of the character at an index of a text."""
    column = index - text.rfind("\n", 0, index)
    return Place(str(path), text.count("\n", 0, index) + 1, column)


def names(faults: list[Fault]) -> list[str]:
    """Return a name for each fault: its code, numbered where it comes again."""
    codes = [fault.code for fault in faults]
    return [f"{code}-{codes[:i].count(code) + 1}" for i, code in enumerate(codes)]
