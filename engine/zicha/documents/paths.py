"""What a path leads to, as far as it may be looked at: what may not be is taken for missing.

``pathlib`` raises where a folder gives no access, or a name is longer than the system allows.
"""

import os
from pathlib import Path


def is_folder(path: str | Path) -> bool:
    """Return whether a path leads to a folder."""
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def is_file(path: str | Path) -> bool:
    """Return whether a path leads to a file."""
    try:
        return Path(path).is_file()
    except OSError:
        return False


def is_there(path: str | Path) -> bool:
    """Return whether a path leads to anything."""
    try:
        return Path(path).exists()
    except OSError:
        return False


def real(path: str | Path) -> Path:
    """Return a path without links, as far as they lead anywhere: one may lead to itself."""
    return Path(os.path.realpath(path))
