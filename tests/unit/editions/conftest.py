"""The tiny edition, read once."""

import pytest

from support.tiny_edition import edition_in
from zicha.model.edition import Edition


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """Return the tiny edition."""
    return edition_in(tmp_path_factory.mktemp("tiny"))
