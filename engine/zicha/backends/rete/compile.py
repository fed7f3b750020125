"""From the rules of a day to messages and productions: one rule set a category."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice

from zicha.backends.rete.conclusions import Sums, draft_conclusion
from zicha.backends.rete.draft import Draft, Tally
from zicha.backends.rete.encode import scale_of
from zicha.backends.rete.fields import Fields, field_names
from zicha.backends.rete.grades import Sum, productions_by_kind
from zicha.backends.rete.items import draft_item
from zicha.backends.rete.messages import Message, messages_of
from zicha.backends.rete.results import ItemPlan
from zicha.errors import Place
from zicha.language.walk import bound_numbers, bounds_of, conditions_of, leaves
from zicha.model.numbers import Number
from zicha.model.rules import Between, Compare, Condition, Rule, Subject
from zicha.model.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class StagePlan:
    """Messages that are posted together, and the tallies that are counted from their answers."""

    messages: tuple[Message, ...]
    tallies: Mapping[int, Tally]


@dataclass(frozen=True, slots=True)
class Plan:
    """What decides one indicator or conclusion, stage by stage.

    ``answer``: the field that carries a conclusion to those that read it.
    """

    subject: str
    place: Place
    stages: tuple[StagePlan, ...]
    items: tuple[ItemPlan, ...] = ()
    answer: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The plans of one rule set of durable_rules: a category, or the conclusions."""

    name: str
    plans: tuple[Plan, ...]

    def messages(self) -> list[Message]:
        """Return all messages of the plans."""
        return [m for plan in self.plans for stage in plan.stages for m in stage.messages]


@dataclass(frozen=True, slots=True)
class Compiled:
    """All that an engine needs to judge by a rule set."""

    rules: RuleSet
    fields: Fields
    categories: tuple[Group, ...]
    conclusions: Group
    sums: Sums

    def groups(self) -> tuple[Group, ...]:
        """Return the rule sets that are made from what authors wrote."""
        return (*self.categories, self.conclusions)


def grade_messages(rules: RuleSet) -> tuple[list[Message], list[str]]:
    """Return the messages of the tier of grades, and the names of their fields."""
    by_kind = productions_by_kind(rules.fault_limits)
    messages = [Message.of(kind, found) for kind, found in enumerate(by_kind)]
    return messages, list(islice(field_names(), len(Sum)))


def compared_numbers(condition: Condition) -> Iterator[tuple[Subject, tuple[Number, ...]]]:
    """Yield what a condition compares, with the numbers that it is compared with."""
    for leaf in leaves(condition):
        if isinstance(leaf, Compare | Between):
            yield leaf.subject, tuple(n for b in bounds_of(leaf) for n in bound_numbers(b))


def scales_of(rules: RuleSet) -> dict[Subject, int]:
    """Return the scale of every number that is compared, on which all its bounds lie."""
    bounds: dict[Subject, set[Number]] = {}
    for _, condition in conditions_of(rules):
        for subject, numbers in compared_numbers(condition):
            bounds.setdefault(subject, set()).update(numbers)
    return {subject: scale_of(numbers) for subject, numbers in bounds.items()}


def compile_rules(rules: RuleSet) -> Compiled:
    """Return the messages and productions of a rule set; nothing is given to durable_rules yet."""
    fields = Fields(scales_of(rules), rules.lower_bounds)
    categories = {i.code: i.category for i in rules.indicators}
    by_category: dict[str, list[Rule]] = {}
    for rule in rules.rules:
        by_category.setdefault(categories.get(rule.indicator, ""), []).append(rule)
    groups = tuple(category_group(name, found, fields) for name, found in by_category.items())
    sums = Sums(rules, fields)
    return Compiled(rules, fields, groups, conclusion_group(rules, fields), sums)


def category_group(name: str, rules: Iterable[Rule], fields: Fields) -> Group:
    """Return the rule set of a category."""
    kinds = count(1)
    plans = []
    for rule in rules:
        draft = Draft(fields, f"indicator {rule.indicator}")
        items = [draft_item(number, item, draft) for number, item in enumerate(rule.items())]
        plans.append(Plan(rule.indicator, rule.place, stages_of(draft, kinds), tuple(items)))
    return Group(name, tuple(plans))


def conclusion_group(rules: RuleSet, fields: Fields) -> Group:
    """Return the rule set of the conclusions, one message each."""
    kinds = count(1)
    plans = []
    for conclusion in rules.conclusions:
        draft = Draft(fields, f"conclusion {conclusion.id}")
        draft_conclusion(conclusion, draft)
        answer = fields.posted(("conclusion", conclusion.id))
        stages = stages_of(draft, kinds)
        plans.append(Plan(conclusion.id, conclusion.place, stages, answer=answer))
    return Group("conclusions", tuple(plans))


def stages_of(draft: Draft, kinds: Iterator[int]) -> tuple[StagePlan, ...]:
    """Return the stages of a draft with their messages."""
    return tuple(
        StagePlan(tuple(messages_of(stage.productions, kinds)), stage.tallies)
        for stage in draft.stages
    )
