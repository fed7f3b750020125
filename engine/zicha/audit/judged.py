"""A unit that one engine judged by itself."""

from dataclasses import dataclass

from zicha.model.facts import Level
from zicha.model.judgement import Judgement
from zicha.model.results import Placed
from zicha.scoring.scores import Verdict, counts_of


@dataclass(frozen=True, slots=True)
class JudgedUnit:
    """A unit, what one engine decided of it, and what the score counts.

    ``given``: the levels of which a unit is given, itself or above it. ``placed`` names units
    above that are not given, too.
    """

    placed: Placed
    given: frozenset[Level]
    judgement: Judgement
    verdicts: tuple[Verdict, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many indicators have each verdict."""
        return counts_of(self.verdicts)
