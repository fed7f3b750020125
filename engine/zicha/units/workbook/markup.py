"""XML parts of an Excel file, event by event: no tree is built, no entity is ever expanded."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from zicha.documents.tree import UnreadableError
from zicha.errors import Place, problem

First = Callable[[str, dict[str, str]], None]


class Reader:
    """What takes the events of a part. ``text``: what was written since the last tag began.

    ``pass_over``: has it take nothing more of the part, which is read to its end all the same.
    """

    def __init__(self) -> None:
        """Begin without a text."""
        self.text = ""
        self.pass_over: Callable[[], None] = lambda: None

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the begin of an element, whose name has no prefix."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def characters(self, text: str) -> None:
        """Take a piece of text."""
        self.text += text


def walk(data: bytes, file: str, reader: Reader) -> None:
    """Lead a reader through a part.

    Raises UnreadableError where it is no XML or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = first_element(parser, reader)
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters

    def pass_over() -> None:
        parser.StartElementHandler = None
        parser.EndElementHandler = None
        parser.CharacterDataHandler = None

    reader.pass_over = pass_over

    def refuse(*_: object) -> None:
        raise damaged(file)  # an Excel file has no document type

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the form of expat: this is all
    except expat.ExpatError as error:
        raise damaged(file) from error


def first_element(parser: expat.XMLParserType, reader: Reader) -> First:
    """Return what takes the first element, and sees to it that names come without a prefix.

    Most programs write no prefix: then nothing stands between the parser and the reader.
    """

    def begin(name: str, attributes: dict[str, str]) -> None:
        prefix = name.rpartition(":")[0]
        if not prefix:
            parser.StartElementHandler = reader.begin
            reader.begin(name, attributes)
            return
        parser.StartElementHandler = lambda n, a: reader.begin(n.removeprefix(f"{prefix}:"), a)
        parser.EndElementHandler = lambda n: reader.end(n.removeprefix(f"{prefix}:"))
        reader.begin(name.removeprefix(f"{prefix}:"), attributes)

    return begin


def damaged(file: str) -> UnreadableError:
    """Return that a file cannot be read on."""
    return UnreadableError(problem("workbook-damaged", Place(file)))
