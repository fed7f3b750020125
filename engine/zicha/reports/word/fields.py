"""What a template can name: plain texts, in the language of the report."""

from datetime import date

from zicha.model.report import FactShown, Gap, IndicatorShown, Report, ToVerify
from zicha.model.text import Lang
from zicha.reports import phrases
from zicha.words import say
from zicha.words.numbers import percent_text, shown_number

Field = str | dict[str, "Field"] | list["Field"]


def day_text(day: date, lang: Lang, form: str = "day") -> str:
    """Return a day as a letter has it; in two lines, for a narrow column, as ``day_lines``."""
    month = say(lang, f"month.{day.month}")
    return say(lang, f"word.{form}", year=day.year, month=month, day=day.day)


def gap_fields(number: int, gap: Gap, lang: Lang) -> Field:
    """Return one gap."""
    return {
        "number": str(number),
        "indicator": gap.indicator,
        "indicator_name": gap.indicator_name,
        "label": gap.label,
        "required": gap.required_text,
        "actual": gap.actual_text,
        "shortfall": gap.shortfall_text,
        "owner": gap.owner,
        "level": say(lang, f"level.{gap.level}"),
        "due": day_text(gap.due, lang),
        "remedy": gap.remedy,
        "points": shown_number(gap.points_together),
        "source": phrases.source(gap.source, lang),
    }


def verify_fields(number: int, entry: ToVerify, lang: Lang) -> Field:
    """Return one fact that is to be verified."""
    return {
        "number": str(number),
        "label": entry.label,
        "how": entry.hint,
        "why": say(lang, f"why.{entry.reason}"),
        "last": entry.last or "",
        "indicators": say(lang, "value.joint").join(entry.concerns),
        "points": shown_number(entry.points),
    }


def indicator_fields(indicator: IndicatorShown, lang: Lang) -> Field:
    """Return one indicator."""
    return {
        "code": indicator.code,
        "name": indicator.name,
        "verdict": say(lang, f"verdict.{indicator.verdict}"),
        "grades": phrases.grades(indicator, lang),
        "reason": indicator.because or "",
    }


def fact_fields(fact: FactShown) -> Field:
    """Return one fact that is known."""
    return {
        "label": fact.label,
        "value": fact.value_text,
        "date": fact.date.isoformat() if fact.date else "",
        "evidence": fact.evidence,
        "note": fact.note,
    }


def category_fields(report: Report) -> list[Field]:
    """Return the categories with score and counts."""
    return [
        {
            "code": each.code,
            "name": each.name,
            "score": phrases.score_range(each.score, report.lang),
            "counts": {verdict: str(count) for verdict, count in each.counts.items()},
        }
        for each in report.categories
    ]


def unit_fields(report: Report) -> Field:
    """Return the unit."""
    unit = report.unit
    attributes: list[Field] = [{"label": a, "value": text} for a, text in unit.attribute_texts]
    return {
        "id": unit.id,
        "name": unit.name,
        "kind": unit.kind_label,
        "parent": unit.parent or "",
        "attributes": attributes,
    }


def fields(report: Report) -> dict[str, Field]:
    """Return all that a template can name."""
    lang = report.lang
    return {
        "unit": unit_fields(report),
        "title": say(lang, "word.title", name=report.unit.name),
        "date": report.date.isoformat(),
        "day": day_text(report.date, lang),
        "edition": {
            "name": report.edition_name,
            "warning": report.edition_warning,
            "digest": report.edition_digest,
        },
        "judged": phrases.judged(report),
        "score": {
            "range": phrases.score_range(report.score, lang),
            "worst": percent_text(report.score.worst),
            "best": percent_text(report.score.best),
        },
        "summary": [*phrases.score(report)],
        "counts": {verdict: str(count) for verdict, count in report.counts.items()},
        "categories": category_fields(report),
        "indicators": [indicator_fields(each, lang) for each in report.indicators],
        "gaps": [gap_fields(number, gap, lang) for number, gap in enumerate(report.gaps, 1)],
        "to_verify": [verify_fields(n, each, lang) for n, each in enumerate(report.to_verify, 1)],
        "facts": [fact_fields(each) for each in report.facts],
        "conclusions": [*phrases.concluded(report)],
        "waivers": [phrases.waiver(each, lang) for each in report.waivers],
        "hints": [hint.message for hint in report.hints],
    }
