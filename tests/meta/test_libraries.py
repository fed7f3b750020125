"""Each third-party library is known to one room, declared once, and used."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath

from support.source import ROOT, package_trees

# The distribution's name where it is not the import's.
DISTRIBUTIONS = {
    "docx": "python-docx",
    "durable_rules_engine": "durable-rules",
    "py4j": "pyspark",
    "pydantic_core": "pydantic",
    "yaml": "pyyaml",
}
# Libraries that another one uses when they are there: tabulate measures wide characters with it.
USED_BY_OTHERS = {"wcwidth"}


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the top-level names that a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def rooms_by_library() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for module, tree in package_trees().items():
        room = PurePosixPath(module).parts[0]
        for name in set(imported(tree)) - set(sys.stdlib_module_names) - {"zicha"}:
            found.setdefault(DISTRIBUTIONS.get(name, name), set()).add(room)
    return found


def declared() -> set[str]:
    """Return what is needed, and what is needed for an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = chain.from_iterable(project["optional-dependencies"].values())
    return {re.split(r"[\[>=;\s]", line)[0] for line in (*project["dependencies"], *extras)}


def test_one_room_knows_a_library() -> None:
    assert {name: rooms for name, rooms in rooms_by_library().items() if len(rooms) > 1} == {}


def test_what_is_imported_is_declared_and_what_is_declared_is_used() -> None:
    assert set(rooms_by_library()) | USED_BY_OTHERS == declared()


def test_every_library_has_its_reasons_on_the_page() -> None:
    page = (ROOT / "docs/decisions/0004-libraries.md").read_text("utf-8")
    assert [name for name in sorted(declared()) if f"`{name}`" not in page] == []
