"""A conclusion in words, as an edition has it: what it asks, by which source."""

from collections.abc import Iterator

from zicha.assessment.explain import cited, work_lines
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
from zicha.reports.lines import rule_line, wrapped
from zicha.words import say
from zicha.words.conditions import condition_text
from zicha.words.numbers import shown_number
from zicha.words.requirement import Speaker

CONNECTIVES = {EveryOf: "all", SomeOf: "any", NotAnyOf: "none"}


def scope_text(premise: ScoreReaches, speaker: Speaker) -> str:
    """Return which score a premise looks at."""
    lang, code = speaker.lang, premise.category
    scope = say(lang, "decided.category", code=code) if code else say(lang, "decided.whole")
    return scope if premise.waivers else say(lang, "decided.waivers", scope=scope)


def premise_text(premise: Premise, speaker: Speaker) -> str:
    """Return what a conclusion rests on, as one sentence."""
    lang = speaker.lang
    match premise:
        case ScoreReaches(line=line):
            scope = scope_text(premise, speaker)
            return say(lang, "conclusion.score", scope=scope, line=shown_number(line))
        case FactsSay(when):
            return condition_text(when, speaker)
        case GapsAbove(percent):
            return say(lang, "conclusion.gaps", percent=shown_number(percent))
        case Holds(other):
            labels = {each.id: each.label.to(lang) for each in speaker.edition.conclusions}
            return say(lang, "conclusion.holds", label=labels[other])
        case EveryOf(parts) | SomeOf(parts) | NotAnyOf(parts):
            joint = say(lang, "subject.joint")
            texts = joint.join(premise_text(part, speaker) for part in parts)
            return say(lang, f"subject.{CONNECTIVES[type(premise)]}", parts=texts)


def details(conclusion: Conclusion, speaker: Speaker) -> Iterator[str]:
    """Yield what an edition says of a conclusion, a sentence each."""
    lang = speaker.lang
    yield say(lang, "conclusion.kind", kind=say(lang, f"conclusion_kind.{conclusion.kind}"))
    yield say(lang, "conclusion.when", condition=premise_text(conclusion.when, speaker))
    yield say(lang, "explain.source", sources=cited(conclusion.source, speaker))
    if conclusion.reason:
        yield say(lang, "conclusion.reason", reason=conclusion.reason.to(lang))
    yield say(lang, "explain.rule", rule=str(conclusion.place))


def conclusion_page(conclusion: Conclusion, speaker: Speaker) -> str:
    """Return all that an edition says of one conclusion, for a screen."""
    label = conclusion.label.to(speaker.lang)
    title = say(speaker.lang, "explain.title", code=conclusion.id, name=label)
    lines = [*wrapped(title), rule_line()]
    for text in details(conclusion, speaker):
        lines += wrapped(text, hanging="  ")
    lines += work_lines([conclusion.source.cite], speaker)
    return "\n".join(line.rstrip() for line in lines) + "\n"
