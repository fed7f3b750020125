"""A spot in a document: where a reader stands, and where it notes what is wrong there."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from zicha.documents.document import Document, Path, Plain
from zicha.errors import Place, Problem, Severity, problem

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a document; ``found`` collects the problems of all documents."""

    document: Document
    found: list[Problem]
    path: Path = ()

    def __truediv__(self, step: str | int) -> "Spot":
        return Spot(self.document, self.found, (*self.path, step))

    def to(self, path: Path) -> "Spot":
        """Return the spot further down at ``path``."""
        return Spot(self.document, self.found, (*self.path, *path))

    @property
    def place(self) -> Place:
        """Return where the value stands."""
        return self.document.place(self.path)

    @property
    def value(self) -> Plain:
        """Return the value as it was read."""
        value = self.document.value
        for step in self.path:
            if isinstance(value, dict):
                value = value[str(step)]
            elif isinstance(value, list):
                value = value[int(step)]
        return value

    def report(self, code: str, severity: Severity = Severity.ERROR, /, **args: object) -> None:
        """Note a problem at the value."""
        self.found.append(problem(code, self.place, severity, **args))

    def report_key(self, code: str, /, **args: object) -> None:
        """Note a problem at the key before the value."""
        self.found.append(problem(code, self.document.key_place(self.path), **args))


@dataclass(frozen=True, slots=True)
class Entry(Generic[S]):
    """Something of an edition in its shape, and where it stands."""

    shape: S
    spot: Spot
