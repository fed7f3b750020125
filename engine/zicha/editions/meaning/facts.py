"""The fact dictionary: facts, their options, and which of them contradict each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zicha.editions.draft import Draft
from zicha.editions.meaning.manifest import UNIT, Manifest
from zicha.editions.meaning.values import (
    check_known,
    check_options,
    check_range,
    maybe_text,
    options_of,
    repeated,
    text,
)
from zicha.editions.shape.facts import (
    AnyFact,
    ConsistencyShape,
    DecimalFact,
    EnumFact,
    IntFact,
    PercentFact,
    SetFact,
    ShareOfShape,
)
from zicha.editions.spot import Entry, Spot
from zicha.language.nearest import nearest
from zicha.model.edition import Consistency, NotMore, Requires
from zicha.model.facts import Better, Fact, FactType, Level, ShareOf
from zicha.model.text import LANGUAGES

NUMERIC = IntFact | DecimalFact | PercentFact

SHARE_BETTER = {Better.TRUE: Better.MORE, Better.FALSE: Better.LESS}
"""Which way a share improves, by the better answer of the fact that it counts."""

RESERVED = ("unit", "name", "kind", "parent", "date")
"""Columns of a table of units that are no facts."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The facts by id, and every id that is declared, also where its entry is faulty."""

    facts: Mapping[str, Fact]
    declared: frozenset[str]

    def check_known(self, fact_id: str, spot: Spot) -> Fact | None:
        """Return a fact; one that nobody declared is reported."""
        if fact_id not in self.declared:
            spot.report(
                "edition-fact-unknown", fact=fact_id, nearest=nearest(fact_id, self.declared)
            )
        return self.facts.get(fact_id)


def dictionary_of(draft: Draft, manifest: Manifest) -> Dictionary:
    """Return the facts of a draft; what does not fit together is reported."""
    facts: dict[str, Fact] = {}
    places: dict[str, Spot] = {}
    for fact_id, entry in draft.facts:
        if fact_id in places:
            entry.spot.report_key("edition-fact-twice", fact=fact_id, first=places[fact_id].place)
            continue
        places[fact_id] = entry.spot
        check_fact(fact_id, entry, manifest)
        facts[fact_id] = fact_of(fact_id, entry.shape)
    dictionary = Dictionary(facts, frozenset(draft.declared_facts))
    for fact_id, entry in draft.facts:
        check_references(fact_id, entry, dictionary)
    check_circles(facts, places)
    check_unique_texts(facts, places)
    check_unlike_attributes(facts, places, manifest)
    return dictionary


def fact_of(fact_id: str, shape: AnyFact) -> Fact:
    """Return one fact."""
    numeric = shape if isinstance(shape, NUMERIC) else None
    return Fact(
        id=fact_id,
        label=text(shape.label),
        type=FactType(shape.type),
        level=shape.level,
        better=better_of(shape),
        hint=text(shape.hint),
        unit=numeric.unit if numeric else None,
        decimals=decimals_of(shape),
        low=numeric.range[0] if numeric else None,
        high=numeric.range[1] if numeric else None,
        options=options_of(shape.options) if isinstance(shape, EnumFact | SetFact) else (),
        method=shape.method,
        valid_days=shape.valid_days,
        min_sample=shape.min_sample if isinstance(shape, PercentFact) else None,
        share_of=share_of(shape),
        note=maybe_text(shape.note),
        withdrawn=shape.withdrawn.isoformat() if shape.withdrawn else None,
        replaced_by=shape.replaced_by,
    )


def better_of(shape: AnyFact) -> Better:
    """Return which way a fact improves."""
    if isinstance(shape.better, bool):
        return Better.TRUE if shape.better else Better.FALSE
    return Better(shape.better)


def decimals_of(shape: AnyFact) -> int:
    """Return the digits after the point of a fact."""
    return shape.decimals if isinstance(shape, DecimalFact | PercentFact) else 0


