"""What every test stands on: the same surroundings on every machine."""

import os
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

# A busy machine is no failure.
settings.register_profile("zicha", deadline=None, print_blob=True)
settings.load_profile("zicha")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the developer's language and cache out of the tests, and the tests out of the cache."""
    os.environ.pop("ZICHA_LANG", None)
    cache = TemporaryDirectory(prefix="zicha-cache-")
    config.add_cleanup(cache.cleanup)
    os.environ["XDG_CACHE_HOME"] = cache.name
