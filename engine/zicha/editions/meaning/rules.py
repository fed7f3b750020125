"""Rules: one for an indicator, its items graded together or in parts."""

from collections.abc import Mapping

from zicha.editions.draft import Draft, DraftPart, DraftRule
from zicha.editions.meaning.indicators import check_indicator
from zicha.editions.meaning.items import Setting, item_of
from zicha.editions.meaning.scope import Scope
from zicha.editions.spot import Entry, Spot
from zicha.model.edition import Indicator
from zicha.model.rules import Grading, Part, Rule


def rules_of(draft: Draft, scope: Scope, indicators: Mapping[str, Indicator]) -> dict[str, Rule]:
    """Return the rules by indicator, in the order of the indicators."""
    found: dict[str, Rule] = {}
    seen: dict[str, Spot] = {}
    for rule in draft.rules:
        code, spot = rule.entry.shape.indicator, rule.entry.spot / "indicator"
        first = seen.setdefault(code, spot)
        if first is not spot:
            spot.report("rule-twice", code=code, first=first.place)
        check_form(rule)
        if not check_indicator(code, draft.declared_codes, indicators, spot):
            continue
        made = rule_of(rule, scope, indicators[code])
        if made:
            found[code] = made
    return {code: found[code] for code in indicators if code in found}


def check_form(rule: DraftRule) -> None:
    """Report a rule whose items or parts do not go with its grading, and ids used twice."""
    shape, spot = rule.entry.shape, rule.entry.spot
    wanted, other = ("parts", "items") if shape.grading == "parts" else ("items", "parts")
    if getattr(shape, wanted) is None:
        spot.report("rule-grading-needs", grading=shape.grading, key=wanted)
    if getattr(shape, other) is not None:
        (spot / other).report_key("rule-grading-refuses", grading=shape.grading, key=other)
    check_unique([(part.id, part.spot / "id") for part in rule.parts if part.id])
    items = [item for part in rule.parts for item in part.items]
    check_unique([(item.shape.id, item.spot / "id") for item in items])


def check_unique(ids: list[tuple[str, Spot]]) -> None:
    """Report an id that another one of the same rule has."""
    seen: dict[str, Spot] = {}
    for name, spot in ids:
        first = seen.setdefault(name, spot)
        if first is not spot:
            spot.report("rule-id-twice", id=name, first=first.place)


def rule_of(rule: DraftRule, scope: Scope, indicator: Indicator) -> Rule | None:
    """Return the rule of an indicator; none where a part of it is wrong."""
    shape, spot = rule.entry.shape, rule.entry.spot
    applies = Entry(shape.applies, spot / "applies") if shape.applies else None
    parts = [part_of(part, Setting(scope, indicator, part.grading, applies)) for part in rule.parts]
    known = tuple(part for part in parts if part)
    if not known or len(known) < len(parts):
        return None
    return Rule(shape.indicator, known, spot.place)


def part_of(part: DraftPart, setting: Setting) -> Part | None:
    """Return a part; none where one of its items is wrong."""
    if part.grading == "bands" and len(part.items) > 1:
        (part.spot / "items" / 1).report("rule-bands-one-item", items=len(part.items))
    items = [item_of(entry, setting) for entry in part.items]
    known = tuple(item for item in items if item)
    if not part.complete or len(known) < len(items) or part.grading == "parts":
        return None
    return Part(Grading(part.grading), known, part.id)
