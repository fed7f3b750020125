"""How a unit's verdict on one indicator comes about: the proof tree in words."""

from collections.abc import Iterator
from datetime import date

from zicha.assessment.assess import Subject, waived_codes
from zicha.assessment.explain import indicator_page
from zicha.assessment.gather import Gathered
from zicha.backends.reference.engine import Reference
from zicha.backends.reference.trace import ItemTrace, Proof
from zicha.errors import InputError, Place, problem
from zicha.gaps.finding import finding
from zicha.language.asof import rules_on
from zicha.language.kleene import Truth
from zicha.language.walk import parts_of
from zicha.model.edition import Edition, Indicator
from zicha.model.facts import FactType, Knowledge, Members, Value
from zicha.model.judgement import ItemResult, Outcome, WhyNotApplicable
from zicha.model.numbers import Interval
from zicha.model.rules import AtLeastN, Condition, ItemKind
from zicha.model.ruleset import RuleSet
from zicha.model.text import Lang
from zicha.reports.lines import rule_line, wrapped
from zicha.scoring.scores import verdicts
from zicha.units.known import knowledge
from zicha.words import say
from zicha.words.conditions import bound_free, condition_text
from zicha.words.numbers import shown_number
from zicha.words.requirement import Speaker

TRUTHS = {True: "true", False: "false", None: "unknown"}
STEP = "  "


def truth_text(truth: Truth, lang: Lang) -> str:
    """Return a truth in words."""
    return say(lang, f"truth.{TRUTHS[truth]}")


def number_text(value: Interval, speaker: Speaker, fact: str) -> str:
    """Return a number, a day, or the bound that is known of it."""
    declared = speaker.edition.facts[fact]
    exact = value.exact
    if exact is None:
        if value.low is None:
            return say(speaker.lang, "value.unknown")
        return say(speaker.lang, "value.at_least", value=speaker.quantity(value.low, declared.unit))
    if declared.type is FactType.DATE:
        return date.fromordinal(int(exact)).isoformat()
    return speaker.quantity(exact, declared.unit)


def value_text(fact: str, value: Value | None, known: Knowledge, speaker: Speaker) -> str:
    """Return what is known of a fact, and why nothing is."""
    lang = speaker.lang
    if value is None:
        why = known.why.get(fact)
        return say(lang, "value.unknown") if why is None else say(lang, f"why.{why}")
    if isinstance(value, Interval):
        return number_text(value, speaker, fact)
    if isinstance(value, Members):
        present = tuple(o for o in speaker.edition.facts[fact].option_ids if o in value.present)
        return speaker.members(fact, present)
    return speaker.value(value, fact, None)


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
            label=speaker.fact_label(fact),
            value=value_text(fact, value, known, speaker),
        )
        for fact, value in proof.reads.items()
    ]
    return say(speaker.lang, "trace.joint").join(each)


def compared_text(proof: Proof, speaker: Speaker) -> str:
    """Return the number that a derived value came to; empty where the fact itself was compared."""
    if len(proof.reads) < 2 or not isinstance(proof.value, Interval) or proof.value.exact is None:  # noqa: PLR2004 - a derived value reads two facts or more
        return ""
    return say(speaker.lang, "trace.comes_to", value=shown_number(proof.value.exact))


def connective_text(condition: Condition, lang: Lang) -> str:
    """Return what a connective asks of its parts."""
    n = condition.n if isinstance(condition, AtLeastN) else 0
    return say(lang, f"trace.{bound_free(condition).operator}", n=n)


def proof_lines(proof: Proof, known: Knowledge, speaker: Speaker, depth: int) -> Iterator[str]:
    """Yield a proof tree, one line a condition, its parts indented below it."""
    indent = STEP * depth
    mark = truth_text(proof.truth, speaker.lang)
    if parts_of(proof.condition):
        text = connective_text(proof.condition, speaker.lang)
        yield from wrapped(f"[{mark}] {text}", indent=indent, hanging=indent + STEP)
        for part in proof.parts:
            yield from proof_lines(part, known, speaker, depth + 1)
        return
    asked = condition_text(proof.condition, speaker)
    reads = reads_text(proof, known, speaker) + compared_text(proof, speaker)
    text = say(speaker.lang, "trace.leaf", truth=mark, asked=asked, reads=reads)
    yield from wrapped(text.rstrip(), indent=indent, hanging=indent + STEP)


