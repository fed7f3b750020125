"""The parts of an Excel file, unpacked within bounds: a form may come from anywhere."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from zicha.documents.encoding import MAX_BYTES
from zicha.documents.tree import MAX_NODES, UnreadableError
from zicha.errors import Place, Problem, problem
from zicha.units.workbook.markup import damaged


class Bounds(NamedTuple):
    """How much of a file is read.

    ``packed``: its bytes as it is; ``unpacked``: those of all parts that are read, measured while
    they are unpacked, whatever the file says; ``tags``: of these parts, for a cell without content
    has some, too; ``values``: cells with content.
    """

    packed: int
    unpacked: int
    tags: int
    values: int


FORM = Bounds(packed=MAX_BYTES, unpacked=50_000_000, tags=4_000_000, values=MAX_NODES)
"""What a form of one unit is read within."""
CHUNK = 100_000
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How files begin that are encrypted, or of Excel before 2007."""
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
LOCK = "~$"
"""How the name of a file begins that stands beside a workbook for as long as it is open."""
PASSWORD_FLAG = 1
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
"""What Python raises where a packed file is not what it says it is."""


@dataclass(slots=True)
class Package:
    """An opened file. ``unpacked``: bytes read of its parts so far; ``tags``: those in them."""

    file: str
    archive: zipfile.ZipFile
    bounds: Bounds = FORM
    unpacked: int = 0
    tags: int = 0

    def has(self, name: str) -> bool:
        """Return whether there is a part of that name."""
        return name in self.archive.NameToInfo

    def part(self, name: str) -> bytes:
        """Return a part. Raises UnreadableError where it is damaged, locked or too large."""
        try:
            with self.archive.open(name) as stream:
                return b"".join(self._chunks(stream))
        except (KeyError, *DAMAGE) as error:
            raise damaged(self.file) from error

    def _chunks(self, stream: IO[bytes]) -> Iterator[bytes]:
        while chunk := stream.read(CHUNK):
            self.unpacked += len(chunk)
            self.tags += chunk.count(b"<")
            if self.unpacked > self.bounds.unpacked:
                raise self._beyond("workbook-too-large", self.bounds.unpacked // 1_000_000)
            if self.tags > self.bounds.tags:
                raise self._beyond("workbook-too-many-cells", self.bounds.tags)
            yield chunk

    def _beyond(self, code: str, most: int) -> UnreadableError:
        return UnreadableError(problem(code, Place(self.file), most=most))


def opened(data: bytes, file: str, bounds: Bounds = FORM) -> Package:
    """Return the parts of an Excel file. Raises UnreadableError where it is none."""
    found = foreign(data, file)
    if found is not None:
        raise UnreadableError(found)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*DAMAGE, ValueError) as error:
        raise damaged(file) from error
    if any(info.flag_bits & PASSWORD_FLAG for info in archive.infolist()):
        raise UnreadableError(problem("workbook-locked", Place(file)))
    return Package(file, archive, bounds)


def foreign(data: bytes, file: str) -> Problem | None:
    """Return what a file is that only calls itself an Excel file, by its first bytes."""
    if data.startswith(OLE):
        locked = ENCRYPTED_PART in data
        return problem("workbook-locked" if locked else "workbook-old", Place(file))
    if not data.startswith(b"PK"):
        is_lock = Path(file).name.startswith(LOCK)
        return problem("workbook-lock" if is_lock else "workbook-foreign", Place(file))
    return None
