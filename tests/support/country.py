"""A random country: units of all levels under random rules, judged one by one and all at once.

Parents may be of any level above, may be missing, may be given without being judged. Some units
answer exactly as another does, so that places are shared; some answer nothing at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from support.columnar import arrays, database
from support.generate import waived
from support.knowing import Knowing
from support.rulesets import DAY, rule_set
from zicha.audit.judged import JudgedUnit
from zicha.audit.plain import PlainAnalysis
from zicha.backends.columnar.analysis.analyse import SqlAnalysis
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.given import given_tables, waiver_table
from zicha.backends.columnar.ledger import Kept, Ledger
from zicha.backends.columnar.placed import placed_table
from zicha.backends.columnar.units import Judged, Units
from zicha.backends.given import Given
from zicha.backends.reference.engine import Reference
from zicha.model.facts import LEVELS, Knowledge, Level, Value, WhyUnknown
from zicha.model.results import Placed
from zicha.scoring.scores import verdicts

SIZES = (None, 7, 100, 100, 200, 300, 400, 1_000_000)
NO_WAIVERS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Resident:
    """A unit. ``parent``: as stated; ``above``: the units above that are given, nearest first."""

    id: str
    level: Level
    parent: str | None
    above: "tuple[Resident, ...]"
    own: Knowledge
    waived: frozenset[str]
    judged: bool
    size: int | None

    @property
    def placed(self) -> Placed:
        """Return where it stands; a parent that is missing is of the next level."""
        found = {upper.level: upper.id for upper in self.above}
        top = self.above[-1] if self.above else self
        if top.parent is not None:
            found.setdefault(LEVELS[top.level.height + 1], top.parent)
        return Placed(self.id, f"name of {self.id}", self.level, self.parent, found, self.size, DAY)

    @property
    def given(self) -> Given:
        """Return it as it stands in the tables."""
        parent = self.above[0].id if self.above else None
        return Given(self.id, parent, self.level, self.own, self.waived)

    @property
    def known(self) -> Knowledge:
        """Return what is known of it, of the units above it, too."""
        every = (self, *self.above)
        values = {fact: value for unit in every for fact, value in unit.own.values.items()}
        return Knowledge(DAY, frozenset(unit.level for unit in every), values)


class Country:
    """The country of a seed. ``counts``: how many units of each level, from the lowest."""

    def __init__(self, seed: int, counts: Sequence[int]) -> None:
        """Draw rules and units."""
        self.seed = seed
        self.rng = Random(seed)
        self.generated = rule_set(self.rng)
        self.knowing = Knowing(self.rng, self.generated)
        self.units: list[Resident] = []
        for level, count in reversed([*zip(LEVELS, counts, strict=True)]):
            self.units += [self.unit(level, number) for number in range(count)]
        self.judged = [unit for unit in self.units if unit.judged]

    # --- Units ----------------------------------------------------------------------------------

    def unit(self, level: Level, number: int) -> Resident:
        """Return a random unit below those that are there."""
        rng = self.rng
        upper = self.upper(level)
        missing = level is not Level.CITY and upper is None and rng.random() < 0.7
        parent = f"missing-{level.value}-{rng.randint(0, 1)}" if missing else None
        is_judged = rng.random() < 0.85
        return Resident(
            id=f"{level.value}-{number}",
            level=level,
            parent=parent if upper is None else upper.id,
            above=() if upper is None else (upper, *upper.above),
            own=self.answers(level),
            waived=waived(rng, self.generated.rules) if rng.random() < 0.4 else NO_WAIVERS,
            judged=is_judged,
            size=rng.choice(SIZES),
        )

    def upper(self, level: Level) -> Resident | None:
        """Return the unit above: mostly of the next level, sometimes of any, sometimes none."""
        every = [unit for unit in self.units if unit.level.height > level.height]
        following = [unit for unit in every if unit.level.height == level.height + 1]
        if not every or self.rng.random() < 0.15:
            return None
        return self.rng.choice(following if following and self.rng.random() < 0.8 else every)

    def answers(self, level: Level) -> Knowledge:
        """Return what a unit answers: of its own, the same as another, nothing."""
        rng = self.rng
        others = [unit.own for unit in self.units if unit.level is level]
        values: dict[str, Value] = {}
        if others and rng.random() < 0.25:
            return rng.choice(others)
        if rng.random() < 0.92:
            why: dict[str, WhyUnknown] = {}
            wholly = rng.random() < 0.2
            for fact in self.generated.facts.values():
                if fact.level is level:
                    self.knowing.draw_fact(fact, values, why, wholly=wholly)
            self.knowing.aim(values)
        return Knowledge(DAY, frozenset([level]), values)

    # --- Analyses -------------------------------------------------------------------------------

    def plain(self) -> PlainAnalysis:
        """Return what is to be said of the units, each judged by the reference."""
        rules = self.generated.rules
        reference = Reference(rules)
        found = []
        for unit in self.judged:
            judgement = reference.judge(unit.known, unit.waived)
            counted = verdicts(rules, judgement.grades, unit.waived)
            found.append(JudgedUnit(unit.placed, unit.known.levels, judgement, counted))
        return PlainAnalysis(rules, found)

    def by_statements(self) -> SqlAnalysis:
        """Return the same, all units judged at once."""
        base: Database = database() if self.seed % 3 == 0 else arrays()
        levels = {fact.id: fact.level for fact in self.generated.facts.values()}
        engine = Columnar(self.generated.rules, levels)
        aside: Mapping[str, frozenset[str]] = {unit.id: unit.waived for unit in self.judged}
        tables = given_tables(base, engine.compiled, [unit.given for unit in self.units])
        waivers = waiver_table(base, aside)
        judged = engine.judge_many(Units(base, tables, waivers))
        placed_table(base, [unit.placed for unit in self.judged])
        return SqlAnalysis(base, engine.compiled, self.kept(Ledger(base), judged))

    def kept(self, ledger: Ledger, judged: Judged) -> Judged:
        """Return the result with the verdicts of those units only that are judged."""
        every = [unit.id for unit in self.units]
        ledger.add(judged, Kept([unit.id for unit in self.judged], every))
        return ledger.whole()
