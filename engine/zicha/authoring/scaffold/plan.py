"""What a new indicator changes in the files of an edition: tried out before anything is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zicha.authoring.scaffold.insertion import NoRoomError, appended, indent_of, inserted
from zicha.authoring.scaffold.pieces import Code, lacking, piece, words_for
from zicha.documents.document import Document
from zicha.documents.encoding import decoded
from zicha.documents.reading import read_yaml
from zicha.editions.files import EditionFile, FileKind, RawFile, documents_of, kind_of
from zicha.editions.load import found_files
from zicha.editions.place import MANIFEST, PACKAGE, EditionFolders, shown
from zicha.editions.reading import edition_in
from zicha.editions.terms import read_terms
from zicha.errors import InputError, Place, Severity, problem
from zicha.model.edition import Edition

CODE = re.compile(r"[1-9][0-9]*(\.[1-9][0-9]*){2,}")
CODE_PLACE = Place("CODE")
CASES = ".cases.yaml"
SCHEMA_MARK = "# yaml-language-server:"
DEEP = "      "
"""How far the indicators of a new group are moved in."""


@dataclass(slots=True)
class Plan:
    """The files of an edition as they will be: ``texts`` of those that change, by their path."""

    folders: EditionFolders
    code: Code
    words: Mapping[str, str]
    files: Mapping[EditionFile, Document]
    texts: dict[Path, str] = field(default_factory=dict)

    def piece(self, name: str) -> str:
        """Return a piece filled for the new indicator."""
        return piece(name, dict(self.words))


def plan(folders: EditionFolders, code_text: str) -> dict[Path, str]:
    """Return the texts of the files that a new indicator changes or adds, by their path.

    Raises:
        InputError: the edition has errors, the code is taken or is none, or a file has no room.
    """
    raw, problems = found_files(folders)
    edition, problems = edition_in(raw, problems)
    if edition is None:
        raise InputError(problems)
    code = code_of(code_text, edition)
    if folders.indicators.is_relative_to(PACKAGE):
        place = Place(shown(folders.indicators))
        raise InputError([problem("new-installed", place, folder=PACKAGE)])
    manifest = Place(shown(folders.indicators / MANIFEST))
    missing = [problem("new-manifest-empty", manifest, key=key) for key in lacking(edition)]
    if missing:
        raise InputError(missing)
    terms, _ = read_terms(folders, edition)
    made = Plan(folders, code, words_for(code, edition, terms), documents_of(raw)[0])
    try:
        plan_category(made)
        plan_entries(made)
        check(made, raw, edition)
    except NoRoomError as error:
        raise InputError([problem("new-no-room", Place(error.file), code=code.text)]) from None
    return {path: with_line_ends_of(path, text) for path, text in made.texts.items()}


def with_line_ends_of(path: Path, text: str) -> str:
    """Return a text with the line ends that its file has."""
    if "\r\n" not in text_of(path):
        return text
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def code_of(text: str, edition: Edition) -> Code:
    """Return the code of a new indicator. Raises InputError where it cannot be one."""
    if not CODE.fullmatch(text):
        raise InputError([problem("new-code-form", CODE_PLACE, code=text)])
    if any(indicator.code == text for indicator in edition.indicators):
        raise InputError([problem("new-code-taken", CODE_PLACE, code=text)])
    return Code(text)


def text_of(path: Path) -> str:
    """Return the text of a file, nothing where there is none."""
    return decoded(path.read_bytes(), str(path))[0] if path.exists() else ""


def plan_category(made: Plan) -> None:
    """Put the indicator into its group, with group, category and file where there is none yet."""
    for file, document in made.files.items():
        value = document.value
        if file.kind is FileKind.CATEGORY and isinstance(value, dict):
            category, groups = value["category"], value["groups"]
            assert isinstance(category, dict)
            assert isinstance(groups, list)
            if category["code"] == made.code.category:
                codes = [str(group["code"]) for group in groups if isinstance(group, dict)]
                made.texts[file.path] = with_indicator(made, text_of(file.path), document, codes)
                return
    path = made.folders.indicators / "categories" / f"{made.code.category}.yaml"
    text = appended(head(path) + made.piece("category"), made.piece("group"), "  ")
    made.texts[path] = appended(text, made.piece("indicator"), DEEP)


def head(path: Path) -> str:
    """Return the first line of a new file, which names its schema where its neighbours do."""
    for other in sorted(path.parent.glob("*.yaml")):
        if suffixes(other) == suffixes(path):
            line = text_of(other).partition("\n")[0]
            return f"{line}\n" if line.startswith(SCHEMA_MARK) else ""
    return ""


def suffixes(path: Path) -> str:
    """Return what the name of a file says of its kind."""
    return CASES if path.name.endswith(CASES) else path.suffix


def with_indicator(made: Plan, text: str, document: Document, codes: list[str]) -> str:
    """Return the text of a category's file with the new indicator in its group."""
    if made.code.group not in codes:
        indent = indent_of(text, document, ("groups", 0, "code")) if codes else "  "
        text = appended(text, made.piece("group"), indent)
        return appended(text, made.piece("indicator"), indent + "    ")
    at = codes.index(made.code.group)
    indent = indent_of(text, document, ("groups", at, "indicators", 0, "code"))
    follows = at + 1 < len(codes)
    line = document.place(("groups", at + 1)).line if follows else None
    return inserted(text, made.piece("indicator"), indent, line)


