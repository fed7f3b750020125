"""A unit that one engine judged by itself."""

from dataclasses import dataclass

from zicha.model.judgement import Judgement
from zicha.model.results import Placed
from zicha.scoring.scores import Verdict, counts_of


@dataclass(frozen=True, slots=True)
class JudgedUnit:
    """A unit, what one engine decided of it, and what the score counts."""

    placed: Placed
    judgement: Judgement
    verdicts: tuple[Verdict, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many indicators have each verdict."""
        return counts_of(self.verdicts)
