"""The sheets of an audit's workbook on how units stand: ranking, peers, roll-ups, indicators."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zicha.model.audit import Audit, Extreme, GroupStanding, Rank, Standing
from zicha.model.text import Lang
from zicha.reports.audit import phrases
from zicha.reports.phrases import width
from zicha.reports.sheets import Cell, Column, Look
from zicha.words import say

Row = Sequence[Cell]


class Tab(NamedTuple):
    """A sheet: its name, its columns, its rows, and how many columns stay on the screen."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    kept: int = 0


def column(lang: Lang, name: str, width: float, look: Look = "text") -> Column:
    """Return a column whose head is said by that name."""
    return Column(say(lang, f"audit.column.{name}"), width, look)


def verdict_columns(audit: Audit) -> list[Column]:
    """Return a column for each verdict."""
    counted = [
        *(unit.counts for unit in audit.units[:1]),
        *(group.counts for group in audit.groups[:1]),
        *(indicator.counts for indicator in audit.indicators[:1]),
    ]
    names = list(counted[0]) if counted else []
    return [Column(say(audit.lang, f"verdict.{name}"), 7, "centre") for name in names]


def rank_cells(rank: Rank | None, lang: Lang) -> tuple[Cell, ...]:
    """Return a place, the places that are possible, and whether the order of two may turn."""
    if rank is None:
        return (None, None, None, None)
    overlaps = say(lang, "value.yes") if rank.overlaps_next else None
    return (rank.place, rank.best_place, rank.worst_place, overlaps)


def rank_columns(lang: Lang) -> tuple[Column, ...]:
    """Return the columns of a place."""
    return (
        column(lang, "place", 7, "centre"),
        column(lang, "best_place", 9, "centre"),
        column(lang, "worst_place", 9, "centre"),
        column(lang, "overlaps", 11, "centre"),
    )


def marks_of(unit: Standing, audit: Audit) -> str:
    """Return what singles a unit out."""
    held = [
        conclusion.name
        for conclusion in audit.conclusions
        if conclusion.kind in phrases.FLAGS and unit.conclusions.get(conclusion.code)
    ]
    return say(audit.lang, "because.joint").join(held)


def ranking_tab(audit: Audit) -> Tab:
    """Return the ranking of all units, by level."""
    lang, names = audit.lang, phrases.names_of(audit)
    columns = (
        *rank_columns(lang),
        column(lang, "unit", 18),
        column(lang, "kind", 7, "centre"),
        column(lang, "parent", 18),
        column(lang, "marks", 26),
        column(lang, "worst", 9, "score"),
        column(lang, "best", 9, "score"),
        column(lang, "width", 9, "score"),
        column(lang, "gaps", 7, "centre"),
        column(lang, "own_gaps", 9, "centre"),
        *verdict_columns(audit),
        column(lang, "size", 9, "number"),
        column(lang, "peer_place", 9, "centre"),
        column(lang, "peer_mean", 9, "score"),
        column(lang, "date", 12, "date"),
        column(lang, "id", 18),
    )
    return Tab(
        say(lang, "audit.sheet.ranking"),
        columns,
        (standing_cells(unit, audit, phrases.name_of(unit.parent, names)) for unit in audit.units),
        kept=5,
    )


def standing_cells(unit: Standing, audit: Audit, parent: str) -> Row:
    """Return a unit as cells."""
    peers = unit.peers
    alike: tuple[Cell, ...] = (None, None, None)
    if peers is not None:
        alike = (peers.size, f"{peers.place} / {peers.of}", peers.mean_worst)
    return (
        *rank_cells(unit.rank, audit.lang),
        unit.name,
        unit.kind_label,
        parent,
        marks_of(unit, audit),
        unit.score.worst,
        unit.score.best,
        width(unit.score),
        unit.gaps,
        unit.own_gaps,
        *unit.counts.values(),
        *alike,
        unit.date,
        unit.id,
    )


def peers_tab(audit: Audit) -> Tab:
    """Return units that are alike in size beside each other."""
    lang = audit.lang
    columns = (
        column(lang, "kind", 8, "centre"),
        column(lang, "alike", 22, "centre"),
        column(lang, "peer_place", 11, "centre"),
        column(lang, "unit", 26),
        column(lang, "size", 11, "number"),
        column(lang, "worst", 10, "score"),
        column(lang, "best", 10, "score"),
        column(lang, "peer_mean", 11, "score"),
        column(lang, "id", 18),
    )
    rows = (
        (
            unit.kind_label,
            phrases.sizes(peers, lang),
            peers.place,
            phrases.called(unit, audit),
            peers.size,
            unit.score.worst,
            unit.score.best,
            peers.mean_worst,
            unit.id,
        )
        for unit, peers in phrases.alike(audit)
    )
    return Tab(say(lang, "audit.sheet.peers"), columns, rows, kept=4)


def group_tabs(audit: Audit) -> Iterator[Tab]:
    """Yield the units below others, rolled up, a sheet a level."""
    lang, labels = audit.lang, phrases.kind_labels(audit)
    columns = (
        *rank_columns(lang),
        column(lang, "unit", 26),
        column(lang, "members", 8, "centre"),
        column(lang, "members_kind", 9, "centre"),
        column(lang, "mean_worst", 9, "score"),
        column(lang, "mean_best", 9, "score"),
        column(lang, "highest", 22),
        column(lang, "highest_score", 9, "score"),
        column(lang, "lowest", 22),
        column(lang, "lowest_score", 9, "score"),
        *verdict_columns(audit),
        *(Column(f"{each.code} {each.name}", 12, "score") for each in audit.categories),
        column(lang, "id", 18),
    )
    for kind in phrases.group_kinds(audit):
        rows = [group_cells(group, audit) for group in phrases.groups_of(audit, kind)]
        yield Tab(say(lang, "audit.sheet.groups", kind=labels[kind]), columns, rows, kept=5)


def extreme_cells(group: GroupStanding, found: Extreme | None, audit: Audit) -> tuple[Cell, Cell]:
    """Return the highest or lowest unit of a group."""
    return (None, None) if found is None else (phrases.end_of(group, found, audit), found.worst)


def group_cells(group: GroupStanding, audit: Audit) -> Row:
    """Return the units below one as cells; of categories the mean of the worst scores."""
    return (
        *rank_cells(group.rank, audit.lang),
        phrases.called(group, audit),
        group.members,
        group.members_kind_label,
        group.score.worst,
        group.score.best,
        *extreme_cells(group, group.highest, audit),
        *extreme_cells(group, group.lowest, audit),
        *group.counts.values(),
        *(category.worst for category in group.categories),
        group.id,
    )


def indicators_tab(audit: Audit) -> Tab:
    """Return how many units have each verdict on each indicator."""
    columns = (
        column(audit.lang, "indicator", 8, "code"),
        column(audit.lang, "name", 46),
        *verdict_columns(audit),
    )
    rows: Iterator[Row] = (
        (each.code, each.name, *each.counts.values()) for each in audit.indicators
    )
    return Tab(say(audit.lang, "audit.sheet.indicators"), columns, rows, kept=2)
