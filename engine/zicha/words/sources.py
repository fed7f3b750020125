"""Where a requirement comes from, in words."""

from collections.abc import Iterable

from zicha.model.report import SourceShown
from zicha.model.rules import Source
from zicha.model.text import Lang
from zicha.words.catalogue import say
from zicha.words.requirement import Speaker


def work_keys(cite: str) -> list[str]:
    """Return the works of a citation such as ``NK#88;NK#429``."""
    return [part.strip().split("#")[0].split(" ")[0] for part in cite.split(";")]


def cited(cite: str, lang: Lang) -> str:
    """Return a citation such as ``NK#88;NK#429`` as readers write it."""
    return say(lang, "value.joint").join(part.strip() for part in cite.split(";"))


def within(label: str) -> str:
    """Return a label as it stands within a sentence."""
    return label[:1].lower() + label[1:]


def source_line(cite: str, edition: str, confidence: str, lang: Lang) -> str:
    """Return a source in one line, from its citation and the labels of the rest."""
    args = {"cite": cited(cite, lang), "edition": edition, "confidence": within(confidence)}
    return say(lang, "page.source_line", **args)


def works_cited(sources: Iterable[SourceShown], lang: Lang) -> list[str]:
    """Return what the keys in citations stand for, each key once.

    Keys that are only ever cited together share what is said of them.
    """
    found = {tuple(dict.fromkeys(work_keys(each.cite))): each.work for each in sources}
    alone = {key for keys in found for key in keys if len(keys) == 1}
    return [
        say(lang, "explain.work", key=say(lang, "value.joint").join(keys), label=work)
        for keys, work in found.items()
        if work and (len(keys) == 1 or not alone.issuperset(keys))
    ]


def source_shown(source: Source, speaker: Speaker, *, dated: bool = False) -> SourceShown:
    """Return a source with its words."""
    key = source, dated
    if key not in speaker.sources:
        speaker.sources[key] = in_words(source, speaker, dated=dated)
    return speaker.sources[key]


def in_words(source: Source, speaker: Speaker, *, dated: bool) -> SourceShown:
    """Put a source in words."""
    edition, lang = speaker.edition, speaker.lang
    keys = [key for key in work_keys(source.cite) if key in edition.works]
    works = [edition.works[key].label.to(lang) for key in keys]
    return SourceShown(
        cite=source.cite,
        edition=source.edition,
        confidence=str(source.confidence),
        edition_label=speaker.edition_name(source.edition),
        confidence_label=edition.confidence[source.confidence][0].to(lang),
        work=say(lang, "value.joint").join(dict.fromkeys(works)),
        dated=dated,
    )
