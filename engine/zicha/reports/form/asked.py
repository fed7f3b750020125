"""Which facts a form asks for, on which of its pages, in which order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zicha.language.walk import conditions_in, facts_of
from zicha.model.edition import Edition
from zicha.model.facts import Fact, Level, Stated
from zicha.model.numbers import Number
from zicha.model.text import Lang
from zicha.model.unit import Unit
from zicha.units.twins import Twins, membership, twins_of


@dataclass(frozen=True, slots=True)
class FormFor:
    """What a form is made for.

    Attributes:
        kind: The level of the unit; facts of other levels are not asked.
        unit: What is known already; None for an empty form.
        on: The day of the form; None leaves it to whoever fills it in.
        stakes: What is at stake with each fact; the most stands first.
    """

    edition: Edition
    kind: Level
    lang: Lang
    unit: Unit | None = None
    on: date | None = None
    stakes: Mapping[str, Number] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """Return the day that stands on the form: that of every value without one of its own."""
        return self.on or (None if self.unit is None else self.unit.on)

    @property
    def stated(self) -> Mapping[str, Stated]:
        """Return what the unit states, by fact; of its attributes, too."""
        return {} if self.unit is None else self.unit.facts

    def facts(self) -> dict[str | None, list[Fact]]:
        """Return the facts that are asked by the code of their category; None for those without.

        A fact that several categories use is asked in the first. One that no rule uses is asked
        only where the unit states it, so that nothing is lost.
        """
        homes = categories_of(self.edition)
        pages: dict[str | None, list[Fact]] = {each.code: [] for each in self.edition.categories}
        pages[None] = []
        for fact in self.edition.facts.values():
            if fact.level is self.kind and not fact.is_attribute and self.is_wanted(fact, homes):
                pages[homes.get(fact.id)].append(fact)
        for facts in pages.values():
            facts.sort(key=lambda fact: -self.stakes.get(fact.id, 0))
        return {code: facts for code, facts in pages.items() if facts}

    def is_wanted(self, fact: Fact, homes: Mapping[str, str | None]) -> bool:
        """Return whether a fact counts for something, or is stated all the same."""
        return not fact.is_past and (fact.id in homes or fact.id in self.stated)


def categories_of(edition: Edition) -> dict[str, str | None]:
    """Return the facts that rules and conclusions use, each with the first category that does.

    What a share in use is computed from is used with it.
    """
    homes: dict[str, str | None] = {}
    for indicator in edition.indicators:
        rule = edition.rules.get(indicator.code)
        for item in rule.items() if rule is not None else ():
            for fact in item.facts:
                homes.setdefault(fact, indicator.category)
    for conclusion in edition.conclusions:
        for fact in (f for each in conditions_in(conclusion.when) for f in facts_of(each)):
            homes.setdefault(fact, None)
    for fact, home in [*homes.items()]:
        share = edition.facts[fact].share_of
        for part in share.facts if share is not None else ():
            homes.setdefault(part, home)
    return homes


@dataclass(frozen=True, slots=True)
class Once:
    """Facts that say the same are asked once: this says where.

    The yes-or-no fact is asked, not the member of a set; where a unit states only the member, the
    member stands there with what is stated, and the fact is not asked.
    """

    asked: FormFor
    twins: Mapping[str, Twins]

    @classmethod
    def of(cls, asked: FormFor) -> "Once":
        """Return where the twins among the facts of a form are asked."""
        here = {fact.id for facts in asked.facts().values() for fact in facts}
        twins = twins_of(asked.edition)
        return cls(asked, {fact: each for fact, each in twins.items() if fact in here})

    def states(self, fact: str, member: str) -> bool:
        """Return whether the unit states a member of a set."""
        return membership(self.asked.stated.get(fact), member) is not None

    def instead_of_fact(self, fact: str) -> tuple[str, str] | None:
        """Return the set and member that are asked instead of a fact."""
        if fact in self.asked.stated or fact not in self.twins:
            return None
        members = self.twins[fact].members
        return next((pair for pair in members.items() if self.states(*pair)), None)

    def instead_of_member(self, fact: str, member: str) -> str | None:
        """Return the fact that is asked instead of a member of a set."""
        if self.states(fact, member):
            return None
        same = (each.fact for each in self.twins.values() if each.members.get(fact) == member)
        return next(same, None)
