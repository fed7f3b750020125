"""What lint has nothing against: items in which no fact does harm by improving."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from support.dictionary import is_share
from support.small_edition import SMALL
from zicha.authoring.lint.better import WANTED, fall_of, harmful_to, share_leaving
from zicha.authoring.lint.harm import harmful_to_premise, is_from_zero
from zicha.authoring.lint.idle import idle_in
from zicha.authoring.possible import can_be_zero
from zicha.authoring.scales import earned, subject_of_bands
from zicha.language.walk import conditions_in, leaves, premises_of
from zicha.model.conclusions import Conclusion, GapsAbove, Holds, ScoreReaches
from zicha.model.edition import Edition
from zicha.model.facts import Fact, ShareOf
from zicha.model.rules import Always, Between, Compare, Condition, Grade, Item, Ratio

Bands = tuple[tuple[Grade, Condition], ...]


SHARE = ShareOf("counted", "among")


def edition_over(facts: Mapping[str, Fact]) -> Edition:
    """Return an edition with those facts, as far as lint looks at requirements."""
    declared = {
        name: replace(fact, share_of=SHARE) if is_share(fact) else fact
        for name, fact in facts.items()
    }
    return replace(SMALL, facts=declared, consistency=())


def is_accepted(item: Item, edition: Edition) -> bool:
    """Return whether lint finds nothing in an item, and no ratio has a part below 0.

    The last is the one exception of docs/method.md, "What always holds".
    """
    if any(True for _ in harmful_to(item, edition)) or fall_of(item.bands, edition):
        return False
    if any(isinstance(band, Between) and share_leaving(band, edition) for _, band in item.bands):
        return False
    required = [band for _, band in item.bands] or [item.condition]
    written = required[:-1] if len(required) > 1 else required
    return is_plain(required, edition) and not any(True for _ in idle_in(written, edition))


def is_plain(conditions: Sequence[Condition], edition: Edition) -> bool:
    """Return whether no ratio in conditions has a part that may be below 0."""
    return all(
        is_from_zero(leaf.subject.part, edition)
        for condition in conditions
        for leaf in leaves(condition)
        if isinstance(leaf, Compare | Between) and isinstance(leaf.subject, Ratio)
    )


def best_truth(conclusion: Conclusion, edition: Edition) -> bool | None:
    """Return the better truth of a conclusion on facts; None where no law says something of it."""
    wanted = WANTED.get(conclusion.kind)
    premises = list(premises_of(conclusion.when))
    if wanted is None or any(isinstance(p, ScoreReaches | GapsAbove | Holds) for p in premises):
        return None
    asked = list(conditions_in(conclusion.when))
    harmed = any(True for _ in harmful_to_premise(conclusion.when, edition, wanted))
    if harmed or not is_plain(asked, edition) or any(True for _ in idle_in(asked, edition)):
        return None
    return wanted > 0


def settled(bands: Bands, edition: Edition) -> Bands:
    """Return a scale as it is loaded: the last band takes what is left if none is left out."""
    subject = subject_of_bands(bands)
    if subject is None or len(bands) == 1 or isinstance(bands[-1][1], Always):
        return bands
    if isinstance(subject, Ratio) and can_be_zero(subject, edition):
        return bands
    values: Sequence[tuple[object, Grade | None]] = [
        value for grades in earned(bands, subject, edition) for value in grades
    ]
    if any(grade is None for _, grade in values):
        return bands
    return (*bands[:-1], (bands[-1][0], Always()))
