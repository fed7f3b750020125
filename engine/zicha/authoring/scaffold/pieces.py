"""The pieces of a new indicator, filled with the words of its edition."""

from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from zicha.model.edition import Edition
from zicha.model.facts import Better, FactType
from zicha.model.terms import Terms


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
        "on": str(max(edition.first_days.values())),
        "done": f"done_{short}",
        "faults": f"faults_{short}",
    }


def counting_unit(edition: Edition) -> str:
    """Return the unit that most counts of faults have."""
    counted = [f for f in edition.facts.values() if f.type is FactType.INT and f.unit]
    faults = [f.unit for f in counted if f.better is Better.LESS and f.unit]
    common = Counter(faults).most_common(1)
    return common[0][0] if common else next(iter(edition.units))
