"""A sound edition taken apart: rules and conclusions as written, changed one at a time."""

from dataclasses import dataclass, replace

from zicha.documents.document import Document, Path, Plain
from zicha.editions.draft import Draft, draft_of, read_conclusions, read_rule
from zicha.editions.files import content_digest, documents_of
from zicha.editions.load import found_files
from zicha.editions.meaning.conclusions import conclusions_of
from zicha.editions.meaning.edition import edition_of
from zicha.editions.meaning.facts import dictionary_of
from zicha.editions.meaning.manifest import manifest_of
from zicha.editions.meaning.rules import check_form, rule_of
from zicha.editions.meaning.scope import Scope
from zicha.editions.place import EditionFolders
from zicha.editions.spot import Spot
from zicha.errors import InputError, Problem, Severity
from zicha.model.conclusions import Conclusion
from zicha.model.edition import Edition
from zicha.model.rules import Rule


@dataclass(frozen=True, slots=True)
class Written:
    """A rule, or a conclusion, as its file has it: at ``path`` of ``document``."""

    document: Document
    path: Path
    name: str
    """The indicator's code, or the conclusion's id."""

    @property
    def value(self) -> Plain:
        """Return what is written."""
        return Spot(self.document, [], self.path).value


class Workshop:
    """An edition with its documents. What is built from a change is checked as on load."""

    def __init__(self, folders: EditionFolders) -> None:
        """Read the edition.

        Raises:
            InputError: something in it is wrong; nothing can be tried on it.
        """
        raw, problems = found_files(folders)
        documents, found = documents_of(raw)
        problems = [*problems, *found]
        self.documents = documents
        self.draft = draft_of(documents, problems)
        edition = edition_of(self.draft, content_digest(documents))
        if edition is None or faulty(problems) or self.draft.manifest is None:
            raise InputError(problems)
        self.edition: Edition = edition
        manifest = manifest_of(self.draft.manifest)
        self.scope = Scope(manifest, dictionary_of(self.draft, manifest), level=None)

    def rules(self) -> list[Written]:
        """Return every rule as it is written."""
        return [
            Written(rule.entry.spot.document, rule.entry.spot.path, rule.entry.shape.indicator)
            for rule in self.draft.rules
        ]

    def conclusions(self) -> list[Written]:
        """Return every conclusion as it is written."""
        return [
            Written(entry.spot.document, entry.spot.path, entry.shape.id)
            for entry in self.draft.conclusions
        ]

    def rule(self, changed: Written) -> Rule | None:
        """Return the rule that stands in a changed document; none where loading refuses it."""
        found: list[Problem] = []
        draft = read_rule(Spot(changed.document, found, changed.path))
        if draft is None:
            return None
        check_form(draft)
        rule = rule_of(draft, self.scope, self.edition.indicator(changed.name))
        return None if faulty(found) else rule

    def concluded(self, changed: Written) -> tuple[Conclusion, ...] | None:
        """Return the conclusions of a changed document; none where loading refuses them."""
        found: list[Problem] = []
        draft = Draft(found, categories=self.draft.categories)
        read_conclusions(draft, Spot(changed.document, found))
        conclusions = conclusions_of(draft, self.scope)
        return None if faulty(found) else conclusions


def faulty(problems: list[Problem]) -> bool:
    """Return whether one of the problems is an error."""
    return any(each.severity is Severity.ERROR for each in problems)


def with_value(written: Written, path: Path, value: Plain) -> Written:
    """Return a rule or conclusion with another value at ``path``, which begins below it."""
    root = changed(written.document.value, (*written.path, *path), value)
    return replace(written, document=replace(written.document, value=root))


def changed(root: Plain, path: Path, value: Plain) -> Plain:
    """Return a value with another one at ``path``; what is not on the way is shared."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(root, list):
        assert isinstance(step, int)
        return [*root[:step], changed(root[step], rest, value), *root[step + 1 :]]
    assert isinstance(root, dict)
    return {
        key: changed(entry, rest, value) if key == step else entry for key, entry in root.items()
    }
