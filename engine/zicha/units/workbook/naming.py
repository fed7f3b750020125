"""Which fact a row of a form asks for: by its hidden id, else by its label."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zicha.model.edition import Edition
from zicha.model.facts import Fact, FactType
from zicha.model.text import LANGUAGES, Text
from zicha.units.facts import attribute_id
from zicha.units.last import of_the_last
from zicha.units.workbook.filled import Filled
from zicha.units.workbook.layout import (
    EDITION_ROW,
    MEMBER_JOINT,
    UNIT_ROWS,
    attribute_row,
    member_row,
    same,
)
from zicha.units.workbook.table import Row
from zicha.words import say


@of_the_last
def labels_of(edition: Edition) -> Mapping[str, str]:
    """Return the rows of a form by their labels in either language; not those that two share."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for row, text in labelled(edition):
        for lang in LANGUAGES:
            word = same(text.to(lang))
            if found.setdefault(word, row) != row:
                shared.add(word)
    return {word: row for word, row in found.items() if word not in shared}


def labelled(edition: Edition) -> Iterator[tuple[str, Text]]:
    """Yield every row that a form of the edition can have, but members, with its label."""
    for row in (*UNIT_ROWS, EDITION_ROW):
        yield row, Text(say("zh", f"form.row.{row}"), say("en", f"form.row.{row}"))
    for name in edition.attributes:
        yield attribute_row(name), attribute_fact(edition, name).label
    for fact in edition.facts.values():
        if not fact.is_attribute:
            yield fact.id, fact.label


def attribute_fact(edition: Edition, name: str) -> Fact:
    """Return an attribute as it is declared, which is the same at every level."""
    return edition.facts[attribute_id(next(iter(edition.levels)), name)]


def members_of(fact: Fact) -> dict[str, str]:
    """Return the rows of a set's members by their labels in either language."""
    return {
        same(option.label.to(lang)): member_row(fact.id, option.id)
        for option in fact.options
        for lang in LANGUAGES
    }


@dataclass(slots=True)
class Naming:
    """Names rows one after another. ``labels``: of all rows but those of members."""

    edition: Edition
    filled: Filled
    labels: Mapping[str, str]
    members: dict[str, str] = field(default_factory=dict)
    """The rows of the members of the set named last, by their labels."""

    def name(self, row: Row, answers: Sequence[str]) -> str | None:
        """Return the id of a row; None, with a problem where it is answered, if there is none."""
        label = same(row.text("label") or "")
        by_label = self.labels.get(label) or self.members.get(label)
        by_id = row.text("id")
        if by_id is None and by_label is None and row.holds(*answers):
            text = row.text("label")
            if text is None:
                held = next(each for each in answers if row.holds(each))
                self.filled.report("form-row-unlabelled", row.place(held), text=row.text(held))
            else:
                self.filled.report("form-row-unknown", row.place("label"), label=text)
        if by_id is not None and self.is_other(by_id, label):
            self.filled.report("form-row-mixed", row.place("label"), label=row.text("label"))
            return None
        found = by_id or by_label
        self.begin_set(found)
        return found

    def is_other(self, by_id: str, label: str) -> bool:
        """Return whether a label is that of another row than the id names.

        So a row whose visible cells alone were moved is not taken for what it once asked.
        """
        fact, joint, _ = by_id.partition(MEMBER_JOINT)
        if joint and fact in self.edition.facts:
            members = members_of(self.edition.facts[fact])
            return members.get(label, by_id) != by_id
        return self.labels.get(label, by_id) != by_id

    def begin_set(self, row: str | None) -> None:
        """Keep which members may follow a row; those of no set follow a row of no set."""
        fact = self.edition.facts.get((row or "").partition(MEMBER_JOINT)[0])
        is_set = fact is not None and fact.type is FactType.SET
        self.members = members_of(fact) if fact is not None and is_set else {}
