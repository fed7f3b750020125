"""The wording of an edition (`terms.yaml`): read beside it, since nothing is judged by it."""

from collections.abc import Mapping

from zicha.editions.files import FileKind, documents_of, listed_files, raw_files
from zicha.editions.place import EditionFolders
from zicha.editions.shape.complaints import shaped
from zicha.editions.shape.terms import TermShape, TermsShape, WordListsShape
from zicha.editions.spot import Entry, Spot
from zicha.errors import Problem
from zicha.language.nearest import nearest
from zicha.model.edition import Edition
from zicha.model.terms import Term, Terms
from zicha.model.text import LANGUAGES, Lang


def read_terms(folders: EditionFolders, edition: Edition) -> tuple[Terms, list[Problem]]:
    """Return how an edition is worded, and what is wrong in the file that says so."""
    files, _ = listed_files(folders)
    raw, problems = raw_files([file for file in files if file.kind is FileKind.TERMS])
    documents, unreadable = documents_of(raw)
    found = [*problems, *unreadable]
    for document in documents.values():
        entry = shaped(TermsShape.model_validate, Spot(document, found))
        if entry:
            check_works(entry, edition)
            return terms_of(entry.shape), found
    return Terms(), found


def terms_of(shape: TermsShape) -> Terms:
    """Return the wording that a file says."""
    return Terms(
        tuple(term_of(term) for term in shape.terms),
        by_language(shape.hint_words),
        tuple(shape.own_works or ()),
    )


def term_of(shape: TermShape) -> Term:
    """Return one term."""
    return Term(shape.zh, shape.en, by_language(shape.avoid), by_language(shape.avoid_in_labels))


def by_language(shape: WordListsShape | None) -> Mapping[Lang, tuple[str, ...]]:
    """Return lists of words by language."""
    return {lang: tuple(getattr(shape, lang, None) or ()) for lang in LANGUAGES}


def check_works(entry: Entry[TermsShape], edition: Edition) -> None:
    """Report a work that the manifest does not have."""
    for i, key in enumerate(entry.shape.own_works or ()):
        if key not in edition.works:
            near = nearest(key, edition.works)
            spot = entry.spot / "own_works" / i
            spot.report("source-work-unknown", work=key, nearest=near)