def share_of(shape: AnyFact) -> ShareOf | None:
    """Return how a share is computed where it is not stated."""
    if not isinstance(shape, PercentFact) or shape.share_of is None:
        return None
    return ShareOf(shape.share_of.fact, shape.share_of.among)


def check_fact(fact_id: str, entry: Entry[AnyFact], manifest: Manifest) -> None:
    """Report what is wrong in one fact by itself."""
    shape, spot = entry.shape, entry.spot
    if fact_id in (*RESERVED, *manifest.shape.attributes) or "__" in fact_id:
        spot.report_key("edition-fact-id-reserved", fact=fact_id)
    if shape.level not in manifest.levels:
        (spot / "level").report(
            "edition-level-unknown", word=shape.level, nearest=nearest(shape.level, manifest.levels)
        )
    check_known("edition-method-unknown", shape.method, manifest.shape.methods, spot / "method")
    if isinstance(shape, EnumFact | SetFact):
        check_options(shape.options, spot / "options")
    if isinstance(shape, NUMERIC):
        check_known("edition-fact-unit-unknown", shape.unit, manifest.shape.units, spot / "unit")
        check_range(shape.range, decimals_of(shape), spot / "range")


def check_references(fact_id: str, entry: Entry[AnyFact], dictionary: Dictionary) -> None:
    """Report a fact that refers to one that cannot stand there."""
    shape, spot = entry.shape, entry.spot
    if shape.replaced_by is not None:
        dictionary.check_known(shape.replaced_by, spot / "replaced_by")
        if shape.replaced_by == fact_id:
            (spot / "replaced_by").report("edition-fact-replaced-by-itself", fact=fact_id)
    if isinstance(shape, PercentFact) and shape.share_of is not None:
        check_share(shape, shape.share_of, spot / "share_of", dictionary)
    if isinstance(shape, EnumFact | SetFact):
        check_twins(shape, spot, dictionary)


def check_twins(shape: EnumFact | SetFact, spot: Spot, dictionary: Dictionary) -> None:
    """Report options that cannot be asked once with the fact that they name."""
    named: set[str] = set()
    for option, option_shape in shape.options.items():
        if option_shape.same_as is None:
            continue
        same_spot = spot / "options" / option / "same_as"
        same = dictionary.check_known(option_shape.same_as, same_spot)
        if same is None:
            continue
        is_fit = same.type is FactType.BOOL and same.level is shape.level
        if not (is_fit and isinstance(shape, SetFact)) or same.id in named:
            same_spot.report("edition-fact-same-as-unfit", fact=same.id, option=option)
        elif same.better is Better.FALSE and Better(shape.better) is Better.SUPERSET:
            same_spot.report("edition-fact-same-as-better", fact=same.id, option=option)
        named.add(same.id)


def check_circles(facts: Mapping[str, Fact], spots: Mapping[str, Spot]) -> None:
    """Report facts that took each other's place in a circle: once, at the first of them."""
    reported: set[str] = set()
    for fact_id in facts:
        chain = successors(fact_id, facts)
        closes = len(chain) > 1 and facts[chain[-1]].replaced_by == fact_id
        if closes and fact_id not in reported:
            circle = " → ".join((*chain, fact_id))
            (spots[fact_id] / "replaced_by").report("edition-fact-replaced-circle", circle=circle)
            reported.update(chain)


def successors(fact_id: str, facts: Mapping[str, Fact]) -> list[str]:
    """Return a fact, the one that took its place, the one that took that one's, and so on."""
    chain = [fact_id]
    other = facts[fact_id].replaced_by
    while other is not None and other in facts and other not in chain:
        chain.append(other)
        other = facts[other].replaced_by
    return chain


