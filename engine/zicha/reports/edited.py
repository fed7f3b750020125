"""Whether a person has worked in a file that this program made: it is not to be written over."""

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from zicha.documents.paths import is_file

OFFICE = (".xlsx", ".docx")
PROPERTIES = "docProps/core.xml"
MOST = 100_000
"""Bytes that the properties of a document may take to be looked at."""
MIDNIGHT = b"T00:00:00Z"
CREATED, MODIFIED = (
    re.compile(rb"[<:]%s[^>]*>([^<]*)<" % word) for word in (b"created", b"modified")
)


def is_edited(path: Path) -> bool:
    """Return whether a form, a ledger or a document of this program was saved by another since.

    Each says twice, to the day and no closer, when it was made: whatever saves it again says when.
    What an office's own template became says what the template says, and is not told.
    """
    if path.suffix.lower() not in OFFICE or not is_file(path):
        return False
    try:
        with ZipFile(path) as file:
            if file.getinfo(PROPERTIES).file_size > MOST:
                return False
            text = file.read(PROPERTIES)
    except (BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return False  # none of this program's
    created, modified = CREATED.search(text), MODIFIED.search(text)
    if created is None or modified is None or not created[1].endswith(MIDNIGHT):
        return False
    return created[1] != modified[1]
