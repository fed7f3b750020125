"""The way in: everything wrong or doubtful in an edition."""

from collections.abc import Callable, Iterator

from zicha.authoring.lint import (
    better,
    boundaries,
    cases,
    clauses,
    facts,
    hints,
    idle,
    percents,
    remedies,
    settled,
    sources,
    texts,
)
from zicha.authoring.lint.ignoring import set_aside
from zicha.authoring.lint.material import Material, files_in, material_of
from zicha.editions.load import read_edition
from zicha.editions.place import EditionFolders
from zicha.errors import Problem, Severity
from zicha.model.findings import Ignored

Check = Callable[[Material], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    facts.unused_facts,
    facts.unlisted_facts,
    facts.idle_facts,
    facts.untested_levels,
    hints.alike_labels,
    hints.alike_hints,
    hints.thin_hints,
    texts.wrong_language,
    texts.unfit_terms,
    texts.to_write,
    remedies.bare_remedies,
    sources.unlisted_cites,
    sources.unfit_confidence,
    sources.undated_values,
    clauses.without_rule,
    clauses.uncovered_clauses,
    clauses.idle_items,
    idle.idle_bounds,
    percents.small_percentages,
    settled.settled_conditions,
    better.against_better,
    better.uneven_scales,
    better.closed_bands,
    better.scales_without_best,
    cases.rules_without_case,
    cases.missing_outcomes,
    cases.thin_reasons,
    boundaries.missing_edges,
)
"""What is doubtful in an edition that has no error."""


def lint(folders: EditionFolders) -> tuple[list[Problem], list[Ignored]]:
    """Return what is wrong or doubtful in an edition, and what its author set aside.

    Both in the order of their places. While there is an error, nothing else is looked for: what an
    edition does not say rightly cannot be doubted.
    """
    files = files_in(folders)
    edition, problems = read_edition(folders.indicators, folders.rules)
    if edition is not None:
        material, found = material_of(folders, edition, files)
        problems += found
        if not any(each.severity is Severity.ERROR for each in problems):
            problems += [each for check in CHECKS for each in check(material)]
    standing, ignored = set_aside(problems, files.comments)
    standing.sort(key=lambda each: (each.place, each.code))
    return standing, sorted(ignored, key=lambda each: (each.problem.place, each.problem.code))
