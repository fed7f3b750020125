"""Bytes -> text: UTF-8, UTF-16 with its mark, and what Chinese Windows programs still write."""

import codecs

from zicha.documents.scalars import code_point, unusable
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, Severity, problem

MAX_BYTES = 5_000_000
"""The largest file that is read."""
LOST = "\ufffd"
"""What stands for bytes that are no character."""
FEW, RARE = 20, 20
"""So many of them, one in so many characters, are damage; more are no text of this encoding."""


def decoded(data: bytes, file: str, most: int = MAX_BYTES) -> tuple[str, list[Problem]]:
    """Return the text of a file, and a hint where its encoding had to be guessed.

    Raises UnreadableError where it is no text.
    """
    if len(data) > most:
        raise UnreadableError(too_large(file, most))
    text, guessed = _by_encoding(data, file)
    hints = [problem("read-as-gbk", Place(file, 1, 1), Severity.HINT)] if guessed else []
    found = unusable(text)
    if found and guessed:
        raise UnreadableError(problem("not-text", Place(file)))
    if found:
        place = place_at(text, found.start(), file)
        raise UnreadableError(problem("control-character", place, character=code_point(found[0])))
    return text, hints


def too_large(file: str, most: int = MAX_BYTES) -> Problem:
    """Return the problem of a file that is too large to be read."""
    return problem("file-too-large", Place(file), most=most // 1_000_000)


def place_at(text: str, index: int, file: str) -> Place:
    """Return the place of the character at ``index``."""
    line_start = text.rfind("\n", 0, index) + 1
    return Place(file, text.count("\n", 0, index) + 1, index - line_start + 1)


def _by_encoding(data: bytes, file: str) -> tuple[str, bool]:
    """Return the text, and whether it was taken for GB18030 because it is no UTF-8."""
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16"), False
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError as error:
        broken = error
    try:
        return data.decode("gb18030"), True
    except UnicodeDecodeError:
        raise UnreadableError(unread(data, broken, file)) from None


def unread(data: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    """Return why bytes are no text; where all but a few are UTF-8, at which line they are not."""
    if error.encoding != "utf-8" or b"\0" in data:
        return problem("not-text", Place(file))
    text = data.decode(errors="replace")
    lost = text.count(LOST)
    if lost > FEW or lost * RARE > len(text):
        return problem("not-text", Place(file))
    return problem("byte-broken", place_at(text, text.index(LOST), file), count=lost)
