"""Sources: works, editions and the first day of each."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zicha.editions.shape.base import SourceShape
from zicha.editions.spot import Spot
from zicha.language.asof import first_day
from zicha.language.nearest import nearest
from zicha.model.edition import SourceWork
from zicha.model.rules import Confidence, Source

LOCAL = "local"
"""The edition of a value that is of no national one; every manifest has it."""

REMARK = re.compile(r"\([^()]*\)")
"""What a cite says of itself in brackets."""
CITE = re.compile(r"[^#;,\u3001]+(#[^#;,\u3001]+)?")
"""A work, with a part of it after ``#`` where one is named; no sign that joins several."""


@dataclass(frozen=True, slots=True)
class Library:
    """What sources may name: works by key, and editions with their first day (None: without)."""

    edition: str
    works: Mapping[str, SourceWork]
    editions: Mapping[str, date | None]

    def source(self, shape: SourceShape, spot: Spot) -> Source:
        """Return a source; unknown works and editions are reported."""
        for cite in shape.cite.split(";"):
            self.check_cite(cite.strip(), spot / "cite")
        if shape.edition is not None:
            self.check_edition(shape.edition, spot / "edition")
        elif shape.confidence is not Confidence.RECONSTRUCTED:
            spot.report("source-edition-missing", cite=shape.cite)
        return Source(shape.cite, shape.edition or self.edition, shape.confidence)

    def check_cite(self, cite: str, spot: Spot) -> None:
        """Report what is no cite of one work, and a work that the manifest does not have."""
        plain = unicodedata.normalize("NFKC", cite)  # full-width signs are signs, too
        if not CITE.fullmatch(REMARK.sub("", plain).strip()):
            spot.report("source-cite-malformed", cite=cite)
            return
        key = cite.partition("#")[0].strip()
        if key not in self.works:
            spot.report("source-work-unknown", work=key, nearest=nearest(key, self.works))

    def check_edition(self, word: str, spot: Spot) -> None:
        """Report an edition that the manifest does not have."""
        for part in self._parts(word):
            if part not in self.editions:
                known = [*self.editions, LOCAL]
                spot.report("source-edition-unknown", edition=part, nearest=nearest(part, known))

    def first_day(self, word: str) -> date | None:
        """Return the first day on which values of an edition count; of several the earliest."""
        return first_day(word, self.editions)

    def _parts(self, word: str) -> list[str]:
        """Return the editions that a word names: itself, or those joined by a slash."""
        if word in self.editions or word in (LOCAL, self.edition):
            return [] if word not in self.editions else [word]
        return [part.strip() for part in word.split("/")]
