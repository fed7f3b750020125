"""Every engine is held to the same tables."""

import pytest

from support.engines import ENGINES
from support.judging import MakeEngine


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> MakeEngine:
    """Give one engine after the other."""
    name: str = request.param
    return ENGINES[name]
