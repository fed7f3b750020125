"""The lists of a report: gaps, what to verify, waivers, hints."""

from datetime import timedelta

from zicha.assessment.items import Items
from zicha.assessment.seen import seen_of, with_places
from zicha.gaps.closing import GapFound, gap_list
from zicha.gaps.finding import next_band, of_condition
from zicha.gaps.verify import Concluded, Unsettled, to_verify
from zicha.model.facts import Members, Stated, WhyUnknown
from zicha.model.report import Gap, Hint, Shown, ToVerify, WaiverShown
from zicha.words import say
from zicha.words.remedy import remedy_text


def gap_shown(gap: GapFound, items: Items) -> Gap:
    """Return one gap of a report."""
    assessment, speaker = items.assessment, items.speaker
    item = gap.item
    found = items.finding(item, gap.result)
    unit = speaker.unit_of(found)
    label = speaker.label(item, found)
    required, shortfall = found.required, found.shortfall
    required_text, shortfall_text = speaker.required(item, found), speaker.shortfall(found)
    actual_text = speaker.actual(found)
    if gap.member is not None and found.fact is not None:
        member = speaker.member(found.fact, gap.member)
        required = shortfall = gap.member
        shortfall_text = member
        actual_text = say(speaker.lang, "value.none")
        required_text = say(speaker.lang, "required.member")
        label = say(speaker.lang, "gap.member", label=label, member=member)
    better, better_text = next_shown(gap, items)
    seen = seen_of(items, found.fact)
    remedy = remedy_text(speaker, item, found, gap.member)
    return Gap(
        indicator=gap.indicator,
        indicator_name=assessment.edition.indicator(gap.indicator).name.to(speaker.lang),
        item=item.id,
        fact=found.fact,
        label=label,
        operator=found.operator,
        required=required,
        actual=found.actual,
        shortfall=shortfall,
        unit=unit,
        unit_label=speaker.unit_label(unit),
        points=gap.points,
        points_together=gap.points_together,
        next=better,
        next_text=better_text,
        owner=speaker.owner(item.owner),
        level=str(item.doer),
        due=assessment.subject.on + timedelta(days=item.days),
        remedy=with_places(remedy, seen, unit, speaker),
        required_text=required_text,
        actual_text=actual_text,
        shortfall_text=shortfall_text,
        source=items.source(item.source, dated=item.dated),
        rule=str(item.place),
        seen=seen,
    )


def next_shown(gap: GapFound, items: Items) -> tuple[Shown, str | None]:
    """Return what the next better band of a scale requires, and in words."""
    condition = next_band(gap.item, gap.result)
    if condition is None:
        return None, None
    assessment = items.assessment
    found = of_condition(condition, assessment.known, assessment.rules.lower_bounds)
    return found.required, items.speaker.condition(condition, found)


def gaps_shown(items: Items) -> tuple[Gap, ...]:
    """Return the gaps of indicators that count, in order."""
    assessment = items.assessment
    codes = frozenset(verdict.code for verdict in assessment.verdicts if verdict.counts)
    found = gap_list(assessment.rules, assessment.judgement.items, codes)
    return tuple(gap_shown(gap, items) for gap in found)


def last_value(stated: Stated | None, fact: str, why: WhyUnknown, items: Items) -> str | None:
    """Return a value that does not count, with its day, in words; one out of date was the last."""
    if stated is None:
        return None
    shown = (
        tuple(sorted(stated.value.present)) if isinstance(stated.value, Members) else stated.value
    )
    value = items.speaker.value(shown, fact, items.assessment.edition.facts[fact].unit)
    key = "verify.last" if why is WhyUnknown.STALE else "verify.stated"
    return say(items.speaker.lang, key, value=value, date=stated.date.isoformat())


def verify_shown(unsettled: Unsettled, items: Items) -> ToVerify:
    """Return one fact to be verified."""
    edition, speaker = items.assessment.edition, items.speaker
    fact = edition.facts[unsettled.fact]
    label = speaker.held_label(fact.id)
    if unsettled.members and len(unsettled.members) < len(fact.options):
        members = speaker.members(fact.id, unsettled.members)
        label = say(speaker.lang, "verify.members", label=label, members=members)
    known = items.assessment.known
    stated = None if unsettled.why is WhyUnknown.UNKNOWN else known.stated.get(fact.id)
    return ToVerify(
        fact=fact.id,
        label=label,
        level=str(fact.level),
        reason=str(unsettled.why),
        indicators=unsettled.indicators,
        points=unsettled.points,
        hint=fact.hint.to(speaker.lang),
        last=last_value(stated, fact.id, unsettled.why, items),
        conclusions=unsettled.conclusions,
        conclusion_labels=tuple(
            each.label.to(speaker.lang)
            for each in items.assessment.rules.conclusions
            if each.id in unsettled.conclusions
        ),
    )


def to_verify_shown(items: Items) -> tuple[ToVerify, ...]:
    """Return the unknown facts of items that apply and of open conclusions, most at stake first."""
    assessment = items.assessment
    judgement = assessment.judgement
    levels = {fact.id: fact.level for fact in assessment.edition.facts.values()}
    found = to_verify(
        assessment.rules,
        judgement.items,
        assessment.by_code,
        assessment.known,
        Concluded(judgement.conclusions, levels),
    )
    return tuple(verify_shown(unsettled, items) for unsettled in found)


def waivers_shown(items: Items) -> tuple[WaiverShown, ...]:
    """Return every waiver with its state; a valid one with the gaps that it keeps aside."""
    assessment, lang = items.assessment, items.speaker.lang
    shown = []
    for waiver in assessment.subject.unit.waivers:
        state = waiver.state(assessment.subject.on)
        codes = frozenset([waiver.indicator]) if state == "valid" else frozenset[str]()
        gaps = gap_list(assessment.rules, assessment.judgement.items, codes)
        shown.append(
            WaiverShown(
                indicator=waiver.indicator,
                indicator_name=assessment.edition.indicator(waiver.indicator).name.to(lang),
                reason=waiver.reason,
                approved_by=waiver.approved_by,
                begins=waiver.begins,
                expires=waiver.expires,
                state=state,
                gaps=tuple(gap_shown(gap, items) for gap in gaps),
            )
        )
    return tuple(shown)


def hints_shown(items: Items) -> tuple[Hint, ...]:
    """Return what is worth a look, in words."""
    speaker = items.speaker
    shown = []
    for hint in items.assessment.hints:
        labels = {f"label{n}": speaker.fact_label(f) for n, f in enumerate(hint.facts, 1)}
        message = say(speaker.lang, f"found.{hint.code}", **hint.args, **labels)
        shown.append(Hint(hint.code, message, hint.facts))
    return tuple(shown)
