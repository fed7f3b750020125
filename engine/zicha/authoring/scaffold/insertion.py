"""Pieces put into the text of a file, so that all that its author wrote stays as it is."""

from zicha.documents.document import Document, Path

DASH = "- "


class NoRoomError(ValueError):
    """A file is not written line by line, so that a piece has no place in it."""

    def __init__(self, file: str) -> None:
        """Keep the name of the file."""
        super().__init__(file)
        self.file = file


def appended(text: str, piece: str, indent: str) -> str:
    """Return a text with a piece at its end."""
    ending = "" if text.endswith("\n") or not text else "\n"
    return text + ending + indented(piece, indent)


def inserted(text: str, piece: str, indent: str, line: int | None) -> str:
    """Return a text with a piece before a line, above the comments that go with it.

    Without a line the piece comes last. Lines count from 1.
    """
    if line is None:
        return appended(text, piece, indent)
    lines = text.splitlines(keepends=True)
    index = line - 1
    while index and is_remark(lines[index - 1]):
        index -= 1
    return "".join([*lines[:index], indented(piece, indent), *lines[index:]])


def is_remark(line: str) -> bool:
    """Return whether a line is empty or holds a comment alone."""
    return not line.strip() or line.lstrip().startswith("#")


def indented(piece: str, indent: str) -> str:
    """Return a piece with every line moved in."""
    return "".join(indent + line for line in piece.splitlines(keepends=True))


def indent_of(text: str, document: Document, path: Path) -> str:
    """Return how far the entries of a list or a mapping at ``path`` are moved in.

    Raises:
        NoRoomError: the entries do not stand line by line.
    """
    place = document.key_place(path)
    line = text.splitlines()[place.line - 1]
    before = line[: place.column - 1]
    indent = before[: len(before) - len(before.lstrip())]
    if before.strip() not in ("", DASH.strip()):
        raise NoRoomError(document.file)
    return indent
