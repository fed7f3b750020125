"""A Word file's package: the same content gives the same bytes."""

import io
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The day of every file in the package: a zip can't name an earlier one."""


def repacked(data: bytes, replaced: dict[str, str]) -> bytes:
    """Return a package with fixed days, some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = replaced[name].encode() if name in replaced else old.read(name)
            new.writestr(entry, content)
    return out.getvalue()
