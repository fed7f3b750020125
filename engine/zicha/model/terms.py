"""How an edition is worded: its terms, and what a hint must say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zicha.model.text import Lang


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field. ``avoid``: words that are not to stand for it, by language.

    ``avoid_in_labels``: words that are right in a sentence but not in a label.
    """

    zh: str
    en: str
    avoid: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    avoid_in_labels: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)

    def to(self, lang: Lang) -> str:
        """Return the term in the language ``lang``."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Terms:
    """The wording of an edition; an edition without a file of it asks for nothing.

    ``hint_words``: words of which a hint has at least one, by language: where to look, what to
    count, how many. ``own_works``: the works that stand for no text found; a reconstructed value
    cites one of them.
    """

    terms: tuple[Term, ...] = ()
    hint_words: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    own_works: tuple[str, ...] = ()
