"""Conclusions in columns: each true, false or null, in layers, after those that it reads."""

from collections.abc import Iterator, Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.conditions import Truths, every, holding, opposite, some, three_valued
from zicha.backends.columnar.gaps import side_name
from zicha.backends.columnar.scores import Points, score_name
from zicha.backends.columnar.sql import Sql
from zicha.language.walk import premises_of
from zicha.model.conclusions import (
    Conclusion,
    EveryOf,
    FactsSay,
    GapsAbove,
    Holds,
    NotAnyOf,
    Premise,
    ScoreReaches,
    SomeOf,
)

MOST_GAPS = 2**31
"""Sums of gaps are below it: their columns hold no more."""


class Conclusions:
    """The conclusions of a rule set, and the names of their columns."""

    def __init__(self, conclusions: Sequence[Conclusion], points: Points) -> None:
        """Number the conditions on facts, and sort the conclusions into layers."""
        self.all = conclusions
        self.points = points
        found = [p for c in conclusions for p in premises_of(c.when)]
        self.premises: dict[FactsSay, str] = {}
        for premise in found:
            if isinstance(premise, FactsSay):
                self.premises.setdefault(premise, f"premise/{len(self.premises)}")
        self.ask_for_gaps = any(isinstance(premise, GapsAbove) for premise in found)
        self.layers = layers_of(conclusions)

    def name(self, conclusion: str) -> str:
        """Return the column of a conclusion."""
        return f"conclusion/{conclusion}"

    def columns(self, layer: Sequence[Conclusion]) -> Iterator[Sql]:
        """Yield the conclusions of one layer, from the columns of those before."""
        for conclusion in layer:
            found = three_valued(self.truths(conclusion.when))
            yield sql.named(found, self.name(conclusion.id))

    def truths(self, premise: Premise) -> Truths:
        """Return when a premise certainly holds, and when it certainly does not."""
        match premise:
            case EveryOf(parts):
                return every([self.truths(part) for part in parts])
            case SomeOf(parts):
                return some([self.truths(part) for part in parts])
            case NotAnyOf(parts):
                return opposite(some([self.truths(part) for part in parts]))
            case FactsSay():
                return holding(self.premises[premise])
            case Holds(conclusion):
                return holding(self.name(conclusion))
            case ScoreReaches(category):
                if category is None or category in self.points.by_category:
                    return score_reaches(premise, self.points.most)
                return Truths(sql.false(), sql.false())
            case GapsAbove():
                return gaps_above(premise)


def layers_of(conclusions: Sequence[Conclusion]) -> list[list[Conclusion]]:
    """Return the conclusions in layers: none reads another of its own layer."""
    depth: dict[str, int] = {}
    for conclusion in conclusions:
        read = [p.conclusion for p in premises_of(conclusion.when) if isinstance(p, Holds)]
        depth[conclusion.id] = max((depth[other] + 1 for other in read), default=0)
    count = max(depth.values(), default=-1) + 1
    return [[c for c in conclusions if depth[c.id] == number] for number in range(count)]


def score_reaches(premise: ScoreReaches, most: int) -> Truths:
    """Return the truths of a score at or above a line: neither where nothing is possible.

    ``most``: no sum of points is larger.
    """
    numerator, denominator = premise.line.as_integer_ratio()
    per_cent = 100 * denominator
    room = sql.room_for(most * max(abs(numerator), per_cent))

    def points(name: str) -> Sql:
        return sql.column(score_name(premise.category, name, waivers=premise.waivers))

    def times(name: str, factor: int) -> Sql:
        return sql.times(sql.cast(points(name), room), sql.whole(factor))

    wanted = times("possible", numerator)
    something = sql.more(points("possible"), sql.whole(0))
    return Truths(
        sql.all_of(something, sql.at_least(times("worst", per_cent), wanted)),
        sql.all_of(something, sql.less(times("best", per_cent), wanted)),
    )


def gaps_above(premise: GapsAbove) -> Truths:
    """Return the truths of more than a share of the gaps being for a level above."""
    numerator, denominator = premise.percent.as_integer_ratio()
    rest = 100 * denominator - numerator
    room = sql.room_for(MOST_GAPS * max(abs(numerator), abs(rest)))

    def side(name: str, end: str, share: int) -> Sql:
        return sql.times(sql.cast(sql.column(side_name(name, end)), room), sql.whole(share))

    return Truths(
        sql.more(side("above", "fewest", rest), side("own", "most", numerator)),
        sql.at_most(side("above", "most", rest), side("own", "fewest", numerator)),
    )