def check_share(
    shape: PercentFact, share: ShareOfShape, spot: Spot, dictionary: Dictionary
) -> None:
    """Report a share that cannot be computed, or that falls where its units improve."""
    counted = dictionary.check_known(share.fact, spot / "fact")
    among = dictionary.check_known(share.among, spot / "among")
    if counted and not is_counted(counted, shape.level):
        (spot / "fact").report("edition-fact-share-unfit", fact=counted.id)
    elif counted and Better(shape.better) not in (SHARE_BETTER[counted.better], Better.NEUTRAL):
        (spot / "fact").report(
            "edition-fact-share-better", fact=counted.id, wanted=SHARE_BETTER[counted.better]
        )
    if among and not is_number_of_units(among, shape.level):
        (spot / "among").report("edition-fact-share-among", fact=among.id)


def is_counted(fact: Fact, above: Level) -> bool:
    """Return whether units below a level answer a fact with yes or no."""
    is_below = fact.level.height < above.height
    return fact.type is FactType.BOOL and is_below and not fact.is_past


def is_number_of_units(fact: Fact, level: Level) -> bool:
    """Return whether a fact of a level can say how many units there are: no more, no less."""
    fits = fact.type is FactType.INT and fact.better is Better.NEUTRAL
    return fits and fact.level is level and not fact.is_past


def check_unique_texts(facts: Mapping[str, Fact], spots: Mapping[str, Spot]) -> None:
    """Report labels and hints that two facts share: people could not tell them apart."""
    for lang in LANGUAGES:
        labels = {fact_id: fact.label.to(lang) for fact_id, fact in facts.items()}
        for fact_id, other in repeated(labels):
            (spots[fact_id] / "label" / lang).report("edition-label-twice", fact=other)
        hints = {fact_id: fact.hint.to(lang) for fact_id, fact in facts.items()}
        for fact_id, other in repeated(hints):
            (spots[fact_id] / "hint" / lang).report("edition-hint-twice", fact=other)


def check_unlike_attributes(
    facts: Mapping[str, Fact], spots: Mapping[str, Spot], manifest: Manifest
) -> None:
    """Report labels that a fact shares with an attribute: a column of a table could be either."""
    for lang in LANGUAGES:
        shapes = manifest.shape.attributes.items()
        attributes = {text(shape.label).to(lang): name for name, shape in shapes}
        for fact_id, fact in facts.items():
            name = attributes.get(fact.label.to(lang))
            if name is not None:
                at = spots[fact_id] / "label" / lang
                at.report("edition-label-of-attribute", attribute=UNIT + name)


def consistency_of(draft: Draft, dictionary: Dictionary) -> Iterator[Consistency]:
    """Yield the pairs of facts that contradict each other."""
    written: dict[tuple[str, ...], Spot] = {}
    for entry in draft.consistency:
        pair = entry.shape.not_more or entry.shape.requires
        if pair is None or (entry.shape.not_more and entry.shape.requires):
            entry.spot.report("edition-consistency-form")
            continue
        key = "not_more" if entry.shape.not_more else "requires"
        facts = [dictionary.check_known(f, entry.spot / key / i) for i, f in enumerate(pair)]
        first, second = facts
        if first and second:
            check_pair(entry, first, second)
        # Neither more than the other would be the same number: one of the two is reversed.
        same = (key, *(sorted(pair) if entry.shape.not_more else pair))
        earlier = written.setdefault(same, entry.spot)
        if earlier is not entry.spot:
            entry.spot.report("edition-consistency-twice", first=earlier.place)
        yield NotMore(*pair) if entry.shape.not_more else Requires(*pair)


def check_pair(entry: Entry[ConsistencyShape], first: Fact, second: Fact) -> None:
    """Report two facts that cannot be compared."""
    both = {"first": first.id, "second": second.id}
    if first == second:
        entry.spot.report("edition-consistency-itself", fact=first.id)
        return
    if first.level is not second.level:
        entry.spot.report("edition-consistency-levels", **both)
    if entry.shape.not_more:
        fits = first.type.is_number and second.type.is_number and first.unit == second.unit
    else:
        fits = all(f.type.is_number or f.type is FactType.BOOL for f in (first, second))
    if not fits:
        entry.spot.report("edition-consistency-types", **both)
