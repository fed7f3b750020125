"""Facts that would settle something, by what is at stake (``docs/method.md``, To verify)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from zicha.language.walk import conditions_in, conditions_of_item, facts_of, leaves
from zicha.model.conclusions import Premise
from zicha.model.facts import Knowledge, Level, Members, WhyUnknown
from zicha.model.judgement import ItemResult, Outcome
from zicha.model.numbers import Interval
from zicha.model.rules import Condition, Includes, Rule
from zicha.model.ruleset import RuleSet
from zicha.scoring.scores import Verdict, earned


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An unknown fact, why it is unknown, the indicators it feeds, and their widths added.

    ``members``: of a set, those that are asked for and not known. ``conclusions``: those that are
    open and that it may settle, such as a veto.
    """

    fact: str
    why: WhyUnknown
    indicators: tuple[str, ...]
    points: Fraction
    members: tuple[str, ...] = ()
    conclusions: tuple[str, ...] = ()


def is_settled(result: ItemResult) -> bool:
    """Return whether no further fact can change what an item means for its grade."""
    low, high = result.faults
    return (
        result.outcome is not Outcome.OPEN and low == high and result.grades[0] is result.grades[1]
    )


def asked_still(rules: RuleSet, items: Mapping[str, Sequence[ItemResult]]) -> frozenset[str]:
    """Return the facts of requirements that more knowledge may still change, waived or not.

    Faults beyond those that make the worst grade change nothing.
    """
    enough = 1 + max((most for _, most in rules.fault_limits), default=0)
    found: set[str] = set()
    for rule in rules.rules:
        for item, result in zip(rule.items(), items[rule.indicator], strict=True):
            if result.outcome is not Outcome.NOT_APPLICABLE and may_change(result, enough):
                found.update(item.facts)
    return frozenset(found)


def may_change(result: ItemResult, enough: int) -> bool:
    """Return whether more knowledge may change what an item that may apply means for its grade."""
    low, high = result.faults
    alike = low == high or (low >= enough and (high is None or high >= enough))
    settled = result.outcome is not Outcome.OPEN and alike
    return not settled or result.may_not_apply or result.grades[0] is not result.grades[1]


def asked_anyway(
    rules: Iterable[Rule], whens: Iterable[Premise], levels: Mapping[str, Level]
) -> set[str]:
    """Return the facts that are asked whatever the requirements of their own units come to.

    Args:
        rules: Of these, what an item of a lower level than its fact reads.
        whens: What conclusions ask.
        levels: The level that holds each fact.
    """
    found = {fact for when in whens for each in conditions_in(when) for fact in facts_of(each)}
    for item in (item for rule in rules for item in rule.items()):
        found.update(fact for fact in item.facts if levels[fact] is not item.level)
    return found


def wanted_members(conditions: Iterable[Condition], fact: str) -> tuple[str, ...]:
    """Return the members of a set fact that some conditions ask for."""
    found = [
        member
        for condition in conditions
        for leaf in leaves(condition)
        if isinstance(leaf, Includes) and leaf.fact == fact
        for member in leaf.members
    ]
    return tuple(dict.fromkeys(found))


def unknown_members(
    conditions: Iterable[Condition], fact: str, known: Knowledge
) -> tuple[str, ...]:
    """Return the members that some conditions ask for and that are not known."""
    value = known.values.get(fact)
    members = value if isinstance(value, Members) else Members()
    wanted = wanted_members(conditions, fact)
    return tuple(m for m in wanted if m not in members.present and m not in members.absent)


def is_unknown(conditions: Iterable[Condition], fact: str, known: Knowledge) -> bool:
    """Return whether a fact of some conditions is not known, or not wholly."""
    value = known.values.get(fact)
    if isinstance(value, Interval):
        return value.exact is None
    if isinstance(value, Members):
        return bool(unknown_members(conditions, fact, known))
    return value is None


@dataclass
class Stake:
    """What is gathered of one unknown fact."""

    indicators: dict[str, Fraction] = field(default_factory=dict)
    members: dict[str, None] = field(default_factory=dict)
    conclusions: dict[str, None] = field(default_factory=dict)


