"""Judges one unit: what is known of it, what an engine says, what the score counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zicha.backends.engines import Chosen
from zicha.documents.document import Document
from zicha.model.edition import Edition
from zicha.model.facts import Knowledge
from zicha.model.judgement import Judgement
from zicha.model.numbers import Interval
from zicha.model.ruleset import RuleSet
from zicha.model.unit import Unit
from zicha.scoring.scores import Verdict, verdicts
from zicha.scoring.vetoes import levels_of_vetoes, stands
from zicha.units.known import HintFound, knowledge


@dataclass(frozen=True, slots=True)
class Subject:
    """The unit to be judged, with the units above it, on one day.

    ``documents``: what the files of the unit and of those above it hold; ``settings``: facts
    given with the call. Both are kept for whoever has to see the same again. ``computed``: shares
    over units below, where they are given.
    """

    unit: Unit
    ancestors: tuple[Unit, ...]
    on: date
    facts_digest: str
    documents: tuple[Document, ...] = ()
    settings: tuple[str, ...] = ()
    computed: Mapping[str, Interval] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A judged unit: all that a report is made from."""

    edition: Edition
    rules: RuleSet
    subject: Subject
    known: Knowledge
    judgement: Judgement
    verdicts: tuple[Verdict, ...]
    hints: tuple[HintFound, ...]

    @property
    def by_code(self) -> dict[str, Verdict]:
        """Return the verdicts by indicator code."""
        return {verdict.code: verdict for verdict in self.verdicts}


def assess(edition: Edition, chosen: Chosen, subject: Subject) -> Assessment:
    """Return the unit judged by the engines chosen, which must agree.

    Raises:
        EngineError: an engine failed, or two disagree.
    """
    known, hints = knowledge(subject.unit, subject.ancestors, edition, subject.on, subject.computed)
    waived = subject.unit.waived(subject.on)
    judgement = chosen.judge(known, waived)
    found = verdicts(chosen.rules, judgement.grades, waived)
    return Assessment(edition, chosen.rules, subject, known, judgement, found, hints)


def is_clean(assessment: Assessment) -> bool:
    """Return whether every applicable indicator is A or waived, and no veto stands.

    A veto stands that holds, or that is open although units of all levels that it asks are given.
    """
    given = assessment.known.levels
    for veto, levels in levels_of_vetoes(assessment.edition).items():
        if stands(levels, given, holds=assessment.judgement.conclusions.get(veto)):
            return False
    words: Sequence[str] = [verdict.word for verdict in assessment.verdicts]
    return all(word in ("A", "waived", "not_applicable") for word in words)
