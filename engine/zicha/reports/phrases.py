"""Sentences that several formats write."""

from fractions import Fraction

from zicha.model.audit import Audit
from zicha.model.numbers import Number
from zicha.model.report import (
    ConclusionShown,
    Gap,
    IndicatorShown,
    Report,
    Score,
    SourceShown,
    WaiverShown,
)
from zicha.model.text import Lang
from zicha.words import say
from zicha.words.numbers import percent_text
from zicha.words.sources import source_line

HOLDS = {True: "true", False: "false", None: "open"}
DIGITS = 12
"""So much of a digest stands on a screen."""
GAP = ("number", "indicator", "problem", "required", "actual", "shortfall", "source")
"""The columns of a gap with its source."""


def subtitle(report: Report) -> str:
    """Return what was judged, when, by which edition."""
    kind, day = report.unit.kind_label, report.date.isoformat()
    return say(report.lang, "table.subtitle", kind=kind, date=day, edition=report.edition_name)


def width(score: Score) -> Fraction | None:
    """Return how far apart the worst and the best score are.

    Unit: percent.
    """
    if score.worst is None or score.best is None:
        return None
    return Fraction(score.best) - Fraction(score.worst)


def is_exact(score: Score) -> bool:
    """Return whether the score is one number: nothing that is open can change it."""
    return score.worst is not None and score.worst == score.best


def range_text(worst: Number | None, best: Number | None, lang: Lang) -> str:
    """Return a range in percent; one number where worst and best are the same."""
    low, high = percent_text(worst), percent_text(best)
    return low if worst == best else say(lang, "value.range", low=low, high=high)


def score_range(score: Score, lang: Lang) -> str:
    """Return a score range in percent."""
    return range_text(score.worst, score.best, lang)


def standing(report: Report) -> str:
    """Return the score with the counts of gaps and of what is to be verified, in one line."""
    key = "table.score_exact" if is_exact(report.score) else "table.score"
    counts = {"gaps": len(report.gaps), "verify": len(report.to_verify)}
    return say(report.lang, key, range=score_range(report.score, report.lang), **counts)


def meaning(report: Report) -> list[str]:
    """Return what the two ends of the score mean; nothing where it is one number."""
    is_range = report.score.worst is not None and not is_exact(report.score)
    return [say(report.lang, "table.score_meaning")] if is_range else []


def without_waivers(report: Report) -> list[str]:
    """Return the score as if nothing were waived, where anything is."""
    if not report.waivers:
        return []
    worst, best = report.without_waivers
    return [say(report.lang, "table.without_waivers", range=range_text(worst, best, report.lang))]


def vetoes(report: Report) -> list[str]:
    """Return the vetoes that hold, a line each, then those that are to be verified here."""
    lang, mine = report.lang, [each for each in report.conclusions if each.kind == "veto"]
    lines = [say(lang, "table.veto", label=each.label) for each in mine if each.holds]
    asked = {each for entry in report.to_verify for each in entry.conclusions}
    labels = [each.label for each in mine if each.id in asked]
    if labels:
        joined = say(lang, "because.joint").join(labels)
        lines.append(say(lang, "table.veto_open", labels=joined))
    return lines


def score(report: Report) -> list[str]:
    """Return how the unit stands, a paragraph each; what is vetoed first."""
    lang = report.lang
    counts = [
        say(lang, "word.count", verdict=say(lang, f"verdict.{verdict}"), count=count)
        for verdict, count in report.counts.items()
    ]
    about = {
        "count": len(report.indicators),
        "counts": say(lang, "word.joint").join(counts),
        "gaps": len(report.gaps),
        "verify": len(report.to_verify),
    }
    vetoed = [say(lang, "decided.sentence", text=each) for each in vetoes(report)]
    if report.score.worst is None:
        return [*vetoed, say(lang, "table.no_score"), say(lang, "word.counts", **about)]
    worst, best = percent_text(report.score.worst), percent_text(report.score.best)
    first = (
        say(lang, "word.score_exact", score=worst)
        if is_exact(report.score)
        else say(lang, "word.score", worst=worst, best=best, meaning="".join(meaning(report)))
    )
    return [*vetoed, first, say(lang, "word.counts", **about)]


