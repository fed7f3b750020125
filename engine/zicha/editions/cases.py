"""The rules' own test cases: read, and checked against the rules that they are about."""

from dataclasses import dataclass
from pathlib import Path

from zicha.documents.document import Document
from zicha.editions.files import FileKind, documents_of, listed_files, raw_files
from zicha.editions.meaning.manifest import RESERVED
from zicha.editions.meaning.values import check_known
from zicha.editions.place import EditionFolders
from zicha.editions.reading import each_once
from zicha.editions.shape.cases import CaseFileFrame, CaseShape, ExpectedGapShape, ExpectShape
from zicha.editions.shape.complaints import shaped
from zicha.editions.spot import Entry, Spot
from zicha.errors import Problem
from zicha.language.nearest import nearest
from zicha.model.cases import Case, Expected, ExpectedGap
from zicha.model.edition import Edition
from zicha.model.facts import WhyUnknown
from zicha.model.judgement import WhyNotApplicable
from zicha.model.rules import Compare, Includes, Item

GAP_VALUES = ("required", "actual", "shortfall", "member")
REASONS = (*map(str, WhyUnknown), *map(str, WhyNotApplicable), "no_rule")
"""Why an indicator is open or does not apply, as a report has it."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one file, with the document that their facts stand in."""

    document: Document
    cases: tuple[Case, ...]


def read_cases(
    indicators: Path, rules: Path, edition: Edition
) -> tuple[tuple[CaseFile, ...], list[Problem]]:
    """Return the cases beside the rules of an edition, and what is wrong in them.

    Facts are left as they stand: whether they suit the edition is for who reads units to say.
    """
    files, _ = listed_files(EditionFolders(indicators, rules))
    raw, problems = raw_files([file for file in files if file.kind is FileKind.CASES])
    documents, unreadable = documents_of(raw)
    found = [*problems, *unreadable]
    cases = tuple(_case_file(document, edition, found) for document in documents.values())
    return cases, each_once(found)


def _case_file(document: Document, edition: Edition, found: list[Problem]) -> CaseFile:
    """Return the cases of one file."""
    spot = Spot(document, found)
    file = shaped(CaseFileFrame.model_validate, spot)
    cases: list[Case] = []
    seen: dict[tuple[str | None, str], Spot] = {}
    for i in range(len(file.shape.cases) if file else 0):
        entry = shaped(CaseShape.model_validate, spot / "cases" / i)
        if entry is None:
            continue
        shape = entry.shape
        first = seen.setdefault((shape.indicator, shape.name), entry.spot)
        if first is not entry.spot:
            (entry.spot / "name").report("case-twice", name=shape.name, first=first.place)
        check_case(entry, edition)
        cases.append(case_of(entry))
    return CaseFile(document, tuple(cases))


def case_of(entry: Entry[CaseShape]) -> Case:
    """Return one case."""
    shape = entry.shape
    return Case(
        name=shape.name,
        why=shape.why,
        indicator=shape.indicator,
        kind=shape.kind,
        on=shape.on,
        expected=expected_of(shape.expect),
        place=entry.spot.place,
        path=entry.spot.path,
        unit=shape.unit,
        facts=shape.facts,
        context=shape.context,
        observations=tuple(shape.observations),
        waived=frozenset(shape.waived),
    )


def expected_of(shape: ExpectShape) -> Expected:
    """Return what a case expects."""
    gaps = None if shape.gaps is None else tuple(gap_of(gap) for gap in shape.gaps)
    return Expected(shape.items, shape.grade, gaps, shape.reason, shape.conclusions)


def gap_of(shape: ExpectedGapShape) -> ExpectedGap:
    """Return a gap with the values that the file writes."""
    written = [name for name in GAP_VALUES if name in shape.model_fields_set]
    return ExpectedGap(shape.item, {name: getattr(shape, name) for name in written})


def check_case(entry: Entry[CaseShape], edition: Edition) -> None:
    """Report what a case names that its edition does not have, or that says nothing."""
    shape, spot = entry.shape, entry.spot
    expect = shape.expect
    codes = [indicator.code for indicator in edition.indicators]
    for i, code in enumerate(shape.waived):
        check_known("case-indicator-unknown", code, codes, spot / "waived" / i)
    known = [conclusion.id for conclusion in edition.conclusions]
    for name in expect.conclusions:
        at = spot / "expect" / "conclusions" / name
        check_known("case-conclusion-unknown", name, known, at)
    if expect.reason is not None:
        check_known("case-reason-unknown", expect.reason, REASONS, spot / "expect" / "reason")
    check_attributes(entry, edition)
    for level in shape.context:
        if level.height <= shape.kind.height:
            at = spot / "context" / level
            at.report_key("case-context-level", level=level, kind=shape.kind)
    said = (getattr(expect, key) for key in expect.model_fields_set)
    if all(value == {} for value in said):
        (spot / "expect").report("case-expects-nothing")
    if shape.indicator is None:
        check_without_indicator(entry)
    elif check_known("case-indicator-unknown", shape.indicator, codes, spot / "indicator"):
        rule = edition.rules.get(shape.indicator)
        check_items(entry, {item.id: item for item in rule.items()} if rule else {})


def check_attributes(entry: Entry[CaseShape], edition: Edition) -> None:
    """Report what a case says of its unit besides attributes: its kind stands in the case."""
    for name in entry.shape.unit:
        if name in RESERVED:
            near = nearest(name, edition.attributes)
            at = entry.spot / "unit" / name
            at.report_key("case-attribute-unknown", word=name, nearest=near)


def check_without_indicator(entry: Entry[CaseShape]) -> None:
    """Report what a case expects of an indicator that it does not name."""
    for key in ("items", "grade", "gaps", "reason"):
        if key in entry.shape.expect.model_fields_set:
            (entry.spot / "expect" / key).report_key("case-without-indicator", key=key)


def check_items(entry: Entry[CaseShape], items: dict[str, Item]) -> None:
    """Report items and members that the rule does not have."""
    spot = entry.spot / "expect"
    for name in entry.shape.expect.items:
        check_known("case-item-unknown", name, items, spot / "items" / name)
    for i, gap in enumerate(entry.shape.expect.gaps or ()):
        at = spot / "gaps" / i
        if not check_known("case-item-unknown", gap.item, items, at / "item"):
            continue
        condition = items[gap.item].condition
        if isinstance(condition, Compare):
            check_numbers(gap, at)
        members = condition.members if isinstance(condition, Includes) else ()
        if gap.member is not None:
            check_known("case-member-unknown", gap.member, members, at / "member")


def check_numbers(gap: ExpectedGapShape, spot: Spot) -> None:
    """Report a text where the gap of a number has one; it would never be equal to it."""
    for key in ("required", "actual", "shortfall"):
        if isinstance(getattr(gap, key), str):
            (spot / key).report("shape-not-number", given=f"'{getattr(gap, key)}'")
