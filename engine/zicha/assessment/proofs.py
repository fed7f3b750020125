"""The proof trees of an assessment, line by line, for reports that can open and close them."""

from collections.abc import Iterator, Sequence

from zicha.assessment.assess import Assessment
from zicha.assessment.grading import closing_texts, parts_graded
from zicha.assessment.proof import tree
from zicha.backends.reference.engine import Reference
from zicha.backends.reference.trace import ItemTrace
from zicha.model.facts import Knowledge
from zicha.model.report import ProofLine, Proofs
from zicha.model.rules import Rule
from zicha.model.text import Lang
from zicha.words import say
from zicha.words.requirement import Speaker


def item_tree(trace: ItemTrace, known: Knowledge, speaker: Speaker) -> Iterator[ProofLine]:
    """Yield the proof of an item: whether it applies, then what it requires."""
    lang = speaker.lang
    for clause in trace.applies:
        yield ProofLine(0, "", say(lang, "trace.applies"))
        yield from tree(clause, known, speaker, 1)
    for grade, band in trace.bands:
        yield ProofLine(0, "", say(lang, "trace.band", grade=grade))
        yield from tree(band, known, speaker, 1)
    if trace.condition is not None and not trace.bands:
        yield from tree(trace.condition, known, speaker, 0, demanded=True)


def rule_trees(
    rule: Rule, traces: Sequence[ItemTrace], assessment: Assessment, speaker: Speaker
) -> Iterator[tuple[tuple[str, str], tuple[ProofLine, ...]]]:
    """Yield the proof of every item of a rule that applies, and what comes of it with its part."""
    known, rules = assessment.known, assessment.rules
    graded = list(parts_graded(rule, [trace.result for trace in traces], rules.fault_limits))
    numbers = [number for number, part in enumerate(rule.parts, 1) for _ in part.items]
    for number, trace in zip(numbers, traces, strict=True):
        if trace.condition is not None:
            texts = closing_texts(number, graded, rules.fault_limits, speaker.lang)
            closing = (ProofLine(0, "", text) for text in texts)
            yield (rule.indicator, trace.item.id), (*item_tree(trace, known, speaker), *closing)


def proofs(assessment: Assessment, lang: Lang) -> Proofs:
    """Return the proof of every item that applies, by indicator and item."""
    speaker = Speaker(assessment.edition, lang, {}, assessment.subject.unit.kind)
    traces = Reference(assessment.rules).trace(assessment.known)
    return {
        key: lines
        for rule in assessment.rules.rules
        for key, lines in rule_trees(rule, traces[rule.indicator], assessment, speaker)
    }
