"""A page of the handbook: a category, its groups, its indicators."""

from collections.abc import Iterator, Sequence

from zicha.assessment.explain import about, cited, sources_of
from zicha.assessment.grading import part_text, rule_text
from zicha.authoring.handbook.markdown import elsewhere, link, page, table
from zicha.language.walk import parts_of
from zicha.model.edition import Category, Indicator
from zicha.model.facts import Fact
from zicha.model.rules import Always, Condition, Item, ItemKind, Part, Rule
from zicha.model.text import Lang
from zicha.reports.listing import computed_text, type_name, unit_name
from zicha.words import joined, say
from zicha.words.conditions import bound_free, condition_text, item_text
from zicha.words.requirement import Speaker

Block = list[str]


def chapter(category: Category, speaker: Speaker, others: Sequence[Lang]) -> str:
    """Return the page of a category; ``others``: the languages in which it is written, too."""
    name = f"{category.code}.md"
    ways = [link(say(speaker.lang, "handbook.contents"), "README.md"), *elsewhere(name, others)]
    title = f"# {category.code} {category.name.to(speaker.lang)}"
    return page([title], [" · ".join(ways)], *groups(category, speaker))


def groups(category: Category, speaker: Speaker) -> Iterator[Block]:
    """Yield the groups of a category with their indicators."""
    edition = speaker.edition
    for group in edition.groups:
        if group.category == category.code:
            yield [f"## {group.code} {group.name.to(speaker.lang)}"]
            for indicator in edition.indicators:
                if indicator.group == group.code:
                    yield from section(indicator, speaker)


def heading(indicator: Indicator, lang: Lang) -> str:
    """Return the heading of an indicator."""
    return f"{indicator.code} {indicator.name.to(lang)}"


def section(indicator: Indicator, speaker: Speaker) -> Iterator[Block]:
    """Yield all of one indicator: what it is, what it requires, which facts it looks at."""
    lang, rule = speaker.lang, speaker.edition.rules.get(indicator.code)
    _, *said = about(indicator, speaker)
    yield [f"### {heading(indicator, lang)}"]
    yield [f"- {text}" for text in said]
    yield [f"**{say(lang, 'explain.measured')}**"]
    yield [f"- {clause.label.to(lang)}" for clause in indicator.measured]
    if rule is None:
        yield [say(lang, "explain.no_rule")]
    else:
        yield from requirements(rule, speaker)
    yield [f"**{say(lang, 'explain.facts')}**"]
    yield facts_table(facts_of(indicator, rule, speaker), speaker)


# --- What is required ---------------------------------------------------------------------------


def requirements(rule: Rule, speaker: Speaker) -> Iterator[Block]:
    """Yield the requirements of a rule, one table a part."""
    lang, edition = speaker.lang, speaker.edition
    headers = [say(lang, f"handbook.{name}") for name in ("requirement", "standard", "source")]
    yield [f"**{say(lang, 'explain.required')}** {rule_text(rule, edition, lang)}"]
    for number, part in enumerate(rule.parts, 1):
        heading = part_text(number, rule, edition, lang)
        yield [heading] if heading else []
        yield table(headers, rows(part, speaker))


def rows(part: Part, speaker: Speaker) -> Iterator[list[str]]:
    """Yield a row a requirement: what, how much and when it applies, by which sources."""
    for item in part.items:
        sources = [cited(source, speaker) for source in sources_of(item)]
        yield [label(item, speaker), standard(item, speaker), "<br>".join(sources)]


def label(item: Item, speaker: Speaker) -> str:
    """Return what a requirement is called."""
    return item.label.to(speaker.lang) if item.label else speaker.fact_label(item.facts[0])


def standard(item: Item, speaker: Speaker) -> str:
    """Return what is required, when it applies, and whether it decides by itself."""
    lang = speaker.lang
    lines = [item_text(item, speaker)]
    if item.kind is ItemKind.BANDS:
        lines = [
            say(lang, "handbook.band", grade=grade, standard=band_text(band, speaker))
            for grade, band in item.bands
        ]
    for clause in item.applies:
        when, reason = condition_text(clause.when, speaker), clause.reason.to(lang)
        lines.append(say(lang, "explain.applies", condition=when, reason=reason))
    if item.fatal:
        lines.append(say(lang, "explain.fatal"))
    return "<br>".join(lines)


def band_text(band: Condition, speaker: Speaker) -> str:
    """Return a band of a scale, without what it measures: its row says that."""
    if isinstance(band, Always):
        return say(speaker.lang, "handbook.rest")
    if parts_of(band):
        return condition_text(band, speaker)
    return speaker.condition(band, bound_free(band))


# --- Which facts --------------------------------------------------------------------------------


def facts_of(indicator: Indicator, rule: Rule | None, speaker: Speaker) -> list[Fact]:
    """Return the facts that an indicator looks at, with those that a share is computed from.

    Those that it lists stand first, then those that its rule adds.
    """
    used = [name for item in rule.items() for name in item.facts] if rule else []
    dictionary, names = speaker.edition.facts, dict.fromkeys([*indicator.facts, *used])
    shares = (dictionary[name].share_of for name in names)
    parts = [part for share in shares if share is not None for part in share.facts]
    facts = [dictionary[name] for name in dict.fromkeys([*names, *parts])]
    return [fact for fact in facts if not fact.is_attribute]


def facts_table(facts: list[Fact], speaker: Speaker) -> Block:
    """Return what each fact is and how it is collected."""
    lang, edition = speaker.lang, speaker.edition
    headers = [say(lang, f"column.{name}") for name in ("fact", "type", "level_of_fact", "how")]
    return table(
        headers,
        [
            [
                f"{fact.label.to(lang)}<br>`{fact.id}`",
                kind(fact, speaker),
                edition.levels[fact.level].to(lang),
                how(fact, speaker),
            ]
            for fact in facts
        ],
    )


def kind(fact: Fact, speaker: Speaker) -> str:
    """Return the type of a fact, with its unit or its options."""
    lang = speaker.lang
    words = [option.label.to(lang) for option in fact.options]
    more = joined(words, lang) if words else unit_name(fact, speaker.edition, lang)
    return f"{type_name(fact, lang)}<br>{more}" if more else type_name(fact, lang)


def how(fact: Fact, speaker: Speaker) -> str:
    """Return how a fact is collected, how long it counts, and what is to be known of it."""
    lang = speaker.lang
    texts = [fact.hint.to(lang)]
    computed = computed_text(fact, speaker.edition, lang)
    if computed:
        texts.append(computed)
    if fact.valid_days is not None:
        texts.append(say(lang, "handbook.valid", days=fact.valid_days))
    if fact.note is not None:
        texts.append(fact.note.to(lang))
    return "<br>".join(texts)
