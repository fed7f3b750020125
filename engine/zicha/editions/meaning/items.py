"""Items: one requirement each, with its source and what to do where it is not met."""

import re
from dataclasses import dataclass, replace

from zicha.documents import lookalikes
from zicha.editions.meaning.bands import Band, bands_of
from zicha.editions.meaning.conditions import condition_of
from zicha.editions.meaning.scope import Scope, facts_named, lowest_level
from zicha.editions.meaning.values import check_known, maybe_text, text
from zicha.editions.shape.rules import AppliesShape, ItemShape
from zicha.editions.spot import Entry, Spot
from zicha.language.nearest import nearest
from zicha.language.walk import COMPOSITES, bounds_of, facts_of_item, leaves
from zicha.model.edition import Indicator
from zicha.model.facts import Level
from zicha.model.rules import (
    Applies,
    Between,
    Compare,
    Condition,
    Dated,
    Includes,
    Item,
    ItemKind,
    Source,
)
from zicha.model.text import LANGUAGES

FORMS = re.compile(r"(\w+)\?[^|]*\|[^|]*")
"""A placeholder that chooses between the two forms of a word."""
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
BRACE = re.compile(r"[{}]")
FULL_WIDTH_BRACE = re.compile(f"[{lookalikes.BRACES}]")


@dataclass(frozen=True, slots=True)
class Setting:
    """What an item stands in: its indicator, its grading, and what applies to the whole rule."""

    scope: Scope
    indicator: Indicator
    grading: str
    applies: Entry[AppliesShape] | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What an item requires, as a condition and, of a scale, as its bands."""

    condition: Condition
    kind: ItemKind
    bands: tuple[Band, ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Return every condition of it."""
        return tuple(band for _, band in self.bands) or (self.condition,)


def item_of(entry: Entry[ItemShape], setting: Setting) -> Item | None:
    """Return an item; what is wrong in it is reported, and then there may be none."""
    shape, spot = entry.shape, entry.spot
    level = level_of(spot, setting)
    scope = Scope(setting.scope.manifest, setting.scope.dictionary, level, own=True)
    applies = applies_of(entry, setting, scope.within)
    requirement = requirement_of(shape, spot, scope)
    check_words(entry, setting)
    if requirement is None:
        return None
    check_remedy(shape, spot / "remedy", requirement)
    source = source_of(shape, spot, requirement, scope)
    if source is None or applies is None:
        return None
    return assembled(entry, requirement, Frame(level, source, applies))


@dataclass(frozen=True, slots=True)
class Frame:
    """What an item has besides its requirement and its words."""

    level: Level
    source: Source
    applies: tuple[Applies, ...]


def assembled(entry: Entry[ItemShape], requirement: Requirement, frame: Frame) -> Item:
    """Return the item, its facts read off its conditions."""
    shape = entry.shape
    item = Item(
        id=shape.id,
        kind=requirement.kind,
        condition=requirement.condition,
        level=frame.level,
        facts=(),
        source=frame.source,
        remedy=text(shape.remedy),
        owner=shape.owner,
        doer=shape.doer,
        days=shape.days,
        place=entry.spot.place,
        applies=frame.applies,
        bands=requirement.bands,
        fatal=shape.fatal,
        label=maybe_text(shape.label),
        covers=tuple(shape.covers),
        dated=any(several_values(condition) for condition in requirement.conditions),
    )
    return replace(item, facts=facts_of_item(item))


def level_of(spot: Spot, setting: Setting) -> Level:
    """Return the lowest level among the facts of an item; without any, of the indicator's."""
    names = list(facts_named(spot.value))
    if setting.applies:
        names += facts_named(setting.applies.spot.value)
    lowest = lowest_level(names, setting.scope.dictionary)
    return lowest or min(setting.indicator.levels, key=lambda level: level.height)


def applies_of(
    entry: Entry[ItemShape], setting: Setting, scope: Scope
) -> tuple[Applies, ...] | None:
    """Return when an item applies: what the rule says and what the item says; both must hold."""
    written = [setting.applies] if setting.applies else []
    if entry.shape.applies:
        written.append(Entry(entry.shape.applies, entry.spot / "applies"))
    found: list[Applies] = []
    for applies in written:
        when = condition_of(applies.shape.when, applies.spot / "when", scope)
        if when is None:
            return None
        found.append(Applies(when, text(applies.shape.reason)))
    return tuple(found)


