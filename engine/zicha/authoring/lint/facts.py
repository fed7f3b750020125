"""Facts that nothing looks at, or that stand where they do not belong."""

from collections.abc import Iterator

from zicha.authoring.lint.material import Material
from zicha.errors import Problem, Severity, problem
from zicha.language.walk import conditions_in, facts_of, facts_of_item
from zicha.model.edition import Edition

WARNING = Severity.WARNING


def unused_facts(material: Material) -> Iterator[Problem]:
    """Yield facts that no rule and no conclusion looks at, once their indicators have rules."""
    edition = material.edition
    used = facts_in_use(edition)
    waiting = {fact for i in edition.indicators if i.code not in edition.rules for fact in i.facts}
    for name, spot in material.spots.facts.items():
        is_past = edition.facts[name].is_past
        if name not in used and name not in waiting and not is_past:
            yield problem("fact-unused", spot.document.key_place(spot.path), WARNING, fact=name)


def facts_in_use(edition: Edition) -> set[str]:
    """Return the facts that a rule or a conclusion looks at, with those that these rest on."""
    used = {fact for rule in edition.rules.values() for i in rule.items() for fact in i.facts}
    for conclusion in edition.conclusions:
        used.update(f for each in conditions_in(conclusion.when) for f in facts_of(each))
    used |= shared_out(edition, used)
    return used | same_as(edition, used)


def shared_out(edition: Edition, used: set[str]) -> set[str]:
    """Return the facts from which a share in use is computed."""
    shares = (edition.facts[fact].share_of for fact in used)
    return {fact for share in shares if share is not None for fact in share.facts}


def same_as(edition: Edition, used: set[str]) -> set[str]:
    """Return the facts that say the same as one in use: a member of a set and its own fact."""
    pairs = [
        (fact.id, option.same_as)
        for fact in edition.facts.values()
        for option in fact.options
        if option.same_as
    ]
    return {other for pair in pairs if used & set(pair) for other in pair}


def unlisted_facts(material: Material) -> Iterator[Problem]:
    """Yield requirements on a fact that their indicator does not list."""
    facts = material.edition.facts
    for placed in material.items():
        listed = material.edition.indicator(placed.indicator).facts
        required = [fact for condition in placed.required for fact in facts_of(condition)]
        for name in dict.fromkeys(required):
            if name not in listed and not facts[name].is_attribute:
                place = (placed.spot / "fact").place
                yield problem(
                    "fact-unlisted", place, WARNING, fact=name, indicator=placed.indicator
                )


def idle_facts(material: Material) -> Iterator[Problem]:
    """Yield facts that an indicator lists and its rule does not look at."""
    edition = material.edition
    for indicator in edition.indicators:
        rule = edition.rules.get(indicator.code)
        if rule is None:
            continue
        used = {fact for item in rule.items() for fact in facts_of_item(item)}
        used |= shared_out(edition, used)
        used |= same_as(edition, used)
        spot = material.spots.indicators[indicator.code] / "facts"
        for i, name in enumerate(indicator.facts):
            if name not in used:
                yield problem(
                    "fact-idle", (spot / i).place, WARNING, fact=name, indicator=indicator.code
                )


def untested_levels(material: Material) -> Iterator[Problem]:
    """Yield facts of a level that their indicator is not tested on."""
    edition = material.edition
    for indicator in edition.indicators:
        spot = material.spots.indicators[indicator.code] / "facts"
        for i, name in enumerate(indicator.facts):
            level = edition.facts[name].level
            if level not in indicator.levels:
                yield problem(
                    "fact-level",
                    (spot / i).place,
                    WARNING,
                    fact=name,
                    level=level,
                    indicator=indicator.code,
                )
