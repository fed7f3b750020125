"""An indicator in words: what it requires, by which source, and what to do where it is unmet."""

from collections.abc import Iterator

from zicha.model.edition import Edition, Indicator
from zicha.model.rules import Grading, Item, ItemKind, Part, Rule, Source
from zicha.model.text import Lang
from zicha.reports.lines import rule_line, wrapped
from zicha.words import say
from zicha.words.conditions import condition_text, item_text
from zicha.words.remedy import general_remedy
from zicha.words.requirement import Speaker
from zicha.words.sources import source_line, work_keys

INDENT = "   "
HANGING = "     "


def joined(words: list[str], lang: Lang) -> str:
    """Return words as a list in running text."""
    return say(lang, "value.joint").join(words)


def grading_text(part: Part, edition: Edition, lang: Lang) -> str:
    """Return how a part is graded, in words."""
    if part.grading is not Grading.FAULTS:
        return say(lang, f"grading.{part.grading}")
    limits = [say(lang, "grading.limit", grade=g, most=n) for g, n in edition.fault_limits]
    return say(lang, "grading.faults", limits=joined([*limits, say(lang, "grading.rest")], lang))


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


def source_text(source: Source, speaker: Speaker) -> str:
    """Return where a requirement comes from, in words."""
    edition = speaker.edition_name(source.edition)
    confidence = speaker.edition.confidence[source.confidence][0].to(speaker.lang)
    line = source_line(source.cite, edition, confidence, speaker.lang)
    return say(speaker.lang, "explain.source", source=line)


def details(item: Item, speaker: Speaker) -> Iterator[str]:
    """Yield what an edition says of one requirement, a sentence each."""
    lang = speaker.lang
    for clause in item.applies:
        condition, reason = condition_text(clause.when, speaker), clause.reason.to(lang)
        yield say(lang, "explain.applies", condition=condition, reason=reason)
    yield source_text(item.source, speaker)
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
    lang = speaker.lang
    if rule is None:
        return ["", say(lang, "explain.no_rule")]
    lines = ["", say(lang, "explain.required")]
    number = 0
    for part in rule.parts:
        grading = grading_text(part, speaker.edition, lang)
        lines += wrapped(say(lang, "explain.grading", grading=grading), hanging="  ")
        for item in part.items:
            number += 1
            lines += item_lines(item, number, speaker)
    return lines


def work_lines(indicator: Indicator, rule: Rule | None, speaker: Speaker) -> list[str]:
    """Return what the keys in the citations of an indicator stand for."""
    cites = [*indicator.sources, *(item.source.cite for item in rule.items())] if rule else []
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
        *work_lines(indicator, rule, speaker),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"
