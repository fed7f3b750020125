"""What stands behind each indicator: its rule, requirements, facts, cases and sources."""

from collections.abc import Iterator, Mapping, Sequence

from zicha.authoring.coverage import Run
from zicha.language.asof import bounds_of_rule
from zicha.model.edition import Edition, Indicator
from zicha.model.judgement import Outcome, WhyNotApplicable
from zicha.model.rules import Dated, Item, Rule
from zicha.reports.coverage import CoverageHole, CoverageRow
from zicha.words.sources import work_keys

SHOWN = (Outcome.MET, Outcome.UNMET)
"""The outcomes of a requirement that cases must show."""


def matrix(
    edition: Edition,
    indicators: Sequence[Indicator],
    runs: Mapping[str | None, Sequence[Run]],
) -> list[CoverageRow]:
    """Return what stands behind each of some indicators.

    Args:
        edition: whose indicators they are.
        indicators: those to be looked at.
        runs: the cases of the edition as judged, by the indicator that they are about.
    """
    return [row_of(i, edition, runs.get(i.code, ())) for i in indicators]


def row_of(indicator: Indicator, edition: Edition, runs: Sequence[Run]) -> CoverageRow:
    """Return what stands behind one indicator."""
    rule = edition.rules.get(indicator.code)
    items = tuple(rule.items()) if rule else ()
    cites = [*indicator.sources, *(cites_of(rule) if rule else ())]
    return CoverageRow(
        code=indicator.code,
        name=indicator.name,
        rule=rule.place if rule else None,
        items=tuple(item.id for item in items),
        facts=used_facts(items, edition),
        cases=len(runs),
        sources=tuple(dict.fromkeys(key for cite in cites for key in work_keys(cite))),
        holes=tuple(holes_of(indicator, edition, rule, runs)),
    )


def cites_of(rule: Rule) -> Iterator[str]:
    """Yield the citations of a rule: of its requirements, and of the values that are dated."""
    yield from (item.source.cite for item in rule.items())
    for bound in bounds_of_rule(rule):
        if isinstance(bound, Dated):
            yield from (value.source.cite for value in bound.values)


def used_facts(items: Sequence[Item], edition: Edition) -> tuple[str, ...]:
    """Return the facts that requirements read, attributes of the unit left out."""
    facts = dict.fromkeys(fact for item in items for fact in item.facts)
    return tuple(fact for fact in facts if not edition.facts[fact].is_attribute)


def holes_of(
    indicator: Indicator, edition: Edition, rule: Rule | None, runs: Sequence[Run]
) -> Iterator[CoverageHole]:
    """Yield what is missing behind an indicator."""
    if rule is None:
        yield CoverageHole("no_rule", "")
        return
    if not runs:
        yield CoverageHole("no_cases", "")
    else:
        yield from unshown(rule, runs)
    used = used_facts(tuple(rule.items()), edition)
    for fact in indicator.facts:
        if fact not in used and edition.facts[fact].withdrawn is None:
            yield CoverageHole("unused", fact)


def unshown(rule: Rule, runs: Sequence[Run]) -> Iterator[CoverageHole]:
    """Yield the requirements that no case shows met, or unmet."""
    for index, item in enumerate(rule.items()):
        results = [run.judgement.items[rule.indicator][index] for run in runs]
        shown = {result.outcome for result in results if result.why is not WhyNotApplicable.LEVEL}
        for outcome in SHOWN:
            if outcome not in shown:
                yield CoverageHole(f"never_{outcome}", item.id)
