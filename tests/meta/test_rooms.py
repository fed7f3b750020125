"""The house is in order: rooms say what they are for, files can be taken in at one reading."""

import ast

from support.source import PACKAGE, ROOMS, ROOT, package_trees, python_files

MOST_LINES = 400


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        module
        for module, tree in package_trees().items()
        if module.endswith("__init__.py") and not ast.get_docstring(tree)
    ]
    assert silent == []


def test_every_folder_of_the_package_with_python_is_a_room() -> None:
    folders = {path.relative_to(PACKAGE).parts[0] for path in PACKAGE.glob("*/*.py")}
    assert folders == set(ROOMS)


def test_no_file_is_longer_than_one_can_read_at_once() -> None:
    files = python_files("engine", "tests", "benches") + sorted(ROOT.glob("*.py"))
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in files}
    long = {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > MOST_LINES}
    assert long == {}


def test_no_room_is_a_drawer_for_everything() -> None:
    drawers = {"common", "core", "helpers", "manager", "misc", "util", "utils"}
    names = {part.removesuffix(".py") for module in package_trees() for part in module.split("/")}
    assert names & drawers == set()


def test_the_tests_have_no_init_files() -> None:
    assert [p for p in python_files("tests") if p.name == "__init__.py"] == []
