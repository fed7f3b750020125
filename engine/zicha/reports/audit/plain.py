"""The audit as plain values: what JSON carries (``zicha/audit/1``)."""

from collections.abc import Iterator, Mapping, Sequence

from zicha.errors import Problem
from zicha.model.audit import (
    Audit,
    CategoryStanding,
    Changes,
    CommonGap,
    Extreme,
    GapKey,
    GroupStanding,
    Memory,
    Peers,
    Rank,
    Received,
    Standing,
    UnitChange,
)
from zicha.model.text import Lang
from zicha.reports.audit.phrases import common_key, last_day
from zicha.reports.plain import Json, percentage, plain, plain_dict, score_plain
from zicha.words.problems import problem_hint, problem_message

SCHEMA = "zicha/audit/1"
NOTHING = Memory()


def rank_plain(rank: Rank | None) -> dict[str, Json]:
    """Return a place and what may become of it, under the keys of a unit; null where none is."""
    return {
        "rank": None if rank is None else rank.place,
        "rank_best": None if rank is None else rank.best_place,
        "rank_worst": None if rank is None else rank.worst_place,
        "tied": None if rank is None else rank.tied,
        "overlaps_next": None if rank is None else rank.overlaps_next,
        "ranked": None if rank is None else rank.of,
    }


def categories_plain(categories: Sequence[CategoryStanding]) -> Json:
    """Return the scores of categories in percent with two decimals."""
    return [
        {"code": each.code, "worst": percentage(each.worst), "best": percentage(each.best)}
        for each in categories
    ]


def peers_plain(peers: Peers | None) -> Json:
    """Return units alike in size."""
    if peers is None:
        return None
    return {
        "band": peers.band,
        "size": peers.size,
        "smallest": peers.smallest,
        "largest": peers.largest,
        "place": peers.place,
        "of": peers.of,
        "mean_worst": percentage(peers.mean_worst),
    }


def keys_by_unit(audit: Audit) -> dict[str, Sequence[str]]:
    """Return the gaps of each unit of which they are known, as later audits look for them."""
    shown = {u.id: [str(GapKey.of(gap)) for gap in u.gaps] for u in audit.details}
    return {**shown, **audit.gap_keys}


def standing_plain(
    unit: Standing, keys: Mapping[str, Sequence[str]], memories: Mapping[str, Memory]
) -> Json:
    """Return a unit with its score, its rank, and what the next audit must know of it."""
    memory = memories.get(unit.id, NOTHING)
    return {
        "id": unit.id,
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent,
        "date": unit.date.isoformat(),
        "street": unit.street,
        "district": unit.district,
        "city": unit.city,
        "score": score_plain(unit.score),
        **rank_plain(unit.rank),
        "counts": {**unit.counts},
        "categories": categories_plain(unit.categories),
        "conclusions": {**unit.conclusions},
        "peers": peers_plain(unit.peers),
        "gaps": unit.gaps,
        "own_gaps": unit.own_gaps,
        "gap_keys": [*keys[unit.id]] if unit.id in keys else None,
        "closed": [*memory.closed],
        "unsettled": [*memory.unsettled],
        "since": {**memory.since},
    }


def extreme_plain(found: Extreme | None) -> Json:
    """Return the highest or lowest unit of a group."""
    if found is None:
        return None
    return {"id": found.id, "name": found.name, "worst": percentage(found.worst)}


def group_plain(group: GroupStanding) -> Json:
    """Return the units below one, under the keys of a unit as far as these fit."""
    return {
        "id": group.id,
        "name": group.name,
        "kind": group.kind,
        "parent": group.parent,
        "given": group.given,
        "members": group.members,
        "members_kind": group.members_kind,
        "score": score_plain(group.score),
        **rank_plain(group.rank),
        "highest": extreme_plain(group.highest),
        "lowest": extreme_plain(group.lowest),
        "counts": plain(group.counts),
        "categories": categories_plain(group.categories),
        "conclusions": {
            code: {"holds": holds, "fails": fails, "open": is_open}
            for code, (holds, fails, is_open) in group.conclusions.items()
        },
    }


