"""An indicator in words: what it requires, by which source, and what to do where it is unmet."""

from collections.abc import Iterable, Iterator
from itertools import count

from zicha.assessment.grading import part_text, rule_text
from zicha.language.asof import bounds_within
from zicha.model.edition import Indicator
from zicha.model.rules import Dated, Item, ItemKind, Rule, Source
from zicha.reports import phrases
from zicha.reports.lines import rule_line, wrapped
from zicha.words import joined, say
from zicha.words.conditions import condition_text, item_text
from zicha.words.numbers import shown_number
from zicha.words.remedy import general_remedy
from zicha.words.requirement import Speaker
from zicha.words.sources import source_shown, work_keys

INDENT = "   "
HANGING = "     "


def about(indicator: Indicator, speaker: Speaker) -> Iterator[str]:
    """Yield what an edition says of an indicator as a whole, a sentence each."""
    lang, edition = speaker.lang, speaker.edition
    category = next(c for c in edition.categories if c.code == indicator.category)
    levels = [edition.levels[level].to(lang) for level in indicator.levels]
    methods = [m if lang == "zh" else edition.methods[m] for m in indicator.methods]
    departments = [speaker.owner(department) for department in indicator.departments]
    yield say(lang, "explain.category", category=f"{category.code} {category.name.to(lang)}")
    yield say(lang, "explain.levels", levels=joined(levels, lang))
    yield say(lang, "explain.methods", methods=joined(methods, lang))
    yield say(lang, "explain.departments", departments=joined(departments, lang))
    if len({each.points for each in edition.indicators}) > 1:  # else the score says it
        yield say(lang, "explain.points", points=shown_number(indicator.points))
    yield say(
        lang,
        "explain.origin",
        sources=joined([*indicator.sources], lang),
        editions=joined([*indicator.editions_seen], lang) or "—",
        confidence=edition.confidence[indicator.confidence][0].to(lang),
    )
    if indicator.note is not None:
        yield say(lang, "explain.note", note=indicator.note.to(lang))


def head(indicator: Indicator, speaker: Speaker) -> list[str]:
    """Return what an indicator is, and what of it is measured."""
    lang = speaker.lang
    title = say(lang, "explain.title", code=indicator.code, name=indicator.name.to(lang))
    lines = [*wrapped(title), rule_line()]
    for text in about(indicator, speaker):
        lines += wrapped(text, hanging="  ")
    lines += ["", say(lang, "explain.measured")]
    for clause in indicator.measured:
        lines += wrapped(f"- {clause.label.to(lang)}", hanging="  ")
    return lines


def sources_of(item: Item) -> list[Source]:
    """Return the sources of an item, those of its dated values too, each once."""
    conditions = [item.condition, *(band for _, band in item.bands)]
    bounds = [bound for condition in conditions for bound in bounds_within(condition)]
    dated = [v.source for bound in bounds if isinstance(bound, Dated) for v in bound.values]
    return list(dict.fromkeys([item.source, *dated]))


def cited(source: Source, speaker: Speaker) -> str:
    """Return a source with its edition and how far it can be trusted."""
    return phrases.source(source_shown(source, speaker), speaker.lang)


def source_text(item: Item, speaker: Speaker) -> str:
    """Return where a requirement comes from; where it has several dated values, each of them."""
    sources = [cited(source, speaker) for source in sources_of(item)]
    joint = say(speaker.lang, "because.joint")
    return say(speaker.lang, "explain.source", sources=joint.join(sources))


def details(item: Item, speaker: Speaker) -> Iterator[str]:
    """Yield what an edition says of one requirement, a sentence each."""
    lang = speaker.lang
    for clause in item.applies:
        condition, reason = condition_text(clause.when, speaker), clause.reason.to(lang)
        yield say(lang, "explain.applies", condition=condition, reason=reason)
    yield source_text(item, speaker)
    yield say(lang, "explain.remedy", remedy=general_remedy(speaker, item))
    level = say(lang, f"level.{item.doer}")
    owner = speaker.owner(item.owner)
    yield say(lang, "explain.owner", owner=owner, level=level, days=item.days)
    if item.fatal:
        yield say(lang, "explain.fatal")
    yield say(lang, "explain.rule", rule=str(item.place))


def item_lines(item: Item, number: int, speaker: Speaker) -> list[str]:
    """Return one requirement: what, by which source, what to do, who."""
    lang = speaker.lang
    label = item.label.to(lang) if item.label else speaker.fact_label(item.facts[0])
    first = say(lang, "explain.item", number=number, label=label, required=item_text(item, speaker))
    lines = wrapped(first, hanging=INDENT)
    if item.kind is ItemKind.BANDS:
        for grade, band in item.bands:
            text = f"{say(lang, 'trace.band', grade=grade)} {condition_text(band, speaker)}"
            lines += wrapped(text, indent=INDENT, hanging=HANGING)
    for text in details(item, speaker):
        lines += wrapped(text, indent=INDENT, hanging=HANGING)
    return lines


def requirement_lines(rule: Rule | None, speaker: Speaker) -> list[str]:
    """Return the requirements of a rule, part by part."""
    lang, edition = speaker.lang, speaker.edition
    if rule is None:
        return ["", say(lang, "explain.no_rule")]
    lines = ["", say(lang, "explain.required")]
    lines += wrapped(rule_text(rule, edition, lang), hanging="  ")
    numbers = count(1)
    for which, part in enumerate(rule.parts, 1):
        heading = part_text(which, rule, edition, lang)
        if heading:
            lines += wrapped(heading, hanging="  ")
        for item in part.items:
            lines += item_lines(item, next(numbers), speaker)
    return lines


def cites_of(indicator: Indicator, rule: Rule | None) -> list[str]:
    """Return the citations of an indicator and of what is required of it."""
    items = rule.items() if rule else ()
    return [*indicator.sources, *(s.cite for item in items for s in sources_of(item))]


def work_lines(cites: Iterable[str], speaker: Speaker) -> list[str]:
    """Return what the keys in citations stand for."""
    keys = dict.fromkeys(key for cite in cites for key in work_keys(cite))
    works = [speaker.edition.works[key] for key in keys if key in speaker.edition.works]
    lines = ["", say(speaker.lang, "explain.works")] if works else []
    for work in works:
        text = say(speaker.lang, "explain.work", key=work.key, label=work.label.to(speaker.lang))
        lines += wrapped(text, hanging="  ")
    return lines


def indicator_page(indicator: Indicator, speaker: Speaker) -> str:
    """Return all that an edition says of one indicator, for a screen."""
    rule = speaker.edition.rules.get(indicator.code)
    lines = [
        *head(indicator, speaker),
        *requirement_lines(rule, speaker),
        *work_lines(cites_of(indicator, rule), speaker),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"
