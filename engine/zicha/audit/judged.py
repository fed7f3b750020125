"""A unit that one engine judged by itself."""

from dataclasses import dataclass

from zicha.model.judgement import Judgement
from zicha.model.results import Placed
from zicha.scoring.scores import Verdict


@dataclass(frozen=True, slots=True)
class JudgedUnit:
    """A unit, what one engine decided of it, and what the score counts."""

    placed: Placed
    judgement: Judgement
    verdicts: tuple[Verdict, ...]
