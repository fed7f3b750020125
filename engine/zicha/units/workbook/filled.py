"""The document that the cells of a form make up, as a unit's file would state it."""

from dataclasses import dataclass, field

from zicha.documents.document import Document, Path, Plain
from zicha.errors import Place, Problem, Severity, problem


@dataclass(slots=True)
class Filled:
    """A document under construction, the place of each value, and what is wrong so far."""

    file: str
    value: dict[str, Plain] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def put(self, path: tuple[str, ...], value: Plain, place: Place) -> None:
        """Put a value where it belongs; of one that is not there only the place is kept."""
        self.values[path] = place
        if value is None:
            return
        inner = self.value
        for step in path[:-1]:
            within = inner.setdefault(step, {})
            assert isinstance(within, dict)
            inner = within
        inner[path[-1]] = value

    def add(self, name: str, entry: dict[str, tuple[Plain, Place]], place: Place) -> None:
        """Add an entry to a list."""
        entries = self.value.setdefault(name, [])
        assert isinstance(entries, list)
        path = (name, len(entries))
        entries.append({key: value for key, (value, _) in entry.items() if value is not None})
        self.values[path] = place
        self.values |= {(*path, key): where for key, (_, where) in entry.items()}

    def report(self, code: str, place: Place, /, **args: object) -> None:
        """Note an error."""
        self.problems.append(problem(code, place, **args))

    def hint(self, code: str, place: Place, /, **args: object) -> None:
        """Note what is worth a look."""
        self.problems.append(problem(code, place, Severity.HINT, **args))

    def document(self) -> Document:
        """Return what was put together."""
        return Document(self.file, self.value, self.values, self.keys)
