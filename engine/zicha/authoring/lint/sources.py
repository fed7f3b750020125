"""Sources: what a value cites, how far it is trusted, and from when it counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zicha.authoring.lint.material import Material, PlacedItem
from zicha.editions.spot import Spot
from zicha.errors import Place, Problem, Severity, problem
from zicha.language.asof import bounds_within, counting
from zicha.language.walk import conditions_in
from zicha.model.rules import Condition, Confidence, Dated, Source


@dataclass(frozen=True, slots=True)
class Cited:
    """A source and where it stands."""

    source: Source
    place: Place

    @property
    def cites(self) -> list[str]:
        """Return what is cited, part by part, without what is said of it in brackets."""
        return [cite.split()[0] for cite in self.source.cite.split(";") if cite.split()]

    @property
    def works(self) -> set[str]:
        """Return the keys of the works that are cited."""
        return {work_of(cite) for cite in self.cites}


def work_of(cite: str) -> str:
    """Return the key of the work that a cite names."""
    return cite.partition("#")[0]


def dated_bounds(conditions: Iterable[Condition]) -> list[Dated]:
    """Return the bounds of conditions that have several values over time."""
    bounds = [bound for condition in conditions for bound in bounds_within(condition)]
    return [bound for bound in bounds if isinstance(bound, Dated)]


def cited_in(own: Source, conditions: Iterable[Condition], spot: Spot) -> list[Cited]:
    """Return the sources of an item or a conclusion: its own, and those of its dated values."""
    values = [value for bound in dated_bounds(conditions) for value in bound.values]
    place = (spot / "source").place
    every = dict.fromkeys([own, *(value.source for value in values)])
    return [Cited(source, place) for source in every]


def cited_by(placed: PlacedItem) -> list[Cited]:
    """Return the sources of an item."""
    return cited_in(placed.item.source, placed.conditions, placed.spot)


def everything_cited(material: Material) -> Iterator[Cited]:
    """Yield every source of a rule or a conclusion."""
    for placed in material.items():
        yield from cited_by(placed)
    for conclusion in material.edition.conclusions:
        spot = material.spots.conclusions[conclusion.id]
        yield from cited_in(conclusion.source, conditions_in(conclusion.when), spot)


def everything_dated(material: Material) -> Iterator[tuple[Spot, Dated]]:
    """Yield every bound with values over time, and the spot of its item or conclusion."""
    for placed in material.items():
        yield from ((placed.spot, bound) for bound in dated_bounds(placed.conditions))
    for conclusion in material.edition.conclusions:
        spot = material.spots.conclusions[conclusion.id]
        yield from ((spot, bound) for bound in dated_bounds(conditions_in(conclusion.when)))


def unlisted_cites(material: Material) -> Iterator[Problem]:
    """Yield cites of an item that its indicator does not list among its sources."""
    own = set(material.terms.own_works)
    for placed in material.items():
        listed = set(material.edition.indicator(placed.indicator).sources)
        # Several values over time may have one cite.
        cites = dict.fromkeys((c.place, cite) for c in cited_by(placed) for cite in c.cites)
        for place, cite in cites:
            if not {cite, work_of(cite)} & listed and work_of(cite) not in own:
                code = placed.indicator
                yield problem("cite-unlisted", place, Severity.HINT, cite=cite, indicator=code)


def unfit_confidence(material: Material) -> Iterator[Problem]:
    """Yield reconstructed values that cite a text as theirs, and others that cite none."""
    own = set(material.terms.own_works)
    for cited in everything_cited(material) if own else ():
        word = cited.source.confidence
        cite, known = cited.source.cite, " / ".join(sorted(own))
        if word is Confidence.RECONSTRUCTED and not cited.works & own:
            yield problem(
                "reconstructed-cite", cited.place, Severity.WARNING, cite=cite, known=known
            )
        elif word is not Confidence.RECONSTRUCTED and cited.works <= own:
            yield problem(
                "own-work-trusted", cited.place, Severity.WARNING, cite=cite, confidence=word
            )


def undated_values(material: Material) -> Iterator[Problem]:
    """Yield values among several that count over time and have no first day: they always count."""
    for spot, bound in everything_dated(material):
        values = counting(bound)
        for value in values if len(values) > 1 else ():
            source = value.source
            if value.begins is None:
                yield problem(
                    "dated-without-day",
                    spot.place,
                    Severity.WARNING,
                    cite=source.cite,
                    edition=source.edition,
                )
