"""The wording of an edition is read beside it: nothing is judged by it."""

from pathlib import Path

from support.clean_edition import CLEAN, TERMS
from support.tiny_edition import read, write
from zicha.editions.place import EditionFolders
from zicha.editions.terms import read_terms
from zicha.errors import Problem
from zicha.model.edition import Edition
from zicha.model.terms import Term, Terms

NAME = "indicators/terms.yaml"


def edition_in(folder: Path, files: dict[str, str]) -> Edition:
    edition, problems = read(write(folder, files))
    assert edition is not None, problems
    return edition


def terms_in(folder: Path, files: dict[str, str]) -> tuple[Terms, list[Problem]]:
    edition = edition_in(folder, files)
    return read_terms(EditionFolders(folder / "indicators", folder / "rules"), edition)


def test_terms_are_read_with_what_is_not_to_stand_for_them(tmp_path: Path) -> None:
    assert terms_in(tmp_path, CLEAN) == (
        Terms(
            terms=(
                Term(
                    "扫帚",
                    "broom",
                    avoid={"zh": ("笤帚",), "en": ("besom",)},
                    avoid_in_labels={"zh": (), "en": ()},
                ),
                Term(
                    "㎡",
                    "m²",
                    avoid={"zh": (), "en": ()},
                    avoid_in_labels={"zh": ("平方米",), "en": ("square metres",)},
                ),
            ),
            hint_words={
                "zh": ("量", "看", "数", "问"),
                "en": ("measure", "look", "count", "ask"),
            },
            own_works=("OWN",),
        ),
        [],
    )


def test_an_edition_without_the_file_asks_for_nothing(tmp_path: Path) -> None:
    files = {name: text for name, text in CLEAN.items() if name != NAME}
    assert terms_in(tmp_path, files) == (Terms(), [])


def test_what_is_wrong_in_the_file_is_found(tmp_path: Path) -> None:
    files = {**CLEAN, NAME: TERMS.replace("hint_words", "hint_word")}
    _, problems = terms_in(tmp_path, files)
    assert [(each.code, each.place.line) for each in problems] == [("shape-key-unknown", 4)]


def test_the_digest_of_an_edition_does_not_depend_on_its_wording(tmp_path: Path) -> None:
    other = {**CLEAN, NAME: "terms: []\n"}
    first = edition_in(tmp_path / "a", CLEAN).digest
    assert edition_in(tmp_path / "b", other).digest == first
