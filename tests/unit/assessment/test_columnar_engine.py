"""The columnar engine where one names it: the reference judges beside it."""

import pytest

from support.generate import case
from zicha.backends import columnar
from zicha.backends.engines import choose
from zicha.errors import InputError, Place, problem

NAMED = "columnar"


@pytest.mark.skipif(not columnar.available(), reason="DuckDB and sqlglot are not installed")
def test_the_columnar_engine_judges_where_it_is_named_and_the_reference_beside_it() -> None:
    drawn = case(3)
    chosen = choose(drawn.rules, NAMED)
    assert [other.name for other in chosen.beside] == ["reference"]
    assert chosen.judge(drawn.known, drawn.waived).engine == NAMED


def test_without_its_libraries_the_columnar_engine_is_a_wrong_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(columnar, "available", lambda: False)
    with pytest.raises(InputError) as refused:
        choose(case(3).rules, NAMED)
    assert refused.value.problems == (
        problem("engine-needs-audit", Place("--engine"), engine=NAMED),
    )


def test_it_is_available_only_where_both_of_its_libraries_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(columnar, "find_spec", lambda name: None if name == "sqlglot" else name)
    assert not columnar.available()
