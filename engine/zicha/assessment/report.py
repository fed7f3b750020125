"""From an assessment to the report that every format shows."""

from collections.abc import Mapping
from fractions import Fraction

import zicha
from zicha.assessment.assess import Assessment
from zicha.assessment.conclusions import conclusions_shown
from zicha.assessment.facts import facts_shown
from zicha.assessment.items import Items, indicators_shown
from zicha.assessment.lists import gaps_shown, hints_shown, to_verify_shown, waivers_shown
from zicha.model.facts import Level, Members
from zicha.model.report import CategoryShown, Report, Score, Shown, UnitShown
from zicha.model.text import Lang
from zicha.scoring.scores import Points, counts_of, points_of
from zicha.words.requirement import Speaker


def score_of(points: Points) -> Score:
    """Return the score of sums of points.

    Unit: percent; ``decided_share`` from 0 to 1.
    Source: docs/method.md, "Scores".
    """
    decided = share = None
    if points.possible:
        share = points.decided_possible / points.possible
    if points.decided_possible:
        decided = 100 * points.decided / points.decided_possible
    return Score(
        worst=points.percent(points.worst),
        best=points.percent(points.best),
        decided=decided,
        decided_share=share,
        points_worst=points.worst,
        points_best=points.best,
        points_possible=points.possible,
    )


def without_waivers(assessment: Assessment) -> tuple[Fraction | None, Fraction | None]:
    """Return the worst and the best score as if nothing were waived."""
    verdicts = [verdict._replace(waived=False) for verdict in assessment.verdicts]
    points = points_of(verdicts, assessment.rules.shares)
    return points.percent(points.worst), points.percent(points.best)


def categories_shown(assessment: Assessment, lang: Lang) -> tuple[CategoryShown, ...]:
    """Return score and counts of each category."""
    shown = []
    for category in assessment.edition.categories:
        verdicts = tuple(v for v in assessment.verdicts if v.category == category.code)
        score = score_of(points_of(verdicts, assessment.rules.shares))
        shown.append(
            CategoryShown(category.code, category.name.to(lang), score, counts_of(verdicts))
        )
    return tuple(shown)


def unit_shown(assessment: Assessment, speaker: Speaker) -> UnitShown:
    """Return the unit with its attributes in the order of the manifest."""
    unit = assessment.subject.unit
    attributes: dict[str, Shown] = {}
    texts = []
    for name in assessment.edition.attributes:
        fact = f"{unit.kind}.{name}"
        stated = unit.facts.get(fact)
        if stated is None:
            continue
        assert not isinstance(stated.value, Members)
        attributes[name] = stated.value
        unit_name = assessment.edition.facts[fact].unit
        texts.append((speaker.fact_label(fact), speaker.value(stated.value, fact, unit_name)))
    kind_label = assessment.edition.kind_of(Level(unit.kind), unit.name, speaker.lang)
    return UnitShown(
        id=unit.id,
        name=unit.name,
        kind=str(unit.kind),
        kind_label=kind_label,
        parent=unit.parent,
        attributes=attributes,
        attribute_texts=tuple(texts),
    )


def report(assessment: Assessment, lang: Lang, names: Mapping[str, str]) -> Report:
    """Return the report of an assessment in one language.

    Args:
        assessment: a judged unit.
        lang: the language of every text.
        names: an office's own names for departments, by the edition's name.
    """
    edition, subject = assessment.edition, assessment.subject
    speaker = Speaker(edition, lang, names, subject.unit.kind)
    items = Items(assessment, speaker)
    return Report(
        unit=unit_shown(assessment, speaker),
        date=subject.on,
        edition=edition.id,
        edition_name=edition.name.to(lang),
        edition_digest=edition.digest,
        edition_warning=edition.warning.to(lang),
        facts_digest=subject.facts_digest,
        engine=assessment.judgement.engine,
        version=zicha.__version__,
        lang=lang,
        score=score_of(points_of(assessment.verdicts, assessment.rules.shares)),
        without_waivers=without_waivers(assessment),
        counts=counts_of(assessment.verdicts),
        categories=categories_shown(assessment, lang),
        indicators=indicators_shown(items),
        gaps=gaps_shown(items),
        to_verify=to_verify_shown(items),
        waivers=waivers_shown(items),
        conclusions=conclusions_shown(assessment, speaker),
        hints=hints_shown(items),
        facts=facts_shown(assessment, speaker),
    )
