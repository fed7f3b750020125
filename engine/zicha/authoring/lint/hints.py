"""Labels and hints of facts: what tells facts apart, and how to collect each."""

import unicodedata
from collections.abc import Iterator, Mapping

from zicha.authoring.lint.material import Material
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.text import LANGUAGES, Lang

SHORTEST: Mapping[Lang, int] = {"zh": 12, "en": 24}
"""The fewest characters that can say where to look and what to count.

Unit: characters. Source: the shipped hints; English takes about twice as many.
"""


def bare(said: str) -> str:
    """Return a text without punctuation, blanks and case: what a reader takes in at a glance."""
    plain = unicodedata.normalize("NFKC", said).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def alike_labels(material: Material) -> Iterator[Problem]:
    """Yield labels that differ from another's in punctuation only."""
    yield from alike(material, "label-alike", "label")


def alike_hints(material: Material) -> Iterator[Problem]:
    """Yield hints that differ from another's in punctuation only."""
    yield from alike(material, "hint-alike", "hint")


def alike(material: Material, code: str, key: str) -> Iterator[Problem]:
    """Yield texts under a key of facts that differ from an earlier one in punctuation only."""
    for lang in LANGUAGES:
        first: dict[str, str] = {}
        for name, spot in material.spots.facts.items():
            said = spot / key / lang
            other = first.setdefault(bare(str(said.value)), name)
            if other != name:
                yield problem(code, said.place, Severity.WARNING, fact=name, other=other)


def thin_hints(material: Material) -> Iterator[Problem]:
    """Yield hints that do not say where to look, what to count, or how many."""
    for name in material.spots.facts:
        fact = material.edition.facts[name]
        for lang in LANGUAGES:
            place = place_of(material, name, "hint", lang)
            if bare(fact.hint.to(lang)) == bare(fact.label.to(lang)):
                yield problem("hint-repeats-label", place, Severity.WARNING, fact=name)
            elif len(fact.hint.to(lang)) < SHORTEST[lang]:
                least = SHORTEST[lang]
                yield problem("hint-short", place, Severity.WARNING, fact=name, least=least)
            elif not says_how(fact.hint.to(lang), material.terms.hint_words.get(lang, ())):
                yield problem("hint-without-how", place, Severity.WARNING, fact=name)


def says_how(hint: str, words: tuple[str, ...]) -> bool:
    """Return whether a hint has one of the edition's words for how; without such words any does."""
    said = hint.casefold()
    return not words or any(word.casefold() in said for word in words)


def place_of(material: Material, fact: str, key: str, lang: Lang) -> Place:
    """Return where a text of a fact stands."""
    return (material.spots.facts[fact] / key / lang).place
