"""Facts that units should know and do not, with the reason of each."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from zicha.audit.compose import Composer
from zicha.gaps.verify import asked_anyway
from zicha.language.walk import conditions_in, facts_of
from zicha.model.audit import MissingFact
from zicha.model.edition import Edition
from zicha.model.facts import Fact, Knowledge, Level, Members, Value, WhyUnknown
from zicha.model.numbers import Interval


@dataclass
class Missing:
    """Counts over units, of facts that they do not know and that something depends on there.

    ``holders``: units of each level. Of rows of tables, by fact: ``tables``: how many hold it;
    ``contradicting``: in how many of them it contradicts another.
    """

    edition: Edition
    holders: Counter[Level] = field(default_factory=Counter)
    reasons: dict[str, Counter[WhyUnknown]] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    contradicting: Counter[str] = field(default_factory=Counter)

    @cached_property
    def anyway(self) -> set[str]:
        """Return the facts that are asked whatever the requirements of their units come to."""
        edition = self.edition
        levels = {fact.id: fact.level for fact in edition.facts.values()}
        whens = (each.when for each in edition.conclusions)
        return asked_anyway(edition.rules.values(), whens, levels)

    def lacking(
        self, level: Level, known: Knowledge, computed: Collection[str]
    ) -> dict[str, WhyUnknown]:
        """Return the facts that a unit of a level does not wholly know, and why.

        ``computed``: those that were computed over the units below: it is for these to say more.
        """
        return {
            fact.id: known.why.get(fact.id, WhyUnknown.UNKNOWN)
            for fact in self.edition.facts.values()
            if fact.level is level
            and not fact.is_past
            and fact.id not in computed
            and not is_wholly_known(fact, known.values.get(fact.id))
        }

    def add(self, level: Level, lacking: Mapping[str, WhyUnknown], needed: Collection[str]) -> None:
        """Count what a unit of a level lacks. ``needed``: facts that something depends on there."""
        self.holders[level] += 1
        for fact, why in lacking.items():
            if fact in needed or fact in self.anyway:
                self.reasons.setdefault(fact, Counter())[why] += 1

    def add_many(
        self, fact: str, of: int, reasons: Mapping[WhyUnknown, int], contradicting: int
    ) -> None:
        """Count a fact of many units at once: so many of them need it and do not know it.

        ``contradicting``: in how many of them it contradicts another, needed or not.
        """
        self.reasons.setdefault(fact, Counter()).update(reasons)
        self.tables.setdefault(fact, 0)
        self.tables[fact] += of
        self.contradicting[fact] += contradicting

    def of(self, fact: Fact) -> int:
        """Return how many units hold a fact."""
        return self.holders[fact.level] + self.tables.get(fact.id, 0)


def is_wholly_known(fact: Fact, value: Value | None) -> bool:
    """Return whether nothing more can be said of a fact: a number is exact, a set complete."""
    if isinstance(value, Interval):
        return value.exact is not None
    if isinstance(value, Members):
        return {*fact.option_ids} <= value.present | value.absent
    return value is not None


def missing_facts(missing: Missing, say_it: Composer) -> tuple[MissingFact, ...]:
    """Return the facts with most at stake first; without those that nothing depends on.

    What conclusions ask for, such as a veto, counts, though no points may be at stake.
    """
    widths = say_it.analysis.widths()
    feeds: dict[str, list[str]] = {}
    for rule in say_it.rules.rules:
        for name in dict.fromkeys(each for item in rule.items() for each in item.facts):
            feeds.setdefault(name, []).append(rule.indicator)
    conditions = (each for c in say_it.rules.conclusions for each in conditions_in(c.when))
    concluding = {fact for condition in conditions for fact in facts_of(condition)}
    found = []
    for fact_id, reasons in missing.reasons.items():
        fact = missing.edition.facts[fact_id]
        codes = feeds.get(fact_id, [])
        points = sum(widths[code] for code in codes)
        if not reasons.total() or (not points and fact_id not in concluding):
            continue
        found.append(
            MissingFact(
                fact=fact_id,
                label=say_it.speaker.fact_label(fact_id),
                level=str(fact.level),
                level_label=say_it.kind(fact.level),
                units=reasons.total(),
                of=missing.of(fact),
                reasons={str(why): reasons[why] for why in WhyUnknown if reasons[why]},
                indicators=tuple(codes),
                points=say_it.points(points),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.points, -each.units, each.fact)))
