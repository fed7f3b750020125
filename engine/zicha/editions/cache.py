"""Editions that were built before, in the user's cache folder: values, never code.

A file is found by a digest over everything that decides its content: the bytes and names of the
edition's files, and this program. It begins with the digest of the rest, so that a damaged one
is noticed. The program works where nothing can be kept: then the edition is built again.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from platformdirs import user_cache_path

from zicha import __version__
from zicha.editions.codec import from_json, to_json
from zicha.editions.files import RawFile, bytes_digest
from zicha.editions.place import PACKAGE
from zicha.model.edition import Edition

SETTING = "ZICHA_CACHE"
"""The environment variable: a folder for the cache, or ``off``."""
OFF = "off"
KEPT = 8
"""How many editions are kept; the oldest go."""
DECIDING = ("editions", "documents", "language", "model", "errors.py")
"""The parts of this program that decide what becomes of the files."""


def key_of(raw: list[RawFile]) -> str:
    """Return the key of the edition that files make: a digest over them and this program."""
    return bytes_digest(raw, __version__, program_digest())


def program_digest() -> str:
    """Return a digest over the parts of this program that build an edition."""
    total = hashlib.sha256()
    for part in DECIDING:
        source = PACKAGE / part
        for file in [source] if source.is_file() else sorted(source.rglob("*.py")):
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def folder() -> Path | None:
    """Return the folder of the cache; None where it is switched off."""
    setting = os.environ.get(SETTING, "")
    if setting == OFF:
        return None
    return Path(setting) if setting else user_cache_path("zicha", appauthor=False)


def recall(key: str) -> Edition | None:
    """Return the edition kept under a key; None where there is none that can be used."""
    place = folder()
    if place is None:
        return None
    try:
        digest, _, content = (place / name_of(key)).read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest().encode() != digest:
        return None
    return edition_from(content)


def edition_from(content: bytes) -> Edition | None:
    """Return the edition in the content of a file; None where it holds anything else."""
    try:
        edition = from_json(content.decode())
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
        return None
    return edition if isinstance(edition, Edition) else None


def keep(key: str, edition: Edition) -> None:
    """Keep an edition under a key, all at once or not at all; where that fails, do without."""
    place = folder()
    if place is None:
        return
    content = to_json(edition).encode()
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place, prefix="edition-", suffix=".new", delete=False) as new:
            new.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        Path(new.name).replace(place / name_of(key))
        drop_oldest(place)


def drop_oldest(place: Path) -> None:
    """Delete all but the newest editions that are kept."""
    found = sorted(place.glob("edition-*.json"), key=lambda file: file.stat().st_mtime)
    for file in found[:-KEPT]:
        file.unlink(missing_ok=True)


def name_of(key: str) -> str:
    """Return the name of the file of a key."""
    return f"edition-{key}.json"
