"""An edition: the categories, indicators, facts and rules that units are judged by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from zicha.errors import Place
from zicha.model.conclusions import Conclusion
from zicha.model.facts import LEVELS, Fact, Level
from zicha.model.numbers import Number
from zicha.model.rules import Confidence, Grade, Rule, Source
from zicha.model.text import Lang, Text


@dataclass(frozen=True, slots=True)
class SourceWork:
    """A work that sources cite, by its key (``NK`` in ``NK#101``)."""

    key: str
    label: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Department:
    """A responsible body, by its Chinese name in the edition."""

    name: str
    en: str
    level: Level


@dataclass(frozen=True, slots=True)
class Clause:
    """One separate thing that an indicator measures."""

    id: str
    label: Text


@cache
def code_order(code: str) -> tuple[int, ...]:
    """Return what codes are ordered by: number by number, so that 6.10 follows 6.9."""
    return tuple(int(part) if part.isdigit() else 0 for part in code.split("."))


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the sub-indicators. ``levels``: who is tested on it."""

    code: str
    name: Text
    category: str
    group: str
    levels: tuple[Level, ...]
    methods: tuple[str, ...]
    departments: tuple[str, ...]
    sources: tuple[str, ...]
    editions_seen: tuple[str, ...]
    confidence: Confidence
    in_2011: str
    measured: tuple[Clause, ...]
    facts: tuple[str, ...]
    points: Number
    place: Place
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of indicators within a category."""

    code: str
    name: Text
    category: str


@dataclass(frozen=True, slots=True)
class Category:
    """One of the nine categories. ``short``: its name where there is little room."""

    code: str
    name: Text
    short: Text | None = None

    @property
    def title(self) -> Text:
        """Return the shortest name that it has."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class NotMore:
    """Two facts that contradict each other where the first exceeds the second."""

    part: str
    whole: str

    @property
    def facts(self) -> tuple[str, str]:
        """Return the two facts."""
        return self.part, self.whole


@dataclass(frozen=True, slots=True)
class Requires:
    """Two facts that contradict each other where the first is there and the second is not."""

    fact: str
    needs: str

    @property
    def facts(self) -> tuple[str, str]:
        """Return the two facts."""
        return self.fact, self.needs


Consistency = NotMore | Requires


@dataclass(frozen=True, slots=True)
class Sourced:
    """Where a part of the scoring formula comes from."""

    grades: Source
    points: Source
    faults: Source


@dataclass(frozen=True, slots=True)
class Measure:
    """The unit of a number: its English, that of one alone, and other words people type for it."""

    en: str
    one: str | None = None
    also: tuple[str, ...] = ()

    def english(self, number: object) -> str:
        """Return the English beside a number."""
        return self.one if self.one is not None and number == 1 else self.en


@dataclass(frozen=True)
class Edition:
    """Everything of one edition; ``digest`` is over its parsed content.

    ``first_days``: the first day on which values of an edition count. ``grades``: the share of an
    indicator's points that a grade earns. ``fault_limits``: the most faults for each grade, best
    first. ``units``, ``methods``: the words used in the facts, with what else they are called.
    """

    id: str
    name: Text
    warning: Text
    digest: str
    first_days: Mapping[str, date]
    levels: Mapping[Level, Text]
    grades: Mapping[Grade, Number]
    fault_limits: tuple[tuple[Grade, int], ...]
    scoring_sources: Sourced
    methods: Mapping[str, str]
    units: Mapping[str, Measure]
    departments: Mapping[str, Department]
    works: Mapping[str, SourceWork]
    confidence: Mapping[Confidence, tuple[Text, Text]]
    """Label and meaning of each word."""
    categories: tuple[Category, ...]
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    facts: Mapping[str, Fact]
    """The dictionary, and every attribute at every level under ``level.name``."""
    attributes: tuple[str, ...]
    """The names of the attributes that a unit may state of itself."""
    consistency: tuple[Consistency, ...]
    rules: Mapping[str, Rule]
    """By indicator code; an indicator without one is open."""
    conclusions: tuple[Conclusion, ...] = ()
    """Each after those that it reads."""
    level_words: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)
    """What else units of a level are called."""
    edition_names: Mapping[str, Text] = field(default_factory=dict)
    """How readers name editions of sources that are no years."""

    def level_of(self, word: str) -> Level | None:
        """Return the level that a word is: its id, its label, or what its units are called."""
        for level, label in self.levels.items():
            if word in (level.value, label.zh) or word.casefold() == label.en.casefold():
                return level
        called = (level for level in self.levels if word in self.level_words.get(level, ()))
        return next(called, None)

    def level_above(self, level: Level) -> Level | None:
        """Return the next level above that the edition has; None above the highest."""
        return next((each for each in LEVELS[level.height + 1 :] if each in self.levels), None)

    def kind_of(self, level: Level, name: str, lang: Lang) -> str:
        """Return what a unit of a level is called: a town by the end of its Chinese name.

        Of several ends the longest counts; where none is among what units of the level are
        called, it is the name of the level.
        """
        ends = [word for word in self.level_words.get(level, ()) if name.endswith(word)]
        label = self.levels[level]
        if lang != "zh" or not ends or name.endswith(label.zh):
            return label.to(lang)
        return max(ends, key=len)

    def indicator(self, code: str) -> Indicator:
        """Return the indicator of that code. Raises KeyError where there is none."""
        return self.by_code[code]

    def within(self, code: str) -> tuple[str, ...]:
        """Return the codes of the indicators of a category or a group, by its code."""
        return tuple(each for each in self.by_code if each.startswith(f"{code}."))

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        """Return every indicator by its code."""
        return {indicator.code: indicator for indicator in self.indicators}
