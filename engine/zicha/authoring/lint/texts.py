"""Texts for readers: in their language, in the terms of the field, and written at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zicha.authoring.lint.material import Material
from zicha.documents.document import Path, Plain
from zicha.editions.files import FileKind
from zicha.editions.spot import Spot
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.terms import Term
from zicha.model.text import LANGUAGES, Lang

HAN = re.compile(r"[\u3400-\u9fff]")
CHINESE_SIGN = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]")
"""A Chinese character, or a mark as a Chinese keyboard types it: 、 。 and what is full-width."""
LETTER = re.compile(r"[^\W\d_]")
TO_WRITE = re.compile(r"\bTODO\b")
LABELS = ("label", "name")


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language, and where it stands."""

    lang: Lang
    text: str
    spot: Spot

    @property
    def place(self) -> Place:
        """Return where the text stands."""
        return self.spot.place

    @property
    def is_label(self) -> bool:
        """Return whether the text names something: a label, or an option of a fact."""
        return any(step in LABELS or step == "options" for step in self.spot.path[-3:])


def texts_in(material: Material) -> Iterator[Said]:
    """Yield every text that stands in both languages."""
    for file, document in material.files.documents.items():
        if file.kind is not FileKind.TERMS:
            yield from texts_below(Spot(document, []), document.value)


def texts_below(spot: Spot, value: Plain) -> Iterator[Said]:
    """Yield the texts in a value."""
    if isinstance(value, dict):
        for lang in LANGUAGES:
            said = value.get(lang)
            if isinstance(said, str) and set(LANGUAGES) <= value.keys():
                yield Said(lang, said, spot / lang)
    for step, entry in steps(value):
        yield from texts_below(spot / step, entry)


def steps(value: Plain) -> Iterator[tuple[str | int, Plain]]:
    """Yield the entries of a mapping or a list."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def wrong_language(material: Material) -> Iterator[Problem]:
    """Yield English with Chinese in it, and Chinese without any where it has letters."""
    for said in texts_in(material):
        chinese = CHINESE_SIGN.search(said.text)
        if said.lang == "en" and chinese:
            yield problem("english-with-chinese", said.place, Severity.WARNING, sign=chinese[0])
        elif said.lang == "zh" and not HAN.search(said.text) and is_written(said.text):
            yield problem("chinese-without-chinese", said.place, Severity.WARNING)


def is_written(text: str) -> bool:
    """Return whether a text has words, and not only the mark that they are still to come."""
    return bool(LETTER.search(text)) and not TO_WRITE.search(text)


def unfit_terms(material: Material) -> Iterator[Problem]:
    """Yield words that are not to stand for a term of the edition."""
    for said in texts_in(material):
        for term in material.terms.terms:
            for word in unfit_words(said, term):
                yield problem(
                    "term-unfit", said.place, Severity.WARNING, word=word, term=term.to(said.lang)
                )


def unfit_words(said: Said, term: Term) -> Iterator[str]:
    """Yield the words of a text that are not to stand for a term there."""
    avoided = term.avoid.get(said.lang, ())
    if said.is_label:
        avoided += term.avoid_in_labels.get(said.lang, ())
    for word in avoided:
        if said.lang == "zh":
            found = word in said.text
        else:
            found = bool(re.search(rf"\b{re.escape(word)}\b", said.text, re.IGNORECASE))
        if found:
            yield word


def to_write(material: Material) -> Iterator[Problem]:
    """Yield what an author left to be written: TODO in a value or a comment."""
    for document in material.files.documents.values():
        spot = Spot(document, [])
        for path, text in strings(document.value, ()):
            if TO_WRITE.search(text):
                yield problem("to-write", spot.to(path).place, Severity.WARNING, text=text)
    for comment in material.files.comments:
        if TO_WRITE.search(comment.text):
            yield problem("to-write", comment.place, Severity.WARNING, text=comment.text)


def strings(value: Plain, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text in a value with the way to it."""
    if isinstance(value, str):
        yield path, value
    for step, entry in steps(value):
        yield from strings(entry, (*path, step))
