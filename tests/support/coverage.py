"""What generated cases cover: which construct met which outcome, and how often."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from support.generate import Case
from support.knowing import Marks, conditions_of, marks_of
from zicha.backends.reference.engine import Reference
from zicha.language.walk import COMPOSITES, bounds_of, facts_of, leaves
from zicha.model.conclusions import EveryOf, NotAnyOf, Premise, SomeOf
from zicha.model.facts import Fact, FactType, Knowledge, Level, Members, WhyUnknown
from zicha.model.judgement import GradeRange, Judgement, Outcome
from zicha.model.numbers import Interval
from zicha.model.rules import (
    AtLeastN,
    Between,
    ByOption,
    Compare,
    Composite,
    Condition,
    Difference,
    Includes,
    Is,
    Item,
    Leaf,
    Ratio,
    Rule,
    Subject,
    Sum,
)

OUTCOMES = tuple(outcome.value for outcome in Outcome)
RANGES = ("A", "A-B", "A-C", "A-D", "B", "B-C", "B-D", "C", "C-D", "D", "not_applicable")
TRUTHS = ("True", "False", "None")
NEAR = {
    FactType.INT: Fraction(1),
    FactType.DECIMAL: Fraction(1, 100),
    FactType.PERCENT: Fraction(1, 100),
}
"""How far a number may be from a bound to stand next to it."""


@dataclass(slots=True)
class Coverage:
    """Counts by row and column."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    grades: Counter[tuple[str, str]] = field(default_factory=Counter)
    conclusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)


def coverage(cases: Iterable[Case]) -> Coverage:
    """Return what the cases cover."""
    found = Coverage()
    for case in cases:
        judged = Reference(case.rules).judge(case.known, case.waived)
        count_items(case, judged, found)
        count_conclusions(case, judged, found)
        count_states(case, found)
    return found


def count_items(case: Case, judged: Judgement, found: Coverage) -> None:
    """Count the outcomes of items by construct, and grade ranges by grading."""
    for rule in case.rules.rules:
        grades = judged.grades[rule.indicator]
        found.grades[grading_of(rule), range_name(grades)] += 1
        for item, result in zip(rule.items(), judged.items[rule.indicator], strict=True):
            found.states["items"] += 1
            found.states["not applicable"] += result.outcome is Outcome.NOT_APPLICABLE
            for construct in set(constructs(item)):
                found.outcomes[construct, result.outcome.value] += 1


def grading_of(rule: Rule) -> str:
    """Return how a rule is graded: by one method, or by parts."""
    return rule.parts[0].grading.value if len(rule.parts) == 1 else "parts"


def range_name(grades: GradeRange) -> str:
    """Return a grade range in a word."""
    if grades.best is None or grades.worst is None:
        return "not_applicable"
    return grades.best if grades.best is grades.worst else f"{grades.best}-{grades.worst}"


# --- The constructs of an item ------------------------------------------------------------------


def constructs(item: Item) -> Iterator[str]:
    """Yield the names of all that an item is made of, repeats included."""
    yield f"kind {item.kind.value}"
    yield f"level {item.level.value}"
    yield f"applies: {len(item.applies)}"
    if item.fatal:
        yield "fatal"
    if item.bands:
        for _, band in item.bands:
            yield from (f"band {name}" for name in names(band))
    else:
        yield from (f"own {name}" for name in names(item.condition))
    every = [item.condition, *(band for _, band in item.bands)]
    every += [clause.when for clause in item.applies]
    for condition in every:
        yield from inner_constructs(condition)


def names(condition: Condition) -> Iterator[str]:
    """Yield the name of a condition."""
    if isinstance(condition, Compare):
        yield condition.comparison.value
    elif isinstance(condition, Includes):
        yield "includes all" if condition.every else "includes any"
    elif isinstance(condition, Is):
        yield "is bool" if isinstance(condition.value, bool) else "is option"
    else:
        yield type(condition).__name__


def inner_constructs(condition: Condition) -> Iterator[str]:
    """Yield the names of parts, values and bounds within a condition."""
    if isinstance(condition, COMPOSITES):
        yield from parts(condition)
    for leaf in leaves(condition):
        yield from values_and_bounds(leaf)


def parts(condition: Composite) -> Iterator[str]:
    """Yield the names of the parts of a connective, at every depth."""
    if isinstance(condition, AtLeastN):
        yield f"at least {condition.n} of {len(condition.parts)}"
    for part in condition.parts:
        yield from (f"part {name}" for name in names(part))
        if isinstance(part, COMPOSITES):
            yield from parts(part)


