"""Where editions lie: those that are shipped, and those in a folder of the user's own."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from zicha.documents.paths import is_folder
from zicha.errors import Place, Problem, problem
from zicha.language.nearest import nearest

DEFAULT_EDITION = "national-2011"
MANIFEST = "edition.yaml"
KINDS = ("indicators", "rules")

PACKAGE = Path(__file__).parents[1]
CHECKOUT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class EditionFolders:
    """The two folders of one edition: what is measured, and how it is judged."""

    indicators: Path
    rules: Path


def shipped(kind: str) -> Path:
    """Return the folder of what is shipped: inside the wheel, or in the checkout's root."""
    inside = PACKAGE / kind
    return inside if is_folder(inside) else CHECKOUT / kind


def shown(path: Path) -> str:
    """Return a file's name as places carry it: from the root where shipped, else as given."""
    for root in (PACKAGE, CHECKOUT):
        for kind in KINDS:
            if path.is_relative_to(root / kind):
                return str(PurePosixPath(path.relative_to(root)))
    return str(path)


def edition_ids() -> tuple[str, ...]:
    """Return the ids of the shipped editions, the default first."""
    found = {folder.parent.name for folder in shipped("indicators").glob(f"*/{MANIFEST}")}
    return tuple(sorted(found, key=lambda name: (name != DEFAULT_EDITION, name)))


def edition_folders(name_or_dir: str | None = None) -> EditionFolders | Problem:
    """Return the folders of a shipped edition, or of the edition in a folder of the user's own."""
    name = DEFAULT_EDITION if name_or_dir is None else name_or_dir
    if name in edition_ids():
        return EditionFolders(shipped("indicators") / name, shipped("rules") / name)
    folder = Path(name)
    if not is_folder(folder):
        return problem(
            "edition-unknown", Place(name), edition=name, nearest=nearest(name, edition_ids())
        )
    indicators = _one_with(folder / "indicators", MANIFEST)
    if isinstance(indicators, Problem):
        return indicators
    rules = _one_with(folder / "rules", "*.yaml")
    return rules if isinstance(rules, Problem) else EditionFolders(indicators, rules)


def _one_with(folder: Path, pattern: str) -> Path | Problem:
    """Return the folder itself, or its only subfolder, whichever holds such a file."""
    if not is_folder(folder):
        return problem("edition-folder-missing", Place(str(folder)), folder=folder.name)
    if any(folder.glob(pattern)):
        return folder
    within = sorted({file.parent for file in folder.glob(f"*/{pattern}")})
    if not within:
        return problem("edition-folder-empty", Place(str(folder)), wanted=pattern)
    if len(within) > 1:
        found = " / ".join(path.name for path in within)
        return problem("edition-folder-ambiguous", Place(str(folder)), found=found)
    return within[0]