def stakes(
    rules: RuleSet,
    items: Mapping[str, Sequence[ItemResult]],
    verdicts: Mapping[str, Verdict],
    known: Knowledge,
) -> Iterator[tuple[str, str, Fraction, tuple[str, ...]]]:
    """Yield fact, indicator, width at stake, unknown members, for each use of an unknown fact."""
    for rule in rules.rules:
        verdict = verdicts[rule.indicator]
        if not verdict.counts:
            continue
        best = earned(rules.shares, verdict.range.best, verdict.points)
        width = best - earned(rules.shares, verdict.range.worst, verdict.points)
        for item, result in zip(rule.items(), items[rule.indicator], strict=True):
            if result.outcome is Outcome.NOT_APPLICABLE:
                continue
            at_stake = Fraction(0) if is_settled(result) and not result.may_not_apply else width
            conditions = tuple(conditions_of_item(item))
            for fact in item.facts:
                if is_unknown(conditions, fact, known):
                    yield fact, rule.indicator, at_stake, unknown_members(conditions, fact, known)


class Concluded(NamedTuple):
    """What is concluded, by the id of the conclusion, and the levels that hold facts."""

    holds: Mapping[str, bool | None]
    levels: Mapping[str, Level]


def concluding(
    rules: RuleSet, concluded: Concluded, known: Knowledge
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield fact, conclusion, unknown members, for each use of an unknown fact by an open one.

    A fact of a level of which no unit is given is nobody's to find out here.
    """
    for conclusion in rules.conclusions:
        if concluded.holds.get(conclusion.id, False) is not None:
            continue
        conditions = [*conditions_in(conclusion.when)]
        for fact in dict.fromkeys(fact for each in conditions for fact in facts_of(each)):
            if concluded.levels[fact] in known.levels and is_unknown(conditions, fact, known):
                yield fact, conclusion.id, unknown_members(conditions, fact, known)


def deciding(rules: RuleSet) -> frozenset[str]:
    """Return the facts that decide whether something applies."""
    return frozenset(
        fact
        for rule in rules.rules
        for item in rule.items()
        for clause in item.applies
        for fact in facts_of(clause.when)
    )


def to_verify(
    rules: RuleSet,
    items: Mapping[str, Sequence[ItemResult]],
    verdicts: Mapping[str, Verdict],
    known: Knowledge,
    concluded: Concluded | None = None,
) -> tuple[Unsettled, ...]:
    """Return the unknown facts of items that apply and of open conclusions, most at stake first.

    The points of a fact are the widths of the ranges of the indicators that it feeds: an upper
    bound. Facts with nothing at stake come last, after those that may settle a conclusion. Of those
    with the same at stake the ones that decide whether something applies come first: the answer may
    spare the others.

    ``concluded``: where facts of open conclusions are wanted, too.

    Unit: points.
    Source: docs/method.md, "To verify".
    """
    found: dict[str, Stake] = {}
    for fact, indicator, width, members in stakes(rules, items, verdicts, known):
        stake = found.setdefault(fact, Stake())
        stake.indicators[indicator] = max(width, stake.indicators.get(indicator, Fraction(0)))
        stake.members.update(dict.fromkeys(members))
    uses = concluding(rules, concluded, known) if concluded else ()
    for fact, conclusion, members in uses:
        stake = found.setdefault(fact, Stake())
        stake.conclusions[conclusion] = None
        stake.members.update(dict.fromkeys(members))
    unsettled = [
        Unsettled(
            fact,
            known.why.get(fact, WhyUnknown.UNKNOWN),
            tuple(stake.indicators),
            sum(stake.indicators.values(), Fraction(0)),
            tuple(stake.members),
            tuple(stake.conclusions),
        )
        for fact, stake in found.items()
    ]
    first = deciding(rules)
    return tuple(
        sorted(unsettled, key=lambda u: (-u.points, not u.conclusions, u.fact not in first))
    )
