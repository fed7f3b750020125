"""What stands on a form: its pages and questions with their answers so far, not yet drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from zicha.model.facts import Better, Fact, FactType, Members, Stated
from zicha.model.numbers import Number
from zicha.model.unit import Observation, Waiver
from zicha.reports.form.asked import FormFor, Once
from zicha.reports.listing import computed_text, method_name, range_text, unit_name
from zicha.units.facts import attribute_id
from zicha.units.twins import membership
from zicha.units.workbook.layout import (
    EDITION_ROW,
    PARENT_ROW,
    UNIT_ROWS,
    attribute_row,
    member_row,
)
from zicha.words import say

Answer = bool | str | Number | date | None


class Wanted(NamedTuple):
    """What may be answered: one of some choices, a number within bounds, a day, or any text.

    ``unit``, ``bounds``: those of a number, in words.
    """

    kind: Literal["choice", "int", "number", "date", "text", "nothing"]
    choices: tuple[str, ...] = ()
    low: Number | None = None
    high: Number | None = None
    unit: str = ""
    bounds: str = ""


TEXT = Wanted("text")
NOTHING = Wanted("nothing")
"""The cell is not to be filled in."""


@dataclass(frozen=True, slots=True)
class Question:
    """One row of a form.

    Attributes:
        id: The id of the row, by which it is read back.
        has_counts: Whether counts may be given in place of the answer.
        has_more: Whether evidence, day and note belong to it.
        earliest: The first day on which a value still counts.
        is_part: Whether it asks for a member of the set above it.
    """

    id: str
    label: str
    wanted: Wanted
    answer: Answer = None
    unit: str = ""
    hint: str = ""
    method: str = ""
    count: tuple[int, int] | None = None
    evidence: str | None = None
    day: date | None = None
    note: str | None = None
    earliest: date | None = None
    has_counts: bool = False
    has_more: bool = True
    is_part: bool = False
    is_optional: bool = False

    @property
    def is_needed(self) -> bool:
        """Return whether something is missing while it is not answered."""
        return self.wanted is not NOTHING and not self.is_optional


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of questions."""

    name: str
    title: str
    questions: tuple[Question, ...]

    @property
    def count(self) -> int:
        """Return how many answers the page asks for."""
        return sum(question.wanted is not NOTHING for question in self.questions)


