"""Where a requirement comes from, in words."""

from zicha.model.report import SourceShown
from zicha.model.rules import Source
from zicha.words.catalogue import say
from zicha.words.requirement import Speaker


def work_keys(cite: str) -> list[str]:
    """Return the works of a citation such as ``NK#88;NK#429``."""
    return [part.strip().split("#")[0].split(" ")[0] for part in cite.split(";")]


def source_shown(source: Source, speaker: Speaker, *, dated: bool = False) -> SourceShown:
    """Return a source with its words."""
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
