"""From whole queries to relations in memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sqlglot import exp

from zicha.backends.columnar.arrays import aggregates
from zicha.backends.columnar.arrays.appending import appended
from zicha.backends.columnar.arrays.expressions import Expressions, Relations
from zicha.backends.columnar.arrays.ordering import first_rows, in_order, taken_rows
from zicha.backends.columnar.arrays.relations import (
    BeyondArrays,
    Column,
    Columns,
    Relation,
    fitting,
    groups_of,
    kept,
    moved,
    of_vectors,
    one_key,
)
from zicha.backends.columnar.arrays.said import flat, is_star
from zicha.backends.columnar.arrays.values import Value, sharing, worked_out
from zicha.backends.columnar.arrays.vectors import (
    ROW,
    Array,
    Kind,
    Texts,
    Vector,
    numbers,
)
from zicha.backends.columnar.arrays.windows import Windows
from zicha.backends.columnar.statements import Node

Find = Callable[[str], Relation]
"""Returns the table of a name."""
CLAUSES = frozenset(
    ("expressions", "from_", "joins", "where", "group", "distinct", "with_", "order", "limit")
)
"""What a query may say."""


@dataclass(slots=True)
class Read:
    """What a query reads: rows, and relations by name, each with a value for each of them."""

    rows: int
    relations: dict[str, Columns]

    def move(self, at: Array) -> None:
        """Pass on to other rows. ``at``: which of the rows so far stands in each."""
        self.relations = {n: moved(c, self.rows, at) for n, c in self.relations.items()}
        self.rows = len(at)


class Queries:
    """Works out queries over tables."""

    def __init__(self, find: Find, texts: Texts) -> None:
        """Keep where tables are found."""
        self.find = find
        self.texts = texts

    def relation(self, query: Node) -> Relation:
        """Return the rows of a query.

        Raises:
            BeyondArrays: it asks for something that is not done here.
        """
        if isinstance(query, exp.Union):
            return self.union(query)
        if not isinstance(query, exp.Select):
            raise BeyondArrays
        if any(value and name not in CLAUSES for name, value in query.args.items()):
            raise BeyondArrays
        inner = self.with_first(query)
        read = inner.source(query.args["from_"].this)
        for join in query.args.get("joins") or ():
            inner.join(read, join)
        if where := query.args.get("where"):
            inner.keep_rows(read, where.this)
        inner.arrange(query, read)
        found = inner.selected(query, read)
        return distinct(found) if query.args.get("distinct") else found

    def arrange(self, query: Node, read: Read) -> None:
        """Put what is read in the order that a query asks for, and keep as many as it does."""
        order, limit = query.args.get("order"), query.args.get("limit")
        if order is None and limit is None:
            return
        if query.args.get("group") or query.args.get("distinct"):
            raise BeyondArrays
        most = None if limit is None else int(limit.expression.this)
        if most is not None and any(looks_further(each) for each in query.expressions):
            raise BeyondArrays
        if order is not None:
            self.put_in_order(read, order, most)
        else:
            read.move(np.arange(read.rows, dtype=ROW)[:most])

    def put_in_order(self, read: Read, order: Node, most: int | None) -> None:
        """Put what is read in an order; what has no value comes last. ``most``: only so many."""
        words = Expressions(read.relations, self.texts)
        keys = [words.number(each.this) for each in order.expressions]
        vectors = worked_out(keys, read.rows)
        falls = [bool(each.args.get("desc")) for each in order.expressions]
        rows = np.arange(read.rows) if most is None else first_rows(vectors, falls, most)
        some = [taken_rows(vector, rows) for vector in vectors]
        read.move(rows[in_order(some, falls, self.texts)][:most].astype(ROW))

    def with_first(self, query: Node) -> "Queries":
        """Return what also finds the rows that a query wants worked out first."""
        first = query.args.get("with_")
        if first is None:
            return self
        made: dict[str, Relation] = {}
        inner = Queries(lambda name: made[name] if name in made else self.find(name), self.texts)
        for each in first.expressions:
            made[each.alias] = inner.relation(each.this)
        return inner

    def union(self, query: Node) -> Relation:
        """Return the rows of several queries, one after the other."""
        if query.args.get("distinct"):
            raise BeyondArrays
        parts = [self.relation(each) for each in flat(query)]
        names = [list(part.columns) for part in parts]
        rows = sum(part.rows for part in parts)
        if len({len(each) for each in names}) != 1:
            raise BeyondArrays

        last: list[Vector] = []

        def column(at: int) -> Callable[[], Value]:
            def made() -> Value:
                some = [part.columns[each[at]] for part, each in zip(parts, names, strict=True)]
                rows_of = zip(some, parts, strict=True)
                vectors = [worked_out([each.value], part.rows)[0] for each, part in rows_of]
                for each in some:
                    # It is not there twice: once as a part, once in the whole.
                    each.let_go()
                last[:] = sharing([*last, appended(vectors)])[-1:]
                return kept(last[0])()

            return made

        return Relation(rows, {name: Column(column(at)) for at, name in enumerate(names[0])})

    # --- What is read -----------------------------------------------------------------------------

    def source(self, node: Node) -> Read:
        """Return what stands behind FROM."""
        name, relation = self.named(node)
        return Read(relation.rows, {name: relation.columns})

    def named(self, node: Node) -> tuple[str, Relation]:
        """Return a relation with the name that it has in the query."""
        if isinstance(node, exp.Subquery):
            return node.alias, self.relation(node.this)
        if isinstance(node, exp.Table):
            return node.alias or node.name, self.find(node.name)
        raise BeyondArrays

    def join(self, read: Read, join: Node) -> None:
        """Put another relation beside what is read."""
        is_left = join.args.get("side") == "LEFT"
        if not is_left and (join.args.get("side") or join.args.get("kind")):
            raise BeyondArrays
        name, other = self.named(join.this)
        keys, tests = [], []
        for test in parts_of(join.args["on"]):
            pair = self.pair(test, read.relations, {name: other.columns})
            if pair is None:
                tests.append(test)
            else:
                keys.append(pair)
        if not keys:
            raise BeyondArrays
        theirs = Read(other.rows, {name: other.columns})
        on_left = [worked_out([left], read.rows)[0] for left, _ in keys]
        on_right = [worked_out([right], other.rows)[0] for _, right in keys]
        chosen = self.rows_of(theirs, on_right, tests)
        left, right = one_key((on_left, on_right))
        rows, at = fitting(left, right if chosen is None else right[chosen])
        if chosen is not None and len(chosen):
            at = np.where(at >= 0, chosen[at], ROW.type(-1))
        if rows is not None:
            read.move(rows)
        if not is_left and len(at) and int(at.min()) < 0:
            there = np.flatnonzero(at >= 0).astype(ROW)
            read.move(there)
            at = at[there]
        read.relations[name] = moved(other.columns, other.rows, at.astype(ROW, copy=False))

    def rows_of(self, theirs: Read, keys: Sequence[Vector], tests: Sequence[Node]) -> Array | None:
        """Return the rows of a relation that may fit: with all keys, and where tests hold.

        None: all may.
        """
        if not tests and all(key.known is None for key in keys):
            return None
        keep = np.ones(theirs.rows, np.bool_)
        for key in keys:
            if key.known is not None:
                keep &= key.known
        for test in tests:
            keep &= self.holding(theirs, test)
        return np.flatnonzero(keep).astype(ROW)

    def pair(self, test: Node, ours: Relations, theirs: Relations) -> tuple[Value, Value] | None:
        """Return what has to be equal on both sides; None where a test is of theirs only."""
        if reads_only(test, theirs, ours):
            return None
        if not isinstance(test, exp.EQ):
            raise BeyondArrays
        for one, other in ((test.this, test.expression), (test.expression, test.this)):
            if reads_only(one, ours, theirs) and reads_only(other, theirs, ours):
                left = Expressions(ours, self.texts).number(one)
                right = Expressions(theirs, self.texts).number(other)
                if left.kind is not right.kind:
                    raise BeyondArrays
                return left, right
        raise BeyondArrays

    def keep_rows(self, read: Read, test: Node) -> None:
        """Keep the rows for which a test is true."""
        read.move(np.flatnonzero(self.holding(read, test)).astype(ROW))

    def holding(self, read: Read, test: Node) -> Array:
        """Return for which rows a test is true."""
        truth = Expressions(read.relations, self.texts).truth(test)
        return worked_out([truth], read.rows)[0].data

    # --- What is selected -------------------------------------------------------------------------

    def selected(self, query: Node, read: Read) -> Relation:
        """Return the columns of a query."""
        group = query.args.get("group")
        wanted = [*self.columns(query, read)]
        if len({name for name, _, _ in wanted}) < len(wanted):
            raise BeyondArrays
        nodes = [node for _, node, passed in wanted if passed is None]
        # Where one column is made of all rows, every one is.
        if group is None and not any(aggregates_in(nodes[:1])):
            words = Expressions(read.relations, self.texts)
            # Of other expressions: each would keep the other alive, and with it the database.
            within = Expressions(read.relations, self.texts)
            words.over = Windows(read.rows, within.value, self.texts).over
            found = {n: c if c is not None else made_by(words, node) for n, node, c in wanted}
            return Relation(read.rows, found)
        return self.gathered(read, group, wanted, [*aggregates_in(nodes)])

    def columns(self, query: Node, read: Read) -> Iterator[tuple[str, Node, Column | None]]:
        """Yield the columns that a query asks for, by name; those that only pass as they are."""
        for at, node in enumerate(query.expressions):
            if is_star(node):
                table = node.args.get("table")
                for relation in read.relations if table is None else (table.name,):
                    for name, column in read.relations[relation].items():
                        yield name, node, column
            else:
                yield node.alias_or_name or f"column {at}", node, None

    def gathered(
        self,
        read: Read,
        group: Node | None,
        wanted: Sequence[tuple[str, Node, Column | None]],
        of_groups: Sequence[Node],
    ) -> Relation:
        """Return what is made of groups of rows, of all where there is no GROUP BY."""
        words = Expressions(read.relations, self.texts)
        asked = [aggregates.Aggregate(node, self.counted(words, node)) for node in of_groups]
        if group is None:
            rows, relations = 1, {}
            found = aggregates.totals(asked, read.rows)
        else:
            keys = worked_out([words.number(each) for each in group.expressions], read.rows)
            groups = groups_of(keys, read.rows)
            rows = len(groups.starts)
            found = aggregates.grouped(asked, groups, read.rows) if rows else no_rows(asked)
            read.move(groups.first.astype(ROW))
            relations = read.relations
        made = {id(node): value for node, value in zip(of_groups, found, strict=True)}
        words = Expressions(relations, self.texts, made)
        if any(passed is not None for _, _, passed in wanted):
            raise BeyondArrays
        return Relation(rows, {name: made_by(words, node) for name, node, _ in wanted})

    def counted(self, words: Expressions, node: Node) -> Value:
        """Return what is summed up."""
        if isinstance(node, exp.Count):
            if not isinstance(node.this, exp.Star):
                raise BeyondArrays
            return words.literal(exp.Literal.number(1))
        return words.value(node.this)


def no_rows(asked: Sequence[aggregates.Aggregate]) -> list[Value]:
    """Return what is made of no groups."""
    empty = numbers(np.zeros(0, np.int64), None)
    return [kept(empty)() for _ in asked]


def looks_further(node: Node) -> bool:
    """Return whether a value is made of more rows than its own."""
    return node.find(exp.Window, *aggregates.WORDS) is not None


def streamed_from(query: Node) -> str | None:
    """Return the table of which a query makes a row from each row; None where it does not."""
    inner = query
    while isinstance(inner, exp.Select):
        args = inner.args
        if any(args.get(word) for word in ("group", "distinct", "order", "limit", "with_")):
            return None
        if any(aggregates_in(inner.expressions[:1])):
            return None
        source = args["from_"].this
        if isinstance(source, exp.Table):
            mentions = [each for each in query.find_all(exp.Table) if each.name == source.name]
            return source.name if len(mentions) == 1 else None
        inner = source.this
    return None


def made_by(words: Expressions, node: Node) -> Column:
    """Return a column that is made when it is read."""
    return Column(lambda: words.value(node))


def aggregates_in(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield what is made of groups in some nodes."""
    for node in nodes:
        if isinstance(node, aggregates.WORDS):
            yield node
        elif not isinstance(node, exp.Column | exp.Literal | exp.Window):
            yield from aggregates_in(node.iter_expressions())


def parts_of(test: Node) -> Iterator[Node]:
    """Yield the tests all of which have to hold."""
    if isinstance(test, exp.And):
        yield from parts_of(test.this)
        yield from parts_of(test.expression)
    else:
        yield test


def reads_only(node: Node, some: Relations, others: Relations) -> bool:
    """Return whether a node reads only some relations, and none of the others."""
    for column in node.find_all(exp.Column):
        table = column.args.get("table")
        if table is not None:
            if table.name not in some:
                return False
        elif not any(column.name in columns for columns in some.values()) or any(
            column.name in columns for columns in others.values()
        ):
            return False
    return True


def distinct(relation: Relation) -> Relation:
    """Return the rows of a relation, each once."""
    vectors = relation.vectors()
    groups = groups_of([as_numbers(vector) for vector in vectors.values()], relation.rows)
    first = np.sort(groups.first).astype(ROW)
    return Relation(
        len(first), moved(of_vectors(vectors, relation.rows).columns, relation.rows, first)
    )


def as_numbers(vector: Vector) -> Vector:
    """Return truths as numbers."""
    if vector.kind is not Kind.TRUTH:
        return vector
    return Vector(Kind.NUMBER, vector.data.view(np.int8), vector.known, 0, 1)