def common_gap_plain(gap: CommonGap) -> Json:
    """Return a common gap; ``key`` is what a unit's ``gap_keys`` call it."""
    shown = plain(gap)
    assert isinstance(shown, dict)
    return {"key": str(common_key(gap)), **shown}


def change_plain(change: UnitChange) -> Json:
    """Return what is otherwise for one unit."""
    return {
        "id": change.id,
        "name": change.name,
        "is_new": change.is_new,
        "worst_before": percentage(change.worst_before),
        "worst": percentage(change.worst),
        "rank_before": change.rank_before,
        "rank": change.rank,
        "new": plain(change.new),
        "closed": plain(change.closed),
        "back": plain(change.back),
        "unsettled": plain(change.unsettled),
        "overdue": plain(change.overdue),
    }


def changes_plain(changes: Changes | None) -> Json:
    """Return what is otherwise since the audit before; null where none was named."""
    if changes is None:
        return None
    return {
        "date": changes.date,
        "rules_changed": changes.rules_changed,
        "totals": plain(changes.totals),
        "units": [change_plain(change) for change in changes.units],
        "gone": plain(changes.gone),
        "absent": [
            {
                "id": unit.id,
                "name": unit.name,
                "closed": plain(unit.memory.closed),
                "unsettled": plain(unit.memory.unsettled),
                "since": plain(unit.memory.since),
            }
            for unit in changes.absent
        ],
    }


def received_plain(received: Received | None) -> Json:
    """Return who reported; null where no list of units was named."""
    if received is None:
        return None
    return {
        "expected": received.expected,
        "received": received.received,
        "missing": [{"id": unit, "name": name} for unit, name in received.missing],
        "unexpected": plain(received.unexpected),
    }


def problem_plain(found: Problem, lang: Lang) -> Json:
    """Return a problem of the sources, in words."""
    place = found.place
    return {
        "code": found.code,
        "severity": str(found.severity),
        "place": str(place),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "cell": place.cell,
        "message": problem_message(found, lang),
        "hint": problem_hint(found, lang),
    }


def about_plain(audit: Audit) -> dict[str, Json]:
    """Return what was judged, when, by what."""
    return {
        "schema": SCHEMA,
        "title": audit.title,
        "date": last_day(audit).isoformat() if audit.dates else None,
        "dates": plain(audit.dates),
        "edition": {
            "id": audit.edition,
            "name": audit.edition_name,
            "digest": audit.edition_digest,
            "warning": audit.edition_warning,
        },
        "facts_digest": audit.facts_digest,
        "engine": audit.engine,
        "version": audit.version,
        "lang": audit.lang,
        "by": audit.by,
        "total": plain(audit.total),
        "left_out": audit.left_out,
    }


def audit_plain(audit: Audit) -> dict[str, Json | Iterator[Json]]:
    """Return an audit as JSON carries it; its units one after the other, as they are asked for."""
    keys = keys_by_unit(audit)
    return {
        **about_plain(audit),
        "categories": [{"code": each.code, "name": each.name} for each in audit.categories],
        "conclusions": [
            {"id": each.code, "kind": each.kind, "label": each.name} for each in audit.conclusions
        ],
        "units": (standing_plain(unit, keys, audit.memories) for unit in audit.units),
        "groups": [group_plain(group) for group in audit.groups],
        "indicators": plain(audit.indicators),
        "gaps": [common_gap_plain(gap) for gap in audit.gaps],
        **plain_dict(
            {
                "departments": audit.departments,
                "doers": audit.doers,
                "missing_facts": audit.missing_facts,
                "suspicions": audit.suspicions,
            }
        ),
        "received": received_plain(audit.received),
        "changes": changes_plain(audit.changes),
        "problems": [problem_plain(found, audit.lang) for found in audit.problems],
    }
