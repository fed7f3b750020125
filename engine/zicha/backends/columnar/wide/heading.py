"""What each column of a wide table says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zicha.model.edition import Edition
from zicha.model.facts import Fact, Level


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of a wide table by what they say; only those of ``unit`` and ``kind`` must be.

    Args:
        attributes: By the name of an attribute.
        facts: By the id of a fact.
        days: The day of a value, by the id of the fact or the name of the attribute.
        members: Whether a member of a set is there, by the ids of set and member.
        yes: The words for yes.
        no: The words for no.
        unknown: The words that say that nothing is known, in small letters and without spaces.
    """

    unit: str
    kind: str
    name: str | None = None
    parent: str | None = None
    date: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[tuple[str, str], str] = field(default_factory=dict)
    yes: tuple[str, ...] = ("true", "yes")
    no: tuple[str, ...] = ("false", "no")
    unknown: tuple[str, ...] = ("null",)

    def column_of(self, fact: Fact) -> str | None:
        """Return the column of a fact, or of an attribute of its level."""
        if fact.is_attribute:
            return self.attributes.get(fact.id.partition(".")[2])
        return self.facts.get(fact.id)

    def members_of(self, fact: Fact) -> dict[str, str]:
        """Return the columns of the members of a set."""
        return {m: column for (owner, m), column in self.members.items() if owner == fact.id}

    def stated(self, edition: Edition, level: Level) -> list[Fact]:
        """Return the facts of a level of which some column speaks."""
        return [
            fact
            for fact in edition.facts.values()
            if fact.level is level and (self.column_of(fact) or self.members_of(fact))
        ]

    def day_of(self, fact: Fact) -> str | None:
        """Return the column with the day of a fact, or of an attribute of its level."""
        return self.days.get(fact.id.partition(".")[2] if fact.is_attribute else fact.id)

    def speaking_of(self, fact: Fact) -> list[str]:
        """Return all columns in which a unit may say something of a fact."""
        columns = [self.column_of(fact), *self.members_of(fact).values(), self.day_of(fact)]
        return [column for column in columns if column is not None]
