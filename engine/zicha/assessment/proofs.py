"""The proof trees of an assessment, line by line, for reports that can open and close them."""

from collections.abc import Iterator

from zicha.assessment.assess import Assessment
from zicha.assessment.proof import tree
from zicha.backends.reference.engine import Reference
from zicha.backends.reference.trace import ItemTrace
from zicha.model.facts import Knowledge
from zicha.model.report import ProofLine, Proofs
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


def proofs(assessment: Assessment, lang: Lang) -> Proofs:
    """Return the proof of every item that applies, by indicator and item."""
    speaker = Speaker(assessment.edition, lang, {}, assessment.subject.unit.kind)
    known = assessment.known
    traces = Reference(assessment.rules).trace(known)
    return {
        (code, trace.item.id): tuple(item_tree(trace, known, speaker))
        for code, items in traces.items()
        for trace in items
        if trace.condition is not None
    }
