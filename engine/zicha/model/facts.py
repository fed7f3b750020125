"""Facts: what is declared once in the fact dictionary, and what is known of them for a unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from zicha.model.numbers import Interval, Number
from zicha.model.text import Text


class Level(StrEnum):
    """Who holds a fact, from the lowest level to the highest."""

    COMMUNITY = "community"
    STREET = "street"
    DISTRICT = "district"
    CITY = "city"

    @property
    def height(self) -> int:
        """Return 0 for the lowest level, rising."""
        return LEVELS.index(self)


LEVELS: tuple[Level, ...] = tuple(Level)


class FactType(StrEnum):
    """What kind of value a fact has."""

    BOOL = "bool"
    INT = "int"
    DECIMAL = "decimal"
    PERCENT = "percent"
    ENUM = "enum"
    SET = "set"
    DATE = "date"

    @property
    def is_number(self) -> bool:
        """Return whether values of this type are numbers."""
        return self in (FactType.INT, FactType.DECIMAL, FactType.PERCENT)


class Better(StrEnum):
    """Which way a fact improves."""

    MORE = "more"
    LESS = "less"
    TRUE = "true"
    FALSE = "false"
    SUPERSET = "superset"
    ORDER = "order"
    """The options stand from the best to the worst."""
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of an enum or member of a set."""

    id: str
    label: Text
    same_as: str | None = None
    """A bool fact that says the same: asked once, known to both."""


@dataclass(frozen=True, slots=True)
class ShareOf:
    """How a share over the units below is computed: those where ``fact`` is yes, of ``among``.

    ``fact``: a yes-or-no fact of a lower level; ``among``: a fact of the share's own level, which
    says how many such units there are.
    """

    fact: str
    among: str

    @property
    def facts(self) -> tuple[str, str]:
        """Return the facts that it is computed from."""
        return self.fact, self.among


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the dictionary, or an attribute of a unit (its id then is ``level.name``).

    ``valid_days``: days that a value stays usable, None for ever. ``decimals``: digits after the
    point, at most 6. ``low`` and ``high``: bounds of the possible values, both possible.
    ``share_of``: how a share is computed where it is not stated; None: it is not computed.
    """

    id: str
    label: Text
    type: FactType
    level: Level
    better: Better
    hint: Text
    unit: str | None = None
    decimals: int = 0
    low: Number | None = None
    high: Number | None = None
    options: tuple[Option, ...] = ()
    method: str | None = None
    valid_days: int | None = None
    min_sample: int | None = None
    note: Text | None = None
    withdrawn: str | None = None
    replaced_by: str | None = None
    is_attribute: bool = False
    share_of: ShareOf | None = None

    @property
    def is_past(self) -> bool:
        """Return whether it is no longer asked."""
        return self.withdrawn is not None or self.replaced_by is not None

    @property
    def possible(self) -> tuple[Number | None, Number | None]:
        """Return the least and the greatest possible value; of a percentage 0, 100 unless declared.

        Unit: that of the fact.
        """
        if self.type is not FactType.PERCENT:
            return self.low, self.high
        return (0 if self.low is None else self.low), (100 if self.high is None else self.high)

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Return the ids of the options in their order."""
        return tuple(option.id for option in self.options)

    def option(self, option_id: str) -> Option:
        """Return the option of that id. Raises KeyError where there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


@dataclass(frozen=True, slots=True)
class Members:
    """What is known of a set: members that are there, and members that are not."""

    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

    def without(self, member: str) -> "Members":
        """Return the same where one member is not known."""
        return Members(self.present - {member}, self.absent - {member})


NO_MEMBERS = Members()

Value = bool | str | Interval | Members
"""A known value: bool and enum plainly, a number or a date (its ordinal) as an interval, a set."""


class WhyUnknown(StrEnum):
    """Why a fact is unknown."""

    UNKNOWN = "unknown"
    STALE = "stale"
    LATER = "later"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as a person gave it: still shown where it no longer counts."""

    value: bool | str | Number | date | Members
    date: date
    evidence: str | None = None
    count: tuple[int, int] | None = None
    """For a percentage given as counts: how many, of how many."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an engine is given: the facts of a unit and of the levels above it on one day.

    ``values`` holds known values only (a fact that is missing there is unknown); a number known
    from observations alone has a lower bound and no upper one, a partly known set both sides.
    ``levels``: the level of the unit and of the context units that were given. ``why`` says why a
    stated fact does not count, also where something is known of it all the same (a lower bound, a
    member); a fact that is simply not stated is not in it.
    """

    on: date
    levels: frozenset[Level]
    values: Mapping[str, Value]
    why: Mapping[str, WhyUnknown] = field(default_factory=dict)
    stated: Mapping[str, Stated] = field(default_factory=dict)
