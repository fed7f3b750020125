"""The gap lists of an audit's units, made as ``zicha check`` makes them."""

from collections.abc import Mapping
from datetime import date

from zicha.assessment.assess import Assessment, Subject, assess
from zicha.assessment.items import Items
from zicha.assessment.lists import gaps_shown
from zicha.assessment.report import report
from zicha.audit.population import Candidate
from zicha.backends.engines import Chosen, choose
from zicha.language.asof import rules_on
from zicha.model.audit import UnitGaps
from zicha.model.edition import Edition
from zicha.model.report import Report
from zicha.model.text import Lang
from zicha.words.requirement import Speaker

ENGINE = "reference"
"""The engine that gives gaps: it says what is behind each."""


class Details:
    """What ``zicha check`` says of single units, in one language, with an office's names."""

    def __init__(self, edition: Edition, lang: Lang, names: Mapping[str, str]) -> None:
        """No unit is looked at yet."""
        self.edition = edition
        self.lang = lang
        self.names = names
        self.speaker = Speaker(edition, lang, names)
        self.chosen: dict[date, Chosen] = {}

    def engine(self, on: date) -> Chosen:
        """Return the engine for a day."""
        if on not in self.chosen:
            self.chosen[on] = choose(rules_on(self.edition, on), ENGINE)
        return self.chosen[on]

    def assessment(self, candidate: Candidate) -> Assessment:
        """Return a unit judged by itself."""
        subject = Subject(
            candidate.unit, candidate.ancestors, candidate.on, "", computed=candidate.computed
        )
        return assess(self.edition, self.engine(candidate.on), subject)

    def gaps(self, candidate: Candidate) -> UnitGaps:
        """Return the gap list of a unit."""
        assessment = self.assessment(candidate)
        items = Items(assessment, self.speaker)
        unit = candidate.unit
        still_open = sum(verdict.word == "open" for verdict in assessment.verdicts)
        return UnitGaps(unit.id, unit.name, str(unit.kind), gaps_shown(items), still_open)

    def report(self, candidate: Candidate) -> Report:
        """Return the whole report of a unit."""
        return report(self.assessment(candidate), self.lang, self.names)
