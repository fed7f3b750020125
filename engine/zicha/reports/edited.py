"""Whether a person has worked in a file that this program made: it is not to be written over."""

import re
from pathlib import Path
from zipfile import ZipFile

from zicha.documents.paths import is_file
from zicha.units.workbook.package import DAMAGE

OFFICE = (".xlsx", ".docx")
PROPERTIES = "docProps/core.xml"
MOST = 100_000
"""Bytes that the properties of a document may take to be looked at."""
MIDNIGHT = b"T00:00:00Z"
CREATED, MODIFIED = (
    re.compile(rb"[<:]%s[^>]*>([^<]*)<" % word) for word in (b"created", b"modified")
)


def why_kept(path: Path) -> str | None:
    """Return the code of the problem why a file is not to be written over, None where it may be.

    One that cannot be looked into may be anybody's work: damaged on a stick, or locked with a
    password.
    """
    if path.suffix.lower() not in OFFICE or not is_file(path) or not path.stat().st_size:
        return None
    try:
        return "output-edited" if is_edited(path) else None
    except (*DAMAGE, ValueError):
        return "output-unreadable"


def is_edited(path: Path) -> bool:
    """Return whether a form, a ledger or a document of this program was saved by another since.

    Each says twice, to the day and no closer, when it was made: whatever saves it again says when.
    """
    with ZipFile(path) as file:
        if PROPERTIES not in file.NameToInfo or file.getinfo(PROPERTIES).file_size > MOST:
            return False  # none of this program's
        text = file.read(PROPERTIES)
    created, modified = CREATED.search(text), MODIFIED.search(text)
    if created is None or modified is None or not created[1].endswith(MIDNIGHT):
        return False
    return created[1] != modified[1]