@dataclass(frozen=True, slots=True)
class Content:
    """All that stands on a form.

    ``observed``, ``waivable``: what may be chosen where an observation or a waiver is entered.
    """

    asked: FormFor
    unit: Page
    pages: tuple[Page, ...]
    observed: dict[str, str]
    waivable: dict[str, str]

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Return what was seen so far."""
        return () if self.asked.unit is None else self.asked.unit.observations

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """Return the waivers so far."""
        return () if self.asked.unit is None else self.asked.unit.waivers


def content_of(asked: FormFor) -> Content:
    """Return what stands on a form."""
    lang, edition = asked.lang, asked.edition
    dictionary = edition.facts.values()
    titles = {category.code: category for category in edition.categories}
    asking = Asking(asked, Once.of(asked))
    pages = []
    for code, facts in asked.facts().items():
        rest = say(lang, "form.rest")
        name = rest if code is None else titles[code].title.to(lang)
        title = rest if code is None else titles[code].name.to(lang)
        questions = tuple(question for fact in facts for question in asking.questions(fact))
        pages.append(Page(name, title, questions))
    return Content(
        asked,
        Page(say(lang, "form.sheet.unit"), "", tuple(unit_questions(asked, asking))),
        tuple(pages),
        {fact.id: fact.label.to(lang) for fact in dictionary if is_observed(fact, asked)},
        {each.code: f"{each.code} {each.name.to(lang)}" for each in edition.indicators},
    )


def is_observed(fact: Fact, asked: FormFor) -> bool:
    """Return whether cases of a fact are noted one by one: a count of which fewer is better."""
    is_count = fact.type is FactType.INT and fact.better is Better.LESS
    return is_count and fact.level is asked.kind and not fact.is_attribute and not fact.is_past


def unit_questions(asked: FormFor, asking: "Asking") -> Iterator[Question]:
    """Yield the questions about the unit itself: who it is, its day, its attributes."""
    unit, lang, edition = asked.unit, asked.lang, asked.edition
    kind = edition.levels[asked.kind].to(lang)
    answers: tuple[tuple[Answer, Wanted], ...] = (
        (unit.id if unit else None, TEXT),
        (unit.name if unit else None, TEXT),
        (kind, NOTHING),
        (unit.parent if unit else None, TEXT),
        (asked.day, Wanted("date")),
    )
    for row, (answer, wanted) in zip(UNIT_ROWS, answers, strict=True):
        label, hint = say(lang, f"form.row.{row}"), say(lang, f"form.hint.{row}")
        is_parent = row == PARENT_ROW
        yield Question(row, label, wanted, answer, hint=hint, has_more=False, is_optional=is_parent)
    for name in edition.attributes:
        fact = edition.facts[attribute_id(asked.kind, name)]
        yield replace(asking.question(fact), id=attribute_row(name))
    label, hint = say(lang, f"form.row.{EDITION_ROW}"), edition.name.to(lang)
    yield Question(EDITION_ROW, label, NOTHING, edition.id, hint=hint, has_more=False)


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes questions of facts."""

    asked: FormFor
    once: Once

    def questions(self, fact: Fact) -> Iterator[Question]:
        """Yield the question of a fact; of a set one for each of its members, too."""
        question = self.question(fact)
        other = self.once.instead_of_fact(fact.id)
        if other is not None:
            label = self.asked.edition.facts[other[0]].option(other[1]).label.to(self.asked.lang)
            yield self.elsewhere(question, label)
            return
        yield question
        if fact.type is FactType.SET:
            yield from self.members(fact)

    def question(self, fact: Fact) -> Question:
        """Return the question of a fact, with what is stated of it."""
        lang, edition = self.asked.lang, self.asked.edition
        stated = self.asked.stated.get(fact.id)
        return Question(
            id=fact.id,
            label=fact.label.to(lang),
            wanted=self.wanted(fact),
            answer=None if stated is None else self.answer(fact, stated),
            unit=unit_name(fact, edition, lang),
            hint=self.hint(fact),
            method=method_name(fact.method, edition, lang),
            count=None if stated is None else stated.count,
            evidence=None if stated is None else stated.evidence,
            day=None if stated is None else self.day_of(stated),
            note=None if stated is None else stated.note,
            earliest=self.earliest(fact),
            has_counts=fact.type is FactType.PERCENT,
            is_optional=fact.share_of is not None,
        )

    def hint(self, fact: Fact) -> str:
        """Return how a fact is collected, and whether it may be left to be computed."""
        lang = self.asked.lang
        hint, computed = fact.hint.to(lang), computed_text(fact, self.asked.edition, lang)
        return say(lang, "form.hint.joint", first=hint, then=computed) if computed else hint

    def wanted(self, fact: Fact) -> Wanted:
        """Return what may be answered."""
        lang = self.asked.lang
        if fact.type.is_number:
            low, high = fact.possible
            bounds = range_text(replace(fact, low=low, high=high), lang)
            unit = unit_name(fact, self.asked.edition, lang)
            kind: Literal["int", "number"] = "int" if fact.type is FactType.INT else "number"
            return Wanted(kind, (), low, high, unit, bounds)
        match fact.type:
            case FactType.BOOL:
                return Wanted("choice", (say(lang, "value.yes"), say(lang, "value.no")))
            case FactType.ENUM:
                return Wanted("choice", tuple(option.label.to(lang) for option in fact.options))
            case FactType.DATE:
                return Wanted("date")
        return NOTHING

    def answer(self, fact: Fact, stated: Stated) -> Answer:
        """Return what is stated, as it is answered on the form; a set by its members."""
        value = stated.value
        if isinstance(value, Members) or stated.count is not None:
            return None
        if isinstance(value, bool):
            return self.truth(value)
        return fact.option(value).label.to(self.asked.lang) if isinstance(value, str) else value

    def truth(self, value: bool) -> str:  # noqa: FBT001 - the value itself
        """Return yes or no."""
        return say(self.asked.lang, "value.yes" if value else "value.no")

    def day_of(self, stated: Stated) -> date | None:
        """Return the day of a value, where it has another than the form."""
        return None if stated.date in (self.asked.day, date.min) else stated.date

    def earliest(self, fact: Fact) -> date | None:
        """Return the first day on which a value still counts on the day of the form."""
        day = self.asked.day
        return None if fact.valid_days is None or day is None else day - timedelta(fact.valid_days)

    def members(self, fact: Fact) -> Iterator[Question]:
        """Yield the questions of the members of a set."""
        lang = self.asked.lang
        truths = (say(lang, "value.yes"), say(lang, "value.no"), say(lang, "form.not_known"))
        stated = self.asked.stated.get(fact.id)
        for option in fact.options:
            question = Question(
                id=member_row(fact.id, option.id),
                label=option.label.to(lang),
                wanted=Wanted("choice", truths),
                has_more=False,
                is_part=True,
            )
            same = self.once.instead_of_member(fact.id, option.id)
            if same is not None:
                yield self.elsewhere(question, self.asked.edition.facts[same].label.to(lang))
                continue
            there = membership(stated, option.id)
            yield question if there is None else replace(question, answer=self.truth(there))

    def elsewhere(self, question: Question, label: str) -> Question:
        """Return a question that another row asks as the pointer to it."""
        hint = say(self.asked.lang, "form.asked_there", label=label)
        return replace(question, wanted=NOTHING, has_more=False, hint=hint)
