"""Many units written by hand: yes-or-no questions, each unit judged by the reference.

``questions(10)`` asks ten, of one point each, so that seven times yes are 70 percent; a question
without an answer leaves its point open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from support.hand import DAY, graded, item, rule, rule_set
from zicha.audit.judged import JudgedUnit
from zicha.audit.plain import PlainAnalysis
from zicha.backends.reference.engine import Reference
from zicha.model.conclusions import Conclusion
from zicha.model.facts import Knowledge, Level, Value
from zicha.model.results import Placed
from zicha.model.rules import Grading, Is, Item, Rule
from zicha.model.ruleset import RuleSet
from zicha.scoring.scores import verdicts

COMMUNITY, STREET, DISTRICT, CITY = Level
WHOLE = 10**12
"""The key of a score of 100 percent."""


@dataclass(frozen=True, slots=True)
class Told:
    """A unit, and what is known of it: of the units above it, too. Its name is its id."""

    id: str
    values: Mapping[str, Value | None] = field(default_factory=dict)
    level: Level = COMMUNITY
    above: Mapping[Level, str] = field(default_factory=dict)
    given: frozenset[Level] = frozenset()
    """The levels above it of which a unit is given."""
    waived: frozenset[str] = frozenset()
    size: int | None = None
    day: date = DAY

    @property
    def placed(self) -> Placed:
        """Return where it stands."""
        parent = next((self.above[level] for level in Level if level in self.above), None)
        return Placed(self.id, self.id, self.level, parent, self.above, self.size, self.day)

    @property
    def known(self) -> Knowledge:
        """Return what is known of it."""
        values = {fact: value for fact, value in self.values.items() if value is not None}
        return Knowledge(self.day, self.given | {self.level}, values)

    def knowing(self, values: Mapping[str, Value | None]) -> "Told":
        """Return the unit with more that is known of it."""
        return replace(self, values={**self.values, **values})

    def judged(self, rules: RuleSet) -> JudgedUnit:
        """Return what the reference decides of it."""
        judgement = Reference(rules).judge(self.known, self.waived)
        counted = verdicts(rules, judgement.grades, self.waived)
        return JudgedUnit(self.placed, self.known.levels, judgement, counted)


def analysis(rules: RuleSet, units: Iterable[Told]) -> PlainAnalysis:
    """Return the analysis of some units."""
    return PlainAnalysis(rules, [unit.judged(rules) for unit in units])


# --- Questions ----------------------------------------------------------------------------------


def yes_to(
    fact: str, level: Level = COMMUNITY, owner: str = "x", doer: Level | None = None
) -> Item:
    """Return an item that asks for a yes; it has the id of its fact."""
    made = item(Is(fact, value=True), item_id=fact)
    return replace(made, level=level, owner=owner, doer=doer or level)


def question(code: str, *items: Item, grading: Grading = Grading.ALL) -> Rule:
    """Return an indicator that asks for all of some items."""
    return rule(graded(grading, *items), code=code)


def questions(count: int, *conclusions: Conclusion) -> RuleSet:
    """Return indicators of one question each: 1.1.1 asks q1, and so on."""
    asked = [question(f"1.1.{n}", yes_to(f"q{n}")) for n in range(1, count + 1)]
    return replace(rule_set(*asked), conclusions=conclusions)


def answers(said: Sequence[bool | None]) -> dict[str, bool | None]:
    """Return answers to questions in their order."""
    return {f"q{n}": answer for n, answer in enumerate(said, 1)}


def ten(yes: int, not_said: int = 0) -> dict[str, bool | None]:
    """Return answers to ten questions: first those with yes, then the open ones, the rest no."""
    return answers([True] * yes + [None] * not_said + [False] * (10 - yes - not_said))
