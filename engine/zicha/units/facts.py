"""The facts and attributes that a unit states, each with its day and its evidence."""

from dataclasses import dataclass
from datetime import date

from zicha.documents.document import Path
from zicha.language.nearest import closest
from zicha.model.edition import Edition
from zicha.model.facts import Fact, FactType, Level, Stated
from zicha.units.form import Form
from zicha.units.fractions import hint_of, is_fraction
from zicha.units.typed import HERE, LeftOutError, RefusedError, shown
from zicha.units.values import FactValue, fact_value, percentage, share, whole_count

COUNTS = ("count", "of")
LONG_FORM = ("value", "date", "evidence", "note", *COUNTS)
"""Keys of a fact that says more than its value."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose facts are read: the level that holds them, and the day of those that have none.

    ``until``: the day on which they are judged, where it is known; what is dated later is odd.
    """

    edition: Edition
    level: Level
    day: date
    until: date | None = None


def attribute_id(level: Level, name: str) -> str:
    """Return the id under which the dictionary holds an attribute of a level."""
    return f"{level.value}.{name}"


def named(fact: Fact) -> dict[str, str]:
    """Return the words of a fact for a message."""
    return {"fact": fact.id, "label_zh": fact.label.zh, "label_en": fact.label.en}


def read_facts(form: Form, path: Path, scope: Scope) -> dict[str, Stated]:
    """Return the facts of the mapping at ``path`` by id; one that is empty is unknown."""
    facts: dict[str, Stated] = {}
    for key in form.mapping(path):
        try:
            fact = fact_named(key, scope)
        except RefusedError as refused:
            form.refuse(form.document.key_place((*path, key)), refused)
            continue
        stated = read_fact(form, (*path, key), fact, scope)
        if stated is not None:
            facts[fact.id] = stated
    return facts


def read_attributes(form: Form, path: Path, scope: Scope) -> dict[str, Stated]:
    """Return the attributes of the mapping at ``path`` by their ids in the dictionary."""
    attributes: dict[str, Stated] = {}
    for name in scope.edition.attributes:
        fact = scope.edition.facts[attribute_id(scope.level, name)]
        stated = read_fact(form, (*path, name), fact, scope)
        if stated is not None:
            attributes[fact.id] = stated
    return attributes


def fact_named(name: str, scope: Scope) -> Fact:
    """Return the fact of that id that units of this level state.

    Raises RefusedError where there is none, where it is past, or where another level holds it.
    """
    if name in scope.edition.attributes:
        raise RefusedError(HERE, "fact-is-attribute", fact=name)
    fact = scope.edition.facts.get(name)
    if fact is None or fact.is_attribute:
        raise unknown_fact(name, scope)
    if fact.replaced_by is not None:
        raise RefusedError(HERE, "fact-replaced", new=fact.replaced_by, **named(fact))
    if fact.withdrawn is not None:
        raise LeftOutError(HERE, "fact-withdrawn", since=fact.withdrawn, **named(fact))
    if fact.level is not scope.level:
        below = fact.level.height < scope.level.height
        raise RefusedError(
            HERE,
            "fact-of-lower-level" if below else "fact-of-other-level",
            kind=fact.level.value,
            level_zh=scope.edition.levels[fact.level].zh,
            level_en=scope.edition.levels[fact.level].en,
            **named(fact),
        )
    return fact


def unknown_fact(name: str, scope: Scope) -> RefusedError:
    """Return the refusal of an id that the dictionary lacks, with the fact probably meant."""
    stated = [fact for fact in scope.edition.facts.values() if not fact.is_attribute]
    labels = {label: fact.id for fact in stated for label in (fact.label.zh, fact.label.en)}
    own = [fact.id for fact in stated if fact.level is scope.level]
    near = labels.get(name) or closest(name, own) or closest(name, [f.id for f in stated])
    near = near or labels.get(closest(name, labels) or "")
    if near is None:
        return RefusedError(HERE, "fact-unknown", fact=shown(name))
    return RefusedError(
        HERE, "fact-unknown-near", fact=shown(name), **near_words(near, scope.edition)
    )


def near_words(near: str, edition: Edition) -> dict[str, str]:
    """Return the words of the fact that was probably meant."""
    label = edition.facts[near].label
    return {"nearest": near, "label_zh": label.zh, "label_en": label.en}


def read_fact(form: Form, path: Path, fact: Fact, scope: Scope) -> Stated | None:
    """Return what is stated of one fact: its value alone, or with day, evidence or counts."""
    raw = form.value(path)
    if raw is None:
        return None
    if isinstance(raw, dict) and (fact.type is not FactType.SET or raw.keys() & {*LONG_FORM}):
        return read_long_form(form, path, fact, scope)
    value = read_value(form, path, fact, scope)
    return None if value is None else Stated(value, scope.day)


def note_later(form: Form, path: Path, fact: Fact, value: object, scope: Scope) -> None:
    """Hint at a day after that of the assessment and of the unit: mostly a slip of the pen."""
    last = scope.day if scope.until is None else max(scope.until, scope.day)
    if isinstance(value, date) and date.min < last < value:
        code = "fact-later" if path[-1] == "date" else "value-later"
        form.hint(code, path, said=value, day=last, **named(fact))


def read_value(form: Form, path: Path, fact: Fact, scope: Scope) -> FactValue | None:
    """Return the value of a fact; a hint says where another one may have been meant."""
    value = form.attempt(path, lambda value: fact_value(fact, value, scope.edition))
    raw = form.value(path)
    note_later(form, path, fact, value, scope)
    if value is not None and is_fraction(raw, fact):
        form.note(hint_of(form.document.place(path), raw, fact))
    return value


def read_long_form(form: Form, path: Path, fact: Fact, scope: Scope) -> Stated | None:
    """Return a fact written as ``{value: …, date: …, evidence: …}`` or ``{count: …, of: …}``."""
    form.check_keys(path, LONG_FORM)
    raw = form.mapping(path)
    day = form.day((*path, "date")) or scope.day
    note_later(form, (*path, "date"), fact, day, scope)
    evidence, note = form.text((*path, "evidence")), form.text((*path, "note"))
    if raw.keys() & {*COUNTS}:
        counts = read_counts(form, path, fact)
        return None if counts is None else Stated(percentage(counts), day, evidence, counts, note)
    if "value" not in raw:
        form.report("fact-without-value", path, **named(fact))
        return None
    if form.value((*path, "value")) is None:
        return None
    value = read_value(form, (*path, "value"), fact, scope)
    return None if value is None else Stated(value, day, evidence, note=note)


def read_counts(form: Form, path: Path, fact: Fact) -> tuple[int, int] | None:
    """Return how many of how many; None, with a problem, where a fact or a number is not such."""
    raw = form.mapping(path)
    if fact.type is not FactType.PERCENT:
        stated = next(key for key in COUNTS if key in raw)
        form.report("counts-not-percent", (*path, stated), **named(fact))
        return None
    if raw.get("value") is not None:
        form.report("counts-and-value", path, **named(fact))
        return None
    missing = [key for key in COUNTS if form.value((*path, key)) is None]
    if len(missing) == 1:
        form.report("key-missing", path, key=missing[0])
    if missing:
        return None
    count, of = (form.attempt((*path, key), whole_count) for key in COUNTS)
    if count is None or of is None:
        return None
    return form.attempt(path, lambda _: share(count, of))
