"""A yardstick: the same rules in zen-engine, as one expression an item, three-valued.

A truth is 1, 0, or 0.5 for unknown, so that all, any and none are min, max and 1 - max. Numbers
are what zen makes of JSON. Facts known by a bound only are unknown here. ``supported`` says which
items its expressions can say; the others are left out of the timing and counted.
"""

import json
from datetime import date
from fractions import Fraction

from zicha.model.facts import Knowledge, Members
from zicha.model.numbers import Interval
from zicha.model.rules import (
    AllOf,
    AnyOf,
    AtLeastN,
    Between,
    ByOption,
    Compare,
    Condition,
    Difference,
    FactValue,
    Includes,
    Is,
    Item,
    NoneOf,
    OneOf,
    Ratio,
    Subject,
    Sum,
    WithinDays,
)
from zicha.model.ruleset import RuleSet

SIGNS = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<", "equals": "=="}
AT_ZERO = {"met": "1", "unmet": "0"}


class UnsupportedError(Exception):
    """zen's expressions cannot say this."""


def name(fact: str) -> str:
    """Return a fact's name as zen takes it."""
    return fact.replace(".", "__")


def value(subject: Subject) -> str:
    """Return a number as an expression; ratios are compared by cross-multiplication elsewhere."""
    match subject:
        case FactValue(fact):
            return name(fact)
        case Sum(terms):
            return "(" + " + ".join(value(term) for term in terms) + ")"
        case Difference(left, right):
            return f"({value(left)} - {value(right)})"
    raise UnsupportedError


def facts(subject: Subject) -> list[str]:
    """Return the facts of a subject."""
    match subject:
        case FactValue(fact):
            return [fact]
        case Sum(terms):
            return [fact for term in terms for fact in facts(term)]
        case Difference(left, right) | Ratio(left, right):
            return [*facts(left), *facts(right)]


def known(subject: Subject) -> str:
    """Return whether every number of a subject is known."""
    return " and ".join(f"{name(fact)} != null" for fact in facts(subject))


def compared(subject: Subject, sign: str, bound: str) -> str:
    """Return a comparison with a bound as a truth."""
    if isinstance(subject, Ratio):
        part, whole = value(subject.part), value(subject.whole)
        zero = AT_ZERO.get(str(subject.when_zero), "0.5")
        inner = f"{subject.scale} * {part} {sign} {bound} * {whole} ? 1 : 0"
        return f"({known(subject)} ? ({whole} == 0 ? {zero} : ({inner})) : 0.5)"
    return f"({known(subject)} ? ({value(subject)} {sign} {bound} ? 1 : 0) : 0.5)"


def leaf(condition: Condition, day: int) -> str:
    """Return a leaf as a truth."""
    match condition:
        case Compare(subject, comparison, bound) if not isinstance(bound, ByOption):
            return compared(subject, SIGNS[str(comparison)], str(bound))
        case Between(subject, low, high):
            return (
                f"min([{compared(subject, '>=', str(low))}, {compared(subject, '<=', str(high))}])"
            )
        case Is(fact, bool(wanted)):
            return f"({name(fact)} == null ? 0.5 : ({name(fact)} == {str(wanted).lower()} ? 1 : 0))"
        case Is(fact, wanted):
            return f"({name(fact)} == null ? 0.5 : ({name(fact)} == '{wanted}' ? 1 : 0))"
        case OneOf(fact, options):
            return f"({name(fact)} == null ? 0.5 : ({name(fact)} in {list(options)} ? 1 : 0))"
        case Includes(fact, members, every):
            each = [
                f"({name(fact)}__{m} == null ? 0.5 : ({name(fact)}__{m} ? 1 : 0))" for m in members
            ]
            return f"{'min' if every else 'max'}([{', '.join(each)}])"
        case WithinDays(fact, days):
            age = f"({day} - {name(fact)})"
            return f"({name(fact)} == null ? 0.5 : ({age} >= 0 and {age} <= {days} ? 1 : 0))"
    raise UnsupportedError


