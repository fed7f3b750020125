"""What durable_rules cannot hold is refused when rules are loaded, so that facts never exceed it.

Its own limits fail late, or never: a rule set with 512 conditions under one parent does not come
back, from being compiled or from its first message. What a single message may make true is
bounded by how messages are cut (``zicha.backends.rete.messages``); what is left are the limits of
a whole rule set.
"""

from collections.abc import Iterator

from zicha.backends.rete.compile import (
    Compiled,
    Group,
    compared_numbers,
    compile_rules,
)
from zicha.backends.rete.encode import is_beyond
from zicha.errors import Problem, problem
from zicha.language.walk import conditions_of
from zicha.model.ruleset import RuleSet

MOST_MESSAGES = 500
"""Kinds of messages of one rule set: conditions under its root, where 512 hang."""
MOST_RULES = 4000
"""Of one rule set; 4096 can be compiled."""


def limits_of(rules: RuleSet) -> tuple[Problem, ...]:
    """Return what of a rule set this engine cannot hold; durable_rules need not be there."""
    return problems_of(compile_rules(rules))


def problems_of(compiled: Compiled) -> tuple[Problem, ...]:
    """Return what of compiled rules exceeds a limit."""
    found = [*bound_problems(compiled)]
    for group in compiled.groups():
        found += group_problems(group)
    return tuple(found)


def bound_problems(compiled: Compiled) -> Iterator[Problem]:
    """Yield the bounds that 64 bits cannot hold on their scale."""
    scales = compiled.fields.scales
    for place, condition in conditions_of(compiled.rules):
        for subject, numbers in compared_numbers(condition):
            for number in numbers:
                if is_beyond(number, scales[subject]):
                    yield problem("engine-number-too-large", place, number=number)


def group_problems(group: Group) -> Iterator[Problem]:
    """Yield what is too much for one rule set."""
    messages = group.messages()
    rules = len(messages) + sum(len(message.productions) for message in messages)
    for code, count, most in (
        ("engine-too-many-messages", len(messages), MOST_MESSAGES),
        ("engine-too-many-rules", rules, MOST_RULES),
    ):
        if count > most:
            yield problem(code, group.plans[0].place, group=group.name, count=count, most=most)
