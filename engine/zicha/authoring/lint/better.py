"""Requirements and scales that run against the way in which their facts improve."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from zicha.authoring.lint.harm import UP, at_zero, harmful, harmful_to_premise, movements
from zicha.authoring.lint.material import Material, PlacedItem
from zicha.authoring.scales import Earned, earned, subject_of_bands
from zicha.editions.meaning.bands import Band
from zicha.editions.meaning.coverage import Value
from zicha.editions.spot import Spot
from zicha.errors import Problem, Severity, problem
from zicha.language.walk import facts_of_subject
from zicha.model.conclusions import ConclusionKind
from zicha.model.edition import Edition
from zicha.model.facts import Better
from zicha.model.rules import Between, FactValue, Grade, Item, Ratio, Subject
from zicha.words.numbers import shown_number

WANTED = {ConclusionKind.PREREQUISITE: UP, ConclusionKind.VETO: -UP}
"""Whether a conclusion is wanted to hold; of the other kinds that is not said."""


def against_better(material: Material) -> Iterator[Problem]:
    """Yield what the better values of a fact break, and the worse ones do not."""
    edition = material.edition
    for placed in material.items():
        yield from broken(placed.item.id, harmful_to(placed.item, edition), placed.spot)
    for conclusion in edition.conclusions:
        wanted = WANTED.get(conclusion.kind)
        if wanted is not None:
            facts = harmful_to_premise(conclusion.when, edition, wanted)
            yield from broken(conclusion.id, facts, material.spots.conclusions[conclusion.id])


def broken(name: str, facts: Iterable[str], spot: Spot) -> Iterator[Problem]:
    """Yield the finding of an item or a conclusion that some facts break while they improve."""
    named = " / ".join(dict.fromkeys(facts))
    if named:
        yield problem("item-against-better", spot.place, Severity.HINT, item=name, facts=named)


def harmful_to(item: Item, edition: Edition) -> Iterator[str]:
    """Yield the facts that can lower an item while they improve and it goes on to apply."""
    if not item.bands:
        yield from harmful(item.condition, edition)
        return
    subject = subject_of_bands(item.bands)
    if subject is None or not way_of_scale(subject, edition):
        for _, band in item.bands:
            yield from harmful(band, edition)
    elif isinstance(subject, Ratio):
        # What its values earn is tried out one by one (``uneven_scales``); over 0 it has none.
        yield from at_zero(subject, edition, UP)


# --- Scales -------------------------------------------------------------------------------------


def scales_without_best(material: Material) -> Iterator[Problem]:
    """Yield scales that have no band for the best grade."""
    for placed in material.items():
        bands = placed.item.bands
        if bands and bands[0][0] is not Grade.A:
            yield problem(
                "scale-without-a",
                placed.spot.place,
                Severity.HINT,
                item=placed.item.id,
                best=bands[0][0],
            )


def closed_bands(material: Material) -> Iterator[Problem]:
    """Yield bands that better values leave, of a share that may be known as a range only."""
    for placed in material.items():
        for grade, band in placed.item.bands:
            if isinstance(band, Between):
                share = share_leaving(band, material.edition)
                if share is not None:
                    yield problem(
                        "band-closed",
                        placed.spot.place,
                        Severity.HINT,
                        item=placed.item.id,
                        grade=grade,
                        fact=share,
                    )


def share_leaving(band: Between, edition: Edition) -> str | None:
    """Return a computed share that leaves a band while it improves; a ratio is never a range."""
    shares = [f for f in facts_of_subject(band.subject) if edition.facts[f].share_of is not None]
    if isinstance(band.subject, Ratio) or not shares:
        return None
    leaving = set(harmful(band, edition))
    return next((share for share in shares if share in leaving), None)


def uneven_scales(material: Material) -> Iterator[Problem]:
    """Yield scales whose grade falls while their subject improves, or that have a hole."""
    for placed in material.items():
        if placed.item.bands:
            yield from uneven(placed, material.edition)


def uneven(placed: PlacedItem, edition: Edition) -> Iterator[Problem]:
    """Yield the first fall of the grades of a scale."""
    fall = fall_of(placed.item.bands, edition)
    if fall:
        (value, grade), (other, lower) = fall
        yield problem(
            "scale-uneven",
            placed.spot.place,
            Severity.HINT,
            item=placed.item.id,
            value=shown(value),
            grade=grade or Grade.D,
            other=shown(other),
            lower=lower or Grade.D,
        )


def fall_of(bands: Sequence[Band], edition: Edition) -> Earned:
    """Return the first two values between which the grades of a scale fall; else none."""
    subject = subject_of_bands(bands)
    direction = None if subject is None else way_of_scale(subject, edition)
    if subject is None or direction is None:
        return []
    for grades in earned(bands, subject, edition):
        fall = first_fall(grades[::direction]) if direction else hole(grades)
        if fall:
            return fall
    return []


def way_of_scale(subject: Subject, edition: Edition) -> int | None:
    """Return which way the values of a subject improve: 1 upwards, -1 downwards, 0 neither.

    None where they have no order at all.
    """
    if isinstance(subject, FactValue):
        fact = edition.facts[subject.fact]
        if not fact.type.is_number:
            return -UP if fact.better is Better.ORDER else None
    ways = {way for _, way in movements(subject, edition)}
    return ways.pop() if len(ways) == 1 else 0


def first_fall(grades: Earned) -> Earned:
    """Return two values next to each other of which the better one earns less; else none."""
    for before, after in pairwise(grades):
        if rank(after[1]) > rank(before[1]):
            return [before, after]
    return []


def hole(grades: Earned) -> Earned:
    """Return a value that a band takes and the next, which none takes; beyond it one does again."""
    taken = [index for index, (_, grade) in enumerate(grades) if grade]
    for before, after in pairwise(taken):
        if after > before + 1:
            return [grades[before], grades[before + 1]]
    return []


def rank(grade: Grade | None) -> int:
    """Return 0 for the best grade, rising; what no band takes is D."""
    return (grade or Grade.D).rank


def shown(value: Value) -> str:
    """Return a value as a reader sees it."""
    return str(value) if isinstance(value, str) else shown_number(value)
