"""Files -> an edition, checked whole: the long way, which the cache spares most calls."""

from zicha.editions.draft import draft_of
from zicha.editions.files import RawFile, content_digest, documents_of
from zicha.editions.meaning.edition import edition_of
from zicha.errors import Problem, Severity
from zicha.model.edition import Edition


def edition_in(raw: list[RawFile], found: list[Problem]) -> tuple[Edition | None, list[Problem]]:
    """Return the edition in files, None where a problem is an error, and all problems.

    ``found``: what was wrong before the files were opened; it counts among the problems.
    """
    documents, problems = documents_of(raw)
    problems = [*found, *problems]
    draft = draft_of(documents, problems)
    edition = edition_of(draft, content_digest(documents))
    problems = each_once(problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        edition = None
    return edition, problems


def each_once(problems: list[Problem]) -> list[Problem]:
    """Return problems in the order of their places, each once.

    What a rule says for all of its items is looked at with every item.
    """
    unique = {(p.place, p.code, *sorted(p.args.items())): p for p in problems}
    return [unique[key] for key in sorted(unique)]