def requirement_of(shape: ItemShape, spot: Spot, scope: Scope) -> Requirement | None:
    """Return what an item requires."""
    if shape.bands is not None:
        bands = bands_of(shape, spot, scope)
        return Requirement(bands[0][1], ItemKind.BANDS, bands) if bands else None
    condition = condition_of(shape, spot, scope)
    if condition is None:
        return None
    if shape.allowed is not None:
        return Requirement(condition, ItemKind.COUNT)
    is_set = isinstance(condition, Includes) and condition.every
    return Requirement(condition, ItemKind.SET if is_set else ItemKind.PLAIN)


def check_words(entry: Entry[ItemShape], setting: Setting) -> None:
    """Report what an item says that its rule or its edition does not know."""
    shape, spot = entry.shape, entry.spot
    manifest = setting.scope.manifest
    clauses = [clause.id for clause in setting.indicator.measured]
    for i, clause in enumerate(shape.covers):
        check_known("rule-clause-unknown", clause, clauses, spot / "covers" / i)
        if clause in shape.covers[:i]:
            (spot / "covers" / i).report("shape-list-repeats", word=clause)
    check_known("edition-department-unknown", shape.owner, manifest.departments, spot / "owner")
    check_known("edition-level-unknown", shape.doer, manifest.levels, spot / "doer")
    if shape.fact is None and shape.label is None:
        spot.report("rule-label-missing", item=shape.id)
    if shape.fatal and setting.grading != "faults":
        (spot / "fatal").report_key("rule-fatal-grading", grading=setting.grading)
    if (shape.bands is not None) != (setting.grading == "bands"):
        at = spot if shape.bands is None else spot / "bands"
        at.report_key("rule-bands-grading", item=shape.id, grading=setting.grading)


def check_remedy(shape: ItemShape, spot: Spot, requirement: Requirement) -> None:
    """Report placeholders of a remedy that nothing will fill."""
    fitting = placeholders(requirement)
    for lang in LANGUAGES:
        words = getattr(shape.remedy, lang)
        for written in PLACEHOLDER.findall(words):
            name = FORMS.sub(r"\1", written)
            if name not in fitting:
                near = nearest(name, fitting)
                (spot / lang).report("rule-placeholder-unfit", placeholder=name, nearest=near)
        for mark in FULL_WIDTH_BRACE.findall(words):
            (spot / lang).report("rule-brace-full-width", character=mark)
        if BRACE.search(PLACEHOLDER.sub("", words)):
            (spot / lang).report("rule-brace-alone")


def placeholders(requirement: Requirement) -> list[str]:
    """Return the placeholders that the remedy of an item may have.

    What is required of several values together, and what there is of them, is no one value.
    """
    wanted = requirement.condition  # of a scale its best band
    if isinstance(wanted, COMPOSITES):
        return []
    found = ["actual", "required"]
    is_set = requirement.kind is ItemKind.SET
    if is_set or isinstance(wanted, Compare | Between):
        found.append("shortfall")
    return [*found, "member"] if is_set else found


def source_of(
    shape: ItemShape, spot: Spot, requirement: Requirement, scope: Scope
) -> Source | None:
    """Return the source of an item; only where every value names its own may it be left out."""
    if shape.source is not None:
        return scope.manifest.library.source(shape.source, spot / "source")
    found = [dated_sources(condition) for condition in requirement.conditions]
    if not all(found):
        spot.report("rule-source-missing", item=shape.id)
        return None
    return found[0][0]


def dated_sources(condition: Condition) -> list[Source]:
    """Return the sources of a condition's values; none where one of them has none of its own."""
    sources: list[Source] = []
    for leaf in leaves(condition):
        bounds = list(bounds_of(leaf))
        if not bounds or not all(isinstance(bound, Dated) for bound in bounds):
            return []
        sources += [v.source for bound in bounds if isinstance(bound, Dated) for v in bound.values]
    return sources


def several_values(condition: Condition) -> bool:
    """Return whether a bound of a condition has several values over time."""
    return any(
        isinstance(bound, Dated) and len(bound.values) > 1
        for leaf in leaves(condition)
        for bound in bounds_of(leaf)
    )
