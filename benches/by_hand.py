"""A yardstick: a query over plain typed columns, as one who knows SQL would write it by hand.

    python benches/by_hand.py [UNITS]      600,000 unless told

It gives the same three-valued outcomes of items, ranges of grades and points as the columnar
engine, for the indicators of the shipped edition that need no more than a number against a bound,
yes or no, a set, a count of faults or a share, of communities alone, on no condition. The text is
printed from the rules, item by item, the way a person would type it; nothing of the engine's own
SQL is used, and both results are compared in full. Runs alternate.
"""

# ruff: noqa: S608
# Its statements are made of ids of the edition and of numbers.

import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "tests"), str(ROOT / "benches")]

import duckdb  # noqa: E402 - after the path is set

from country import ON, UNKNOWN, marks_of  # noqa: E402
from timing import Figure, one_ms  # noqa: E402
from zicha.backends.columnar.arrays.database import Arrays  # noqa: E402
from zicha.backends.columnar.columns import Count, FactColumns, Grid, Share  # noqa: E402
from zicha.backends.columnar.database import Duck  # noqa: E402
from zicha.backends.columnar.engine import Columnar  # noqa: E402
from zicha.backends.columnar.units import Units  # noqa: E402
from zicha.editions.load import load_edition  # noqa: E402
from zicha.language.asof import rules_on  # noqa: E402
from zicha.language.walk import top_ratio  # noqa: E402
from zicha.model.edition import Edition  # noqa: E402
from zicha.model.facts import Fact, FactType, Level  # noqa: E402
from zicha.model.rules import (  # noqa: E402
    GRADES,
    Always,
    Compare,
    Condition,
    FactValue,
    Grading,
    Includes,
    Is,
    Item,
    ItemKind,
    Part,
    Ratio,
    Rule,
    WhenZero,
)
from zicha.model.ruleset import RuleSet  # noqa: E402

COUNT = 600_000
RUNS = 5
SIGNS = {
    "at_least": (">=", "<"),
    "at_most": ("<=", ">"),
    "more_than": (">", "<="),
    "less_than": ("<", ">="),
    "equals": ("=", "<>"),
}
WORST = len(GRADES) - 1
MANY = 9
"""Faults that surely make the worst grade: a count of which nothing is known."""


# --- Which indicators -----------------------------------------------------------------------------


def is_plain(item: Item) -> bool:
    """Return whether the yardstick can say an item."""
    condition, ratio = item.condition, top_ratio(item)
    plain = isinstance(condition, Is | Includes) or (
        isinstance(condition, Compare)
        and isinstance(condition.subject, FactValue | Ratio)
        and isinstance(condition.bound, int)
    )
    whole = ratio is None or (
        isinstance(ratio.part, FactValue)
        and isinstance(ratio.whole, FactValue)
        and ratio.when_zero is WhenZero.NOT_APPLICABLE
    )
    return plain and whole and item.level is Level.COMMUNITY and not item.applies


def is_simple(rule: Rule) -> bool:
    """Return whether the yardstick can say a rule: some item of each part surely applies."""
    return all(is_plain(item) and not item.fatal for item in rule.items()) and all(
        part.grading is Grading.FAULTS and any(top_ratio(item) is None for item in part.items)
        for part in rule.parts
        if any(top_ratio(item) is not None for item in part.items)
    )


def simple_rules(edition: Edition) -> RuleSet:
    """Return the rules that the yardstick can say, as a rule set of their own."""
    rules = rules_on(edition, ON)
    simple = tuple(rule for rule in rules.rules if is_simple(rule))
    codes = {rule.indicator for rule in simple}
    scored = tuple(indicator for indicator in rules.indicators if indicator.code in codes)
    return replace(rules, rules=simple, indicators=scored, conclusions=())


# --- The query ------------------------------------------------------------------------------------


def tests(condition: Condition) -> tuple[str, str]:
    """Return when a condition is true and when it is false."""
    match condition:
        case Is(fact, wanted):
            return (fact, f"NOT {fact}") if wanted else (f"NOT {fact}", fact)
        case Includes(fact, members):
            names = [f"{fact}__{member}" for member in members]
            return " AND ".join(names), " OR ".join(f"NOT {name}" for name in names)
        case Compare(FactValue(fact), comparison, bound):
            holds, fails = SIGNS[comparison]
            return f"{fact} {holds} {bound}", f"{fact} {fails} {bound}"
        case Compare(Ratio(FactValue(part), FactValue(whole), scale), comparison, bound):
            # Where the whole is 0 an earlier branch has been taken.
            holds, fails = SIGNS[comparison]
            sides = (f"{scale} * {part}", f"{bound} * {whole}")
            return f" {holds} ".join(sides), f" {fails} ".join(sides)
        case Always():
            return "true", "false"
    raise AssertionError(condition)


