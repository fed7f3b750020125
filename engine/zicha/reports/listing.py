"""The indicators and the fact dictionary of an edition, for a screen and for programs."""

from collections import Counter
from fractions import Fraction

from zicha.model.edition import Edition, Indicator
from zicha.model.facts import Better, Fact, FactType, Level
from zicha.model.rules import Confidence, Item
from zicha.model.text import Lang, Text
from zicha.reports.grid import REST, WHOLE, grid
from zicha.reports.lines import wrapped
from zicha.reports.plain import Json, number, percentage, plain
from zicha.words import joined, say
from zicha.words.numbers import percent_text, shown_number


def text_plain(text: Text) -> dict[str, Json]:
    """Return a text in both languages."""
    return {"zh": text.zh, "en": text.en}


def indicator_plain(indicator: Indicator) -> dict[str, Json]:
    """Return an indicator as JSON carries it."""
    return {
        "code": indicator.code,
        "name": text_plain(indicator.name),
        "category": indicator.category,
        "group": indicator.group,
        "levels": [str(level) for level in indicator.levels],
        "methods": [*indicator.methods],
        "departments": [*indicator.departments],
        "facts": [*indicator.facts],
        "sources": [*indicator.sources],
        "editions_seen": [*indicator.editions_seen],
        "confidence": str(indicator.confidence),
        "in_2011": indicator.in_2011,
        "measured": [{"id": c.id, **text_plain(c.label)} for c in indicator.measured],
        "note": None if indicator.note is None else text_plain(indicator.note),
        "points": number(indicator.points),
    }


def fact_plain(fact: Fact) -> dict[str, Json]:
    """Return a fact as JSON carries it."""
    bounds = None if fact.low is None and fact.high is None else [plain(fact.low), plain(fact.high)]
    return {
        "id": fact.id,
        "label": text_plain(fact.label),
        "type": str(fact.type),
        "unit": fact.unit,
        "level": str(fact.level),
        "options": [*fact.option_ids] or None,
        "option_labels": {o.id: text_plain(o.label) for o in fact.options} or None,
        "range": bounds,
        "decimals": fact.decimals if fact.type.is_number else None,
        "better": str(fact.better),
        "valid_days": fact.valid_days,
        "min_sample": fact.min_sample,
        "method": fact.method,
        "hint": text_plain(fact.hint),
        "note": None if fact.note is None else text_plain(fact.note),
        "share_of": None if fact.share_of is None else plain(fact.share_of),
        "withdrawn": fact.withdrawn,
        "replaced_by": fact.replaced_by,
    }


def method_name(method: str | None, edition: Edition, lang: Lang) -> str:
    """Return a method of the national test in the reader's language."""
    if method is None:
        return ""
    return method if lang == "zh" else edition.methods[method]


def indicators_table(edition: Edition, indicators: tuple[Indicator, ...], lang: Lang) -> str:
    """Return the indicators as a table."""
    title = say(lang, "list.indicators", name=edition.name.to(lang), count=len(indicators))
    rows = [
        (
            indicator.code,
            indicator.name.to(lang),
            joined([edition.levels[level].to(lang) for level in indicator.levels], lang),
            joined([method_name(m, edition, lang) for m in indicator.methods], lang),
        )
        for indicator in indicators
    ]
    headers = [say(lang, f"column.{name}") for name in ("indicator", "name", "kinds", "method")]
    lines = [
        *wrapped(title),
        *grid(rows, headers, (WHOLE, REST, 16, 16)),
        *wrapped(edition.warning.to(lang)),
    ]
    return "\n".join(lines) + "\n"


def type_name(fact: Fact, lang: Lang) -> str:
    """Return the type of a fact in words."""
    return say(lang, f"type.{fact.type}")


def measure_name(fact: Fact, edition: Edition, lang: Lang) -> str:
    """Return how a fact is measured: its type, with its unit where that adds something."""
    unit = unit_name(fact, edition, lang)
    if not unit or fact.type is FactType.PERCENT:
        return type_name(fact, lang)
    return say(lang, "list.measure", type=type_name(fact, lang), unit=unit)


def facts_table(edition: Edition, facts: tuple[Fact, ...], lang: Lang) -> str:
    """Return the facts as a table: id, label, type with unit, level."""
    rows = [
        (
            fact.id,
            fact.label.to(lang),
            measure_name(fact, edition, lang),
            edition.levels[fact.level].to(lang),
        )
        for fact in facts
    ]
    headers = [say(lang, f"column.{name}") for name in ("id", "fact", "type", "level_of_fact")]
    lines = [
        say(lang, "list.facts", count=len(facts)),
        *grid(rows, headers, (WHOLE, REST, 12, WHOLE)),
    ]
    return "\n".join(lines) + "\n"


