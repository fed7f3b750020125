"""From the nodes of a statement's tree to what works them out."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from sqlglot import exp

from zicha.backends.columnar.arrays import arithmetic, choices, truths, values
from zicha.backends.columnar.arrays.relations import BeyondArrays, Columns
from zicha.backends.columnar.arrays.values import FALSE, TRUE, UNKNOWN, Number, Truth, Value
from zicha.backends.columnar.arrays.vectors import ENDLESS, TYPES, Kind, Texts
from zicha.backends.columnar.statements import Node

TESTS: dict[type[Node], truths.Test] = {
    exp.EQ: np.equal,
    exp.NEQ: np.not_equal,
    exp.LT: np.less,
    exp.LTE: np.less_equal,
    exp.GT: np.greater,
    exp.GTE: np.greater_equal,
}
ARITHMETIC: dict[type[Node], Callable[[Number, Number], Number]] = {
    exp.Add: arithmetic.added,
    exp.Sub: arithmetic.taken_off,
    exp.Mul: arithmetic.multiplied,
    exp.IntDiv: arithmetic.divided,
    exp.Mod: arithmetic.remainder,
}
WHOLE = {
    exp.DType.TINYINT: TYPES[0],
    exp.DType.INT: TYPES[2],
    exp.DType.BIGINT: TYPES[3],
    exp.DType.DECIMAL: TYPES[3],
}
"""Types of whole numbers, as columns that a database reads have them."""
LISTED = 1000
"""Of keys within so small a range there is a list of what belongs to each."""
MANY = 8
"""More numbers than these are not compared one by one."""
Relations: TypeAlias = Mapping[str, Columns]
"""The relations that a query reads, by the names that they have in it."""
Made: TypeAlias = Mapping[int, Value]
"""What was made of groups, by the identity of its node."""


class Expressions:
    """The expressions of one query."""

    def __init__(self, relations: Relations, texts: Texts, made: Made | None = None) -> None:
        """Keep what names stand for."""
        self.relations = relations
        self.texts = texts
        self.made = made or {}
        self.over: Callable[[Node], Value] = beyond
        """Makes what is said of a row with others like it."""

    def value(self, node: Node) -> Value:
        """Return the value of a node.

        Raises:
            BeyondArrays: it is none of the words that are known here.
        """
        if self.made and id(node) in self.made:
            return self.made[id(node)]
        how = WORDS.get(type(node))
        if how is None:
            raise BeyondArrays
        return how(self, node)

    def number(self, node: Node) -> Number:
        """Return the value of a node that is a number, or a text."""
        found = self.value(node)
        if isinstance(found, Number):
            return found
        if is_unknown(found):
            return values.nothing(Kind.NUMBER)
        raise BeyondArrays

    def truth(self, node: Node) -> Truth:
        """Return the value of a node that is a truth."""
        found = self.value(node)
        if isinstance(found, Number):
            raise BeyondArrays
        return found

    # --- Words ------------------------------------------------------------------------------------

    def column(self, node: Node) -> Value:
        """Return a column."""
        name, table = node.this.name, node.args.get("table")
        if table is not None:
            return self.relations[table.name][name].value
        for columns in self.relations.values():
            if name in columns:
                return columns[name].value
        raise BeyondArrays

    def literal(self, node: Node) -> Value:
        """Return a number or a text."""
        if node.args.get("is_string"):
            return values.constant(self.texts.codes[node.this], Kind.TEXT)
        return values.constant(int(node.this))

    def cast(self, node: Node) -> Value:
        """Return a value as another type: a number has room in any."""
        kind, found = node.args["to"].this, self.value(node.this)
        if kind is exp.DType.BOOLEAN and isinstance(found, Truth):
            return found
        if kind is exp.DType.TEXT and (is_unknown(found) or is_text(found)):
            return values.nothing(Kind.TEXT) if isinstance(found, Truth) else found
        if kind not in WHOLE or is_text(found):
            raise BeyondArrays
        if is_unknown(found):
            found = values.nothing(Kind.NUMBER)
        number = arithmetic.one_or_none(found) if isinstance(found, Truth) else found
        return values.with_room(number, WHOLE[kind])

    def compared(self, node: Node) -> Truth:
        """Return how two values compare."""
        left, right = self.value(node.this), self.value(node.expression)
        if is_unknown(left) or is_unknown(right):
            return UNKNOWN
        if not (isinstance(left, Number) and isinstance(right, Number)):
            raise BeyondArrays
        is_order = type(node) not in (exp.EQ, exp.NEQ)
        if left.kind is not right.kind or (is_order and left.kind is Kind.TEXT):
            raise BeyondArrays
        return truths.compared(TESTS[type(node)], left, right)

    def calculated(self, node: Node) -> Number:
        """Return what two numbers come to."""
        join = ARITHMETIC[type(node)]
        return join(self.number(node.this), self.number(node.expression))

    def one_of(self, node: Node) -> Truth:
        """Return whether a value is one of some."""
        if node.args.get("query") is not None:
            raise BeyondArrays
        value, found = self.number(node.this), FALSE
        numbers = [self.number(each) for each in node.expressions]
        alike = [n for n in numbers if n.kind is value.kind and n.always is not None]
        if len(alike) == len(numbers) > MANY and value.type != ENDLESS:
            return truths.among(value, [each.always for each in alike if each.always is not None])
        for number in numbers:
            found = truths.either(found, truths.compared(np.equal, value, number))
        return found

    def coalesced(self, node: Node) -> Value:
        """Return the first of two numbers that is known."""
        if len(node.expressions) != 1:
            raise BeyondArrays
        value, instead = self.number(node.this), self.number(node.expressions[0])
        if Kind.TEXT in (value.kind, instead.kind):
            raise BeyondArrays
        return choices.or_else(value, instead)

    def is_null(self, node: Node) -> Truth:
        """Return whether a value is not known."""
        if not isinstance(node.expression, exp.Null):
            raise BeyondArrays
        return truths.opposite(truths.has_value(self.value(node.this)))

    def chosen(self, node: Node) -> Value:
        """Return what belongs to the first test that is true."""
        default, key = node.args.get("default"), node.args.get("this")
        found = UNKNOWN if default is None else self.value(default)
        if key is not None:
            cases = [(self.number(c.this), self.value(c.args["true"])) for c in node.args["ifs"]]
            return looked_up(self.number(key), cases, found)
        for case in reversed(node.args["ifs"]):
            value = self.value(case.args["true"])
            found = choices.chosen(self.truth(case.this), *alike(value, found))
        return found

    def pairwise(self, node: Node, join: Callable[[Number, Number], Number]) -> Number:
        """Return several numbers joined one after the other."""
        found = self.number(node.this)
        for each in node.expressions:
            found = join(found, self.number(each))
        return found


def looked_up(key: Number, cases: Sequence[tuple[Number, Value]], default: Value) -> Value:
    """Return what belongs to a key, the default for one that is not there."""
    numbers = {at.always: value.always for at, value in cases if isinstance(value, Number)}
    is_small = key.kind is Kind.NUMBER and key.high - key.low < LISTED and key.type != ENDLESS
    if is_small and len(numbers) == len(cases) and isinstance(default, Number):
        listed = {at: value for at, value in numbers.items() if at is not None}
        if default.always is not None and None not in (*numbers, *numbers.values()):
            return choices.listed(key, listed, default.always)  # type: ignore[arg-type]
    found, looked_for = default, values.named(key)
    assert isinstance(looked_for, Number)
    for at, value in reversed(cases):
        test = truths.compared(np.equal, looked_for, at)
        found = choices.chosen(test, *alike(value, found))
    return found


def beyond(_: Node) -> Value:
    """Refuse what cannot be said here."""
    raise BeyondArrays


def is_unknown(value: Value) -> bool:
    """Return whether no row has a value, and no kind is said."""
    return isinstance(value, Truth) and value.always is values.Same.UNKNOWN


def is_text(value: Value) -> bool:
    """Return whether a value is a text."""
    return isinstance(value, Number) and value.kind is Kind.TEXT


def alike(one: Value, other: Value) -> tuple[Value, Value]:
    """Return two values of the same kind: what is not known is of any."""
    if is_unknown(one) and isinstance(other, Number):
        return values.nothing(other.kind), other
    if is_unknown(other) and isinstance(one, Number):
        return one, values.nothing(one.kind)
    if isinstance(one, Truth) is not isinstance(other, Truth):
        raise BeyondArrays
    if isinstance(one, Number) and isinstance(other, Number) and one.kind is not other.kind:
        raise BeyondArrays
    return one, other


WORDS: dict[type[Node], Callable[[Expressions, Node], Value]] = {
    exp.Abs: lambda e, n: arithmetic.distance(e.number(n.this)),
    exp.Alias: lambda e, n: e.value(n.this),
    exp.And: lambda e, n: truths.both(e.truth(n.this), e.truth(n.expression)),
    exp.Boolean: lambda _, n: TRUE if n.this else FALSE,
    exp.Case: Expressions.chosen,
    exp.Cast: Expressions.cast,
    exp.Coalesce: Expressions.coalesced,
    exp.Column: Expressions.column,
    exp.Greatest: lambda e, n: e.pairwise(n, arithmetic.greatest),
    exp.In: Expressions.one_of,
    exp.Is: Expressions.is_null,
    exp.Least: lambda e, n: e.pairwise(n, arithmetic.least),
    exp.Literal: Expressions.literal,
    exp.Neg: lambda e, n: arithmetic.negative(e.number(n.this)),
    exp.Not: lambda e, n: truths.opposite(e.truth(n.this)),
    exp.Null: lambda _, __: UNKNOWN,
    exp.Or: lambda e, n: truths.either(e.truth(n.this), e.truth(n.expression)),
    exp.Paren: lambda e, n: e.value(n.this),
    exp.Window: lambda e, n: e.over(n),
    **dict.fromkeys(TESTS, Expressions.compared),
    **dict.fromkeys(ARITHMETIC, Expressions.calculated),
}
