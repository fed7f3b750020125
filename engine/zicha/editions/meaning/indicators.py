"""Categories, groups and indicators."""

from collections.abc import Collection, Mapping

from zicha.editions.draft import Draft, DraftIndicator
from zicha.editions.meaning.facts import Dictionary
from zicha.editions.meaning.manifest import Manifest
from zicha.editions.meaning.values import check_known, maybe_text, text
from zicha.editions.spot import Spot
from zicha.language.nearest import nearest
from zicha.model.edition import Category, Clause, Group, Indicator, code_order


def categories_of(draft: Draft) -> tuple[Category, ...]:
    """Return the categories in the order of their codes; a code used twice is reported."""
    seen: dict[str, Spot] = {}
    found: list[Category] = []
    for entry in draft.categories:
        check_code_once(entry.shape.code, entry.spot / "code", seen)
        shape = entry.shape
        found.append(Category(shape.code, text(shape.name), maybe_text(shape.short)))
    return tuple(sorted(found, key=lambda category: code_order(category.code)))


def groups_of(draft: Draft) -> tuple[Group, ...]:
    """Return the groups in the order of their codes."""
    seen: dict[str, Spot] = {}
    found: list[Group] = []
    for group in draft.groups:
        shape, spot = group.entry.shape, group.entry.spot
        check_code_once(shape.code, spot / "code", seen)
        check_code_within(shape.code, group.category, spot / "code")
        found.append(Group(shape.code, text(shape.name), group.category))
    return tuple(sorted(found, key=lambda group: code_order(group.code)))


def indicators_of(
    draft: Draft, manifest: Manifest, dictionary: Dictionary
) -> tuple[Indicator, ...]:
    """Return the indicators in the order of their codes; what is unknown in them is reported."""
    seen: dict[str, Spot] = {}
    found: list[Indicator] = []
    for entry in draft.indicators:
        spot = entry.entry.spot
        check_code_once(entry.entry.shape.code, spot / "code", seen)
        check_code_within(entry.entry.shape.code, entry.group, spot / "code")
        check_words(entry, manifest, dictionary)
        found.append(indicator_of(entry, manifest))
    return tuple(sorted(found, key=lambda indicator: code_order(indicator.code)))


def indicator_of(draft: DraftIndicator, manifest: Manifest) -> Indicator:
    """Return one indicator."""
    shape = draft.entry.shape
    return Indicator(
        code=shape.code,
        name=text(shape.name),
        category=draft.category,
        group=draft.group,
        levels=tuple(shape.levels),
        methods=tuple(shape.methods),
        departments=tuple(shape.departments),
        sources=tuple(shape.sources),
        editions_seen=tuple(shape.editions_seen),
        confidence=shape.confidence,
        in_2011=shape.in_2011,
        measured=tuple(Clause(clause.id, text(clause)) for clause in shape.measured),
        facts=tuple(shape.facts),
        points=manifest.shape.points if shape.points is None else shape.points,
        place=draft.entry.spot.place,
        note=maybe_text(shape.note),
    )


def check_words(draft: DraftIndicator, manifest: Manifest, dictionary: Dictionary) -> None:
    """Report every word of an indicator that the edition does not know, or says twice."""
    shape, spot = draft.entry.shape, draft.entry.spot
    vocabulary = manifest.shape
    for i, level in enumerate(shape.levels):
        check_known("edition-level-unknown", level, manifest.levels, spot / "levels" / i)
    for i, method in enumerate(shape.methods):
        check_known("edition-method-unknown", method, vocabulary.methods, spot / "methods" / i)
    for i, name in enumerate(shape.departments):
        check_known(
            "edition-department-unknown", name, vocabulary.departments, spot / "departments" / i
        )
    for i, cite in enumerate(shape.sources):
        manifest.library.check_cite(cite, spot / "sources" / i)
    for i, word in enumerate(shape.editions_seen):
        manifest.library.check_edition(word, spot / "editions_seen" / i)
    for i, fact in enumerate(shape.facts):
        dictionary.check_known(fact, spot / "facts" / i)
    for key in ("levels", "methods", "departments", "sources", "editions_seen", "facts"):
        check_no_repeats(getattr(shape, key), spot / key)
    check_no_repeats([clause.id for clause in shape.measured], spot / "measured", "id")
    if shape.points is not None and shape.points <= 0:
        (spot / "points").report("edition-points-not-positive", points=shape.points)


def check_no_repeats(words: list[str], spot: Spot, *within: str) -> None:
    """Report a word that a list has twice, at the second one."""
    for index, word in enumerate(words):
        if word in words[:index]:
            (spot / index).to(within).report("shape-list-repeats", word=word)


def check_code_once(code: str, spot: Spot, seen: dict[str, Spot]) -> None:
    """Report a code that another one of its kind has."""
    first = seen.setdefault(code, spot)
    if first is not spot:
        spot.report("edition-code-twice", code=code, first=first.place)


def check_code_within(code: str, parent: str, spot: Spot) -> None:
    """Report a code that does not continue that of what it stands in."""
    if not code.startswith(f"{parent}."):
        spot.report("edition-code-outside", code=code, parent=parent)


def check_indicator(
    code: str, declared: Collection[str], known: Mapping[str, Indicator], spot: Spot
) -> bool:
    """Report a code that no file declares; return whether its indicator is known."""
    if code not in declared:
        spot.report("edition-indicator-unknown", code=code, nearest=nearest(code, declared))
    return code in known