def outcome(item: Item) -> str:
    """Return what becomes of an item: 0 unmet, 1 open, 2 met, 4 does not apply."""
    holds, fails = tests(item.condition)
    ratio = top_ratio(item)
    out = f"WHEN {ratio.whole.fact} = 0 THEN 4 " if ratio else ""  # type: ignore[union-attr]
    return f"CASE {out}WHEN {holds} THEN 2 WHEN {fails} THEN 0 ELSE 1 END::TINYINT"


def faults(name: str, item: Item) -> tuple[str, str]:
    """Return the fewest and the most faults of an item."""
    condition = item.condition
    if isinstance(condition, Includes):
        lacking = [f"(NOT {condition.fact}__{member})::TINYINT" for member in condition.members]
        ends = [" + ".join(f"coalesce({each}, {end})" for each in lacking) for end in (0, 1)]
        return ends[0], ends[1]
    if item.kind is ItemKind.COUNT:
        assert isinstance(condition, Compare)
        assert isinstance(condition.subject, FactValue)
        fact, allowed = condition.subject.fact, condition.bound
        known = fact if allowed == 0 else f"greatest({fact} - {allowed}, 0)"
        return f"coalesce({known}, 0)", f"coalesce({known}, {MANY})"
    return f'("{name}" = 0)::TINYINT', f'("{name}" <= 1)::TINYINT'


def part_grades(names: Sequence[str], part: Part) -> tuple[str, str]:
    """Return the best and the worst grade of a part, 0 for A to 3 for D."""
    if part.grading is Grading.ALL:
        unmet = " OR ".join(f'"{name}" = 0' for name in names)
        short = " OR ".join(f'"{name}" <= 1' for name in names)
        return f"CASE WHEN {unmet} THEN 3 ELSE 0 END", f"CASE WHEN {short} THEN 3 ELSE 0 END"
    if part.grading is Grading.BANDS:
        bands = [(grade.rank, *tests(band)) for grade, band in part.items[0].bands]
        holds = " ".join(f"WHEN {true} THEN {rank}" for rank, true, _ in bands)
        fails = ["false", *(false for _, _, false in bands)]
        ranks = [*(rank for rank, _, _ in bands), WORST]
        may = " ".join(
            f"WHEN {' AND '.join(fails[1 : n + 1])} THEN {ranks[n]}"
            for n in range(len(bands), 0, -1)
        )
        return f"CASE {may} ELSE {ranks[0]} END", f"CASE {holds} ELSE {WORST} END"
    both = [faults(name, item) for name, item in zip(names, part.items, strict=True)]
    ends = [" + ".join(each[end] for each in both) for end in (0, 1)]
    best, worst = (
        f"CASE {end} WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN 2 ELSE 3 END" for end in ends
    )
    return best, worst


def rule_grades(rule: Rule) -> Iterator[str]:
    """Yield the best and the worst grade of a rule: the lowest of its parts."""
    names = item_names(rule)
    ranges = []
    for part in rule.parts:
        ranges.append(part_grades(names[: len(part.items)], part))
        names = names[len(part.items) :]
    for end, word in enumerate(("best", "worst")):
        grades = [each[end] for each in ranges]
        lowest = grades[0] if len(grades) == 1 else f"greatest({', '.join(grades)})"
        yield f'({lowest})::TINYINT AS "{rule.indicator}:{word}"'


def item_names(rule: Rule) -> list[str]:
    """Return the columns of the items of a rule."""
    return [f"{rule.indicator}/{number}" for number, _ in enumerate(rule.items())]


def points(rules: RuleSet, word: str) -> str:
    """Return the points at the best or the worst grades, in hundredths."""
    earned = "CASE {} WHEN 0 THEN 100 WHEN 1 THEN 66 WHEN 2 THEN 33 ELSE 0 END"
    terms = (earned.format(f'"{rule.indicator}:{word}"') for rule in rules.rules)
    return f"({' + '.join(terms)})::INTEGER AS {word}"


def query(rules: RuleSet) -> str:
    """Return the whole query."""
    items = ",\n    ".join(
        f'{outcome(item)} AS "{name}"'
        for rule in rules.rules
        for name, item in zip(item_names(rule), rule.items(), strict=True)
    )
    grades = ",\n    ".join(text for rule in rules.rules for text in rule_grades(rule))
    names = [f'"{name}"' for rule in rules.rules for name in item_names(rule)]
    names += [f'"{rule.indicator}:{word}"' for rule in rules.rules for word in ("best", "worst")]
    return f"""
CREATE OR REPLACE TABLE by_hand AS
WITH items AS (
  SELECT *,
    {items}
  FROM communities
), grades AS (
  SELECT *,
    {grades}
  FROM items
)
SELECT unit, {", ".join(names)},
  {points(rules, "worst")},
  {points(rules, "best")}
FROM grades
"""


# --- The facts ------------------------------------------------------------------------------------


