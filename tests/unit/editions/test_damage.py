"""However an edition's files are mangled, there are problems and never an exception."""

import re
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from support.tiny_edition import FILES
from zicha.documents.document import Document, Plain
from zicha.documents.reading import read_yaml
from zicha.editions.draft import draft_of
from zicha.editions.files import EditionFile, FileKind, kind_of
from zicha.editions.meaning.edition import edition_of
from zicha.errors import Problem
from zicha.words.catalogue import messages

VALUES: tuple[Plain, ...] = (
    None,
    True,
    0,
    -1,
    3,
    Decimal("0.5"),
    10**40,
    Decimal("1E-40"),
    "",
    "x",
    "2011-06-30",
    "area",
    "unit.town",
    "all",
    [],
    {},
    [1],
    ["area", "kit"],
    {"a": 1},
    {"fact": "area", "at_least": 3},
)


def documents() -> dict[EditionFile, Document]:
    """Return the documents of the tiny edition, cases left out."""
    found = {}
    for name, text in FILES.items():
        kind = kind_of(name)
        document, problems = read_yaml(text.encode(), name)
        assert kind is not None
        assert document is not None
        assert problems == []
        if kind is not FileKind.CASES:
            found[EditionFile(name, kind, Path(name))] = document
    return found


WHOLE = documents()
SPOTS = [(file, path) for file, document in WHOLE.items() for path in document.values if path]


def mangled(value: Plain, path: tuple[str | int, ...], new: Plain, how: str) -> Plain:
    """Return a value in which one entry is another one, is gone, or has another key."""
    copy = deepcopy(value)
    holder: Any = copy
    for step in path[:-1]:
        holder = holder[step]
    if how == "gone":
        del holder[path[-1]]
    elif how == "renamed" and isinstance(holder, dict):
        holder[str(new)] = holder.pop(path[-1])
    else:
        holder[path[-1]] = new
    return copy


@settings(max_examples=300)
@given(
    spot=st.sampled_from(SPOTS),
    new=st.sampled_from(VALUES),
    how=st.sampled_from(["replaced", "gone", "renamed"]),
)
def test_a_mangled_file_gives_an_edition_or_problems_that_can_be_said(
    spot: tuple[EditionFile, tuple[str | int, ...]], new: Plain, how: str
) -> None:
    file, path = spot
    whole = WHOLE[file]
    value = mangled(whole.value, path, new, how)
    found: list[Problem] = []
    mangled_file = Document(whole.file, value, whole.values, whole.keys)
    edition = edition_of(draft_of({**WHOLE, file: mangled_file}, found), "digest")
    assert edition is not None or found
    for problem in found:
        said = messages("zh")
        sentence = said[f"problem.{problem.code}.message"] + said[f"problem.{problem.code}.hint"]
        assert set(re.findall(r"\{(\w+)\}", sentence)) <= problem.args.keys()
