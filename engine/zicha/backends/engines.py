"""Which engine judges, and the reference beside it: a verdict is shown only where they agree."""

from dataclasses import dataclass, replace

from zicha.backends.protocol import Engine
from zicha.errors import EngineError, InputError, Place, problem
from zicha.model.facts import Knowledge
from zicha.model.judgement import Judgement
from zicha.model.ruleset import RuleSet

SAID = 3
"""Differences that the message of a disagreement has room for."""
ENGINES = ("auto", "reference", "rete", "columnar")


class DisagreementError(EngineError):
    """Two engines judge the same facts differently: a fault of this program."""

    def __init__(self, first: Judgement, second: Judgement) -> None:
        """Keep both judgements, and where they differ."""
        self.first, self.second = first, second
        self.differences = tuple(differences(first, second))
        more = len(self.differences) - SAID
        said = [*self.differences[:SAID], *([f"and {more} more"] if more > 0 else [])]
        super().__init__("; ".join(said))


def differences(first: Judgement, second: Judgement) -> list[str]:
    """Return where two judgements differ: item results, grades, conclusions."""
    found = []
    for code in sorted(first.items.keys() | second.items.keys()):
        if first.items.get(code) != second.items.get(code):
            found.append(f"items of {code}: {first.items.get(code)} / {second.items.get(code)}")
        if first.grades.get(code) != second.grades.get(code):
            found.append(f"grade of {code}: {first.grades.get(code)} / {second.grades.get(code)}")
    for name in sorted(first.conclusions.keys() | second.conclusions.keys()):
        one, other = first.conclusions.get(name), second.conclusions.get(name)
        if one != other or (name in first.conclusions) != (name in second.conclusions):
            found.append(f"conclusion {name}: {one} / {other}")
    return found


@dataclass(frozen=True, slots=True)
class Chosen:
    """The engine that judges, and those that must agree with it."""

    rules: RuleSet
    engine: Engine
    beside: tuple[Engine, ...]

    def judge(self, known: Knowledge, waived: frozenset[str]) -> Judgement:
        """Return the judgement that all engines agree on, under the name of the first.

        Raises:
            DisagreementError: the engines differ.
        """
        judgement = self.engine.judge(known, waived)
        for other in self.beside:
            second = other.judge(known, waived)
            if differences(judgement, second):
                raise DisagreementError(judgement, second)
        return replace(judgement, engine=self.engine.name)


def choose(rules: RuleSet, name: str) -> Chosen:
    """Return the engines for a rule set: the one named (``auto``: rete where it imports).

    The reference always judges beside another: rete alone cannot tell a lost rule from an unknown
    fact.

    Raises:
        InputError: the engine named does not work here, or cannot hold the rules.
    """
    # Each engine is read only where it is to judge: none stands on another.
    from zicha.backends.reference.engine import Reference  # noqa: PLC0415

    reference = Reference(rules)
    if name == "reference":
        return Chosen(rules, reference, ())
    if name == "columnar":
        return Chosen(rules, columnar_engine(rules), (reference,))
    from zicha.backends import rete  # noqa: PLC0415

    if rete.available():
        return Chosen(rules, rete.Rete(rules), (reference,))
    if name == "auto":
        return Chosen(rules, reference, ())
    raise InputError([problem("engine-missing", Place("--engine"), engine=name)])


def columnar_engine(rules: RuleSet) -> Engine:
    """Return the columnar engine.

    Raises:
        InputError: its libraries are not installed, or it cannot hold the rules.
    """
    from zicha.backends import columnar  # noqa: PLC0415

    if not columnar.available():
        raise InputError([problem("engine-needs-audit", Place("--engine"), engine="columnar")])
    from zicha.backends.columnar.engine import Columnar  # noqa: PLC0415

    return Columnar(rules)