def values_and_bounds(leaf: Leaf) -> Iterator[str]:
    """Yield the names of the value and the bounds of a comparison."""
    if isinstance(leaf, (Compare, Between)):
        yield from value_names(leaf.subject)
        if any(isinstance(bound, ByOption) for bound in bounds_of(leaf)):
            yield "bound by town"


def value_names(subject: Subject) -> Iterator[str]:
    """Yield the names of a derived value."""
    if isinstance(subject, Ratio):
        yield f"ratio times {subject.scale}"
        yield f"ratio, {subject.when_zero.value} at 0"
        yield from (f"part of ratio: {name}" for name in value_names(subject.part))
        yield from (f"whole of ratio: {name}" for name in value_names(subject.whole))
    else:
        yield type(subject).__name__
        yield from (n for term in terms_of(subject) for n in value_names(term))


def terms_of(subject: Subject) -> Sequence[Subject]:
    """Return the terms of a sum or difference."""
    if isinstance(subject, Sum):
        return subject.terms
    return (subject.left, subject.right) if isinstance(subject, Difference) else ()


# --- Conclusions --------------------------------------------------------------------------------


def count_conclusions(case: Case, judged: Judgement, found: Coverage) -> None:
    """Count the truths of conclusions by kind, and by what they rest on."""
    for conclusion in case.rules.conclusions:
        holds = str(judged.conclusions[conclusion.id])
        found.conclusions[conclusion.kind.value, holds] += 1
        found.conclusions[type(conclusion.when).__name__, holds] += 1
        for premise in set(inner_premises(conclusion.when)):
            found.conclusions[f"part {premise}", holds] += 1


def inner_premises(premise: Premise) -> Iterator[str]:
    """Yield the names of the parts of a premise."""
    if isinstance(premise, (EveryOf, SomeOf, NotAnyOf)):
        yield from (type(part).__name__ for part in premise.parts)


# --- The states of facts ------------------------------------------------------------------------

WHY = {why: why.value for why in WhyUnknown}


def count_states(case: Case, found: Coverage) -> None:
    """Count the states of the facts that the rules read."""
    known, facts = case.known, case.generated.facts
    marks = marks_of(case.generated)
    read = dict.fromkeys(f for c in conditions_of(case.generated) for f in facts_of(c))
    found.states["indicators"] += len(case.rules.indicators)
    found.states["waived"] += len(case.waived)
    own = min(known.levels, key=lambda level: level.height)
    for fact in (facts[fact_id] for fact_id in read if facts[fact_id].level in known.levels):
        found.states["facts"] += 1
        found.states.update(states_of(fact, known, marks, own))


def states_of(fact: Fact, known: Knowledge, marks: Marks, own: Level) -> Iterator[str]:
    """Yield the states that a fact is in."""
    if fact.level is not own:
        yield "inherited"
    value = known.values.get(fact.id)
    if value is None:
        yield WHY[known.why[fact.id]]
    elif isinstance(value, Interval) and value.exact is None:
        yield "observed" if value.high is None else "interval"
    elif is_at_bound(fact, known, marks):
        yield "boundary"
    elif isinstance(value, Members) and len(value.present | value.absent) < len(fact.options):
        yield "partly known set"


def is_at_bound(fact: Fact, known: Knowledge, marks: Marks) -> bool:
    """Return whether a known number or day stands at, or next to, a bound of some condition."""
    value = known.values[fact.id]
    if not isinstance(value, Interval) or value.exact is None:
        return False
    if fact.type is FactType.DATE:
        back = known.on.toordinal() - int(value.exact)
        return any(abs(back - days) <= 1 for days in marks.days.get(fact.id, ()))
    number, near = Fraction(value.exact), NEAR[fact.type]
    return any(abs(number - Fraction(mark)) <= near for mark in marks.numbers.get(fact.id, ()))


# --- The table ----------------------------------------------------------------------------------


def table(counts: Counter[tuple[str, str]], columns: Sequence[str]) -> str:
    """Return the counts as text, a row a line."""
    rows = sorted({row for row, _ in counts})
    width = max(len(row) for row in rows)
    lines = [f"{'':{width}}  " + " ".join(f"{column:>14}" for column in columns)]
    for row in rows:
        cells = " ".join(f"{counts[row, column]:14}" for column in columns)
        lines.append(f"{row:{width}}  {cells}")
    return "\n".join(lines)


def empty_cells(counts: Counter[tuple[str, str]], columns: Sequence[str]) -> set[tuple[str, str]]:
    """Return the cells of the table that nothing fell into."""
    rows = {row for row, _ in counts}
    return {(row, column) for row in rows for column in columns if not counts[row, column]}
