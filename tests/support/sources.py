"""What an audit is given: folders of units of the sample edition, the example district."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from support.cli import SAMPLE, Json, Zicha
from support.source import ROOT

DISTRICT = ROOT / "examples/district"
UNITS = SAMPLE / "units"
"""Two communities of one street in one district."""
OF_SAMPLE = ("--edition", str(SAMPLE))
DAY = "2011-06-30"


def audit(zicha: Zicha, *words: str | Path) -> Json:
    """Return an audit by the sample edition, read back from JSON."""
    return json.loads(zicha("audit", *words, *OF_SAMPLE, "--format", "json").out)


def given(folder: Path, *names: str) -> Path:
    """Return a new folder with units of the sample edition."""
    folder.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(UNITS / f"{name}.yaml", folder)
    return folder


def district(folder: Path) -> Path:
    """Return a copy of the example district, to be altered."""
    return Path(shutil.copytree(DISTRICT, folder / "district"))


def community(folder: Path, unit: str, facts: Mapping[str, Json], **more: str) -> Path:
    """Return the new file of a community of the sample edition, as JSON in a YAML file."""
    folder.mkdir(exist_ok=True)
    told = {"unit": {"id": unit, "kind": "community", **more}, "date": DAY, "facts": facts}
    return written(folder / f"{unit}.yaml", json.dumps(told, ensure_ascii=False))


def written(file: Path, text: str) -> Path:
    """Return a file with a text."""
    file.write_text(text, encoding="utf-8")
    return file


def altered(file: Path, old: str, new: str) -> None:
    """Put one text of a file in the place of another."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def table(file: Path, head: str, *lines: str) -> Path:
    """Return a new CSV table."""
    return written(file, "".join(f"{line}\n" for line in (head, *lines)))


def ids(found: Sequence[Json]) -> list[str]:
    """Return the ids of units or groups, in their order."""
    return [each["id"] for each in found]


def codes(found: Json) -> list[tuple[str, str]]:
    """Return severity and code of the problems of an audit."""
    return [(each["severity"], each["code"]) for each in found["problems"]]
