"""What every engine is."""

from typing import Protocol

from zicha.model.facts import Knowledge
from zicha.model.judgement import Judgement


class Engine(Protocol):
    """Judges units by one rule set, made once for it."""

    @property
    def name(self) -> str:
        """Return the name by which reports and options know the engine."""
        ...

    def judge(self, known: Knowledge, waived: frozenset[str] = frozenset()) -> Judgement:
        """Return the outcome of every item, the grade range of every indicator, the conclusions.

        ``waived``: codes of the indicators that are set aside; they change conclusions only.

        Raises:
            EngineError: the evaluation failed or is incomplete.
        """
        ...
