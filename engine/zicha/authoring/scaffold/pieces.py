"""The pieces of a new indicator, filled with the words of its edition."""

from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from itertools import count
from string import Template

from zicha.model.edition import Edition
from zicha.model.facts import Better, FactType
from zicha.model.terms import Terms

ANY_DAY = "2000-01-01"
"""The day of cases in an edition whose values have no first day: they count on every one."""
NEEDED = ("methods", "units", "departments", "sources")
"""Keys of the manifest of which a new indicator names an entry."""


@dataclass(frozen=True, slots=True)
class Code:
    """The code of a new indicator: its category, its group, its number."""

    text: str

    @property
    def group(self) -> str:
        """Return the code of its group."""
        return self.text.rpartition(".")[0]

    @property
    def category(self) -> str:
        """Return the code of its category."""
        return self.text.partition(".")[0]


def piece(name: str, words: dict[str, str]) -> str:
    """Return a piece with its words filled in."""
    text = (files("zicha.authoring.scaffold") / f"{name}.yaml").read_text("utf-8")
    return Template(text).substitute(words)


def words_for(code: Code, edition: Edition, terms: Terms) -> dict[str, str]:
    """Return what pieces are filled with: like the group's other indicators where it has some."""
    like = [i for i in edition.indicators if i.group == code.group] or list(edition.indicators)
    first = like[0] if like else None
    level = first.levels[0] if first else next(iter(edition.levels))
    methods = (*(first.methods if first else ()), *edition.methods)
    departments = (*(first.departments if first else ()), *edition.departments)
    works = (*reversed(terms.own_works), *edition.works)
    short = code.text.replace(".", "_")
    return {
        "code": code.text,
        "group": code.group,
        "category": code.category,
        "level": str(level),
        "method": methods[0],
        "department": departments[0],
        "work": works[0],
        "unit": counting_unit(edition),
        "on": str(max(edition.first_days.values(), default=ANY_DAY)),
        "done": unused(f"done_{short}", edition),
        "faults": unused(f"faults_{short}", edition),
    }


def lacking(edition: Edition) -> list[str]:
    """Return the keys of the manifest that are empty, and of which an indicator names an entry."""
    entries = (edition.methods, edition.units, edition.departments, edition.works)
    return [key for key, found in zip(NEEDED, entries, strict=True) if not found]


def unused(fact: str, edition: Edition) -> str:
    """Return an id that no fact has: those of a fact that is past are kept, too."""
    tried = (fact if number == 1 else f"{fact}_{number}" for number in count(1))
    return next(name for name in tried if name not in edition.facts)


def counting_unit(edition: Edition) -> str:
    """Return the unit that most counts of faults have."""
    counted = [f for f in edition.facts.values() if f.type is FactType.INT and f.unit]
    faults = [f.unit for f in counted if f.better is Better.LESS and f.unit]
    common = Counter(faults).most_common(1)
    return common[0][0] if common else next(iter(edition.units))
