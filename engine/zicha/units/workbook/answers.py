"""What the rows of a form answer, put together as a unit's file would state it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from zicha.documents.document import Plain
from zicha.model.edition import Edition
from zicha.model.facts import Fact, FactType
from zicha.units.facts import named
from zicha.units.typed import RefusedError, typed_bool
from zicha.units.values import units_of
from zicha.units.workbook.beside import answers_beside, is_other_unit
from zicha.units.workbook.filled import Filled
from zicha.units.workbook.layout import (
    EDITION_ROW,
    MEMBER_JOINT,
    PATH_JOINT,
    UNIT_ROWS,
    attribute_row,
    member_row,
    not_known,
    same,
)
from zicha.units.workbook.naming import Naming, attribute_fact
from zicha.units.workbook.table import Row, Table

VALUE = ("answer", "count", "of")
COUNTS = ("count", "of")
MORE = ("evidence", "date", "note")
"""What may stand beside an answer, under the same names as in a unit's file."""


def answer(row: Row) -> Plain:
    """Return what a row answers; None for nothing, and for the words that say so."""
    value = row.value("answer")
    return None if isinstance(value, str) and same(value) in not_known() else value


def answered_rows(tables: Iterable[Table], naming: Naming) -> dict[str, Row]:
    """Return the rows of some tables by their ids; of two with one id that which is answered."""
    found: dict[str, Row] = {}
    for table in tables:
        naming.begin_set(None)
        for row in table.rows:
            name = naming.name(row, (*VALUE, *MORE))
            if name is None:
                continue
            first = found.setdefault(name, row)
            if first is row or not row.holds(*VALUE):
                continue
            if first.holds(*VALUE):
                label, other = row.text("label") or name, first.place("answer")
                naming.filled.report(
                    "form-row-twice", row.place("answer"), label=label, other=other.cell
                )
            found[name] = row
    return found


def fill_answers(tables: Iterable[Table], naming: Naming) -> None:
    """Put the answers of some tables into a document."""
    edition, rows = naming.edition, answered_rows(tables, naming)
    answers = Answers(edition, naming.filled, rows)
    for name in UNIT_ROWS:
        answers.fill_unit(name)
    answers.check_edition()
    for name in edition.attributes:
        answers.fill_attribute(name)
    for name in rows:
        answers.fill_fact(name)


