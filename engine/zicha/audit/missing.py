"""Facts that units should know and do not, with the reason of each."""

from collections import Counter
from dataclasses import dataclass, field

from zicha.audit.compose import Composer
from zicha.audit.population import Candidate
from zicha.model.audit import MissingFact
from zicha.model.edition import Edition
from zicha.model.facts import Level, WhyUnknown


@dataclass(slots=True)
class Missing:
    """Counts over units. ``holders``: how many units of each level there are."""

    edition: Edition
    holders: Counter[Level] = field(default_factory=Counter)
    reasons: dict[str, Counter[WhyUnknown]] = field(default_factory=dict)

    def add(self, candidate: Candidate) -> None:
        """Count the facts of one unit that are not known."""
        level, known = candidate.unit.kind, candidate.known
        self.holders[level] += 1
        for fact in self.edition.facts.values():
            if fact.level is level and not fact.is_past and fact.id not in known.values:
                why = known.why.get(fact.id, WhyUnknown.UNKNOWN)
                self.reasons.setdefault(fact.id, Counter())[why] += 1


def missing_facts(missing: Missing, say_it: Composer) -> tuple[MissingFact, ...]:
    """Return the facts that most units lack first; without those that nothing depends on."""
    widths = say_it.analysis.widths()
    feeds: dict[str, list[str]] = {}
    for rule in say_it.rules.rules:
        for name in dict.fromkeys(each for item in rule.items() for each in item.facts):
            feeds.setdefault(name, []).append(rule.indicator)
    found = []
    for fact_id, reasons in missing.reasons.items():
        fact = missing.edition.facts[fact_id]
        codes = feeds.get(fact_id, [])
        points = sum(widths[code] for code in codes)
        if not points:
            continue
        found.append(
            MissingFact(
                fact=fact_id,
                label=say_it.speaker.fact_label(fact_id),
                level=str(fact.level),
                level_label=say_it.kind(fact.level),
                units=reasons.total(),
                of=missing.holders[fact.level],
                reasons={str(why): reasons[why] for why in WhyUnknown if reasons[why]},
                indicators=tuple(codes),
                points=say_it.points(points),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.units, -each.points, each.fact)))
