"""The audit on a screen of 80 columns."""

from collections.abc import Iterable

from zicha.model.audit import Audit
from zicha.model.text import Lang
from zicha.reports.audit import phrases, tables
from zicha.reports.audit.tables import Table
from zicha.reports.grid import grid
from zicha.reports.lines import rule_line, wrapped
from zicha.reports.table import foot
from zicha.words import say

FIRST, LAST = 20, 10
"""So many units from the top and from the bottom of a ranking."""
GROUPS = 20
GAPS = 15
LEVERS = 5
LOADS = 10
MISSING = 10
CHANGES = 15
SUSPICIONS = 10
INDENT = "    "


def lines_of(texts: Iterable[str]) -> list[str]:
    """Return texts as lines, those that go on indented; an empty text takes none."""
    return [line for text in texts if text for line in wrapped(text, hanging=INDENT)]


def shown(table: Table, lang: Lang) -> list[str]:
    """Return a table, and how many rows are not shown; nothing where it has no rows."""
    if not table.rows:
        return []
    most = [field.most for field in table.fields]
    lines = grid(table.rows, table.heads(lang), most, lean=True)
    return lines + (lines_of([say(lang, "audit.more", count=table.more)]) if table.more else [])


def titled(title: str, lines: list[str]) -> list[str]:
    """Return lines below their title; nothing where there are none."""
    return ["", *wrapped(title), *lines] if lines else []


def heading(audit: Audit) -> list[str]:
    """Return what was audited, when, by which edition, and how many units of each level."""
    return [
        *wrapped(phrases.title(audit)),
        *wrapped(phrases.subtitle(audit)),
        rule_line(),
        *lines_of([phrases.totals(audit), *phrases.received(audit), phrases.problems_line(audit)]),
        *lines_of([say(audit.lang, "table.score_meaning")] if audit.units else []),
    ]


def rankings(audit: Audit) -> list[str]:
    """Return the ranking of each level."""
    lang, labels = audit.lang, phrases.kind_labels(audit)
    lines: list[str] = []
    for kind in phrases.ranked_kinds(audit):
        title = say(lang, "audit.ranking", kind=labels[kind], count=audit.total.get(kind, 0))
        lines += titled(title, shown(tables.ranking(audit, kind, FIRST, LAST), lang))
    meaning = phrases.ranking_meaning(audit, phrases.ends(audit).values())
    return [*lines, *lines_of(meaning)] if lines else []


def groups(audit: Audit) -> list[str]:
    """Return the units below others, rolled up by level."""
    lang, labels = audit.lang, phrases.kind_labels(audit)
    lines: list[str] = []
    for kind in phrases.group_kinds(audit):
        title = say(lang, "audit.by_group", kind=labels[kind])
        lines += titled(title, shown(tables.groups(audit, kind, GROUPS), lang))
    return lines


def work(audit: Audit) -> list[str]:
    """Return the commonest gaps, who has to close them, and what is not known."""
    lang = audit.lang
    parts = {
        "common": tables.common_gaps(audit, GAPS),
        "levers": tables.levers(audit, LEVERS),
        "departments": tables.loads(audit.departments, lang, LOADS),
        "doers": tables.loads(audit.doers, lang, LOADS),
        "missing": tables.missing_facts(audit, MISSING),
    }
    lines: list[str] = []
    for name, table in parts.items():
        lines += titled(say(lang, f"audit.part.{name}"), shown(table, lang))
    return lines


def looks(audit: Audit) -> list[str]:
    """Return what looks odd, and what is otherwise since the audit before."""
    lang, names = audit.lang, phrases.names_of(audit)
    odd = [phrases.suspicion(found, names, lang) for found in audit.suspicions]
    if len(odd) > SUSPICIONS:
        odd[SUSPICIONS:] = [say(lang, "audit.more", count=len(odd) - SUSPICIONS)]
    lines = titled(say(lang, "audit.part.suspicions"), lines_of(odd))
    if audit.changes is not None:
        table = shown(tables.changes(audit.changes, audit, CHANGES), lang)
        sums = lines_of(phrases.changed(audit))
        lines += titled(say(lang, "audit.part.changes"), [*sums, *table])
    return lines


def audit_table(audit: Audit) -> str:
    """Return the audit for a screen: rankings, groups, what is to be done and by whom."""
    lines = [
        *heading(audit),
        *titled(say(audit.lang, "audit.part.marks"), lines_of(phrases.marks(audit, phrases.MARKS))),
        *rankings(audit),
        *groups(audit),
        *work(audit),
        *looks(audit),
        *foot(audit),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"
