"""The digest of what a person gave."""

import pytest

from zicha.documents.document import Document
from zicha.documents.reading import read_json, read_yaml
from zicha.units.digest import facts_digest


def of(text: str) -> Document:
    document, _ = read_yaml(text.encode(), "a")
    assert document is not None
    return document


UNIT = of("unit: {id: a}\nfacts: {x: 60, y: [b]}\n")
STREET = of("unit: {id: s}\n")


def test_line_ends_order_of_keys_format_and_file_name_do_not_count() -> None:
    other = of("facts:\r\n  y:\r\n  - b\r\n  x: 60.0\r\nunit:\r\n  id: a\r\n")
    json, _ = read_json(b'{"facts": {"y": ["b"], "x": 60}, "unit": {"id": "a"}}', "b.json")
    assert json is not None
    assert facts_digest([UNIT]) == facts_digest([other]) == facts_digest([json])


def test_the_order_of_settings_does_not_count() -> None:
    assert facts_digest([UNIT], ["x=1", "y=2"]) == facts_digest([UNIT], ["y=2", "x=1"])


@pytest.mark.parametrize(
    ("documents", "settings"),
    [
        ([STREET], []),
        ([UNIT, STREET], []),
        ([STREET, UNIT], []),
        ([UNIT], ["x=60"]),
        ([of("unit: {id: a}\nfacts: {x: 60.1, y: [b]}\n")], []),
    ],
)
def test_other_facts_another_context_or_other_settings_give_another_digest(
    documents: list[Document], settings: list[str]
) -> None:
    assert facts_digest(documents, settings) != facts_digest([UNIT])
    assert len(facts_digest(documents, settings)) == 64
