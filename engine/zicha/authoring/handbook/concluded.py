"""The page of the handbook on what follows from the whole: vetoes, lines, flags."""

from collections.abc import Iterator, Sequence

from zicha.assessment.concluding import premise_text
from zicha.assessment.explain import cited
from zicha.authoring.handbook.markdown import elsewhere, link, page, table
from zicha.model.conclusions import Conclusion, ConclusionKind
from zicha.model.text import Lang
from zicha.words import say
from zicha.words.requirement import Speaker

NAME = "conclusions.md"
Block = list[str]


def conclusions_page(speaker: Speaker, others: Sequence[Lang]) -> str:
    """Return the page of all conclusions; ``others``: the languages in which it is written, too."""
    ways = [link(say(speaker.lang, "handbook.contents"), "README.md"), *elsewhere(NAME, others)]
    return page(
        [f"# {say(speaker.lang, 'handbook.conclusions')}"],
        [" · ".join(ways)],
        [say(speaker.lang, "handbook.conclusions_meaning")],
        *kinds(speaker),
    )


def kinds(speaker: Speaker) -> Iterator[Block]:
    """Yield a table for each kind of which there is a conclusion."""
    lang = speaker.lang
    names = ("conclusion", "condition", "holding", "source")
    headers = [say(lang, f"handbook.{name}") for name in names]
    for kind in ConclusionKind:
        found = [each for each in speaker.edition.conclusions if each.kind is kind]
        if found:
            yield [f"## {say(lang, f'conclusion_kind.{kind}')}"]
            yield table(headers, (row(each, speaker) for each in found))


def row(conclusion: Conclusion, speaker: Speaker) -> list[str]:
    """Return one conclusion: what it is called, what it asks, what it means, by which source."""
    lang = speaker.lang
    return [
        f"{conclusion.label.to(lang)}<br>`{conclusion.id}`",
        premise_text(conclusion.when, speaker),
        conclusion.reason.to(lang) if conclusion.reason else "",
        cited(conclusion.source, speaker),
    ]