def no_gaps(is_open: int, lang: Lang) -> str:
    """Return that no gap was found; ``is_open``: of how many indicators nothing can be said."""
    return say(lang, "table.no_gaps_open", open=is_open) if is_open else say(lang, "table.no_gaps")


def concluded(report: Report) -> list[str]:
    """Return the conclusions by what became of them, those that hold first."""
    lines = []
    for state, word in HOLDS.items():
        labels = [each.label for each in report.conclusions if each.holds is state]
        if labels:
            holds, joined = f"holds.{word}", say(report.lang, "because.joint").join(labels)
            said = say(report.lang, holds)
            lines.append(say(report.lang, "table.conclusions", holds=said, labels=joined))
    return lines


def concluded_by(shown: ConclusionShown, lang: Lang) -> str:
    """Return by which source something is concluded."""
    return say(lang, "decided.source", source=source(shown.source, lang), work=shown.source.work)


def conclusion(shown: ConclusionShown, lang: Lang) -> str:
    """Return a conclusion with what became of it, why, and by which source."""
    return say(
        lang,
        "decided.conclusion",
        label=shown.label,
        holds=say(lang, f"holds.{HOLDS[shown.holds]}"),
        because=shown.because,
        source=concluded_by(shown, lang),
    )


def waiver(shown: WaiverShown, lang: Lang) -> str:
    """Return a waiver with its state."""
    return say(
        lang,
        "table.waiver",
        indicator=shown.indicator,
        name=shown.indicator_name,
        state=say(lang, f"waiver.{shown.state}"),
        reason=shown.reason,
        approved_by=shown.approved_by,
        expires=shown.expires.isoformat(),
        gaps=len(shown.gaps),
    )


def conclusions(report: Report) -> list[str]:
    """Return every conclusion and waiver, and the score without waivers."""
    lang = report.lang
    lines = concluded(report)
    lines += [waiver(each, lang) for each in report.waivers]
    return lines + without_waivers(report)


def source(shown: SourceShown, lang: Lang) -> str:
    """Return a source with its edition and how far it can be trusted."""
    return source_line(shown.cite, shown.edition_label, shown.confidence_label, lang)


def grades(indicator: IndicatorShown, lang: Lang) -> str:
    """Return the worst and the best grade; empty where the indicator does not apply."""
    worst, best = indicator.grade_worst, indicator.grade_best
    if worst is None or best is None:
        return ""
    return best if worst == best else say(lang, "value.range", low=worst, high=best)


def gap_row(number: int, gap: Gap, lang: Lang) -> tuple[str, ...]:
    """Return a gap as a row below ``GAP``."""
    return (
        str(number),
        gap.indicator,
        gap.label,
        gap.required_text,
        gap.actual_text,
        gap.shortfall_text,
        source(gap.source, lang),
    )


def indicator_row(indicator: IndicatorShown, lang: Lang) -> tuple[str, ...]:
    """Return an indicator as a row: code, name, verdict, grades, reason."""
    verdict, why = say(lang, f"verdict.{indicator.verdict}"), indicator.because or ""
    return indicator.code, indicator.name, verdict, grades(indicator, lang), why


def judged(judgement: Report | Audit, digits: int | None = None) -> str:
    """Return which engine judged, by which edition and facts; of digests so many ``digits``."""
    return say(
        judgement.lang,
        "table.judged",
        engine=say(judgement.lang, f"engine.{judgement.engine}"),
        version=judgement.version,
        edition=judgement.edition_digest[:digits],
        facts=judgement.facts_digest[:digits],
    )
