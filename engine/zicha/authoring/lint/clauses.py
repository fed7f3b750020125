"""What indicators measure against what rules require."""

from collections.abc import Iterator

from zicha.authoring.lint.material import Material
from zicha.errors import Problem, Severity, problem


def without_rule(material: Material) -> Iterator[Problem]:
    """Yield indicators that no rule judges."""
    for indicator in material.edition.indicators:
        if indicator.code not in material.edition.rules:
            place = material.spots.indicators[indicator.code].place
            yield problem("no-rule", place, Severity.WARNING, indicator=indicator.code)


def uncovered_clauses(material: Material) -> Iterator[Problem]:
    """Yield clauses of an indicator that no item of its rule covers."""
    for rule in material.edition.rules.values():
        covered = {clause for item in rule.items() for clause in item.covers}
        spot = material.spots.indicators[rule.indicator] / "measured"
        for i, clause in enumerate(material.edition.indicator(rule.indicator).measured):
            if clause.id not in covered:
                yield problem(
                    "clause-uncovered",
                    (spot / i).place,
                    Severity.WARNING,
                    clause=clause.id,
                    indicator=rule.indicator,
                )


def idle_items(material: Material) -> Iterator[Problem]:
    """Yield items that cover no clause."""
    for placed in material.items():
        if not placed.item.covers:
            yield problem(
                "item-without-clause", placed.spot.place, Severity.HINT, item=placed.item.id
            )
