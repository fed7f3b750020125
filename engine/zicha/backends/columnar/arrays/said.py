"""What a query says: whether all of it is known here, and what it reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import exp

from zicha.backends.columnar.arrays.aggregates import WORDS as OF_GROUPS
from zicha.backends.columnar.arrays.expressions import WORDS
from zicha.backends.columnar.arrays.windows import is_rank
from zicha.backends.columnar.statements import Node

PARTS = (
    exp.Select,
    exp.Union,
    exp.Subquery,
    exp.Table,
    exp.TableAlias,
    exp.From,
    exp.Join,
    exp.Where,
    exp.Group,
    exp.Distinct,
    exp.With,
    exp.CTE,
    exp.Identifier,
    exp.DataType,
    exp.DataTypeParam,
    exp.If,
    exp.Star,
    exp.Order,
    exp.Ordered,
    exp.Limit,
    exp.RowNumber,
    exp.Lead,
)
KNOWN = frozenset((*PARTS, *OF_GROUPS, *WORDS))
"""The nodes that trees may have that are worked out here."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a query says: whether all of it is known here, every name, those of tables apart.

    ``texts``: those that it writes out. ``passes_all``: it gives back all columns of what it reads,
    named or not.
    """

    is_known: bool
    names: frozenset[str]
    tables: frozenset[str]
    texts: frozenset[str]
    passes_all: bool

    def of(self, columns: Iterable[str]) -> list[str]:
        """Return those columns of a table that the query reads."""
        return [each for each in columns if self.passes_all or each in self.names]

    def with_that_of(self, other: "Said") -> "Said":
        """Return what two queries say."""
        return Said(
            self.is_known and other.is_known,
            self.names | other.names,
            self.tables | other.tables,
            self.texts | other.texts,
            self.passes_all or other.passes_all,
        )


def said_by(query: Node) -> Said:
    """Return what a query says."""
    is_known = True
    names, tables, texts = set[str](), set[str](), set[str]()
    for node in query.walk():
        kind = type(node)
        if kind is exp.Identifier:
            names.add(node.this)
        elif kind is exp.Table:
            tables.add(node.name)
        elif kind is exp.Literal:
            if node.args.get("is_string"):
                texts.add(node.this)
        elif kind not in KNOWN and not is_rank(node):
            is_known = False
    outermost = flat(query)[0].expressions
    passes_all = any(is_star(each) for each in outermost)
    return Said(is_known, frozenset(names), frozenset(tables), frozenset(texts), passes_all)


def is_star(node: Node) -> bool:
    """Return whether all columns are asked for, of one relation or of all."""
    return isinstance(node, exp.Star) or (
        isinstance(node, exp.Column) and isinstance(node.this, exp.Star)
    )


def flat(query: Node) -> list[Node]:
    """Return the queries of a union."""
    found: list[Node] = []
    while isinstance(query, exp.Union):
        found.append(query.expression)
        query = query.this
    return [query, *reversed(found)]
