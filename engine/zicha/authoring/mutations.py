"""Small changes to a rule as it is written, each of which a case should notice.

One change at a time: a bound by one step, a comparison by its neighbour, a connective, an option
or member less, a grade, an applicability, an allowed count, what a ratio gives over 0, a date.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from zicha.documents.document import Path, Plain
from zicha.language.asof import first_day
from zicha.model.edition import Edition
from zicha.model.facts import Fact

NEIGHBOURS: dict[str, tuple[str, ...]] = {
    "at_least": ("more_than",),
    "more_than": ("at_least",),
    "at_most": ("less_than",),
    "less_than": ("at_most",),
    "equals": ("at_least", "at_most"),
    "all": ("any",),
    "any": ("all",),
    "none": ("any",),
    "includes_all": ("includes_any",),
    "includes_any": ("includes_all",),
}
"""What each comparison and connective is changed to."""
NUMBERS = ("at_least", "at_most", "more_than", "less_than", "equals", "gaps_above")
WHOLE_NUMBERS = ("within_days", "allowed", "n")
LISTS = ("one_of", "includes_all", "includes_any", "all", "any", "none", "items", "parts", "of")
"""Lists of which one entry at a time is left out; ``of`` and the connectives are conditions."""
OTHER_GRADING = {"all": "faults", "faults": "all"}
OTHER_AT_ZERO = {
    "met": "unmet",
    "unmet": "met",
    "not_applicable": "open",
    "open": "not_applicable",
}


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change: the value at ``path`` (below the rule) becomes ``value``.

    ``at``: the path of the line to show. ``kind``: what sort of change. ``text``: what is changed
    to what, as a rule author would write it.
    """

    kind: str
    path: Path
    value: Plain
    at: Path
    text: str


@dataclass(frozen=True, slots=True)
class Around:
    """What a value stands in: its edition, its nearest mapping and the way there.

    ``scale``: the fact of the scale that the mapping is a band of.
    """

    edition: Edition
    mapping: dict[str, Plain]
    path: Path
    scale: Plain = None

    def within(self, key: str, mapping: dict[str, Plain], *steps: int) -> "Around":
        """Return what the values of a mapping below ``key`` stand in."""
        scale = self.mapping.get("fact") if key == "bands" else None
        of_band = self.path[-1:] == ("bands",)
        path = (*self.path, key, *steps)
        return Around(self.edition, mapping, path, self.scale if of_band else scale)

    def fact(self) -> Fact | None:
        """Return the plain fact that the mapping compares, if it does."""
        name = self.mapping.get("fact", self.scale)
        return self.edition.facts.get(name) if isinstance(name, str) else None

    def step(self, number: int | Decimal) -> int | Decimal:
        """Return the smallest change of a bound: one digit of its fact, or of the bound itself."""
        fact = self.fact()
        if fact is not None:
            return Decimal(1).scaleb(-fact.decimals) if fact.decimals else 1
        digits = -Decimal(number).as_tuple().exponent if isinstance(number, Decimal) else 0  # type: ignore[operator]
        return Decimal(1).scaleb(-digits) if digits else 1


def mutations(value: Plain, edition: Edition) -> Iterator[Mutation]:
    """Yield every change to a rule or conclusion as it is written."""
    if isinstance(value, dict):
        yield from in_mapping(Around(edition, value, ()))


def in_mapping(around: Around) -> Iterator[Mutation]:
    """Yield the changes to a mapping and to everything in it."""
    for key, entry in around.mapping.items():
        for make in MAKERS.get(key, ()):
            yield from make(around, key, entry)
        yield from in_entry(around, key, entry)


def in_entry(around: Around, key: str, entry: Plain) -> Iterator[Mutation]:
    """Yield the changes within the value of a key."""
    if key in ("source", "remedy", "label", "reason", "covers"):
        return
    if isinstance(entry, dict):
        yield from in_mapping(around.within(key, entry))
    if isinstance(entry, list):
        for index, part in enumerate(entry):
            if isinstance(part, dict):
                yield from in_mapping(around.within(key, part, index))


