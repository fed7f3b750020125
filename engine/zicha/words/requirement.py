"""Requirements, values and shortfalls in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from zicha.gaps.finding import Finding
from zicha.language.walk import facts_of_subject
from zicha.model.edition import Edition
from zicha.model.facts import Fact, FactType, Level
from zicha.model.numbers import Number
from zicha.model.report import Shown, SourceShown
from zicha.model.rules import (
    Between,
    ByOption,
    Compare,
    Comparison,
    Condition,
    Dated,
    DatedValue,
    FactValue,
    Item,
    Ratio,
    Source,
    Subject,
)
from zicha.model.text import Lang
from zicha.words.catalogue import has, say
from zicha.words.numbers import shown_number

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says things of an edition in one language; ``names``: an office's names for departments.

    ``kind``: the level of the unit that is spoken of, if of any.
    """

    edition: Edition
    lang: Lang
    names: Mapping[str, str]
    kind: Level | None = None
    sources: dict[tuple[Source, bool], SourceShown] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What was already said of sources: of most of them for each unit again."""

    def fact_label(self, fact: str) -> str:
        """Return the label of a fact."""
        return self.edition.facts[fact].label.to(self.lang)

    def held_label(self, fact: str) -> str:
        """Return the label of a fact, with whose it is where another level than the unit's has it.

        The same label may stand for a fact of several levels.
        """
        label, level = self.fact_label(fact), self.edition.facts[fact].level
        if self.kind in (None, level):
            return label
        of_level = self.edition.levels[level].to(self.lang)
        return say(self.lang, "fact.of_level", label=label, level=of_level)

    def unit_label(self, unit: str | None, number: Shown = None) -> str:
        """Return a unit as readers write it. ``number``: what stands before it, if anything."""
        if unit is None:
            return ""
        measure = None if self.lang == "zh" else self.edition.units.get(unit)
        return unit if measure is None else measure.english(number)

    def edition_name(self, edition: str) -> str:
        """Return the edition of a source as readers name it."""
        if edition == self.edition.id:
            return say(self.lang, "edition.own")
        if edition in self.edition.edition_names:
            return self.edition.edition_names[edition].to(self.lang)
        key = f"edition.{edition}"
        return say(self.lang, key if has(self.lang, key) else "edition.year", edition=edition)

    def owner(self, department: str) -> str:
        """Return a department by the office's own name, else by the edition's."""
        if department in self.names:
            return self.names[department]
        return department if self.lang == "zh" else self.edition.departments[department].en

    def with_own_names(self, text: str) -> str:
        """Return a text in which departments have the office's own names."""
        if not self.names:
            return text
        # Of names that begin alike the longer one is meant.
        known = "|".join(map(re.escape, sorted(self.names, key=len, reverse=True)))
        return re.sub(known, lambda found: self.names[found[0]], text)

    def quantity(self, number: Number, unit: str | None) -> str:
        """Return a number with its unit."""
        label = self.unit_label(unit, number)
        if not label:
            return shown_number(number)
        joint = "" if self.lang == "zh" or label == "%" else " "
        return f"{shown_number(number)}{joint}{label}"

    def subject_unit(self, subject: Subject | None) -> str | None:
        """Return the unit of what is compared; a ratio has one only as a percentage."""
        if subject is None:
            return None
        if isinstance(subject, Ratio):
            return "%" if subject.scale == PERCENT else None
        first = next(iter(facts_of_subject(subject)))
        return self.edition.facts[first].unit

    def unit_of(self, found: Finding) -> str | None:
        """Return the unit of a finding."""
        if found.subject is not None:
            return self.subject_unit(found.subject)
        if found.operator == "within_days":
            return None
        return self.edition.facts[found.fact].unit if found.fact else None

    def member(self, fact: str, option: str) -> str:
        """Return the label of an option."""
        return self.edition.facts[fact].option(option).label.to(self.lang)

    def members(self, fact: str, options: tuple[str, ...]) -> str:
        """Return labels of options, joined."""
        if not options:
            return say(self.lang, "value.none")
        return say(self.lang, "value.joint").join(self.member(fact, option) for option in options)

    def value(self, shown: Shown, fact: str | None, unit: str | None) -> str:
        """Return a value in words; the word for "not known" where there is none."""
        if shown is None:
            return say(self.lang, "value.unknown")
        if isinstance(shown, bool):
            return say(self.lang, "value.yes" if shown else "value.no")
        if isinstance(shown, int | Decimal | Fraction):
            return self.quantity(shown, unit)
        if isinstance(shown, date):
            return shown.isoformat()
        if isinstance(shown, tuple):
            return self.members(fact, shown) if fact else say(self.lang, "value.joint").join(shown)
        return self.member(fact, shown) if fact and self.is_choice(fact) else shown

    def is_choice(self, fact: str) -> bool:
        """Return whether a fact has options."""
        declared: Fact = self.edition.facts[fact]
        return declared.type in (FactType.ENUM, FactType.SET)

    def required(self, item: Item, found: Finding) -> str:
        """Return what is required, in words."""
        return self.condition(item.condition, found, demanded=True)

    def condition(self, condition: Condition, found: Finding, *, demanded: bool = False) -> str:
        """Return a condition in words; ``demanded``: it is a requirement itself.

        Of what may be at most 0 nothing is allowed; a time or a share is asked to be 0.
        """
        unit = self.unit_of(found)
        if isinstance(condition, Between):
            low, high = self.bound(condition.low, unit), self.bound(condition.high, unit)
            return say(self.lang, "required.between", low=low, high=high)
        if isinstance(condition, Compare):
            if demanded and condition.bound == 0 and condition.comparison is Comparison.AT_MOST:
                key = f"required.none_of.{unit}"
                return say(self.lang, key if has(self.lang, key) else "required.allowed_none")
            bound = condition.bound if found.required is None else found.required
            return say(self.lang, f"required.{found.operator}", bound=self.bound(bound, unit))
        value = self.value(found.required, found.fact, unit)
        return say(self.lang, f"required.{found.operator}", bound=value)

    def bound(self, bound: object, unit: str | None) -> str:
        """Return a bound in words; one by attribute, or over time, with each of its numbers."""
        if isinstance(bound, Dated):
            joint = say(self.lang, "subject.joint")
            return joint.join(self.dated(value, unit) for value in bound.values)
        if isinstance(bound, ByOption):
            attribute = bound.attribute
            each = [
                say(
                    self.lang,
                    "required.for",
                    option=self.member(attribute, o),
                    bound=self.quantity(n, unit),
                )
                for o, n in bound.numbers
            ]
            return say(self.lang, "value.joint").join(each)
        return self.quantity(bound, unit)  # type: ignore[arg-type]

    def dated(self, value: DatedValue, unit: str | None) -> str:
        """Return a value over time with its edition, and the day where it has one of its own."""
        word, days = value.source.edition, self.edition.first_days
        of_edition = {days.get(part.strip()) for part in (word, *word.split("/"))}
        own_day = value.begins is not None and value.begins not in of_edition
        return say(
            self.lang,
            "subject.dated_from" if own_day else "subject.dated",
            bound=self.bound(value.bound, unit),
            edition=self.edition_name(word),
            day=value.begins,
        )

    def actual(self, found: Finding) -> str:
        """Return what is there, in words."""
        text = self.value(found.actual, found.fact, self.unit_of(found))
        if found.at_most:
            return say(self.lang, "value.at_most", value=text)
        return say(self.lang, "value.at_least", value=text) if found.at_least else text

    def shortfall(self, found: Finding) -> str:
        """Return the distance in words; empty where no number fits."""
        if found.shortfall is None:
            return ""
        if found.operator == "within_days":
            return say(self.lang, "value.days", days=self.value(found.shortfall, None, None))
        unit = self.unit_of(found)
        if unit == "%":
            points = self.value(found.shortfall, None, None)
            return say(self.lang, "value.percentage_points", points=points)
        return self.value(found.shortfall, found.fact, unit)

    def label(self, item: Item, found: Finding) -> str:
        """Return what an item is about."""
        if item.label is not None:
            return item.label.to(self.lang)
        subject = found.subject
        fact = found.fact or (subject.fact if isinstance(subject, FactValue) else None)
        return self.fact_label(fact) if fact else item.id