def fault_text(result: ItemResult, lang: Lang) -> str:
    """Return how many faults an item adds, fewest and most."""
    low, high = result.faults
    most = say(lang, "trace.unbounded") if high is None else str(high)
    return say(lang, "trace.faults", low=low, high=most)


def outcome_line(trace: ItemTrace, speaker: Speaker, label: str, number: int) -> str:
    """Return the outcome of an item in one line."""
    lang, result = speaker.lang, trace.result
    outcome = say(lang, f"outcome.{result.outcome}")
    text = say(lang, "trace.item", number=number, label=label, outcome=outcome)
    extras = []
    if result.outcome in (Outcome.UNMET, Outcome.OPEN) and trace.item.kind is not ItemKind.BANDS:
        extras.append(fault_text(result, lang))
    if result.missing:
        fact = trace.item.facts[0]
        extras.append(say(lang, "trace.missing", members=speaker.members(fact, result.missing)))
    if result.why is WhyNotApplicable.LEVEL:
        level = speaker.edition.levels[trace.item.level].to(lang)
        extras.append(say(lang, "because.level", level=level))
    elif result.why is WhyNotApplicable.APPLIES:
        extras.append(trace.item.applies[result.applies].reason.to(lang))
    elif result.why is not None:
        extras.append(say(lang, f"because.{result.why}"))
    return say(lang, "trace.joint").join([text, *extras])


def item_lines(trace: ItemTrace, number: int, proved: "Proved") -> list[str]:
    """Return the proof of one item."""
    known, speaker = proved.known, proved.speaker
    found = finding(trace.item, trace.result, known, proved.rules.lower_bounds)
    label = speaker.label(trace.item, found)
    lines = wrapped(outcome_line(trace, speaker, label, number), hanging=STEP)
    for clause in trace.applies:
        lines.append(STEP + say(speaker.lang, "trace.applies"))
        lines += proof_lines(clause, known, speaker, 2)
    if trace.bands:
        for grade, band in trace.bands:
            lines.append(STEP + say(speaker.lang, "trace.band", grade=grade))
            lines += proof_lines(band, known, speaker, 2)
    elif trace.condition is not None:
        lines += proof_lines(trace.condition, known, speaker, 1)
    source = trace.item.source
    confidence = speaker.edition.confidence[source.confidence][0].to(speaker.lang)
    edition = speaker.edition_name(source.edition)
    text = say(
        speaker.lang, "table.source", cite=source.cite, edition=edition, confidence=confidence
    )
    return [*lines, *wrapped(text, indent=STEP)]


class Proved:
    """One unit, ready to be explained."""

    def __init__(self, edition: Edition, gathered: Gathered, lang: Lang) -> None:
        """Settle what is known of the unit, and the rules of its day."""
        self.subject: Subject = gathered.subjects[0]
        self.rules: RuleSet = rules_on(edition, self.subject.on)
        self.known, _ = knowledge(
            self.subject.unit, self.subject.ancestors, edition, self.subject.on
        )
        self.speaker = Speaker(edition, lang, gathered.names)


def verdict_line(indicator: Indicator, proved: Proved, engine: Reference) -> str:
    """Return the verdict with the grades that are still possible."""
    lang = proved.speaker.lang
    waived = waived_codes(proved.subject.unit, proved.subject.on)
    grades = engine.judge(proved.known, waived).grades
    found = next(v for v in verdicts(proved.rules, grades, waived) if v.code == indicator.code)
    best, worst = found.range
    possible = (
        say(lang, "explain.range", best=best, worst=worst) if best is not worst else best or "—"
    )
    return say(lang, "explain.verdict", verdict=say(lang, f"verdict.{found.word}"), range=possible)


def proof_page(edition: Edition, indicator: Indicator, gathered: Gathered, lang: Lang) -> str:
    """Return the proof tree of a unit's verdict on one indicator, for a screen.

    Raises:
        InputError: the indicator has no rule.
    """
    if indicator.code not in edition.rules:
        raise InputError([problem("no-proof", Place("CODE"), code=indicator.code)])
    proved = Proved(edition, gathered, lang)
    engine = Reference(proved.rules)
    unit, on = proved.subject.unit.name, proved.subject.on.isoformat()
    lines = ["", rule_line(), say(lang, "explain.proof", unit=unit, date=on)]
    lines.append(verdict_line(indicator, proved, engine))
    for number, trace in enumerate(engine.trace(proved.known)[indicator.code], 1):
        lines += ["", *item_lines(trace, number, proved)]
    page = indicator_page(edition, indicator, lang)
    return page + "\n".join(line.rstrip() for line in lines) + "\n"
