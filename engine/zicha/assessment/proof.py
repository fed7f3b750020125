"""How a unit's verdict on one indicator comes about: the proof tree in words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import NamedTuple

from zicha.assessment.assess import Subject
from zicha.assessment.explain import indicator_page, source_text
from zicha.assessment.facts import value_text
from zicha.assessment.gather import Gathered
from zicha.assessment.grading import parts_graded, range_text, reckoned_text
from zicha.backends.reference.engine import Reference
from zicha.backends.reference.trace import ItemTrace, Proof
from zicha.gaps.finding import finding, subject_of
from zicha.language.asof import rules_on
from zicha.language.kleene import Truth
from zicha.language.walk import parts_of
from zicha.model.edition import Indicator
from zicha.model.facts import Knowledge
from zicha.model.judgement import ItemResult, Outcome, WhyNotApplicable
from zicha.model.numbers import Interval
from zicha.model.report import ProofLine
from zicha.model.rules import AtLeastN, Condition, FactValue, Grading, Rule, WhenZero
from zicha.model.ruleset import RuleSet
from zicha.model.text import Lang
from zicha.model.unit import Waiver
from zicha.reports.lines import rule_line, wrapped
from zicha.scoring.grades import may_not_apply
from zicha.scoring.scores import Verdict, verdicts
from zicha.units.known import knowledge
from zicha.words import say
from zicha.words.conditions import bound_free, condition_text
from zicha.words.numbers import shown_number
from zicha.words.remedy import remedy_text
from zicha.words.requirement import Speaker

TRUTHS: dict[Truth, str] = {True: "true", False: "false", None: "unknown"}
STEP = "  "


def reads_text(proof: Proof, known: Knowledge, speaker: Speaker) -> str:
    """Return what a condition read: of one fact its value, of several each with its label."""
    if len(proof.reads) == 1:
        (fact, value) = next(iter(proof.reads.items()))
        actual = value_text(fact, value, known, speaker)
        return say(speaker.lang, "trace.actual", value=actual)
    each = [
        say(
            speaker.lang,
            "trace.fact",
            label=speaker.held_label(fact),
            value=value_text(fact, value, known, speaker),
        )
        for fact, value in proof.reads.items()
    ]
    return say(speaker.lang, "trace.joint").join(each)


def compared_text(proof: Proof, speaker: Speaker) -> str:
    """Return what a derived value came to; empty where the fact itself was compared."""
    if isinstance(proof.value, WhenZero):
        return say(speaker.lang, "trace.over_zero")
    subject = subject_of(proof.condition)
    if subject is None or isinstance(subject, FactValue):
        return ""
    if not isinstance(proof.value, Interval) or proof.value.exact is None:
        return ""
    return say(speaker.lang, "trace.comes_to", value=shown_number(proof.value.exact))


def connective_text(condition: Condition, lang: Lang) -> str:
    """Return what a connective asks of its parts."""
    n = condition.n if isinstance(condition, AtLeastN) else 0
    return say(lang, f"trace.{bound_free(condition).operator}", n=n)


def leaf_text(proof: Proof, known: Knowledge, speaker: Speaker, *, demanded: bool) -> str:
    """Return what a leaf asks, and what was read for it where it read anything."""
    asked = condition_text(proof.condition, speaker, demanded=demanded)
    if not proof.reads:
        return asked
    reads = reads_text(proof, known, speaker) + compared_text(proof, speaker)
    return say(speaker.lang, "trace.leaf", asked=asked, reads=reads)


def tree(
    proof: Proof, known: Knowledge, speaker: Speaker, depth: int, *, demanded: bool = False
) -> Iterator[ProofLine]:
    """Yield a proof, one line a condition, its parts one step deeper."""
    if not parts_of(proof.condition):
        text = leaf_text(proof, known, speaker, demanded=demanded)
        yield ProofLine(depth, TRUTHS[proof.truth], text)
        return
    yield ProofLine(depth, TRUTHS[proof.truth], connective_text(proof.condition, speaker.lang))
    for part in proof.parts:
        yield from tree(part, known, speaker, depth + 1)


def proof_lines(
    proof: Proof, known: Knowledge, speaker: Speaker, depth: int, *, demanded: bool = False
) -> Iterator[str]:
    """Yield a proof tree for a screen, its parts indented below it."""
    for line in tree(proof, known, speaker, depth, demanded=demanded):
        indent = STEP * line.depth
        mark = say(speaker.lang, f"truth.{line.truth}")
        yield from wrapped(f"[{mark}] {line.text}", indent=indent, hanging=indent + STEP)


def fault_text(result: ItemResult, lang: Lang) -> str:
    """Return how many faults an item adds, fewest and most."""
    low, high = result.faults
    if low == high:
        return say(lang, "trace.fault_count", count=low)
    most = say(lang, "trace.unbounded") if high is None else str(high)
    return say(lang, "trace.faults", low=low, high=most)


def why_text(trace: ItemTrace, speaker: Speaker) -> str | None:
    """Return why an item does not apply; None where it does."""
    lang, result = speaker.lang, trace.result
    if result.why is WhyNotApplicable.LEVEL:
        level = speaker.edition.levels[trace.item.level].to(lang)
        return say(lang, "because.level", level=level)
    if result.why is WhyNotApplicable.APPLIES:
        return trace.item.applies[result.applies].reason.to(lang)
    return None if result.why is None else say(lang, f"because.{result.why}")


def outcome_line(trace: ItemTrace, speaker: Speaker, label: str, numbered: "Numbered") -> str:
    """Return the outcome of an item in one line."""
    lang, result = speaker.lang, trace.result
    outcome = say(lang, f"outcome.{result.outcome}")
    texts = [say(lang, "trace.item", number=numbered.number, label=label, outcome=outcome)]
    is_counted = numbered.grading is Grading.FAULTS
    if is_counted and result.outcome in (Outcome.UNMET, Outcome.OPEN):
        texts.append(fault_text(result, lang))
    if result.missing:
        fact = trace.item.facts[0]
        texts.append(say(lang, "trace.missing", members=speaker.members(fact, result.missing)))
    why = why_text(trace, speaker)
    return say(lang, "trace.joint").join([*texts, why] if why else texts)


def conditions_lines(trace: ItemTrace, known: Knowledge, speaker: Speaker) -> Iterator[str]:
    """Yield the proofs of an item: of what it applies to, then of what it asks."""
    for clause in trace.applies:
        yield STEP + say(speaker.lang, "trace.applies")
        yield from proof_lines(clause, known, speaker, 2)
    for grade, band in trace.bands:
        yield STEP + say(speaker.lang, "trace.band", grade=grade)
        yield from proof_lines(band, known, speaker, 2)
    if trace.condition is not None and not trace.bands:
        yield from proof_lines(trace.condition, known, speaker, 1, demanded=True)


def item_lines(trace: ItemTrace, numbered: "Numbered", proved: "Proved") -> list[str]:
    """Return the proof of one item, and what to do where it is unmet."""
    known, speaker, item = proved.known, proved.speaker, trace.item
    found = finding(item, trace.result, known, proved.rules.lower_bounds)
    label = speaker.label(item, found)
    lines = wrapped(outcome_line(trace, speaker, label, numbered), hanging=STEP)
    lines += conditions_lines(trace, known, speaker)
    lines += wrapped(source_text(item, speaker), indent=STEP, hanging=STEP * 2)
    if trace.result.outcome is Outcome.UNMET:
        for member in trace.result.missing or (None,):
            remedy = remedy_text(speaker, item, found, member)
            text = say(speaker.lang, "trace.remedy", remedy=remedy)
            lines += wrapped(text, indent=STEP, hanging=STEP * 2)
    return lines


class Numbered(NamedTuple):
    """The number of an item within its rule, and how its part is graded."""

    number: int
    grading: Grading


class Proved:
    """One unit, ready to be explained."""

    def __init__(self, gathered: Gathered, speaker: Speaker) -> None:
        """Settle what is known of the unit, and the rules of its day."""
        self.subject: Subject = gathered.subjects[0]
        self.rules: RuleSet = rules_on(speaker.edition, self.subject.on)
        self.known, _ = knowledge(
            self.subject.unit, self.subject.ancestors, speaker.edition, self.subject.on
        )
        self.speaker = replace(speaker, kind=self.subject.unit.kind)


def verdict_text(found: Verdict, lang: Lang) -> str:
    """Return a verdict, with the grades that are possible where it is open."""
    verdict = say(lang, f"verdict.{found.word}")
    if found.word != "open":
        return verdict
    best, worst = found.range
    return verdict + say(lang, "explain.range", best=best, worst=worst)


def verdict_lines(indicator: Indicator, proved: Proved, engine: Reference) -> Iterator[str]:
    """Yield the verdict, the unit's waivers of the indicator, and the grade beneath a valid one."""
    lang, unit, on = proved.speaker.lang, proved.subject.unit, proved.subject.on
    waived = unit.waived(on)
    grades = engine.judge(proved.known, waived).grades
    found = next(v for v in verdicts(proved.rules, grades, waived) if v.code == indicator.code)
    yield say(lang, "explain.verdict", verdict=verdict_text(found, lang))
    for waiver in unit.waivers:
        if waiver.indicator == indicator.code:
            yield from wrapped(waiver_text(waiver, on, lang), hanging=STEP)
    if found.word == "waived":
        beneath = verdict_text(found._replace(waived=False), lang)
        yield say(lang, "explain.without_waiver", verdict=beneath)


