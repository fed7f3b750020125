"""What is known of the units of one level on a day: dates, twins, observations, contradictions.

The same steps as for a unit that is read from a file (``docs/units.md``, "What is known on a
day"), each one a layer of a query over all units.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.wide import words
from zicha.backends.columnar.wide.layers import Layers
from zicha.backends.columnar.wide.observed import Observed
from zicha.model.edition import Consistency, Edition, NotMore
from zicha.model.facts import Fact, FactType, WhyUnknown

Key = tuple[str, ...]
"""A fact; a set and a member of it; ``high`` after a fact: the upper end of what was observed."""
HIGH = "high"
SEEN = "seen"


def twins_of(edition: Edition) -> dict[str, list[Key]]:
    """Return the members of sets that say the same as a yes-or-no fact, by the fact."""
    found: dict[str, list[Key]] = {}
    for fact in edition.facts.values():
        for option in fact.options if fact.type is FactType.SET else ():
            if option.same_as in edition.facts:
                found.setdefault(option.same_as or "", []).append((fact.id, option.id))
    return found


def bearing_on(edition: Edition, facts: Iterable[str]) -> set[str]:
    """Return facts with all that may contradict them or say the same."""
    found = set(facts)
    for pair in edition.consistency:
        if found.intersection(pair.facts):
            found.update(pair.facts)
    for fact, keys in twins_of(edition).items():
        same = {fact, *(key[0] for key in keys)}
        if found & same:
            found |= same
    return found


@dataclass(frozen=True, slots=True)
class Dates:
    """The day of every fact: its own, that of its row, or that of the assessment.

    ``own``: the column with the days of a fact, by its id. ``row``: that of the days of the rows.
    """

    on: date
    own: Mapping[str, str]
    row: str | None

    def day_of(self, fact: str) -> Sql | None:
        """Return the day of what is stated of a fact; None where that is always ``on``."""
        names = [name for name in (self.own.get(fact), self.row) if name is not None]
        if not names:
            return None
        return words.or_else(*(sql.column(name) for name in names), words.day(self.on))

    def is_stale(self, fact: str, holder: Fact) -> Sql:
        """Return whether what is stated of one fact is too old for another, ``holder``."""
        day = self.day_of(fact)
        if day is None or holder.valid_days is None:
            return sql.false()
        return sql.less(day, words.day(self.on - timedelta(days=holder.valid_days)))

    def is_later(self, fact: str) -> Sql:
        """Return whether what is stated of a fact is dated after the day."""
        day = self.day_of(fact)
        return sql.false() if day is None else sql.more(day, words.day(self.on))

    def counting(self, value: Sql, fact: str, holder: Fact) -> Sql:
        """Return what is stated of one fact where it counts for another, else null."""
        day = self.day_of(fact)
        if day is None:
            return value
        tests = [sql.at_most(day, words.day(self.on))]
        if holder.valid_days is not None:
            first = words.day(self.on - timedelta(days=holder.valid_days))
            again = self.day_of(fact)
            assert again is not None
            tests.append(sql.at_least(again, first))
        return sql.choice([(sql.all_of(*tests), value)])


class Settled:
    """The facts of one level, settled. ``layers`` begin with what is stated."""

    def __init__(
        self, layers: Layers, edition: Edition, facts: Sequence[Fact], dates: Dates
    ) -> None:
        """Begin with what is stated of some facts, with all that bears on them."""
        self.layers = layers
        self.edition = edition
        self.facts = {fact.id: fact for fact in facts}
        self.dates = dates
        self.stated = dict(layers.at)
        self.against: dict[str, list[str]] = {}
        """The columns that say whether something contradicts a fact."""
        self.twins = {
            fact: [(fact,), *keys]
            for fact, keys in twins_of(edition).items()
            if self.facts.keys() & {fact, *(key[0] for key in keys)}
        }

    def settle(self, observed: Observed | None) -> None:
        """Take all steps."""
        self.settle_dates()
        self.settle_twins()
        if observed is not None:
            self.settle_observations(observed)
        self.settle_contradictions()

    # --- Dates --------------------------------------------------------------------------------

    def keys_of(self, fact: str) -> Iterator[Key]:
        """Yield what is stated of a fact: its value, or each of its members."""
        return (key for key in self.stated if key[0] == fact)

    def settle_dates(self) -> None:
        """Take the stated values that count on the day."""
        counted = {
            key: self.dates.counting(self.layers.column(*key), fact.id, fact)
            for fact in self.facts.values()
            if self.dates.day_of(fact.id) is not None
            for key in self.keys_of(fact.id)
        }
        self.layers.replace(counted)

    # --- Facts that say the same --------------------------------------------------------------

    def settle_twins(self) -> None:
        """Make known to each twin what is stated of another; where they differ, to none."""
        joined: dict[Key, Sql] = {}
        clashes: list[tuple[str, Sql]] = []
        for fact, keys in self.twins.items():
            stated = [key for key in keys if key in self.stated]
            if len(keys) > 1 and stated:
                clash = self.layers.fresh()
                clashes.append((clash, self.clash(keys, stated)))
                for key in keys:
                    self.against.setdefault(key[0], []).append(clash)
                    joined[key] = words.or_else(*self.statements(key, stated))
                self.against[fact] = [clash]
        self.layers.replace(joined)
        self.layers.add(clashes)
        self.layers.replace(
            {
                key: self.unless([self.against[fact][0]], key)
                for fact, keys in self.twins.items()
                for key in keys
                if key in joined
            }
        )

    def statements(self, key: Key, stated: Sequence[Key]) -> list[Sql]:
        """Return what is stated of twins, each where it counts for one of them."""
        holder = self.edition.facts[key[0]]
        return [
            self.dates.counting(sql.column(self.stated[other]), other[0], holder)
            for other in stated
        ]

    def clash(self, keys: Sequence[Key], stated: Sequence[Key]) -> Sql:
        """Return whether statements that count for one of the twins differ."""
        found = []
        for key in keys:
            yes = sql.any_of(*(as_test(each, wanted=True) for each in self.statements(key, stated)))
            no = sql.any_of(*(as_test(each, wanted=False) for each in self.statements(key, stated)))
            found.append(sql.all_of(yes, no))
        return sql.any_of(*found)

    def unless(self, tests: Sequence[str], key: Key) -> Sql:
        """Return what is known, and null where a test is true."""
        value = self.layers.column(*key)
        gone = sql.any_of(*(sql.column(name) for name in tests))
        return sql.choice([(gone, nothing_like(key, self.edition))], value)

    # --- Observations -------------------------------------------------------------------------

    def settle_observations(self, observed: Observed) -> None:
        """Let a fact have at least the value that was seen of it."""
        seen_of = {fact: self.layers.fresh() for fact in observed.facts if fact in self.facts}
        if not seen_of:
            return
        columns = [sql.named(sql.column("unit"), "seen unit")]
        for fact, name in seen_of.items():
            is_it = sql.equal(sql.column("fact"), sql.text(fact))
            value = sql.sum_of(sql.choice([(is_it, sql.column("seen"))]))
            columns.append(sql.named(sql.cast(value, Type.BIG), name))
        by_unit = sql.grouped(sql.select(columns, sql.table(observed.table)), sql.column("unit"))
        added = [sql.column(name, SEEN) for name in seen_of.values()]
        rows = sql.nested(self.layers.query, "own")
        self.layers.query = sql.joined_left(
            sql.select([sql.star("own"), *added], rows),
            sql.nested(by_unit, SEEN),
            sql.equal(sql.column("unit", "own"), sql.column("seen unit", SEEN)),
        )
        ends: dict[Key, Sql] = {}
        for fact, name in seen_of.items():
            ends |= self.ends(fact, name)
        self.layers.replace(ends)

    def ends(self, fact: str, name: str) -> dict[Key, Sql]:
        """Return both ends of a number, of which ``name`` was seen, where anything was."""

        def stated() -> Sql:
            return self.layers.known(fact, kind=Type.BIG)

        def seen() -> Sql:
            return sql.column(name)

        is_more = sql.more(seen(), stated())
        low = words.or_else(sql.choice([(is_more, seen())], stated()), seen())
        high = sql.choice([(sql.more(seen(), stated()), seen())], stated())
        return {(fact,): low, (fact, HIGH): high}

    # --- Contradictions -----------------------------------------------------------------------

    def settle_contradictions(self) -> None:
        """Take as unknown what contradicts something, with what says the same."""
        gone: dict[Key, list[str]] = {}
        tests = []
        for pair in self.edition.consistency:
            test = self.contradicts(pair)
            if test is None:
                continue
            name = self.layers.fresh()
            tests.append((name, test))
            for fact in pair.facts:
                for key in (*self.twins.get(fact, ()), (fact,), (fact, HIGH)):
                    if key in self.layers.at and name not in gone.setdefault(key, []):
                        gone[key].append(name)
                    self.against.setdefault(key[0], []).append(name)
        self.layers.add(tests)
        self.layers.replace({key: self.unless(names, key) for key, names in gone.items()})

    def contradicts(self, pair: Consistency) -> Sql | None:
        """Return whether what is known of two facts cannot both be right; None: it always can."""
        first, second = pair.facts
        if (first,) not in self.layers.at or (second,) not in self.layers.at:
            return None
        facts = self.edition.facts
        if isinstance(pair, NotMore):
            high = (second, HIGH) if (second, HIGH) in self.layers.at else (second,)
            low = self.layers.column(first)
            return sql.more(
                sql.times(sql.wide(low), sql.whole(10 ** facts[second].decimals)),
                sql.times(
                    sql.wide(self.layers.column(*high)), sql.whole(10 ** facts[first].decimals)
                ),
            )
        there, not_there = self.is_there(facts[first]), self.is_not_there(facts[second])
        return None if there is None or not_there is None else sql.all_of(there, not_there)

    def is_there(self, fact: Fact) -> Sql | None:
        """Return whether there is certainly something; None where a fact cannot say."""
        if fact.type is FactType.BOOL:
            return self.layers.column(fact.id)
        number = fact.type.is_number
        return sql.more(self.layers.column(fact.id), sql.whole(0)) if number else None

    def is_not_there(self, fact: Fact) -> Sql | None:
        """Return whether there is certainly nothing; None where a fact cannot say."""
        if fact.type is FactType.BOOL:
            return sql.negation(self.layers.column(fact.id))
        if not fact.type.is_number:
            return None
        ends = [key for key in ((fact.id,), (fact.id, HIGH)) if key in self.layers.at]
        return sql.all_of(*(sql.equal(self.layers.column(*key), sql.whole(0)) for key in ends))

    # --- Why something is not known -----------------------------------------------------------

    def why_unknown(self, fact: str) -> Iterator[tuple[WhyUnknown, Sql]]:
        """Yield the reasons why a fact may be unknown, each where it is true; the first counts."""
        against = list(dict.fromkeys(self.against.get(fact, ())))
        if against:
            yield WhyUnknown.CONTRADICTION, sql.any_of(*(sql.column(name) for name in against))
        if self.dates.day_of(fact) is None:
            return
        keys = list(self.keys_of(fact))
        for why, test in (
            (WhyUnknown.LATER, self.dates.is_later(fact)),
            (WhyUnknown.STALE, self.dates.is_stale(fact, self.facts[fact])),
        ):
            given = [sql.negation(sql.is_null(sql.column(self.stated[key]))) for key in keys]
            if given:
                is_stated = sql.any_of(*given)
                yield why, sql.all_of(is_stated, test)


def as_test(value: Sql, *, wanted: bool) -> Sql:
    """Return whether a truth is the one wanted; null is not."""
    return sql.equal(value, sql.true() if wanted else sql.false())


def nothing_like(key: Key, edition: Edition) -> Sql:
    """Return null of the type in which a fact is kept."""
    kept = {
        FactType.BOOL: Type.TRUTH,
        FactType.SET: Type.TRUTH,
        FactType.ENUM: Type.SMALL,
    }
    fact = edition.facts[key[0]]
    if fact.type is FactType.DATE:
        return words.as_day(sql.nothing(Type.TEXT))
    return sql.nothing(kept.get(fact.type, Type.BIG))
