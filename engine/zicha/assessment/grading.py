"""How outcomes become a grade, in words: of a rule as it stands, and of one unit."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zicha.model.edition import Edition
from zicha.model.judgement import GradeRange, ItemResult, Outcome
from zicha.model.rules import Grading, Part, Rule
from zicha.model.text import Lang
from zicha.scoring.grades import FaultLimits, part_range
from zicha.words import say


def grading_text(part: Part, edition: Edition, lang: Lang) -> str:
    """Return how a part is graded, in words."""
    if part.grading is not Grading.FAULTS:
        return say(lang, f"grading.{part.grading}")
    limits = [say(lang, "grading.limit", grade=g, most=n) for g, n in edition.fault_limits]
    joint = say(lang, "value.joint")
    return say(lang, "grading.faults", limits=joint.join([*limits, say(lang, "grading.rest")]))


def rule_text(rule: Rule, edition: Edition, lang: Lang) -> str:
    """Return how a rule is graded: by the method of its only part, or by its lowest part."""
    parts = rule.parts
    lowest = say(lang, "grading.parts", count=len(parts))
    grading = grading_text(parts[0], edition, lang) if len(parts) == 1 else lowest
    return say(lang, "explain.grading", grading=grading)


def part_text(number: int, rule: Rule, edition: Edition, lang: Lang) -> str:
    """Return the heading of a part by its number, from 1; empty where it is the only one."""
    if len(rule.parts) == 1:
        return ""
    grading = grading_text(rule.parts[number - 1], edition, lang)
    return say(lang, "explain.part", number=number, grading=grading)


class PartGraded(NamedTuple):
    """What became of one part: the results of its items, and the grades that they leave."""

    part: Part
    results: tuple[ItemResult, ...]
    range: GradeRange


def parts_graded(
    rule: Rule, results: Sequence[ItemResult], limits: FaultLimits
) -> Iterator[PartGraded]:
    """Yield the parts of a rule, each with the grades that it leaves by itself."""
    start = 0
    for part in rule.parts:
        own = tuple(results[start : start + len(part.items)])
        yield PartGraded(part, own, part_range(part, own, limits))
        start += len(part.items)


def range_text(found: GradeRange, lang: Lang) -> str:
    """Return one grade, or the best and the worst that are possible."""
    best, worst = found
    if best is None:
        return say(lang, "verdict.not_applicable")
    return str(best) if best is worst else say(lang, "grading.range", best=best, worst=worst)


def reckoned_text(graded: PartGraded, limits: FaultLimits, lang: Lang) -> str:
    """Return what the items of a part add up to, and the grades that it leaves."""
    total = sum_text(graded, limits, lang)
    return say(lang, "reckoned.grade", total=total, grade=range_text(graded.range, lang))


def sum_text(graded: PartGraded, limits: FaultLimits, lang: Lang) -> str:
    """Return what the items of a part add up to."""
    if graded.range.best is None:
        return say(lang, "reckoned.none_applies")
    if graded.part.grading is Grading.FAULTS:
        return faults_text(graded, limits, lang)
    if graded.part.grading is Grading.BANDS:
        return say(lang, "reckoned.band")
    outcomes = [result.outcome for result in graded.results]
    for outcome in (Outcome.UNMET, Outcome.OPEN):
        if outcome in outcomes:
            return say(lang, f"reckoned.{outcome}", count=outcomes.count(outcome))
    return say(lang, "reckoned.all_met")


def faults_text(graded: PartGraded, limits: FaultLimits, lang: Lang) -> str:
    """Return how many faults a part has, and the limit that they keep or pass."""
    pairs = zip(graded.part.items, graded.results, strict=True)
    fatal = [result.outcome for item, result in pairs if item.fatal]
    if Outcome.UNMET in fatal:
        return say(lang, "reckoned.fatal")
    total = count_text([result.faults for result in graded.results], limits, lang)
    return say(lang, "reckoned.fatal_open", total=total) if Outcome.OPEN in fatal else total


def count_text(faults: Sequence[tuple[int, int | None]], limits: FaultLimits, lang: Lang) -> str:
    """Return the sum of faults, fewest and most, beside the limit that decides."""
    fewest = sum(low for low, _ in faults)
    most = None if any(high is None for _, high in faults) else sum(high or 0 for _, high in faults)
    if fewest != most:
        high = say(lang, "trace.unbounded") if most is None else str(most)
        return say(lang, "reckoned.between", low=fewest, high=high)
    if fewest == 0:
        return say(lang, "reckoned.no_faults")
    kept = next((limit for _, limit in limits if fewest <= limit), None)
    if kept is None:
        return say(lang, "reckoned.beyond", count=fewest, most=limits[-1][1])
    return say(lang, "reckoned.within", count=fewest, most=kept)


def closing_texts(
    number: int, graded: Sequence[PartGraded], limits: FaultLimits, lang: Lang
) -> Iterator[str]:
    """Yield how a part is graded, by its number from 1, and where there are others, how all are."""
    text = reckoned_text(graded[number - 1], limits, lang)
    if len(graded) == 1:
        yield text
        return
    yield say(lang, "explain.part", number=number, grading=text)
    yield say(lang, "reckoned.lowest")