def waiver_text(waiver: Waiver, on: date, lang: Lang) -> str:
    """Return a waiver with its state on a day."""
    return say(
        lang,
        "explain.waiver",
        state=say(lang, f"waiver.{waiver.state(on)}"),
        reason=waiver.reason,
        approved_by=waiver.approved_by,
        begins=waiver.begins.isoformat(),
        expires=waiver.expires.isoformat(),
    )


def rule_lines(rule: Rule, traces: Sequence[ItemTrace], proved: Proved) -> Iterator[str]:
    """Yield how a rule comes to its grade: part by part its items, and what they add up to."""
    lang, limits = proved.speaker.lang, proved.rules.fault_limits
    results = [trace.result for trace in traces]
    if may_not_apply(results):
        yield from wrapped(say(lang, "reckoned.may_not_apply"))
    graded = list(parts_graded(rule, results, limits))
    if len(graded) > 1:
        yield from wrapped(say(lang, "reckoned.lowest"))
    numbered = enumerate(traces, 1)
    for which, part in enumerate(graded, 1):
        if len(graded) > 1:
            grade = range_text(part.range, lang)
            yield from ["", say(lang, "explain.part", number=which, grading=grade)]
        for number, trace in islice(numbered, len(part.results)):
            yield from ["", *item_lines(trace, Numbered(number, part.part.grading), proved)]
        yield from ["", *wrapped(reckoned_text(part, limits, lang), hanging=STEP)]


def proof_page(indicator: Indicator, gathered: Gathered, speaker: Speaker) -> str:
    """Return the proof tree of a unit's verdict on one indicator, for a screen."""
    lang = speaker.lang
    proved = Proved(gathered, speaker)
    engine = Reference(proved.rules)
    unit, on = proved.subject.unit.name, proved.subject.on.isoformat()
    lines = ["", rule_line(), *wrapped(say(lang, "explain.proof", unit=unit, date=on))]
    lines += verdict_lines(indicator, proved, engine)
    for rule in proved.rules.rules:
        if rule.indicator == indicator.code:
            lines += rule_lines(rule, engine.trace(proved.known)[rule.indicator], proved)
    page = indicator_page(indicator, speaker)
    return page + "\n".join(line.rstrip() for line in lines) + "\n"
