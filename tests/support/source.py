"""The checkout as data: where it is, and what its Python says."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "engine" / "zicha"
ROOMS = tuple(sorted(p.name for p in PACKAGE.iterdir() if (p / "__init__.py").is_file()))


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under folders of the root, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def package_trees() -> dict[str, ast.Module]:
    """Return the syntax tree of every module of the package, by its path inside it."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in python_files("engine/zicha")
    }


def docstrings(tree: ast.AST) -> set[ast.AST]:
    """Return the strings that stand as statements: docstrings of whatever they follow."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def strings(tree: ast.AST) -> Iterator[str]:
    """Yield the text of every string that the code uses, parts of f-strings too."""
    spared = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in spared:
            yield node.value


def pattern(node: ast.expr) -> re.Pattern[str] | None:
    """Return what a string or f-string can be, a hole being any text; None for other nodes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.compile(re.escape(node.value))
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = (
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
        for part in node.values
    )
    return re.compile("".join(parts))


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a function by its bare name, with the module and line it stands in."""
    yield from every_call().get(name, ())


@cache
def every_call() -> dict[str, list[tuple[str, ast.Call]]]:
    """Return every call by its function's bare name, each with the module and line."""
    found: dict[str, list[tuple[str, ast.Call]]] = {}
    for module, tree in package_trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found.setdefault(called(node.func), []).append((f"{module}:{node.lineno}", node))
    return found


def called(function: ast.expr) -> str:
    """Return the last name of what is called."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