@dataclass(slots=True)
class Answers:
    """The rows of a form by their ids, and the document that they are put into."""

    edition: Edition
    filled: Filled
    rows: dict[str, Row]
    sets: set[str] = field(default_factory=set)
    """The sets that were put together already."""

    def fill_unit(self, name: str) -> None:
        """Put in what is said of the unit itself."""
        row = self.rows.get(name)
        if row is None:
            return
        path, place = tuple(name.split(PATH_JOINT)), row.place("answer")
        if name == UNIT_ROWS[0]:
            self.filled.values[path[:1]] = self.filled.keys[path[:1]] = place
        self.filled.problems += row.computed("answer")
        self.filled.put(path, row.value("answer"), place)

    def check_edition(self) -> None:
        """Say so where a form was made for another edition."""
        row = self.rows.get(EDITION_ROW)
        named = None if row is None else row.text("answer")
        if row is not None and named is not None and named != self.edition.id:
            place = row.place("answer")
            self.filled.hint("form-of-edition", place, form=named, edition=self.edition.id)

    def fill_attribute(self, name: str) -> None:
        """Put in an attribute of the unit; those of all levels are of one type."""
        row = self.rows.get(attribute_row(name))
        if row is not None:
            self.put(("unit", name), row, attribute_fact(self.edition, name))

    def fill_fact(self, name: str) -> None:
        """Put in a fact, or the set of which a row asks a member."""
        if name in (*UNIT_ROWS, EDITION_ROW) or self.is_attribute(name):
            return
        fact = self.edition.facts.get(name.partition(MEMBER_JOINT)[0])
        if fact is None or not self.is_asked(name, fact):
            row = self.rows[name]
            if row.holds(*VALUE):
                label = row.text("label") or name
                self.filled.hint("form-row-past", row.place("answer"), label=label)
        elif fact.type is FactType.SET:
            self.fill_set(fact)
        else:
            self.put(("facts", name), self.rows[name], fact)

    def is_attribute(self, name: str) -> bool:
        """Return whether a row is that of an attribute."""
        return name in map(attribute_row, self.edition.attributes)

    def is_asked(self, name: str, fact: Fact) -> bool:
        """Return whether the edition still asks for a fact, or for the member of a set."""
        if fact.is_attribute or fact.is_past:
            return False
        _, joint, member = name.partition(MEMBER_JOINT)
        return member in fact.option_ids if joint else True

    def put(self, path: tuple[str, ...], row: Row, fact: Fact) -> None:
        """Put in an answer, with what stands beside it."""
        value = answer(row)
        counts = {key: row.value(key) for key in COUNTS} if row.holds(*COUNTS) else {}
        self.filled.keys[path] = row.place("label")
        self.filled.problems += row.computed(*VALUE, *MORE)
        if value is None and not counts:
            self.note_lost(row)
            self.note_beside(row, fact)
            return
        self.note_merged(row)
        self.check_unit(row, fact)
        self.put_long(path, row, {"value": value, **counts})

    def check_unit(self, row: Row, fact: Fact) -> None:
        """Report a unit that is none of the fact's: who changed it means another number."""
        unit = row.value("unit")
        if unit is not None and is_other_unit(unit, fact, self.edition):
            place, own = row.place("unit"), units_of(fact, self.edition)[0]
            label = row.text("label") or fact.label.zh
            self.filled.report("form-unit-other", place, label=label, unit=unit, own=own)

    def note_beside(self, row: Row, fact: Fact) -> None:
        """Say so where an answer stands in another cell of its row."""
        for column in answers_beside(row, fact, self.edition):
            self.filled.hint("form-answer-beside", row.place(column), text=row.text(column))

    def note_merged(self, row: Row) -> None:
        """Say so where an answer counts for a row into which a cell above was merged."""
        for column in VALUE:
            if row.is_merged(column):
                text = row.text(column)
                self.filled.hint("form-answer-merged", row.place(column), text=text)

    def put_long(self, path: tuple[str, ...], row: Row, said: dict[str, Plain]) -> None:
        """Put in what is said of a fact: its value alone where nothing stands beside it."""
        stated = {key: row.value(key) for key in MORE}
        more = {key: value for key, value in stated.items() if value is not None}
        if [*said] == ["value"] and not more:
            self.filled.put(path, said["value"], row.place("answer"))
            return
        self.filled.values[path] = row.place("answer")
        for key, value in (said | more).items():
            column = "answer" if key == "value" else key
            self.filled.put((*path, key), value, row.place(column))

    def note_lost(self, row: Row) -> None:
        """Say so where something stands beside an answer that is not there."""
        if row.holds(*MORE):
            self.filled.hint("form-no-answer", row.place("answer"), label=row.text("label"))

    def fill_set(self, fact: Fact) -> None:
        """Put a set together from the rows of its members; or from its own, where they are gone."""
        if fact.id in self.sets:
            return
        self.sets.add(fact.id)
        head = self.rows.get(fact.id)
        members = self.members_asked(fact)
        said = {member: answer(row) for member, row in members.items() if answer(row) is not None}
        for row in members.values():
            self.filled.problems += row.computed("answer")
            self.note_unused(row, head)
        if head is not None and (not said or answer(head) is not None):
            if said:
                self.filled.report("form-set-twice", head.place("answer"), **named(fact))
            self.put(("facts", fact.id), head, fact)
        elif said:
            self.put_members(fact, head, said)

    def note_unused(self, row: Row, head: Row | None) -> None:
        """Say so where something else stands beside a member than beside its set."""
        beside = [
            key
            for key in MORE
            if row.value(key) is not None and (head is None or row.value(key) != head.value(key))
        ]
        if beside:
            label = row.text("label")
            self.filled.hint("form-member-more", row.place(beside[0]), label=label)

    def members_asked(self, fact: Fact) -> dict[str, Row]:
        """Return the rows of the members of a set."""
        rows = {member: self.rows.get(member_row(fact.id, member)) for member in fact.option_ids}
        return {member: row for member, row in rows.items() if row is not None}

    def put_members(self, fact: Fact, head: Row | None, said: dict[str, Plain]) -> None:
        """Put in the members of a set; where all are known, as the list of those there."""
        path: tuple[str, ...] = ("facts", fact.id)
        members = self.members_asked(fact)
        place = next(members[member].place("answer") for member in said)
        more = {key: head.value(key) for key in MORE if head and head.value(key) is not None}
        if head is not None and more:
            self.filled.values[path] = head.place("answer")
            self.filled.problems += head.computed(*MORE)
            for key, value in more.items():
                self.filled.put((*path, key), value, head.place(key))
            path = (*path, "value")
        self.filled.put(path, whole_set(fact, said), place)
        for member in said:
            self.filled.values[*path, member] = members[member].place("answer")


def whole_set(fact: Fact, said: dict[str, Plain]) -> Plain:
    """Return a set of which every member is known as the list of those that are there."""
    try:
        there = {member: typed_bool(value) for member, value in said.items()}
    except RefusedError:
        return said
    if len(there) < len(fact.options):
        return {**there}
    return [member for member, is_there in there.items() if is_there]
