"""YAML text -> document, from the parser's events and without recursion.

The library's own construction is not used: it reads YAML 1.1 (``no`` as false, dates as dates,
floats in binary), lets the last of two equal keys win and recurses into aliases.
"""

from collections.abc import Iterator

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from zicha.documents import lookalikes
from zicha.documents.document import Document
from zicha.documents.scalars import as_written, code_point, plain_scalar, unusable
from zicha.documents.tree import Tree, UnreadableError
from zicha.documents.yaml_errors import explained, mark_place
from zicha.errors import Place, Problem, problem, visible

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


def yaml_document(text: str, file: str) -> tuple[Document, list[Problem]]:
    """Return a YAML document with what is wrong in it. Raises UnreadableError at a syntax error."""
    walk = Walk(file)
    with walk.tree.keeping_problems():
        for event in events(text, file):
            walk.take(event)
    return walk.tree.document(), walk.tree.problems


def events(text: str, file: str) -> Iterator[Event]:
    """Yield the parser's events. Raises UnreadableError at a syntax error."""
    try:
        yield from yaml.parse(text, Loader=Loader)
    except yaml.YAMLError as error:
        raise UnreadableError(explained(error, text, file)) from None


class Walk:
    """Builds a document from events; what this program refuses in YAML is noted on the way."""

    def __init__(self, file: str) -> None:
        """Begin with an empty tree."""
        self.tree = Tree(file)
        self.documents = 0
        self.skipped = 0
        """Depth inside a list or mapping that stands as a key."""

    def place(self, event: Event) -> Place:
        """Return where an event begins."""
        return mark_place(event.start_mark, self.tree.file)

    def take(self, event: Event) -> None:
        """Take one event."""
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise UnreadableError(problem("yaml-second-document", self.place(event)))
        elif isinstance(event, NodeEvent):
            self.node(event)
        elif isinstance(event, CollectionEndEvent):
            self.end()

    def end(self) -> None:
        """Leave a list or mapping."""
        if self.skipped:
            self.skipped -= 1
            if not self.skipped:
                self.tree.key("", Place(self.tree.file))
        else:
            self.tree.close()

    def node(self, event: NodeEvent) -> None:
        """Take a scalar, an alias, or the beginning of a list or mapping."""
        self.refuse_extras(event)
        is_collection = isinstance(event, CollectionStartEvent)
        if self.skipped:
            self.skipped += is_collection
        elif self.tree.awaits_key:
            self.key(event)
        elif isinstance(event, ScalarEvent):
            self.scalar(event)
        elif is_collection:
            self.tree.open({} if isinstance(event, MappingStartEvent) else [], self.place(event))
        else:
            self.tree.scalar(None, self.place(event))

    def refuse_extras(self, event: NodeEvent) -> None:
        """Note anchors, aliases and tags: the files need none, and they hide what is meant."""
        if isinstance(event, AliasEvent):
            self.tree.report("yaml-alias", self.place(event), name=event.anchor)
        elif event.anchor is not None:
            self.tree.report("yaml-anchor", self.place(event), name=event.anchor)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.tree.report("yaml-tag", self.place(event), tag=tag)

    def key(self, event: NodeEvent) -> None:
        """Take a key; a number as its text."""
        place = self.place(event)
        if not isinstance(event, ScalarEvent):
            self.tree.report("key-not-text", place)
            self.skipped = int(isinstance(event, CollectionStartEvent))
            if not self.skipped:
                self.tree.key("", Place(self.tree.file))
            return
        text = event.value
        if not text:
            self.tree.report("key-empty", place)
        elif text == "<<" and not event.style:
            self.tree.report("yaml-merge", place)
        elif lookalikes.COLON in text:
            self.tree.report("full-width-colon", place)
        elif text != text.strip(lookalikes.SPACES):
            self.tree.report("key-unseen-space", place, key=text.strip(lookalikes.SPACES))
        self.tree.key(self.usable(text, place), place)

    def scalar(self, event: ScalarEvent) -> None:
        """Take a value: quoted text as it is, an unquoted word by its meaning."""
        place = self.place(event)
        text = self.usable(event.value, place)
        if event.style:  # empty or None by parser
            self.tree.scalar(text, place)
            return
        value, found = plain_scalar(text, place)
        if found is not None:
            self.tree.note(found)
        self.tree.scalar(value, place, as_written(text, value))

    def usable(self, text: str, place: Place) -> str:
        """Return a text; a character that an escape smuggled into it is noted and made visible."""
        found = unusable(text)
        if found:
            self.tree.report("control-character", place, character=code_point(found[0]))
        return visible(text)
