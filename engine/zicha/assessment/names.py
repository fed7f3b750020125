"""An office's own names for the departments of the edition."""

from zicha.documents.document import Document
from zicha.documents.reading import read_file
from zicha.errors import Problem, problem
from zicha.language.nearest import nearest
from zicha.model.edition import Edition


def read_names(path: str | None, edition: Edition) -> tuple[dict[str, str], list[Problem]]:
    """Return the names of a mapping file (the edition's department: the office's), and problems."""
    if path is None:
        return {}, []
    document, problems = read_file(path)
    if document is None:
        return {}, problems
    names, found = names_of(document, edition)
    return names, [*problems, *found]


def names_of(document: Document, edition: Edition) -> tuple[dict[str, str], list[Problem]]:
    """Return the names of a document, and what is wrong with it."""
    if not isinstance(document.value, dict):
        return {}, [problem("names-form", document.place(()))]
    names, problems = {}, []
    for department, name in document.value.items():
        path = (department,)
        if department not in edition.departments:
            near = nearest(department, edition.departments)
            place = document.key_place(path)
            problems.append(problem("names-department", place, department=department, nearest=near))
        elif not isinstance(name, str) or not name.strip():
            problems.append(problem("names-text", document.place(path), department=department))
        else:
            names[department] = " ".join(name.split())
    return names, problems
