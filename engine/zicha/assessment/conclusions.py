"""Conclusions as a report shows them: what each came to, and the comparison that decided it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial, reduce
from itertools import product
from typing import NamedTuple

from zicha.assessment.assess import Assessment
from zicha.assessment.concluding import scope_text
from zicha.assessment.facts import value_text
from zicha.language.kleene import Truth, every, negation, some
from zicha.language.walk import facts_of
from zicha.model.conclusions import (
    Conclusion,
    EveryOf,
    FactsSay,
    GapsAbove,
    Holds,
    NotAnyOf,
    Premise,
    ScoreReaches,
    SomeOf,
)
from zicha.model.facts import Knowledge
from zicha.model.judgement import Judgement
from zicha.model.report import ConclusionShown
from zicha.model.rules import Condition
from zicha.model.ruleset import RuleSet
from zicha.scoring.premises import (
    Case,
    counts_of_gaps,
    gaps_above,
    points_behind,
    score_reaches,
)
from zicha.words import say
from zicha.words.numbers import percent_text, shown_number
from zicha.words.requirement import Speaker
from zicha.words.sources import source_shown

STATES: dict[Truth, str] = {True: "true", False: "false", None: "open"}


class Deciding(NamedTuple):
    """A premise without parts, and what became of it."""

    premise: ScoreReaches | FactsSay | Holds | GapsAbove
    truth: Truth


def deciding(premise: Premise, holds: Truth, case: Case) -> Iterator[Deciding]:
    """Yield what a premise owes its truth to: of several parts those that have it, too.

    Parts on facts are all told: what they come to is for an engine to say.
    """
    if not isinstance(premise, EveryOf | SomeOf | NotAnyOf):
        yield Deciding(premise, holds)
        return
    wanted = negation(holds) if isinstance(premise, NotAnyOf) else holds
    for part in premise.parts:
        if wanted in possible(part, case):
            yield from deciding(part, wanted, case)


def possible(premise: Premise, case: Case) -> frozenset[Truth]:
    """Return what a premise may come to, as far as can be told without judging facts."""
    match premise:
        case FactsSay():
            return frozenset(STATES)
        case ScoreReaches():
            return frozenset([score_reaches(premise, case)])
        case GapsAbove(percent):
            return frozenset([gaps_above(percent, case)])
        case Holds(conclusion):
            return frozenset([case.settled[conclusion]])
        case EveryOf(parts):
            return reduce(partial(joined, every), (possible(part, case) for part in parts))
        case SomeOf(parts):
            return reduce(partial(joined, some), (possible(part, case) for part in parts))
        case NotAnyOf(parts):
            return frozenset(map(negation, possible(SomeOf(parts), case)))


def joined(
    join: Callable[[Iterable[Truth]], Truth], first: frozenset[Truth], other: frozenset[Truth]
) -> frozenset[Truth]:
    """Return what two premises may come to together."""
    return frozenset(join(pair) for pair in product(first, other))


def score_text(premise: ScoreReaches, truth: Truth, case: Case, speaker: Speaker) -> str:
    """Return the score beside its line: the one of worst and best that decides."""
    lang, points = speaker.lang, points_behind(premise, case)
    state = "nothing" if not points.possible else STATES[truth]
    return say(
        lang,
        f"decided.score_{state}",
        scope=scope_text(premise, speaker),
        worst=percent_text(points.percent(points.worst)),
        best=percent_text(points.percent(points.best)),
        line=shown_number(premise.line),
    )


def facts_text(condition: Condition, truth: Truth, case: Case, speaker: Speaker) -> str:
    """Return the facts that were read; where nothing follows from them, those that are lacking."""
    lang, known = speaker.lang, case.known
    facts = list(dict.fromkeys(facts_of(condition)))
    levels = {fact: speaker.edition.facts[fact].level for fact in facts}
    missing = [level for level in dict.fromkeys(levels.values()) if level not in known.levels]
    if missing:
        names = [speaker.edition.levels[level].to(lang) for level in missing]
        return say(lang, "because.level", level=say(lang, "value.joint").join(names))
    asked = [fact for fact in facts if truth is not None or known.values.get(fact) is None]
    each = [
        say(
            lang,
            "trace.fact",
            label=speaker.fact_label(fact),
            value=value_text(fact, known.values.get(fact), known, speaker),
        )
        for fact in asked or facts
    ]
    return say(lang, "trace.joint").join(each)


def gaps_text(premise: GapsAbove, case: Case, speaker: Speaker) -> str:
    """Return how many of the gaps are for a level above, and how many are open."""
    least, most = counts_of_gaps(case)
    gaps = sum(least.values())
    return say(
        speaker.lang,
        "decided.gaps",
        count=gaps,
        above=least[True],
        open=sum(most.values()) - gaps,
        percent=shown_number(premise.percent),
    )


def others_text(truth: Truth, found: list[Deciding], speaker: Speaker) -> str:
    """Return the other conclusions of one state that decide; empty where there are none."""
    labels = {each.id: each.label.to(speaker.lang) for each in speaker.edition.conclusions}
    named = [
        labels[each.premise.conclusion]
        for each in found
        if isinstance(each.premise, Holds) and each.truth is truth
    ]
    joined = say(speaker.lang, "value.joint").join(dict.fromkeys(named))
    holds = say(speaker.lang, f"holds.{STATES[truth]}")
    return say(speaker.lang, "table.conclusions", holds=holds, labels=joined) if named else ""


def deciding_text(conclusion: Conclusion, case: Case, speaker: Speaker) -> str:
    """Return in one sentence what a conclusion owes its truth to."""
    found = list(deciding(conclusion.when, case.settled[conclusion.id], case))
    texts = []
    for each, truth in found:
        match each:
            case ScoreReaches():
                texts.append(score_text(each, truth, case, speaker))
            case FactsSay(when):
                texts.append(facts_text(when, truth, case, speaker))
            case GapsAbove():
                texts.append(gaps_text(each, case, speaker))
            case Holds():
                pass
    texts += [text for truth in STATES if (text := others_text(truth, found, speaker))]
    joined = say(speaker.lang, "because.joint").join(texts)
    return say(speaker.lang, "decided.sentence", text=joined)


def because(conclusion: Conclusion, case: Case, speaker: Speaker) -> str:
    """Return why a conclusion holds, fails or is open: the reason it gives, else what decides."""
    if conclusion.reason and case.settled[conclusion.id]:
        return conclusion.reason.to(speaker.lang)
    return deciding_text(conclusion, case, speaker)


def case_of(rules: RuleSet, known: Knowledge, judgement: Judgement, waived: frozenset[str]) -> Case:
    """Return all that a premise may look at, as it was judged."""
    settled = dict(judgement.conclusions)
    return Case(rules, known, judgement.items, judgement.grades, waived, settled)


def conclusions_shown(assessment: Assessment, speaker: Speaker) -> tuple[ConclusionShown, ...]:
    """Return every conclusion with its reason in words, and its source."""
    subject = assessment.subject
    waived = subject.unit.waived(subject.on)
    case = case_of(assessment.rules, assessment.known, assessment.judgement, waived)
    return tuple(
        ConclusionShown(
            id=each.id,
            kind=str(each.kind),
            label=each.label.to(speaker.lang),
            holds=case.settled[each.id],
            because=because(each, case, speaker),
            source=source_shown(each.source, speaker),
        )
        for each in assessment.rules.conclusions
    )
