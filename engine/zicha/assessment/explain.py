"""An indicator in words: what it requires, by which source, and what to do where it is unmet."""

from zicha.model.edition import Edition, Indicator
from zicha.model.rules import Grading, Item, ItemKind, Part, Rule
from zicha.model.text import Lang
from zicha.reports.lines import rule_line, wrapped
from zicha.words import say
from zicha.words.conditions import condition_text, item_text
from zicha.words.requirement import Speaker


def joined(words: list[str], lang: Lang) -> str:
    """Return words as a list in running text."""
    return say(lang, "value.joint").join(words)


def grading_text(part: Part, edition: Edition, lang: Lang) -> str:
    """Return how a part is graded, in words."""
    if part.grading is not Grading.FAULTS:
        return say(lang, f"grading.{part.grading}")
    limits = [say(lang, "grading.limit", grade=g, most=n) for g, n in edition.fault_limits]
    return say(lang, "grading.faults", limits=joined([*limits, say(lang, "grading.rest")], lang))


def head(edition: Edition, indicator: Indicator, lang: Lang) -> list[str]:
    """Return what an indicator is."""
    category = next(c for c in edition.categories if c.code == indicator.category)
    methods = [m if lang == "zh" else edition.methods[m] for m in indicator.methods]
    departments = [d if lang == "zh" else edition.departments[d].en for d in indicator.departments]
    confidence = edition.confidence[indicator.confidence][0].to(lang)
    texts = [
        say(lang, "explain.category", category=f"{category.code} {category.name.to(lang)}"),
        say(
            lang,
            "explain.levels",
            levels=joined([edition.levels[x].to(lang) for x in indicator.levels], lang),
        ),
        say(lang, "explain.methods", methods=joined(methods, lang)),
        say(lang, "explain.departments", departments=joined(departments, lang)),
        say(
            lang,
            "explain.origin",
            sources=", ".join(indicator.sources),
            editions=", ".join(indicator.editions_seen) or "—",
            confidence=confidence,
        ),
    ]
    if indicator.note is not None:
        texts.append(say(lang, "explain.note", note=indicator.note.to(lang)))
    lines = [
        say(lang, "explain.title", code=indicator.code, name=indicator.name.to(lang)),
        rule_line(),
    ]
    for text in texts:
        lines += wrapped(text, hanging="  ")
    lines += ["", say(lang, "explain.measured")]
    for clause in indicator.measured:
        lines += wrapped(f"- {clause.label.to(lang)}", hanging="  ")
    return lines


def item_lines(item: Item, number: int, speaker: Speaker) -> list[str]:
    """Return one requirement: what, by which source, what to do, who."""
    lang, edition = speaker.lang, speaker.edition
    label = item.label.to(lang) if item.label else speaker.fact_label(item.facts[0])
    texts = [
        say(
            lang,
            "explain.source",
            cite=item.source.cite,
            edition=speaker.edition_name(item.source.edition),
            confidence=edition.confidence[item.source.confidence][0].to(lang),
            work="",
        ),
        say(lang, "explain.remedy", remedy=item.remedy.to(lang)),
        say(
            lang,
            "explain.owner",
            owner=speaker.owner(item.owner),
            level=say(lang, f"level.{item.doer}"),
            days=item.days,
        ),
    ]
    for clause in item.applies:
        condition = condition_text(clause.when, speaker)
        texts.insert(
            0, say(lang, "explain.applies", condition=condition, reason=clause.reason.to(lang))
        )
    if item.fatal:
        texts.append(say(lang, "explain.fatal"))
    texts.append(say(lang, "explain.rule", rule=str(item.place)))
    first = say(lang, "explain.item", number=number, label=label, required=item_text(item, speaker))
    lines = wrapped(first, hanging="   ")
    if item.kind is ItemKind.BANDS:
        for grade, band in item.bands:
            text = condition_text(band, speaker)
            lines += wrapped(
                f"{say(lang, 'trace.band', grade=grade)} {text}", indent="   ", hanging="     "
            )
    for text in texts:
        lines += wrapped(text.rstrip(), indent="   ", hanging="     ")
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


def indicator_page(edition: Edition, indicator: Indicator, lang: Lang) -> str:
    """Return all that an edition says of one indicator, for a screen."""
    speaker = Speaker(edition, lang, {})
    rule = edition.rules.get(indicator.code)
    lines = [*head(edition, indicator, lang), *requirement_lines(rule, speaker)]
    return "\n".join(line.rstrip() for line in lines) + "\n"
