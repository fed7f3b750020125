"""What every test stands on: the same surroundings on every machine."""

import gc
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from support.cli import Ended, Zicha, ended

# A busy machine is no failure.
settings.register_profile("zicha", deadline=None, print_blob=True)
settings.load_profile("zicha")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the texts that the program's output is held to be written anew."""
    parser.addoption("--renew", action="store_true", help="write the golden files anew")


@pytest.fixture
def zicha(capsys: pytest.CaptureFixture[str]) -> Zicha:
    """Return the program, called in this process."""

    def call(*words: str | Path) -> Ended:
        capsys.readouterr()
        return ended(words, capsys)

    return call


def pytest_configure(config: pytest.Config) -> None:
    """Keep the developer's language and cache out of the tests, and the tests out of the cache.

    What all tests stand on is large and is never garbage: it is looked through less often.
    """
    gc.set_threshold(100_000, 50, 50)
    os.environ.pop("ZICHA_LANG", None)
    cache = TemporaryDirectory(prefix="zicha-cache-")
    config.add_cleanup(cache.cleanup)
    os.environ["XDG_CACHE_HOME"] = cache.name