def raw_columns(fact: Fact, mark: float) -> Iterator[str]:
    """Yield the plain typed columns of a fact, with a random value."""
    known = f"CASE WHEN random() >= {UNKNOWN} THEN {{}} END"
    if fact.type is FactType.BOOL:
        yield f"{known.format('random() < 0.85')} AS {fact.id}"
    elif fact.type is FactType.SET:
        for option in fact.options:
            yield f"{known.format('random() < 0.85')} AS {fact.id}__{option.id}"
    elif fact.type is FactType.INT:
        value = f"greatest(0, floor({mark} + random() * 6 - 3))::INTEGER"
        yield f"{known.format(value)} AS {fact.id}"
    else:
        value = f"({mark} + floor(random() * 9 - 3) * {mark} / 10)::DECIMAL(9, {fact.decimals})"
        yield f"{known.format(value)} AS {fact.id}"


def encoded(facts: Sequence[str], of_fact: dict[str, FactColumns]) -> Iterator[str]:
    """Yield the columns of the engine, from the plain ones."""
    for fact in facts:
        columns = of_fact[fact]
        first = columns.columns[0].name
        match columns:
            case Grid(_, scale):
                point = f"floor({fact} * {scale})::BIGINT"
                yield f'2 * {point} + ({fact} * {scale} > {point})::BIGINT AS "{first}"'
            case Count() | Share():
                yield f'{fact}::BIGINT AS "{first}"'
            case _:
                for column in columns.columns:
                    name = column.name.replace(":has/", "__")
                    yield f'{name} AS "{column.name}"'


class Race:
    """Both over the same units of one database."""

    def __init__(self, count: int) -> None:
        """Invent the units, and encode them for the engine."""
        edition = load_edition(None)
        self.rules = simple_rules(edition)
        levels = {fact.id: fact.level for fact in edition.facts.values()}
        self.engine = Columnar(self.rules, levels, every_fault=False)
        self.connection = duckdb.connect()
        self.connection.execute("SELECT setseed(0.2011)")
        of_fact = dict(self.engine.compiled.encoding.of_fact)
        marks = marks_of(self.rules)
        plain = [c for f in of_fact for c in raw_columns(edition.facts[f], marks.get(f, 3))]
        self.connection.execute(
            f"CREATE TABLE communities AS SELECT n AS unit, {', '.join(plain)}"
            f" FROM range({count}) t(n)"
        )
        self.encoding = (
            "CREATE OR REPLACE TABLE encoded AS SELECT unit, NULL::BIGINT AS parent, "
            f"{', '.join(encoded(list(of_fact), of_fact))} FROM communities"
        )
        self.query = query(self.rules)

    def encode(self) -> None:
        """Make the engine's columns."""
        self.connection.execute(self.encoding)

    def judge(self) -> None:
        """Judge by the engine."""
        # Each time anew: else it would have the facts at hand.
        self.arrays = Arrays(Duck(self.connection))
        judged = self.engine.judge_many(Units(self.arrays, {Level.COMMUNITY: "encoded"}))
        self.tables = [judged.verdicts, *judged.outcomes.values()]

    def judge_by_hand(self) -> None:
        """Judge by the query."""
        self.connection.execute(self.query)

    def differing(self) -> int:
        """Return in how many units the two differ in any outcome, grade or sum."""
        names = [f'"{name}"' for rule in self.rules.rules for name in item_names(rule)]
        ends = [f'"{r.indicator}:{word}"' for r in self.rules.rules for word in ("best", "worst")]
        scale = self.engine.compiled.points.scale
        same = [f"h.{name} IS DISTINCT FROM o.{name}" for name in names]
        same += [f"h.{name} IS DISTINCT FROM v.{name}" for name in ends]
        same += [f'h.{w} * {scale} <> v."score:{w}" * 100' for w in ("worst", "best")]
        self.arrays.lend_whole(self.tables)
        found = self.connection.execute(
            "SELECT count(*) FROM by_hand h FULL JOIN outcomes_community o ON h.unit = o.unit "
            f"FULL JOIN verdicts v ON h.unit = v.unit WHERE {' OR '.join(same)}"
        ).fetchone()
        assert found is not None
        return int(found[0])


def figures(count: int = COUNT) -> Iterator[Figure]:
    """Yield the times of both, and of the one over the other."""
    race = Race(count)
    race.encode()
    ours, theirs, encoding = [], [], []
    for _ in range(RUNS + 1):
        encoding.append(one_ms(race.encode))
        ours.append(one_ms(race.judge))
        theirs.append(one_ms(race.judge_by_hand))
    assert race.differing() == 0, "the query by hand gives other results"
    # The first of each also warms up.
    own, hand, facts = (statistics.median(each[1:]) / 1000 for each in (ours, theirs, encoding))
    name = f"{count:,} units, {len(race.rules.rules)} indicators"
    yield Figure(f"query by hand, {name}", hand, "s")
    yield Figure("columnar, the same from encoded facts", own, "s")
    yield Figure("columnar over the query by hand", own / hand, "x", 1.25)
    yield Figure("the same with encoding the facts", (own + facts) / hand, "x")


def main() -> None:
    """Print the figures."""
    for figure in figures(*(int(word) for word in sys.argv[1:])):
        print(*figure.line(), sep="  ")


if __name__ == "__main__":
    main()
