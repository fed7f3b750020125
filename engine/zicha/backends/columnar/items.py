"""What becomes of one item, in columns.

| column | holds |
|---|---|
| `code/number` | the outcome, as `Code`; `number` counts the items of a rule from 0 |
| `...:sure` | whether it certainly applies, where that may be in doubt |
| `...:fewest`, `...:most` | faults of a set or a count; NULL: without upper bound. See `ItemPlan` |
| `...:has/m` | of a set: whether a required member is there |
| `...:best`, `...:worst` | ranks of the grades of a scale |
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from zicha.backends.columnar import sql
from zicha.backends.columnar.conditions import Truths, truths_of
from zicha.backends.columnar.encoding import Encoding
from zicha.backends.columnar.quantities import is_positive, is_zero, quantity
from zicha.backends.columnar.sql import LARGEST_SMALL, Sql, Type
from zicha.language.walk import facts_of_subject, top_ratio
from zicha.model.rules import (
    GRADES,
    Compare,
    Includes,
    Item,
    ItemKind,
    Ratio,
    Subject,
    WhenZero,
)

WORST = len(GRADES) - 1
"""The rank of the worst grade."""


class Code(IntEnum):
    """Outcomes in such an order that the least of several decides where all are required.

    A clause of ``applies`` that fails is ``FIRST_CLAUSE`` and its index.
    """

    UNMET = 0
    OPEN = 1
    MET = 2
    NO_UNIT = 3
    """It does not apply, nor does anything above."""
    ZERO = 4
    FIRST_CLAUSE = 5


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """An item, and the names of its columns.

    ``cap``: the faults of a count that its columns tell apart, all that are more being as many;
    None: all.
    """

    item: Item
    name: str
    cap: int | None = None
    doubtable: bool = field(init=False)
    """Whether known facts can leave open whether the item applies."""

    def __post_init__(self) -> None:
        """Find out whether anything can take the item out of the count."""
        object.__setattr__(self, "doubtable", bool(self.item.applies) or own_ratio(self.item))

    @property
    def sure(self) -> str:
        """Return the column of whether it certainly applies."""
        return f"{self.name}:sure"

    @property
    def fewest(self) -> str:
        """Return the column of the fewest faults."""
        return f"{self.name}:fewest"

    @property
    def most(self) -> str:
        """Return the column of the most faults."""
        return f"{self.name}:most"

    @property
    def best(self) -> str:
        """Return the column of the best grade."""
        return f"{self.name}:best"

    @property
    def worst(self) -> str:
        """Return the column of the worst grade."""
        return f"{self.name}:worst"

    def member(self, name: str) -> str:
        """Return the column of a required member."""
        return f"{self.name}:has/{name}"


def own_ratio(item: Item) -> bool:
    """Return whether a denominator of 0 takes the item out of the count."""
    ratio = top_ratio(item)
    return ratio is not None and ratio.when_zero is WhenZero.NOT_APPLICABLE


class Tests(NamedTuple):
    """What decides an item: each is null where it is not certain.

    ``zero``, ``sure``: None where nothing can be in doubt.
    """

    clauses: tuple[Truths, ...]
    holds: Truths
    zero: Sql | None
    sure: Sql | None

    @property
    def out(self) -> Sql:
        """Return whether a clause certainly fails."""
        return sql.any_of(*(clause.false for clause in self.clauses))


def tests_of(item: Item, encoding: Encoding) -> Tests:
    """Return what decides an item."""
    clauses = tuple(truths_of(clause.when, encoding) for clause in item.applies)
    holds = truths_of(item.condition, encoding)
    certain = [clause.true for clause in clauses]
    ratio = top_ratio(item)
    if ratio is None or ratio.when_zero is not WhenZero.NOT_APPLICABLE:
        return Tests(clauses, holds, None, sql.all_of(*certain) if certain else None)
    certain.append(above_zero(ratio, encoding))
    return Tests(clauses, holds, is_zero(quantity(ratio.whole, encoding)), sql.all_of(*certain))


def above_zero(ratio: Ratio, encoding: Encoding) -> Sql:
    """Return whether a denominator is certainly not 0."""
    whole = quantity(ratio.whole, encoding)
    known = sql.all_of(
        sql.equal(whole.low, whole.high),
        sql.unequal(whole.low, sql.whole(0)),
    )
    return sql.any_of(known, is_positive(ratio.whole, encoding))


def item_columns(plan: ItemPlan, encoding: Encoding) -> Iterator[Sql]:
    """Yield the columns of an item, read from the columns of its facts."""
    tests = tests_of(plan.item, encoding)
    yield sql.named(sql.cast(outcome(tests), Type.TINY), plan.name)
    if tests.sure is not None:
        yield sql.named(sql.choice([(tests.sure, sql.true())], sql.false()), plan.sure)
    if plan.item.kind is ItemKind.COUNT:
        yield from count_columns(plan, tests, encoding)
    elif plan.item.kind is ItemKind.SET:
        yield from set_columns(plan, tests, encoding)
    elif plan.item.kind is ItemKind.BANDS:
        yield from scale_columns(plan, tests, encoding)


def outcome(tests: Tests) -> Sql:
    """Return the code of an outcome, the tests in the order of ``docs/language.md``, Items."""
    cases = [
        (clause.false, sql.whole(Code.FIRST_CLAUSE + number))
        for number, clause in enumerate(tests.clauses)
    ]
    if tests.zero is not None:
        cases.append((tests.zero, sql.whole(Code.ZERO)))
    failing = tests.holds.false
    if tests.sure is not None:
        failing = sql.all_of(tests.sure, failing)
    cases.append((tests.holds.true, sql.whole(Code.MET)))
    cases.append((failing, sql.whole(Code.UNMET)))
    return sql.choice(cases, sql.whole(Code.OPEN))


def certainly(tests: Tests, value: Sql) -> Sql:
    """Return a value where the item certainly applies, else zero."""
    if tests.sure is None:
        return value
    return sql.choice([(tests.sure, value)], sql.whole(0))


def count_columns(plan: ItemPlan, tests: Tests, encoding: Encoding) -> Iterator[Sql]:
    """Yield the faults of a count: its excess over what is allowed."""
    condition = plan.item.condition
    assert isinstance(condition, Compare)
    assert not isinstance(condition.subject, Ratio)
    count = quantity(condition.subject, encoding)
    least, most = (excess(plan, each, condition, encoding) for each in (count.low, count.high))
    fewest = certainly(tests, sql.choice([(tests.holds.false, least)], sql.whole(0)))
    out = [(tests.out, sql.whole(0))] if tests.clauses else []
    greatest = sql.choice([*out, (tests.holds.true, sql.whole(0))], most)
    for found, name in ((fewest, plan.fewest), (greatest, plan.most)):
        yield sql.named(found if plan.cap is None else sql.cast(found, Type.TINY), name)


def excess(plan: ItemPlan, end: Sql, condition: Compare, encoding: Encoding) -> Sql:
    """Return by how much an end of a count is more than is allowed.

    What is not bounded is as much as the columns tell apart.
    """
    allowed = condition.bound
    assert isinstance(allowed, int)
    kind = type_of_faults(condition.subject, allowed, encoding)
    number = sql.minus(sql.cast(end, kind), sql.whole(allowed))
    if plan.cap is None:
        return number
    return sql.choice([(sql.less(end, sql.whole(allowed + plan.cap)), number)], sql.whole(plan.cap))


def type_of_faults(subject: Subject, allowed: int, encoding: Encoding) -> Type:
    """Return the type of the excess of a count: a small one where its facts are never so many."""
    farthest = encoding.farthest(facts_of_subject(subject))
    if farthest is None or farthest + abs(allowed) > LARGEST_SMALL:
        return Type.BIG
    return Type.SMALL


def set_columns(plan: ItemPlan, tests: Tests, encoding: Encoding) -> Iterator[Sql]:
    """Yield the faults of required members, and whether each is there."""
    condition = plan.item.condition
    assert isinstance(condition, Includes)
    members = encoding.members(condition.fact)
    names = {member: members.name_of(member) for member in condition.members}
    absent = [sql.flag(sql.negation(sql.column(name))) for name in names.values()]
    lacking = [
        sql.choice([(sql.column(name), sql.whole(0))], sql.whole(1)) for name in names.values()
    ]
    out = [(tests.out, sql.whole(0))] if tests.clauses else []
    yield sql.named(certainly(tests, sql.total(absent)), plan.fewest)
    yield sql.named(sql.choice(out, sql.total(lacking)), plan.most)
    for member, name in names.items():
        yield sql.named(sql.column(name), plan.member(member))


def scale_columns(plan: ItemPlan, tests: Tests, encoding: Encoding) -> Iterator[Sql]:
    """Yield the grades from the first band that may hold to the first that certainly does."""
    bands = [truths_of(band, encoding) for _, band in plan.item.bands]
    ranks = [*(grade.rank for grade, _ in plan.item.bands), WORST]
    failing = [
        (sql.all_of(*(b.false for b in bands[:number])), sql.whole(ranks[number]))
        for number in range(len(bands), 0, -1)
    ]
    holding = [(b.true, sql.whole(rank)) for b, rank in zip(bands, ranks, strict=False)]
    best = certainly(tests, sql.choice(failing, sql.whole(ranks[0])))
    yield sql.named(sql.cast(best, Type.TINY), plan.best)
    yield sql.named(sql.cast(sql.choice(holding, sql.whole(WORST)), Type.TINY), plan.worst)
