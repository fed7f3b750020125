"""Vetoes: which stand against a unit, whatever its score."""

from zicha.language.walk import facts_by_conclusion
from zicha.model.conclusions import ConclusionKind
from zicha.model.edition import Edition
from zicha.model.facts import Level


def levels_of_vetoes(edition: Edition) -> dict[str, frozenset[Level]]:
    """Return the vetoes, each with the levels whose units it asks for facts."""
    facts = facts_by_conclusion(edition.conclusions)
    vetoes = [c.id for c in edition.conclusions if c.kind is ConclusionKind.VETO]
    return {veto: frozenset(edition.facts[f].level for f in facts[veto]) for veto in vetoes}


def stands(asked: frozenset[Level], given: frozenset[Level], *, holds: bool | None) -> bool:
    """Return whether a veto stands: it holds, or is open although all that it asks is given.

    Args:
        asked: The levels whose units it asks for facts.
        given: The levels of which a unit is given.
        holds: What is known of it.
    """
    return bool(holds) or (holds is None and bool(asked) and asked <= given)
