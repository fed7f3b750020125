"""Comments are what stands after a sign that is no part of a text."""

import pytest

from zicha.documents.comments import Comment, read_comments
from zicha.errors import Place


def comments(text: str) -> list[Comment]:
    return read_comments(text.encode(), "f.yaml")


def test_a_comment_stands_alone_or_behind_a_value() -> None:
    assert comments("# 一\na: 1  # two\n") == [
        Comment("一", Place("f.yaml", 1, 1), alone=True),
        Comment("two", Place("f.yaml", 2, 7), alone=False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: 'x # y'\n",
        'a: "x # y"\n',
        "a: x#y\n",
        "a: |\n  # y\n",
        "a: >-\n  x\n  # y\n",
        "a: 'x\n  # y'\n",
        "'a # b': 1\n",
    ],
)
def test_a_sign_inside_of_a_text_begins_no_comment(text: str) -> None:
    assert comments(text) == []


def test_a_comment_behind_a_text_with_a_sign_is_found() -> None:
    assert comments("a: 'x # y' # z\n") == [Comment("z", Place("f.yaml", 1, 12), alone=False)]


def test_a_comment_below_a_block_of_text_is_no_part_of_it() -> None:
    found = comments("a: |\n  x\n# y\nb: 1\n")
    assert found == [Comment("y", Place("f.yaml", 3, 1), alone=True)]


def test_a_file_that_cannot_be_read_has_no_comments() -> None:
    assert comments("a: [1 # x\n") == []
