"""The audit as one HTML file: no network, readable without a script, on a phone and on paper."""

from collections.abc import Collection, Sequence
from itertools import accumulate, groupby, pairwise

from zicha.model.audit import Audit, Peers, Standing, UnitGaps
from zicha.model.numbers import Number
from zicha.reports.audit import phrases, tables
from zicha.reports.audit.tables import Table
from zicha.reports.audit.write import LISTED
from zicha.reports.html import environment, rendered
from zicha.reports.phrases import judged, no_gaps
from zicha.words import say
from zicha.words.numbers import percent_text
from zicha.words.problems import problem_line

BOUNDS = (40, 60, 80, 90)
"""Where the next colour of the heat map begins. Unit: percent."""
GAPS = 40
LEVERS = 10
MEANINGS = {"common": "points.gain", "missing": "points.at_stake"}
"""What the points in some sections are of."""
ROWS = 100
"""So many rows of a table below the ranking are shown."""
MOST_DETAILS = 1000
"""So many units have their gap lists on the page at most."""
MOST_GAPS = 36_000
"""So many gaps of units are shown: the page stays below 20 MB, and a browser quick."""


def tone(worst: Number | None) -> str:
    """Return the class of a cell of the heat map: its colour and that of its figures."""
    return "none" if worst is None else f"h{sum(worst >= bound for bound in BOUNDS)}"


def scale(audit: Audit) -> list[tuple[str, str]]:
    """Return the colours of the heat map with what they stand for."""
    lang = audit.lang
    between = [say(lang, "audit.range", low=low, high=high) for low, high in pairwise(BOUNDS)]
    first = say(lang, "audit_page.below", bound=BOUNDS[0])
    last = say(lang, "audit_page.above", bound=BOUNDS[-1])
    return [(f"h{at}", text) for at, text in enumerate((first, *between, last))]


def above(unit: Standing) -> str:
    """Return the ids of the units above one, as the filter looks for them."""
    return " ".join(filter(None, (unit.street, unit.district, unit.city)))


def alike(audit: Audit, units: Collection[Standing]) -> list[tuple[Peers, list[Standing]]]:
    """Return which of some units are alike in size, by level and size."""
    listed = {unit.id for unit in units}
    beside = [pair for pair in phrases.alike(audit) if pair[0].id in listed]
    pairs = groupby(beside, key=lambda pair: (pair[0].kind, pair[1].band))
    found = [list(members) for _, members in pairs]
    return [(members[0][1], [unit for unit, _ in members]) for members in found]


def anchors(details: Sequence[UnitGaps]) -> dict[str, str]:
    """Return where the gap list of each unit stands on the page."""
    return {unit.id: f"u{at}" for at, unit in enumerate(details)}


def shown_details(details: Sequence[UnitGaps]) -> list[UnitGaps]:
    """Return the units whose gaps the page has room for."""
    first = details[:MOST_DETAILS]
    ends = accumulate(len(unit.gaps) for unit in first)
    return [unit for unit, end in zip(first, ends, strict=True) if end <= MOST_GAPS]


def group_tables(audit: Audit) -> list[tuple[str, Table]]:
    """Return the roll-ups by level, each with its title."""
    labels = phrases.kind_labels(audit)
    return [
        (say(audit.lang, "audit.by_group", kind=labels[kind]), tables.groups(audit, kind, ROWS))
        for kind in phrases.group_kinds(audit)
    ]


def sections(audit: Audit) -> list[tuple[str, list[tuple[str, Table]]]]:
    """Return the sections that are tables: name, and each table with its title."""
    lang = audit.lang
    work = [
        (say(lang, "audit_page.departments"), tables.loads(audit.departments, lang, ROWS)),
        (say(lang, "audit_page.doers"), tables.loads(audit.doers, lang, ROWS)),
    ]
    common = [
        ("", tables.common_gaps(audit, GAPS)),
        (say(lang, "audit.part.levers"), tables.levers(audit, LEVERS)),
    ]
    found = [
        ("groups", group_tables(audit)),
        ("common", common),
        ("work", work),
        ("missing", [("", tables.missing_facts(audit, GAPS))]),
    ]
    filled = [(name, [pair for pair in pairs if pair[1].rows]) for name, pairs in found]
    return [(name, pairs) for name, pairs in filled if pairs]


def followed(audit: Audit) -> list[tuple[str, list[str]]]:
    """Return what is to be followed up: titles with lines, as far as there are any."""
    names = phrases.names_of(audit)
    found = {
        "received": phrases.received(audit),
        "suspicions": [phrases.suspicion(each, names, audit.lang) for each in audit.suspicions],
        "problems": [problem_line(each, audit.lang) for each in audit.problems],
    }
    return [(say(audit.lang, f"audit_page.{n}"), lines) for n, lines in found.items() if lines]


def audit_html(audit: Audit) -> str:
    """Return the whole audit as one HTML file."""
    made = environment(audit.lang)
    made.filters.update(
        above=above,
        called=lambda unit: phrases.called(unit, audit),
        no_gaps=lambda is_open: no_gaps(is_open, audit.lang),
        marked=lambda unit: phrases.marked_name(unit, audit),
        place=phrases.place,
        places=lambda rank: phrases.places(rank, audit.lang),
        points=phrases.points_text,
        score=lambda score: phrases.score_text(score, audit.lang),
        sizes=lambda peers: phrases.sizes(peers, audit.lang),
        tone=tone,
    )
    changes = audit.changes
    details = shown_details(audit.details)
    units = phrases.listed(audit.units, LISTED)
    return rendered(
        made.get_template("audit.html.j2"),
        ["style.css", "audit.css"],
        "audit.js",
        audit=audit,
        title=phrases.title(audit),
        subtitle=phrases.subtitle(audit),
        summary=[phrases.totals(audit), *phrases.marks(audit, phrases.MARKS)],
        ranking_meaning=phrases.ranking_meaning(audit, units),
        units=units,
        not_listed=phrases.judged_count(audit) - len(units),
        labels=phrases.kind_labels(audit),
        names=phrases.names_of(audit),
        details=details,
        last_day=phrases.last_day(audit),
        anchors=anchors(details),
        standings={unit.id: unit for unit in audit.units},
        scale=scale(audit),
        alike=alike(audit, units),
        sections=sections(audit),
        meanings=MEANINGS,
        followed=followed(audit),
        changed=phrases.changed(audit),
        changes=None if changes is None else tables.changes(changes, audit, ROWS),
        judged=judged(audit),
        dash=percent_text(None),
    )
