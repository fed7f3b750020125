"""The way in: an edition by its name or folder, from the cache where nothing has changed."""

from pathlib import Path

from zicha.editions import cache
from zicha.editions.files import (
    BESIDE,
    EditionFile,
    FileKind,
    RawFile,
    listed_files,
    raw_files,
)
from zicha.editions.place import MANIFEST, EditionFolders, edition_folders, shown
from zicha.errors import InputError, Place, Problem, problem
from zicha.model.edition import Edition


def read_edition(indicators: Path, rules: Path) -> tuple[Edition | None, list[Problem]]:
    """Return the edition in two folders, None where something is wrong, and all problems.

    Nothing is taken from the cache: this is for those who write rules.
    """
    from zicha.editions.reading import edition_in  # noqa: PLC0415 -- pydantic takes its time

    return edition_in(*found_files(EditionFolders(indicators, rules)))


def load_edition(name_or_dir: str | None = None) -> Edition:
    """Return a shipped edition by its id, or the one in a folder; the default without a name.

    Raises InputError with every problem of all its files.
    """
    folders = edition_folders(name_or_dir)
    if isinstance(folders, Problem):
        raise InputError([folders])
    raw, problems = found_files(folders)
    key = cache.key_of(raw)
    edition = None if problems else cache.recall(key)
    if edition is None:
        edition = built(raw, problems, key)
    return edition


def built(raw: list[RawFile], problems: list[Problem], key: str) -> Edition:
    """Return the edition in files, and keep it for the next time where it is without fault."""
    from zicha.editions.reading import edition_in  # noqa: PLC0415 -- pydantic takes its time

    edition, problems = edition_in(raw, problems)
    if edition is None:
        raise InputError(problems)
    if not problems:
        cache.keep(key, edition)
    return edition


def found_files(folders: EditionFolders) -> tuple[list[RawFile], list[Problem]]:
    """Return the files of an edition, those beside it left out, and what keeps some unread."""
    files, problems = listed_files(folders)
    wanted = [file for file in files if file.kind not in BESIDE]
    problems += missing_manifest(wanted, folders)
    raw, unreadable = raw_files(wanted)
    return raw, problems + unreadable


def missing_manifest(files: list[EditionFile], folders: EditionFolders) -> list[Problem]:
    """Return the problem of an edition without a manifest."""
    if any(file.kind is FileKind.MANIFEST for file in files):
        return []
    place = Place(shown(folders.indicators))
    return [problem("edition-manifest-missing", place, file=MANIFEST)]