def truth(condition: Condition, day: int) -> str:
    """Return a condition as a truth."""
    match condition:
        case AllOf(parts):
            return f"min([{', '.join(truth(part, day) for part in parts)}])"
        case AnyOf(parts):
            return f"max([{', '.join(truth(part, day) for part in parts)}])"
        case NoneOf(parts):
            return f"(1 - max([{', '.join(truth(part, day) for part in parts)}]))"
        case AtLeastN():
            raise UnsupportedError
    return leaf(condition, day)


def outcome(item: Item, day: int) -> str:
    """Return an item's outcome as an expression: met, unmet, open, not_applicable."""
    holds = truth(item.condition, day)
    if not item.applies:
        return f"{holds} == 1 ? 'met' : ({holds} == 0 ? 'unmet' : 'open')"
    applies = f"min([{', '.join(truth(c.when, day) for c in item.applies)}])"
    inner = f"{holds} == 1 ? 'met' : ({holds} == 0 and {applies} == 1 ? 'unmet' : 'open')"
    return f"{applies} == 0 ? 'not_applicable' : ({inner})"


def plain(known_facts: Knowledge, every: set[str], sets: dict[str, set[str]]) -> dict[str, object]:
    """Return what is known as zen takes it; what is not known is null."""
    context: dict[str, object] = {name(fact): None for fact in every}
    for fact, members in sets.items():
        context.update({f"{name(fact)}__{member}": None for member in members})
    for fact, found in known_facts.values.items():
        if isinstance(found, Members):
            context.update({f"{name(fact)}__{m}": True for m in found.present})
            context.update({f"{name(fact)}__{m}": False for m in found.absent})
        elif isinstance(found, Interval):
            exact = found.exact
            context[name(fact)] = None if exact is None else float(Fraction(exact))
        elif isinstance(found, date):
            context[name(fact)] = found.toordinal()
        else:
            context[name(fact)] = found
    return context


class ZenLoop:
    """The outcomes of the items that zen can say, by one decision with an expression an item."""

    def __init__(self, rules: RuleSet) -> None:
        """Write and compile the decision."""
        import zen  # noqa: PLC0415 - a yardstick that need not be there

        day = rules.on.toordinal()
        self.supported: list[tuple[str, int]] = []
        self.facts: set[str] = set()
        self.sets: dict[str, set[str]] = {}
        expressions: list[dict[str, str]] = []
        for rule in rules.rules:
            for index, item in enumerate(rule.items()):
                try:
                    text = outcome(item, day)
                except UnsupportedError:
                    continue
                self.facts.update(item.facts)
                key = f"o{len(expressions)}"
                self.supported.append((rule.indicator, index))
                expressions.append({"id": key, "key": key, "value": text})
                self.note_members(item.condition)
                for clause in item.applies:
                    self.note_members(clause.when)
        self.decision = zen.ZenEngine().create_decision(json.dumps(graph(expressions)))

    def note_members(self, condition: Condition) -> None:
        """Keep which members of sets a condition asks for."""
        if isinstance(condition, Includes):
            self.sets.setdefault(condition.fact, set()).update(condition.members)
        for part in getattr(condition, "parts", ()):
            self.note_members(part)

    def context(self, known_facts: Knowledge) -> dict[str, object]:
        """Return the input of one unit."""
        return plain(known_facts, self.facts, self.sets)

    def outcomes(self, context: dict[str, object]) -> list[str]:
        """Return the outcomes in the order of ``supported``."""
        result = self.decision.evaluate(context)["result"]
        return [result[f"o{number}"] for number in range(len(self.supported))]


def graph(expressions: list[dict[str, str]]) -> dict[str, object]:
    """Return a decision of one node with these expressions."""
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {
            "id": "e",
            "name": "e",
            "type": "expressionNode",
            "position": {"x": 1, "y": 0},
            "content": {"expressions": expressions},
        },
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "e", "type": "edge"},
        {"id": "2", "sourceId": "e", "targetId": "out", "type": "edge"},
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
