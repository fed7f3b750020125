"""The bulletin (通报) of an audit: what it says, in order; Markdown and Word print it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from zicha.model.audit import Audit, Extreme, GroupStanding, WorkLoad
from zicha.model.facts import Level
from zicha.reports.audit import phrases, tables
from zicha.reports.audit.tables import Table
from zicha.reports.phrases import no_gaps
from zicha.reports.word.fields import day_text
from zicha.words import say
from zicha.words.numbers import percent_text

FIRST, LAST = 10, 5
"""So many units from the top and from the bottom of the ranking."""
GROUPS = 10
GAPS = 8
LEVERS = 3
FACTS = 5
SUSPICIONS = 3
NAMES = 5
HIGHEST = 3
"""So many of the highest groups are told in sentences."""

Style = Literal["title", "addressee", "first", "second", "text", "space", "signature"]


class Piece(NamedTuple):
    """A paragraph and its place in the document."""

    style: Style
    text: str


SPACE = Piece("space", "")
Bulletin = Iterator[Piece | Table]


def phrase(audit: Audit, key: str, **args: object) -> str:
    """Return a sentence of the bulletin."""
    return say(audit.lang, f"bulletin.{key}", **args)


def paragraph(audit: Audit, sentences: Iterable[str]) -> Iterator[Piece]:
    """Yield sentences as one paragraph; nothing where there are none."""
    text = phrase(audit, "after").join(filter(None, sentences))
    if text:
        yield Piece("text", text)


def opening(audit: Audit) -> Bulletin:
    """Yield the title, who it is for, and what was done."""
    yield Piece("title", phrase(audit, "title", name=audit.title))
    yield SPACE
    yield Piece("addressee", phrase(audit, "addressee"))
    if audit.dates:
        day = day_text(phrases.last_day(audit), audit.lang)
        args = {"day": day, "edition": audit.edition_name, "name": audit.title}
        yield Piece("text", phrase(audit, "intro", **args))


def group_text(group: GroupStanding, audit: Audit) -> str:
    """Return how the units below one stand, as a sentence."""
    name, kind = phrases.called(group, audit), group.members_kind_label
    args = {"name": name, "members": group.members, "kind": kind}
    if group.highest is None or group.lowest is None:
        return phrase(audit, "group_unscored", **args)
    args["score"] = phrases.score_text(group.score, audit.lang)
    if group.highest.worst == group.lowest.worst:
        return phrase(audit, "group_alike", **args)
    ends = {"highest": group.highest, "lowest": group.lowest}
    return phrase(audit, "group", **args, **{n: end_text(group, e, audit) for n, e in ends.items()})


def end_text(group: GroupStanding, found: Extreme, audit: Audit) -> str:
    """Return the unit at one end of a group: its lower score, and how much of it is open."""
    shown = phrases.ends(audit).get(found.id)
    is_open = shown is not None and shown.counts.get("open", 0) > 0
    args = {"name": phrases.end_of(group, found, audit), "score": percent_text(found.worst)}
    if shown is None or not is_open:
        return phrase(audit, "end", **args)
    args["score"] = phrases.score_text(shown.score, audit.lang)
    return phrase(audit, "end_open", **args, open=shown.counts["open"])


def highest_groups(audit: Audit) -> list[GroupStanding]:
    """Return the groups that stand below no other, those of the highest level first."""
    ids = {group.id for group in audit.groups}
    found = [group for group in audit.groups if group.parent not in ids]
    return sorted(found, key=lambda group: -Level(group.kind).height)[:HIGHEST]


def state(audit: Audit) -> Bulletin:
    """Yield how things stand as a whole."""
    yield Piece("first", phrase(audit, "state"))
    yield from paragraph(audit, [phrases.totals(audit), *phrases.received(audit)])
    meaning = [say(audit.lang, "table.score_meaning")] if audit.units else []
    yield from paragraph(audit, [*(group_text(g, audit) for g in highest_groups(audit)), *meaning])
    marks = phrases.marks(audit, phrases.FLAGS, NAMES)
    yield from paragraph(audit, (phrase(audit, "mark", mark=mark) for mark in marks))
    yield Piece("text", say(audit.lang, "word.warning", warning=audit.edition_warning))


def standings(audit: Audit) -> Bulletin:
    """Yield the ranking of the units of the lowest level, and of the groups above them."""
    lang, labels = audit.lang, phrases.kind_labels(audit)
    yield Piece("first", phrase(audit, "ranking"))
    kinds = phrases.ranked_kinds(audit)
    if not kinds:
        yield Piece("text", say(lang, "markdown.none"))
        return
    lowest = kinds[0]
    count = audit.total.get(lowest, 0)
    several = count > FIRST + LAST
    args = {"kind": labels[lowest], "count": count, "first": FIRST, "last": LAST}
    yield Piece("text", phrase(audit, "ranked_ends" if several else "ranked", **args))
    yield tables.ranking(audit, lowest, FIRST, LAST)
    yield from paragraph(audit, phrases.ranking_meaning(audit, phrases.ends(audit).values()))
    for kind in phrases.group_kinds(audit):
        table = tables.groups(audit, kind, GROUPS)
        if len(table.rows) > 1:
            yield Piece("text", grouped_text(audit, labels[kind], table))
            yield table


def grouped_text(audit: Audit, kind: str, table: Table) -> str:
    """Return what leads to a table of groups: by what, and how many of them it shows."""
    args = {"kind": kind, "first": len(table.rows), "rest": table.more}
    return phrase(audit, "grouped_first" if table.more else "grouped", **args)


def problems(audit: Audit) -> Bulletin:
    """Yield the commonest gaps."""
    yield Piece("first", phrase(audit, "problems"))
    if not audit.gaps:
        is_open = sum(each.counts["open"] > 0 for each in audit.indicators)
        yield Piece("text", no_gaps(is_open, audit.lang))
        return
    yield Piece("text", phrase(audit, "common", count=min(len(audit.gaps), GAPS)))
    yield tables.common_gaps(audit, GAPS, lifting=False)
    yield from levers(audit)


def levers(audit: Audit) -> Bulletin:
    """Yield the gaps that, closed alone, lift most units over a line."""
    each = [
        phrase(
            audit,
            "lever",
            code=gap.indicator,
            asked=phrases.requirement(gap, audit.lang),
            lifts=phrases.lifts(gap, audit),
        )
        for gap in phrases.levers(audit, LEVERS)
    ]
    if each:
        joined = say(audit.lang, "because.joint").join(each)
        yield Piece("text", phrase(audit, "levers", gaps=joined))


def by_department(audit: Audit) -> Bulletin:
    """Yield what each department has to do."""
    if audit.departments:
        yield Piece("text", phrase(audit, "departments"))
        yield tables.loads(audit.departments, audit.lang, len(audit.departments))


def doer_text(load: WorkLoad, audit: Audit) -> str:
    """Return what units of one level have to close, and until when."""
    args = {"load": load.label, "gaps": load.gaps, "units": load.units}
    return phrase(audit, "doer", **args, until=until_text(load, audit))


def until_text(load: WorkLoad, audit: Audit) -> str:
    """Return by when what a body has to close is due; the first day, too, where it is another."""
    if load.due is None:
        return ""
    day = day_text(load.due, audit.lang)
    if load.first_due is None or not phrases.has_several_days(load):
        return phrase(audit, "until", day=day)
    return phrase(audit, "until_from", first=day_text(load.first_due, audit.lang), day=day)


def by_level(audit: Audit) -> Bulletin:
    """Yield what units of each level have to close, and until when."""
    yield from paragraph(audit, (doer_text(load, audit) for load in audit.doers))


def to_find_out(audit: Audit) -> Bulletin:
    """Yield what is to be found out, looked into, and sent in."""
    lang, names = audit.lang, phrases.names_of(audit)
    facts = [
        phrase(audit, "fact", label=fact.label, count=fact.units, level=fact.level_label)
        for fact in audit.missing_facts[:FACTS]
    ]
    if facts:
        yield Piece("text", phrase(audit, "facts", facts=say(lang, "because.joint").join(facts)))
    odd = [phrases.suspicion(found, names, lang) for found in audit.suspicions[:SUSPICIONS]]
    if odd:
        args = {"odd": say(lang, "because.joint").join(odd), "count": len(audit.suspicions)}
        key = "suspicions" if len(odd) == len(audit.suspicions) else "suspicions_first"
        yield Piece("text", phrase(audit, key, **args))
    if audit.received is not None and audit.received.missing:
        yield Piece("text", phrase(audit, "send_in", count=len(audit.received.missing)))


def again(audit: Audit) -> Bulletin:
    """Yield what is otherwise since the audit before, and where gaps came back."""
    if audit.changes is None:
        return
    before = audit.changes.date
    day = day_text(date.fromisoformat(before), audit.lang) if before else ""
    yield from paragraph(audit, phrases.changed(audit, day))
    back = relapsed(audit)
    if back:
        names = phrases.joined(back, audit.lang)
        yield Piece("text", phrase(audit, "back", count=len(back), names=names))


def relapsed(audit: Audit) -> list[str]:
    """Return what the units are called where gaps came back."""
    found = () if audit.changes is None else audit.changes.units
    return [phrases.called(unit, audit) for unit in found if unit.back]


def demands(audit: Audit) -> Bulletin:
    """Yield what is asked of whom, numbered; what has nothing to say is left out."""
    parts = {
        "by_department": list(by_department(audit)),
        "by_level": list(by_level(audit)),
        "to_find_out": list(to_find_out(audit)),
        "again" if relapsed(audit) else "since": list(again(audit)),
    }
    filled = {name: pieces for name, pieces in parts.items() if pieces}
    yield Piece("first", phrase(audit, "demands"))
    if not filled:
        yield Piece("text", say(audit.lang, "markdown.none"))
    for at, (name, pieces) in enumerate(filled.items(), 1):
        number = say(audit.lang, f"number.{at}")
        title = phrase(audit, f"part.{name}")
        yield Piece("second", phrase(audit, "numbered", number=number, title=title))
        yield from pieces


def closing(audit: Audit) -> Bulletin:
    """Yield who signs, and the day."""
    yield SPACE
    yield Piece("signature", phrase(audit, "signed"))
    if audit.dates:
        yield Piece("signature", day_text(phrases.last_day(audit), audit.lang))


def bulletin(audit: Audit) -> Bulletin:
    """Yield the bulletin: paragraphs and tables."""
    yield from opening(audit)
    yield from state(audit)
    yield from standings(audit)
    yield from problems(audit)
    yield from demands(audit)
    yield from closing(audit)
