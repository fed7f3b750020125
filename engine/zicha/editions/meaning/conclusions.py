"""Conclusions: premises over scores, facts, gaps and each other, each after those it reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zicha.editions.draft import Draft
from zicha.editions.meaning.conditions import (
    at_least_n,
    check_parts_differ,
    form_of,
    leaf_of,
    mixed,
)
from zicha.editions.meaning.scope import Scope, facts_named, lowest_level
from zicha.editions.meaning.values import check_known, maybe_text, text
from zicha.editions.shape.conclusions import ConclusionShape, PremiseShape, ScoreShape
from zicha.editions.shape.rules import COMPARISONS, SUBJECTS
from zicha.editions.spot import Entry, Spot
from zicha.language.nearest import nearest
from zicha.language.walk import premises_of
from zicha.model.conclusions import (
    Conclusion,
    ConclusionKind,
    EveryOf,
    FactsSay,
    GapsAbove,
    Holds,
    NotAnyOf,
    Premise,
    ScoreReaches,
    SomeOf,
)
from zicha.model.numbers import Number

PREMISES = ("score", "holds", "gaps_above", "all", "any", "none")
CONNECTIVE_MAKERS: dict[str, type[EveryOf | SomeOf | NotAnyOf]] = {
    "all": EveryOf,
    "any": SomeOf,
    "none": NotAnyOf,
}
UNWAIVABLE = (ConclusionKind.PREREQUISITE, ConclusionKind.VETO)
"""Kinds that no waiver touches."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the premises of one conclusion may refer to."""

    scope: Scope
    kind: ConclusionKind
    conclusions: frozenset[str]
    categories: tuple[str, ...]


def conclusions_of(draft: Draft, scope: Scope) -> tuple[Conclusion, ...]:
    """Return the conclusions, each after those that it reads; a cycle is reported."""
    categories = tuple(entry.shape.code for entry in draft.categories)
    declared = frozenset(draft.declared_conclusions)
    found: dict[str, Conclusion] = {}
    spots: dict[str, Spot] = {}
    for entry in draft.conclusions:
        name = entry.shape.id
        if name in spots:
            first = spots[name].place
            (entry.spot / "id").report("conclusion-twice", id=name, first=first)
            continue
        spots[name] = entry.spot / "id"
        made = conclusion_of(entry, Ground(scope, entry.shape.kind, declared, categories))
        if made:
            found[name] = made
    in_order = tuple(ordered(found, spots))
    check_waivers(in_order, {entry.shape.id: entry.spot / "when" for entry in draft.conclusions})
    return in_order


def check_waivers(conclusions: Sequence[Conclusion], spots: Mapping[str, Spot]) -> None:
    """Report what no waiver touches and what yet rests, by others, on a score with waivers.

    ``conclusions``: each after those that it reads. ``spots``: of their premises.
    """
    waivable: dict[str, str] = {}
    for conclusion in conclusions:
        others = [waivable[name] for name in read_by(conclusion.when) if name in waivable]
        premises = premises_of(conclusion.when)
        if any(isinstance(each, ScoreReaches) and each.waivers for each in premises):
            others.insert(0, conclusion.id)
        if others and conclusion.kind in UNWAIVABLE:
            spots[conclusion.id].report(
                "conclusion-waivers-within", kind=conclusion.kind, id=others[0]
            )
        elif others:
            waivable[conclusion.id] = others[0]


def conclusion_of(entry: Entry[ConclusionShape], ground: Ground) -> Conclusion | None:
    """Return one conclusion; none where its premise is wrong."""
    shape, spot = entry.shape, entry.spot
    source = ground.scope.manifest.library.source(shape.source, spot / "source")
    when = premise_of(shape.when, spot / "when", ground)
    if when is None:
        return None
    reason = maybe_text(shape.reason)
    return Conclusion(shape.id, shape.kind, text(shape.label), when, source, spot.place, reason)