def plan_entries(made: Plan) -> None:
    """Put facts, rule and cases at the end of their files, which are made where missing."""
    facts = made.folders.indicators / "facts" / f"{made.code.category}.yaml"
    rules = made.folders.rules / f"{made.code.group}.yaml"
    cases = made.folders.rules / f"{made.code.group}{CASES}"
    for path, name in ((facts, "facts"), (rules, "rules"), (cases, "cases")):
        text = text_of(path) or f"{head(path)}{name}:\n"
        made.texts[path] = appended(text, made.piece(name), indent_in(path, text, name))


def indent_in(path: Path, text: str, name: str) -> str:
    """Return how far the entries of a file are moved in; two blanks where it has none."""
    document, _ = read_yaml(text.encode(), shown(path))
    root = document.value if document else None
    entries = root.get(name) if isinstance(root, dict) else None
    if not document or not entries:
        return "  "
    first = entries[0] if isinstance(entries, list) else entries
    key = next(iter(first), "") if isinstance(first, dict) else ""
    way = (name, 0, key) if isinstance(entries, list) else (name, key)
    return indent_of(text, document, way)


def check(made: Plan, raw: list[RawFile], edition: Edition) -> None:
    """Try the edition with the new texts. Raises NoRoomError where it does not take them."""
    files = {entry.file.path: entry for entry in raw}
    for path, text in made.texts.items():
        name = name_of(path, made.folders)
        kind = kind_of(name)
        assert kind, "new files have names that the edition reads"
        if any(each.severity is Severity.ERROR for each in read_yaml(text.encode(), "")[1]):
            raise NoRoomError(shown(path))
        if kind is FileKind.CASES:
            check_cases(text, shown(path))
        else:
            files[path] = RawFile(EditionFile(name, kind, path), text.encode())
    tried, problems = edition_in(list(files.values()), [])
    wrong = [each.place.file for each in problems if each.severity is Severity.ERROR]
    if tried is None or wrong or len(tried.indicators) != len(edition.indicators) + 1:
        raise NoRoomError(wrong[0] if wrong else shown(next(iter(made.texts))))


def check_cases(text: str, file: str) -> None:
    """Raise NoRoomError where a file of cases does not end with the list of them."""
    document, problems = read_yaml(text.encode(), file)
    value = document.value if document else None
    if problems or not isinstance(value, dict) or not isinstance(value.get("cases"), list):
        raise NoRoomError(file)


def name_of(path: Path, folders: EditionFolders) -> str:
    """Return the name of a file within an edition."""
    for top, folder in (("indicators", folders.indicators), ("rules", folders.rules)):
        if path.is_relative_to(folder):
            return f"{top}/{path.relative_to(folder).as_posix()}"
    raise ValueError(path)