def unit_name(fact: Fact, edition: Edition, lang: Lang) -> str:
    """Return the unit of a fact in the reader's language."""
    if fact.unit is None:
        return ""
    return fact.unit if lang == "zh" else edition.units[fact.unit].en


def range_text(fact: Fact, lang: Lang) -> str:
    """Return the possible values of a fact in words."""
    if fact.options:
        return joined([f"{option.id} {option.label.to(lang)}" for option in fact.options], lang)
    low = None if fact.low is None else shown_number(fact.low)
    high = None if fact.high is None else shown_number(fact.high)
    if low is None:
        return "" if high is None else say(lang, "value.at_most", value=high)
    if high is None:
        return say(lang, "value.at_least", value=low)
    return say(lang, "value.range", low=low, high=high)


def computed_text(fact: Fact, edition: Edition, lang: Lang) -> str:
    """Return from what a share is computed where it is not stated."""
    if fact.share_of is None:
        return ""
    counted, among = (edition.facts[name] for name in fact.share_of.facts)
    return say(lang, "list.computed", fact=counted.label.to(lang), among=among.label.to(lang))


def past_text(fact: Fact, lang: Lang) -> str:
    """Return since when a fact is no longer asked, and what has taken its place."""
    if fact.replaced_by is not None:
        return say(lang, "list.replaced", fact=fact.replaced_by)
    return "" if fact.withdrawn is None else say(lang, "list.withdrawn", day=fact.withdrawn)


def better_text(fact: Fact, lang: Lang) -> str:
    """Return which values are better: of days the later ones."""
    is_later = fact.type is FactType.DATE and fact.better is Better.MORE
    return say(lang, "better.day" if is_later else f"better.{fact.better}")


def fact_page(edition: Edition, fact: Fact, lang: Lang) -> str:
    """Return all that is declared of one fact."""
    days = "" if fact.valid_days is None else str(fact.valid_days)
    sample = "" if fact.min_sample is None else str(fact.min_sample)
    used_by = [i.code for i in edition.indicators if fact.id in i.facts]
    entries = (
        ("id", fact.id),
        ("past", past_text(fact, lang)),
        ("type", type_name(fact, lang)),
        ("unit", unit_name(fact, edition, lang)),
        ("range", range_text(fact, lang)),
        ("level_of_fact", edition.levels[fact.level].to(lang)),
        ("method", method_name(fact.method, edition, lang)),
        ("how", fact.hint.to(lang)),
        ("min_sample", sample),
        ("valid_days", days),
        ("better", better_text(fact, lang)),
        ("computed", computed_text(fact, edition, lang)),
        ("indicator", joined(used_by, lang)),
        ("note", "" if fact.note is None else fact.note.to(lang)),
    )
    lines = wrapped(fact.label.to(lang))
    for name, text in entries:
        if text:
            entry = say(lang, "list.entry", name=say(lang, f"column.{name}"), text=text)
            lines += wrapped(entry, indent="  ", hanging="    ")
    return "\n".join(lines) + "\n"


def items_of(edition: Edition) -> list[Item]:
    """Return the requirements of all rules."""
    return [item for rule in edition.rules.values() for item in rule.items()]


def share_of(count: int, whole: int) -> Fraction:
    """Return a count as a share of the whole; 0 where there is nothing.

    Unit: percent.
    """
    return Fraction(100 * count, whole) if whole else Fraction(0)


def sources_plain(edition: Edition) -> list[Json]:
    """Return how many requirements rest on sources of each confidence, as JSON carries it."""
    items = items_of(edition)
    counts = Counter(item.source.confidence for item in items)
    return [
        {
            "confidence": str(word),
            "label": text_plain(label),
            "meaning": text_plain(meaning),
            "count": counts[word],
            "share": percentage(share_of(counts[word], len(items))),
        }
        for word, (label, meaning) in edition.confidence.items()
    ]


def sources_table(edition: Edition, lang: Lang) -> str:
    """Return how many requirements rest on sources of each confidence."""
    items = items_of(edition)
    counts = Counter(item.source.confidence for item in items)
    rows = []
    for word in Confidence:
        label, meaning = edition.confidence[word]
        share = percent_text(share_of(counts[word], len(items)))
        rows.append((label.to(lang), str(counts[word]), f"{share}%", meaning.to(lang)))
    headers = [say(lang, f"list.{name}") for name in ("confidence", "count", "share", "meaning")]
    title = say(lang, "list.sources", count=len(items), rules=len(edition.rules))
    lines = [
        *wrapped(title),
        *grid(rows, headers, (WHOLE, WHOLE, WHOLE, REST)),
        *wrapped(edition.warning.to(lang)),
    ]
    return "\n".join(lines) + "\n"


def of_kind(indicators: tuple[Indicator, ...], kind: Level | None) -> tuple[Indicator, ...]:
    """Return the indicators that are tested on one kind of unit."""
    return tuple(i for i in indicators if kind is None or kind in i.levels)