def premise_of(shape: PremiseShape, spot: Spot, ground: Ground) -> Premise | None:
    """Return a premise; what is wrong in it is reported, and then there may be none."""
    keys = shape.written(PREMISES)
    others = shape.written((*SUBJECTS, *COMPARISONS, "at_least_n_of"))
    if not keys:
        return facts_say(shape, spot, ground)
    if len(keys) > 1 or others:
        mixed(keys[0], [*keys[1:], *others][0], spot)
        return None
    if shape.score:
        return score_reaches(shape.score, spot / "score", ground)
    if shape.holds:
        return holds(shape.holds, spot / "holds", ground)
    if shape.gaps_above is not None:
        check_percent(shape.gaps_above, spot / "gaps_above")
        return GapsAbove(shape.gaps_above)
    return connective_of(shape, keys[0], spot, ground)


def connective_of(shape: PremiseShape, key: str, spot: Spot, ground: Ground) -> Premise | None:
    """Return all, any or none of several premises."""
    shapes = {"all": shape.all_, "any": shape.any_, "none": shape.none}[key] or []
    found = [premise_of(part, spot / key / i, ground) for i, part in enumerate(shapes)]
    parts = tuple(part for part in found if part)
    check_parts_differ(found, spot / key)
    if len(parts) < len(found):
        return None
    return CONNECTIVE_MAKERS[key](parts)


def facts_say(shape: PremiseShape, spot: Spot, ground: Ground) -> Premise | None:
    """Return a condition on facts; an attribute is that of the lowest level among them."""
    level = lowest_level(facts_named(spot.value), ground.scope.dictionary)
    scope = Scope(ground.scope.manifest, ground.scope.dictionary, level)
    form = form_of(shape, spot)
    if form is None:
        return None
    if form.connective:
        count = at_least_n(shape, spot, scope)
        return FactsSay(count) if count else None
    leaf = leaf_of(shape, form, spot, scope)
    return FactsSay(leaf) if leaf else None


def score_reaches(shape: ScoreShape, spot: Spot, ground: Ground) -> Premise:
    """Return a score line; waivers do not count for what they cannot touch."""
    check_percent(shape.at_least, spot / "at_least")
    if shape.category is not None:
        check_known(
            "edition-category-unknown", shape.category, ground.categories, spot / "category"
        )
    unwaivable = ground.kind in UNWAIVABLE
    if shape.waivers and unwaivable:
        (spot / "waivers").report("conclusion-waivers", kind=ground.kind)
    waivers = not unwaivable and shape.waivers is not False
    return ScoreReaches(shape.category, shape.at_least, waivers)


def holds(name: str, spot: Spot, ground: Ground) -> Premise:
    """Return the premise that another conclusion holds."""
    if name not in ground.conclusions:
        spot.report("conclusion-unknown", id=name, nearest=nearest(name, ground.conclusions))
    return Holds(name)


def check_percent(number: Number, spot: Spot) -> None:
    """Report a share that is none."""
    if not 0 <= number <= 100:  # noqa: PLR2004 -- percent
        spot.report("conclusion-percent", given=number)


# --- Order ----------------------------------------------------------------------------------------


def read_by(premise: Premise) -> Iterator[str]:
    """Yield the conclusions that a premise reads."""
    return (each.conclusion for each in premises_of(premise) if isinstance(each, Holds))


def ordered(found: Mapping[str, Conclusion], spots: Mapping[str, Spot]) -> list[Conclusion]:
    """Return conclusions so that each comes after those that it reads; a cycle is reported once."""
    done: dict[str, Conclusion] = {}
    cyclic: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            cycle = path[path.index(name) :]
            if not cyclic & set(cycle):
                spots[name].report("conclusion-cycle", cycle=" → ".join((*cycle, name)))
            cyclic.update(cycle)
            return
        if name in done or name not in found:
            return
        for other in dict.fromkeys(read_by(found[name].when)):
            visit(other, (*path, name))
        done[name] = found[name]

    for name in found:
        visit(name, ())
    return list(done.values())
