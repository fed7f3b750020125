"""The handbook as files, in each language: a first page, one a category, one of conclusions."""

from collections.abc import Sequence

from zicha.authoring.handbook.chapter import chapter
from zicha.authoring.handbook.concluded import NAME, conclusions_page
from zicha.authoring.handbook.contents import contents
from zicha.model.edition import Edition
from zicha.model.text import Lang
from zicha.words.requirement import Speaker


def handbook_files(edition: Edition, languages: Sequence[Lang]) -> dict[str, str]:
    """Return the text of every page by the name of its file."""
    found: dict[str, str] = {}
    for lang in languages:
        speaker = Speaker(edition, lang, {})
        others = [other for other in languages if other != lang]
        found[f"{lang}/README.md"] = contents(speaker, others)
        for category in edition.categories:
            found[f"{lang}/{category.code}.md"] = chapter(category, speaker, others)
        if edition.conclusions:
            found[f"{lang}/{NAME}"] = conclusions_page(speaker, others)
    return found
