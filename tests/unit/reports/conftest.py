"""Units whose reports are written and read back."""

import pytest

from support.reported import HOSTILE, HUAIBEI, WANAN, Reported, reported


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Reported:
    """Return the report of a unit whose names look like tags, formulas and fields."""
    path = tmp_path_factory.mktemp("units") / "hostile.yaml"
    path.write_text(HOSTILE, "utf-8")
    return reported(path)


@pytest.fixture(params=["zh", "en", "hostile"])
def given(request: pytest.FixtureRequest, hostile: Reported) -> Reported:
    """Return a report in Chinese, one in English, one of a hostile unit."""
    made = {"zh": reported(HUAIBEI), "en": reported(WANAN, "en"), "hostile": hostile}
    found: Reported = made[request.param]
    return found
