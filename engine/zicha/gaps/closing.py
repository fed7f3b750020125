"""Gaps, and what closing them adds to the score (``docs/method.md``, Gaps)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zicha.model.edition import code_order
from zicha.model.judgement import GradeRange, ItemResult, Outcome
from zicha.model.numbers import Number
from zicha.model.rules import Includes, Item, ItemKind, Rule
from zicha.model.ruleset import RuleSet
from zicha.scoring.grades import indicator_range
from zicha.scoring.scores import earned

MET = ItemResult(Outcome.MET)


@dataclass(frozen=True, slots=True)
class GapFound:
    """An unmet item, or of required members one that is missing.

    ``points``: what closing it alone adds to the best grade of its indicator (may be 0);
    ``points_together``: what closing all gaps of the indicator adds; ``siblings``: how many
    gaps the indicator has.
    """

    indicator: str
    item: Item
    result: ItemResult
    member: str | None
    points: Fraction
    points_together: Fraction
    siblings: int


def closed(item: Item, result: ItemResult, member: str | None) -> ItemResult:
    """Return the result that an item would have with one gap of it closed.

    Only for the best grade that it leaves: what is not known is as good as met. A scale is in its
    best band, which need not be an A.
    """
    if item.bands:
        best, _ = item.bands[0]
        return MET._replace(grades=(best, best))
    missing = tuple(each for each in result.missing if each != member)
    if missing:
        fewest, most = result.faults
        return result._replace(missing=missing, faults=(fewest - 1, most))
    return MET


def unmet(rule: Rule, results: Sequence[ItemResult]) -> Iterator[tuple[int, str | None]]:
    """Yield the index of each unmet item, once for each missing member of a set."""
    for index, (item, result) in enumerate(zip(rule.items(), results, strict=True)):
        if result.outcome is not Outcome.UNMET:
            continue
        if item.kind is ItemKind.SET:
            yield from ((index, member) for member in result.missing)
        else:
            yield index, None


@dataclass(frozen=True, slots=True)
class Worth:
    """What a grade range is worth at its best, for one indicator."""

    rules: RuleSet
    rule: Rule
    points: Number

    def best(self, results: Sequence[ItemResult]) -> Fraction:
        """Return the points of the best grade that the results leave.

        Unit: points.
        Source: docs/method.md, "Gaps".
        """
        found: GradeRange = indicator_range(self.rule, results, self.rules.fault_limits)
        return earned(self.rules.shares, found.best, self.points)


def gaps_of_rule(worth: Worth, results: Sequence[ItemResult]) -> list[GapFound]:
    """Return the gaps of one indicator, in the order of its items.

    Unit: points.
    Source: docs/method.md, "Gaps".
    """
    items = tuple(worth.rule.items())
    places = list(unmet(worth.rule, results))
    if not places:
        return []
    now = worth.best(results)
    together = list(results)
    for index, member in places:
        together[index] = closed(items[index], together[index], member)
    all_closed = worth.best(together) - now
    found = []
    for index, member in places:
        item, gain = items[index], all_closed
        # To close one of several adds no more than to close all.
        if len(places) > 1 and all_closed:
            alone = list(results)
            alone[index] = closed(item, alone[index], member)
            gain = worth.best(alone) - now
        found.append(
            GapFound(
                worth.rule.indicator, item, results[index], member, gain, all_closed, len(places)
            )
        )
    return found


def gap_list(
    rules: RuleSet, items: Mapping[str, Sequence[ItemResult]], codes: frozenset[str]
) -> tuple[GapFound, ...]:
    """Return the gaps of the indicators ``codes``, most worth closing first.

    Unit: points.
    Source: docs/method.md, "Gaps".
    """
    points = {indicator.code: indicator.points for indicator in rules.indicators}
    found = [
        gap
        for rule in rules.rules
        if rule.indicator in codes
        for gap in gaps_of_rule(Worth(rules, rule, points[rule.indicator]), items[rule.indicator])
    ]
    return tuple(
        sorted(
            found,
            key=lambda gap: (
                -gap.points_together,
                -gap.points,
                gap.siblings,
                code_order(gap.indicator),
            ),
        )
    )


def met_members(item: Item, result: ItemResult) -> Iterator[str | None]:
    """Yield what an item asks for and has: of a set each member, else the whole item or nothing."""
    if item.kind is ItemKind.SET and isinstance(item.condition, Includes):
        if result.outcome is not Outcome.NOT_APPLICABLE:
            lacking = {*result.missing, *result.unknown}
            yield from (member for member in item.condition.members if member not in lacking)
    elif result.outcome is Outcome.MET:
        yield None
