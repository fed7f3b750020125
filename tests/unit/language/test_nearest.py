"""What is suggested for a word that is not known."""

import pytest

from zicha.language.nearest import nearest


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("ofice", ["office", "street"], "office"),
        ("xyz", ["office", "street"], "office / street"),
        ("xyz", [], ""),
    ],
)
def test_it_is_the_nearest_one_or_all_or_nothing(word: str, known: list[str], said: str) -> None:
    assert nearest(word, known) == said
