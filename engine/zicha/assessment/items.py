"""Indicators and their items as a report shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from zicha.assessment.assess import Assessment
from zicha.assessment.reasons import reason_of_doubt, why_open
from zicha.gaps.finding import Finding, facts_named, finding
from zicha.model.edition import Indicator
from zicha.model.facts import Knowledge
from zicha.model.judgement import ItemResult, Outcome, WhyNotApplicable
from zicha.model.numbers import Number
from zicha.model.report import IndicatorShown, ItemShown, SourceShown
from zicha.model.rules import Item, Source
from zicha.model.text import Lang
from zicha.scoring.scores import Verdict, earned
from zicha.words import say
from zicha.words.requirement import Speaker
from zicha.words.sources import source_shown


@dataclass(frozen=True, slots=True)
class Items:
    """The items of an assessment, and the voice that shows them."""

    assessment: Assessment
    speaker: Speaker

    def finding(self, item: Item, result: ItemResult) -> Finding:
        """Return what an item asks and what is there."""
        known, bounds = self.assessment.known, self.assessment.rules.lower_bounds
        return finding(item, result, known, bounds)

    def source(self, source: Source, *, dated: bool = False) -> SourceShown:
        """Return a source with its words."""
        return source_shown(source, self.speaker, dated=dated)


def reason_of(result: ItemResult, item: Item, known: Knowledge) -> str | None:
    """Return the code of why an item does not apply or is open."""
    if result.why is not None:
        return str(result.why)
    return why_open(item, known) if result.outcome is Outcome.OPEN else None


def because(result: ItemResult, item: Item, items: Items) -> str | None:
    """Return in words why an item does not apply or is open."""
    speaker = items.speaker
    if result.why is WhyNotApplicable.APPLIES:
        return item.applies[result.applies].reason.to(speaker.lang)
    if result.why is WhyNotApplicable.LEVEL:
        level = items.assessment.edition.levels[item.level].to(speaker.lang)
        return say(speaker.lang, "because.level", level=level)
    reason = reason_of(result, item, items.assessment.known)
    is_open = result.outcome is Outcome.OPEN
    return None if reason is None else reason_text(reason, speaker.lang, is_open=is_open)


def reason_text(reason: str, lang: Lang, *, is_open: bool) -> str:
    """Return the code of a reason in words."""
    is_over_zero = is_open and reason == WhyNotApplicable.WHEN_ZERO
    return say(lang, "because.open_zero" if is_over_zero else f"because.{reason}")


def item_shown(item: Item, result: ItemResult, items: Items) -> ItemShown:
    """Return one item of a report."""
    found = items.finding(item, result)
    speaker = items.speaker
    unit = speaker.unit_of(found)
    return ItemShown(
        id=item.id,
        label=speaker.label(item, found),
        fact=found.fact,
        facts=tuple(dict.fromkeys((*facts_named(found, item), *item.facts))),
        outcome=str(result.outcome),
        operator=found.operator,
        required=found.required,
        actual=found.actual,
        shortfall=found.shortfall,
        unit=unit,
        unit_label=speaker.unit_label(unit),
        reason=reason_of(result, item, items.assessment.known),
        because=because(result, item, items),
        required_text=speaker.required(item, found),
        actual_text=speaker.actual(found),
        source=items.source(item.source, dated=item.dated),
        rule=str(item.place),
    )


def indicator_reason(
    verdict: Verdict, shown: tuple[ItemShown, ...], doubts: Sequence[str]
) -> str | None:
    """Return the code of why an indicator with a rule is open or not applicable.

    ``doubts``: why nobody knows whether its items apply; it may be open though all are met.
    """
    if verdict.word == "not_applicable":
        return shown[0].reason if shown else None
    if verdict.word == "open":
        reasons = [item.reason for item in shown if item.outcome == Outcome.OPEN and item.reason]
        return next(iter((*reasons, *doubts)), "unknown")
    return None


def indicator_because(
    reason: str | None, verdict: Verdict, shown: tuple[ItemShown, ...], items: Items
) -> str | None:
    """Return in words why an indicator is open or not applicable."""
    if reason is None:
        return None
    joint = say(items.speaker.lang, "because.joint")
    if verdict.word == "not_applicable":
        return joint.join(dict.fromkeys(item.because for item in shown if item.because))
    return reason_text(reason, items.speaker.lang, is_open=True)


def indicator_shown(indicator: Indicator, verdict: Verdict, items: Items) -> IndicatorShown:
    """Return one indicator of a report."""
    assessment, lang = items.assessment, items.speaker.lang
    rule = {r.indicator: r for r in assessment.rules.rules}.get(indicator.code)
    results = assessment.judgement.items.get(indicator.code, ())
    pairs = [*zip(rule.items(), results, strict=True)] if rule else []
    shown = tuple(item_shown(item, result, items) for item, result in pairs)
    found = (reason_of_doubt(result, item, assessment.known) for item, result in pairs)
    doubts = [doubt for doubt in found if doubt is not None]
    reason = indicator_reason(verdict, shown, doubts) if rule else "no_rule"
    worst, best = points_at(verdict, items, best=False), points_at(verdict, items, best=True)
    grade_worst, grade_best = verdict.range.worst, verdict.range.best
    return IndicatorShown(
        code=indicator.code,
        name=indicator.name.to(lang),
        category=indicator.category,
        group=indicator.group,
        verdict=verdict.word,
        grade_worst=str(grade_worst) if grade_worst else None,
        grade_best=str(grade_best) if grade_best else None,
        points=best if verdict.decided else None,
        points_worst=worst,
        points_best=best,
        points_possible=verdict.points,
        reason=reason,
        because=indicator_because(reason, verdict, shown, items),
        items=shown,
    )


def points_at(verdict: Verdict, items: Items, *, best: bool) -> Number | None:
    """Return the points of the best or worst grade; None where the indicator does not apply.

    Unit: points.
    Source: docs/method.md, "Points".
    """
    grade = verdict.range.best if best else verdict.range.worst
    if grade is None:
        return None
    return earned(items.assessment.rules.shares, grade, verdict.points)


def indicators_shown(items: Items) -> tuple[IndicatorShown, ...]:
    """Return every indicator of the edition in order."""
    by_code = items.assessment.by_code
    indicators = items.assessment.edition.indicators
    return tuple(indicator_shown(i, by_code[i.code], items) for i in indicators)
