"""Units as tables: what this engine is given, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Database
from zicha.model.facts import Level


def outcomes_name(level: Level) -> str:
    """Return the name of the table of the outcomes of a level."""
    return f"outcomes_{level}"


@dataclass(frozen=True, slots=True)
class Units:
    """Units in a database, a table or view for each level that has some.

    Each has `unit` (the unit's key, unique over all levels), `parent` (the key of the nearest unit
    above that is given, or null), and columns of facts as ``zicha.backends.columnar.columns``
    describes them, encoded for one day. ``waived``: a table with a row for each `unit` and
    `indicator` that is set aside. ``judged``: the levels whose units are to get a verdict; the
    others are only taken over from. All unless told. ``sums``: what is kept beside the outcomes of
    a level while the facts are read for these: the name of a table, and sums over rows of facts
    and of ``outcomes_name``.
    """

    database: Database
    facts: Mapping[Level, str]
    waived: str | None = None
    judged: frozenset[Level] = frozenset(Level)
    sums: Mapping[Level, tuple[str, sql.Query]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """Where the results are: tables of the same database.

    ``outcomes``: by level its own items (``zicha.backends.columnar.items``); a unit takes over
    those of its parents. ``verdicts``: `unit`, `parent`, `level`, for each indicator the ranks of
    its grades, `code:best` and `code:worst` (null: not applicable), the sums of points
    (``zicha.backends.columnar.scores``), and `conclusion/id` (null: not known).
    ``points_scale``: how many parts make a point in these sums.
    """

    points_scale: int
    outcomes: dict[Level, str] = field(default_factory=dict)
    verdicts: str = "verdicts"
