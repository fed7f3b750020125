"""The first page of the handbook: how far it can be trusted, and what is where."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from zicha.assessment.explain import sources_of
from zicha.authoring.handbook.chapter import heading, label, standard
from zicha.authoring.handbook.concluded import NAME
from zicha.authoring.handbook.markdown import anchor, elsewhere, link, page, table
from zicha.language.walk import leaves
from zicha.model.edition import Indicator
from zicha.model.rules import Between, Compare, Confidence, Item, WithinDays
from zicha.model.text import Lang
from zicha.words import say
from zicha.words.numbers import percent_text
from zicha.words.requirement import Speaker

Block = list[str]
Required = tuple[Indicator, Item]


def contents(speaker: Speaker, others: Sequence[Lang]) -> str:
    """Return the first page; ``others``: the languages in which it is written, too."""
    lang, edition = speaker.lang, speaker.edition
    items = list(required(speaker))
    return page(
        [f"# {say(lang, 'handbook.title', name=edition.name.to(lang))}"],
        elsewhere("README.md", others),
        [f"> {edition.warning.to(lang)}"],
        [f"## {say(lang, 'handbook.trust')}"],
        [say(lang, "list.sources", count=len(items), rules=len(edition.rules))],
        trust_table(items, speaker),
        [f"## {say(lang, 'handbook.categories')}"],
        categories_table(items, speaker),
        [link(say(lang, "handbook.conclusions"), NAME)] if edition.conclusions else [],
        [f"## {say(lang, 'handbook.reconstructed')}"],
        [say(lang, "handbook.reconstructed_meaning")],
        numbers_table(items, speaker),
        [f"## {say(lang, 'explain.works')}"],
        works_table(speaker),
    )


def required(speaker: Speaker) -> Iterator[Required]:
    """Yield every requirement with its indicator, in order."""
    for indicator in speaker.edition.indicators:
        rule = speaker.edition.rules.get(indicator.code)
        for item in rule.items() if rule else ():
            yield indicator, item


def trust_table(items: list[Required], speaker: Speaker) -> Block:
    """Return how many requirements have sources of each confidence."""
    lang = speaker.lang
    counts = Counter(item.source.confidence for _, item in items)
    headers = [say(lang, f"list.{name}") for name in ("confidence", "count", "share", "meaning")]
    return table(
        headers, [trust_row(word, counts[word], len(items), speaker) for word in Confidence]
    )


def trust_row(word: Confidence, count: int, of: int, speaker: Speaker) -> list[str]:
    """Return the row of one confidence."""
    name, meaning = speaker.edition.confidence[word]
    share = percent_text(Fraction(100 * count, of) if of else None)
    return [name.to(speaker.lang), str(count), f"{share}%", meaning.to(speaker.lang)]


def categories_table(items: list[Required], speaker: Speaker) -> Block:
    """Return the categories with a link to the page of each."""
    lang, edition = speaker.lang, speaker.edition
    names = ("category", "indicators", "requirements", "reconstructed_share")
    rows = []
    for category in edition.categories:
        own = [item for indicator, item in items if indicator.category == category.code]
        rebuilt = sum(item.source.confidence is Confidence.RECONSTRUCTED for item in own)
        measured = sum(indicator.category == category.code for indicator in edition.indicators)
        name = f"{category.code} {category.name.to(lang)}"
        rows.append([link(name, f"{category.code}.md"), str(measured), str(len(own)), str(rebuilt)])
    return table([say(lang, f"handbook.{name}") for name in names], rows)


def numbers_table(items: list[Required], speaker: Speaker) -> Block:
    """Return every requirement of a number for which no text was found."""
    lang = speaker.lang
    headers = [say(lang, f"handbook.{name}") for name in ("indicator", "requirement", "standard")]
    rows = [
        [place_of(indicator, lang), label(item, speaker), standard(item, speaker)]
        for indicator, item in items
        if is_reconstructed_number(item)
    ]
    return table(headers, rows)


def is_reconstructed_number(item: Item) -> bool:
    """Return whether an item requires a number that is this program's own."""
    conditions = [item.condition, *(band for _, band in item.bands)]
    found = [leaf for condition in conditions for leaf in leaves(condition)]
    numeric = any(isinstance(leaf, Compare | Between | WithinDays) for leaf in found)
    return numeric and any(s.confidence is Confidence.RECONSTRUCTED for s in sources_of(item))


def place_of(indicator: Indicator, lang: Lang) -> str:
    """Return a link to an indicator."""
    name = heading(indicator, lang)
    return link(name, f"{indicator.category}.md{anchor(name)}")


def works_table(speaker: Speaker) -> Block:
    """Return the works that sources cite."""
    lang = speaker.lang
    headers = [say(lang, f"handbook.{name}") for name in ("key", "work")]
    works = speaker.edition.works.values()
    rows = [[w.key, f"{w.label.to(lang)}{f' <{w.url}>' if w.url else ''}"] for w in works]
    return table(headers, rows)
