"""What is known so far, while dates, observations and contradictions are being settled."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from zicha.model.edition import Edition
from zicha.model.facts import Fact, Members, Stated, Value, WhyUnknown
from zicha.model.hints import HintFound
from zicha.model.numbers import exactly


@dataclass(slots=True)
class Settling:
    """The facts of all units given, by id: as stated, as known, and why not known."""

    edition: Edition
    on: date
    stated: dict[str, Stated]
    values: dict[str, Value] = field(default_factory=dict)
    why: dict[str, WhyUnknown] = field(default_factory=dict)
    hints: list[HintFound] = field(default_factory=list)

    def hint(self, code: str, facts: Iterable[str], /, **args: object) -> None:
        """Note a hint; its arguments are kept as text."""
        texts = {name: str(value) for name, value in args.items()}
        self.hints.append(HintFound(code, texts, tuple(facts)))

    def unusable(self, day: date, fact: str) -> WhyUnknown | None:
        """Return why a value of that day does not count for a fact, None where it does."""
        return why_unusable(day, self.edition.facts[fact], self.on)

    def forget(self, fact: str) -> None:
        """Take a fact as unknown, because something contradicts it."""
        self.values.pop(fact, None)
        self.why[fact] = WhyUnknown.CONTRADICTION

    def forget_member(self, fact: str, member: str) -> None:
        """Take one member of a set as unknown, because something contradicts it."""
        members = self.values.get(fact)
        self.why[fact] = WhyUnknown.CONTRADICTION
        if isinstance(members, Members):
            rest = members.without(member)
            self.values[fact] = rest
            if not rest.present and not rest.absent:
                del self.values[fact]


def why_unusable(day: date, fact: Fact, on: date) -> WhyUnknown | None:
    """Return why a value of that day does not count on another, None where it does.

    A value is good for ``valid_days`` days after its own, the last of them included.
    """
    if day > on:
        return WhyUnknown.LATER
    if fact.valid_days is not None and (on - day).days > fact.valid_days:
        return WhyUnknown.STALE
    return None


def as_value(stated: Stated) -> Value:
    """Return a stated value as engines take it: numbers and days as intervals."""
    value = stated.value
    if isinstance(value, bool | str | Members):
        return value
    return exactly(value.toordinal() if isinstance(value, date) else value)
