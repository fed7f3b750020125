"""Documents: places of what is not there, and digests."""

from decimal import Decimal

import pytest

from zicha.documents.document import Document, Plain, digest
from zicha.documents.reading import read_json, read_yaml
from zicha.errors import Place

OUTER, INNER, KEY = Place("a", 1, 1), Place("a", 2, 3), Place("a", 2, 1)
DOCUMENT = Document("a", {"x": {}}, {(): OUTER, ("x",): INNER}, {("x",): KEY})


def test_what_is_not_there_has_the_place_of_what_is_around_it() -> None:
    assert DOCUMENT.place(("x", "y", 3)) == INNER
    assert DOCUMENT.place(("z",)) == OUTER
    assert Document("a", None).place(("z",)) == Place("a")


def test_a_key_has_a_place_of_its_own() -> None:
    assert DOCUMENT.key_place(("x",)) == KEY
    assert DOCUMENT.key_place(("x", "y")) == INNER


def of(text: bytes, *, json: bool = False) -> str:
    document, _ = (read_json if json else read_yaml)(text, "a")
    assert document is not None
    return digest(document.value)


def test_order_of_keys_line_ends_and_format_do_not_change_a_digest() -> None:
    assert (
        of(b"a: 1\nb: [x, 2.50]\n")
        == of(b"b:\r\n- x\r\n- 2.5\r\na: 1.0\r\n")
        == of(b'{"b": ["x", 25e-1], "a": 1}', json=True)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (60, "60"),
        (True, "true"),
        (None, "null"),
        (1, True),
        ([1, 2], [2, 1]),
        (10**40, 10**40 + 1),
        (Decimal("0.1"), Decimal("0.10000000000000000000000000000000001")),
        ("'60", 60),
    ],
)
def test_different_content_has_different_digests(one: Plain, other: Plain) -> None:
    assert digest(one) != digest(other)