def shown(value: Plain) -> str:
    """Return a value as a rule author writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(shown(entry) for entry in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{k}: {shown(v)}' for k, v in value.items())}}}"
    return "null" if value is None else str(value)


def number_steps(around: Around, key: str, entry: Plain) -> Iterator[Mutation]:
    """Yield a bound one step up and one step down; of a bound in several numbers, each."""
    yield from stepped(around, (key,), entry, around.step)


def whole_steps(around: Around, key: str, entry: Plain) -> Iterator[Mutation]:
    """Yield a count one more and one less."""
    yield from stepped(around, (key,), entry, lambda _: 1)


def stepped(
    around: Around, way: Path, entry: Plain, step: Callable[[int | Decimal], int | Decimal]
) -> Iterator[Mutation]:
    """Yield every number at or below ``way`` one step up and one step down."""
    if isinstance(entry, bool) or entry is None:
        return
    if isinstance(entry, int | Decimal):
        path = (*around.path, *way)
        for number in (entry + step(entry), entry - step(entry)):
            yield Mutation("bound", path, number, path, f"{way[0]}: {entry} -> {number}")
    elif isinstance(entry, list):
        for index, part in enumerate(entry):
            yield from stepped(around, (*way, index), part, step)
    elif isinstance(entry, dict):
        for name, part in entry.items():
            if name != "source":
                yield from stepped(around, (*way, name), part, step)


def neighbours(around: Around, key: str, entry: Plain) -> Iterator[Mutation]:
    """Yield the mapping with a comparison or connective changed to its neighbour."""
    for other in NEIGHBOURS[key]:
        if is_same_at_the_end(around, key, other, entry):
            continue
        renamed = {other if k == key else k: v for k, v in around.mapping.items()}
        at = (*around.path, key)
        yield Mutation("comparison", around.path, renamed, at, f"{key} -> {other}")


def is_same_at_the_end(around: Around, key: str, other: str, entry: Plain) -> bool:
    """Return whether two words mean the same for the possible values of the fact or the list.

    Exactly 100 % is at least 100 %; all of one part is any of it.
    """
    if isinstance(entry, list) and key != "none":
        return len(entry) == 1
    fact = around.fact()
    if key != "equals" or fact is None:
        return False
    return entry == (fact.high if other == "at_least" else fact.low)


def left_out(around: Around, key: str, entry: Plain) -> Iterator[Mutation]:
    """Yield a list with one entry less."""
    if not isinstance(entry, list) or len(entry) == 1:
        return
    for index, part in enumerate(entry):
        path = (*around.path, key)
        name = part.get("id", shown(part)) if isinstance(part, dict) else shown(part)
        text = f"{key}: without {name}"
        yield Mutation(
            "left-out", path, [*entry[:index], *entry[index + 1 :]], (*path, index), text
        )


def key_left_out(kind: str) -> Callable[[Around, str, Plain], Iterator[Mutation]]:
    """Return the maker of a mapping without one key."""

    def make(around: Around, key: str, _entry: Plain) -> Iterator[Mutation]:
        kept = {name: value for name, value in around.mapping.items() if name != key}
        yield Mutation(kind, around.path, kept, (*around.path, key), f"without {key}")

    return make


def other_value(around: Around, key: str, entry: Plain) -> Iterator[Mutation]:
    """Yield ``is`` with the other truth, or with each other option."""
    path = (*around.path, key)
    fact = around.fact()
    others: list[Plain] = []
    if isinstance(entry, bool):
        others = [not entry]
    elif fact is not None:
        others = [option for option in fact.option_ids if option != entry]
    for other in others:
        yield Mutation("value", path, other, path, f"{key}: {shown(entry)} -> {shown(other)}")


def other_word(
    words: dict[str, str], kind: str
) -> Callable[[Around, str, Plain], Iterator[Mutation]]:
    """Return the maker of another word for one that has its opposite."""

    def make(around: Around, key: str, entry: Plain) -> Iterator[Mutation]:
        if isinstance(entry, str) and entry in words:
            path = (*around.path, key)
            yield Mutation(kind, path, words[entry], path, f"{key}: {entry} -> {words[entry]}")

    return make


def band_left_out(around: Around, key: str, entry: Plain) -> Iterator[Mutation]:
    """Yield a scale with one band less."""
    if not isinstance(entry, dict) or len(entry) == 1:
        return
    for grade in entry:
        path = (*around.path, key)
        kept = {name: band for name, band in entry.items() if name != grade}
        yield Mutation("band", path, kept, (*path, grade), f"bands: without {grade}")


def dated_values(around: Around, key: str, entry: Plain) -> Iterator[Mutation]:
    """Yield the dated values of a bound with one less, and with each begun a day later."""
    yield from dated_at(around, (key,), entry)


def dated_ends(around: Around, key: str, entry: Plain) -> Iterator[Mutation]:
    """Yield the same for both ends of a span."""
    for index, end in enumerate(entry if isinstance(entry, list) else ()):
        yield from dated_at(around, (key, index), end)


def dated_at(around: Around, way: Path, entry: Plain) -> Iterator[Mutation]:
    """Yield the changes to a list of dated values at ``way``."""
    if not isinstance(entry, list) or not all(isinstance(v, dict) and "value" in v for v in entry):
        return
    path = (*around.path, *way)
    days = [begins(dated, around.edition) for dated in entry if isinstance(dated, dict)]
    # The earliest value, as one without a day, counts on every day before the next as well: of
    # that nobody can notice anything.
    earliest = min((day or date.min for day in days), default=None)
    for index, dated in enumerate(entry):
        assert isinstance(dated, dict)
        if len(entry) > 1:
            kept: Plain = [*entry[:index], *entry[index + 1 :]]
            text = f"{way[0]}: without {shown(dated['value'])}"
            yield Mutation("date", path, kept, (*path, index), text)
        first = begins(dated, around.edition)
        if first is not None and first != earliest:
            later = (first + timedelta(days=1)).isoformat()
            text = f"{way[0]}: {shown(dated['value'])} from {first.isoformat()} -> {later}"
            yield Mutation("date", (*path, index), {**dated, "from": later}, (*path, index), text)


def begins(dated: dict[str, Plain], edition: Edition) -> date | None:
    """Return the day on which a dated value begins, as far as it says."""
    written = dated.get("from")
    if isinstance(written, str):
        return date.fromisoformat(written)
    source = dated.get("source")
    word = source.get("edition") if isinstance(source, dict) else None
    return first_day(word, edition.first_days) if isinstance(word, str) else None


Maker = Callable[[Around, str, Plain], Iterator[Mutation]]
MAKERS: dict[str, list[Maker]] = {}
"""The changes by the key that they are made at."""
for _key in NUMBERS:
    MAKERS.setdefault(_key, []).extend([number_steps, dated_values])
for _key in WHOLE_NUMBERS:
    MAKERS.setdefault(_key, []).append(whole_steps)
for _key in NEIGHBOURS:
    MAKERS.setdefault(_key, []).append(neighbours)
for _key in LISTS:
    MAKERS.setdefault(_key, []).append(left_out)
MAKERS["between"] = [number_steps, dated_ends]
MAKERS["is"] = [other_value]
MAKERS["applies"] = [key_left_out("applies")]
MAKERS["fatal"] = [key_left_out("fatal")]
MAKERS["grading"] = [other_word(OTHER_GRADING, "grading")]
MAKERS["when_zero"] = [other_word(OTHER_AT_ZERO, "when_zero")]
MAKERS["bands"] = [band_left_out]
