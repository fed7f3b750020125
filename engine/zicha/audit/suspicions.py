"""Answers worth a second look: copied, too good, contradicting each other. Never a verdict."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zicha.audit.missing import Missing
from zicha.audit.population import Population
from zicha.model.audit import Suspicion
from zicha.model.edition import Edition
from zicha.model.facts import Better, Fact, FactType
from zicha.model.hints import HintFound
from zicha.model.unit import Unit
from zicha.words import say
from zicha.words.requirement import Speaker

ENOUGH = 20
"""Answers that two units must share before that is odd."""
PERCENTAGES = 5
"""Percentages that must all be perfect before that is odd."""
SHOWN = 20
"""Units that are named."""
NAMED = 3
"""Facts that are named."""


Answers = frozenset[tuple[str, object]]
"""What a unit answers, by fact."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """Units about which the same is odd, ``count`` in all: the first of them, in their order.

    ``answers``: how many they have in common.
    """

    units: tuple[str, ...]
    count: int
    answers: int = 0

    @classmethod
    def of(cls, units: Sequence[str], answers: int = 0) -> "Suspects":
        """Return some units."""
        return cls(tuple(units[:SHOWN]), len(units), answers)


def suspicions(
    population: Population, hints: Mapping[str, Sequence[HintFound]], speaker: Speaker
) -> tuple[Suspicion, ...]:
    """Return what is odd about the answers of the units that are judged."""
    units = [population.units[unit] for unit in population.days]
    same = [Suspects.of(ids, len(a)) for a, ids in alike(units, speaker.edition).items()]
    best = Suspects.of([unit.id for unit in units if is_perfect(unit, speaker.edition)])
    # As they stand in the sources, whatever was judged first.
    in_order = {unit: hints[unit] for unit in population.units if unit in hints}
    return (*copied(same, speaker), *perfect(best, speaker), *hinted(in_order, speaker))


def alike(units: Iterable[Unit], edition: Edition) -> dict[Answers, list[str]]:
    """Return the units that give the same answers, by these, where there are enough.

    Days and evidence are left aside, and so are attributes.
    """
    found: dict[Answers, list[str]] = {}
    for unit in units:
        answers: Answers = frozenset(
            (fact, stated.value)
            for fact, stated in unit.facts.items()
            if not edition.facts[fact].is_attribute
        )
        if len(answers) >= ENOUGH:
            found.setdefault(answers, []).append(unit.id)
    return found


def copied(groups: Iterable[Suspects], speaker: Speaker) -> Iterator[Suspicion]:
    """Yield each group of units that give the same answers, where it is of more than one."""
    for group in groups:
        if group.count > 1:
            message = say(speaker.lang, "suspicion.copied", count=group.answers)
            yield Suspicion("copied", message, group.units, group.count, ())


def perfect(found: Suspects, speaker: Speaker) -> Iterator[Suspicion]:
    """Yield the units all of whose percentages are as good as can be."""
    if found.count:
        message = say(speaker.lang, "suspicion.perfect", count=PERCENTAGES)
        yield Suspicion("perfect", message, found.units, found.count, ())


def is_perfect(unit: Unit, edition: Edition) -> bool:
    """Return whether a unit states some percentages and every one of them is perfect."""
    stated = [
        (edition.facts[fact], each.value)
        for fact, each in unit.facts.items()
        if edition.facts[fact].type is FactType.PERCENT
    ]
    judged = [
        value == best for fact, value in stated if (best := best_percentage(fact)) is not None
    ]
    return len(judged) >= PERCENTAGES and all(judged)


def best_percentages(edition: Edition) -> dict[str, int]:
    """Return the best that each percentage can be, without those of which neither end is better."""
    every = [fact for fact in edition.facts.values() if fact.type is FactType.PERCENT]
    return {f.id: best for f in every if (best := best_percentage(f)) is not None}


def best_percentage(fact: Fact) -> int | None:
    """Return the best that a percentage can be; None where neither end is better."""
    return {Better.MORE: 100, Better.LESS: 0}.get(fact.better)


def hinted(hints: Mapping[str, Sequence[HintFound]], speaker: Speaker) -> Iterator[Suspicion]:
    """Yield what was found odd within single units, the units of each oddity together."""
    units: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for unit, found in hints.items():
        for hint in found:
            units.setdefault((hint.code, hint.facts), []).append(unit)
    for (code, facts), ids in sorted(units.items(), key=lambda each: (-len(each[1]), each[0])):
        labels = [speaker.fact_label(fact) for fact in facts[:NAMED]]
        joint = say(speaker.lang, "value.joint")
        message = say(speaker.lang, f"suspicion.{code}", facts=joint.join(labels))
        yield Suspicion(code, message, tuple(ids[:SHOWN]), len(ids), facts)


def contradictions(missing: Missing, speaker: Speaker) -> Iterator[Suspicion]:
    """Yield the facts that contradict others in rows of wide tables, with how many there are."""
    for fact, count in sorted(missing.contradicting.items()):
        if count:
            message = say(speaker.lang, "suspicion.contradiction", facts=speaker.fact_label(fact))
            yield Suspicion("contradiction", message, (), count, (fact,))
