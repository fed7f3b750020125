"""What to do about a gap names where it was seen, up to so many places."""

from datetime import date

import pytest

from support.small_edition import SMALL
from zicha.assessment.seen import with_places
from zicha.model.report import Seen
from zicha.words.requirement import Speaker

SPEAKER = Speaker(SMALL, "zh", {})


@pytest.mark.parametrize(("count", "last"), [(20, "20号楼 1处。"), (21, "20号楼 1处等21处。")])
def test_so_many_places_are_named_and_of_more_the_number_is_told(count: int, last: str) -> None:
    seen = tuple(Seen(1, f"{n}号楼", date(2011, 6, 30), None, None) for n in range(1, count + 1))
    said = with_places("清理。", seen, "处", SPEAKER)
    assert said.startswith("清理。现场发现的地点：1号楼 1处、2号楼 1处、")
    assert said.endswith(f"、{last}")


def test_what_was_seen_nowhere_and_without_a_photo_adds_nothing() -> None:
    seen = (Seen(1, "", date(2011, 6, 30), None, None),)
    assert with_places("清理。", seen, "处", SPEAKER) == "清理。"
