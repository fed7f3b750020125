"""From the numbers of an audit to what every format shows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from support.audited import edition_of
from support.audits import COMMON
from support.hand import DAY, rule_set
from support.many import Told, analysis, question, yes_to
from support.rulesets import Generated
from support.small_edition import fact
from zicha.audit import compose
from zicha.audit.compose import Composer
from zicha.model.audit import WorkLoad
from zicha.model.facts import Better, FactType
from zicha.words.requirement import Speaker

FACTS = {name: fact(name, FactType.BOOL, Better.TRUE, name) for name in "abcdefg"}
RULES = rule_set(
    question("1.1.1", yes_to("a"), yes_to("b")),
    *(question(f"1.1.{n}", yes_to(name)) for n, name in enumerate("cdefg", 2)),
)


def test_a_body_names_the_indicators_of_its_commonest_gaps_each_once_and_five_at_most() -> None:
    nothing = dict.fromkeys(FACTS, False)
    units = [Told("c1", nothing), Told("c2", {**nothing, "g": True}), Told("c3", {"g": False})]
    speaker = Speaker(edition_of(Generated(RULES, FACTS)), "zh", {})
    composer = Composer(analysis(RULES, units), RULES, speaker, DAY)
    # All but g are missing twice in c1 and c2, g in c1 and c3; of as many the code decides.
    assert composer.departments() == (
        WorkLoad(
            key="x",
            label="x",
            gaps=14,
            units=3,
            indicators=("1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5"),
            due=DAY + timedelta(days=30),
            first_due=DAY + timedelta(days=30),
        ),
    )
    units = [Told("c1", nothing), Told("c2", {"g": False})]
    composer = Composer(analysis(RULES, units), RULES, speaker, DAY)
    (load,) = composer.departments()
    assert load.indicators == ("1.1.6", "1.1.1", "1.1.2", "1.1.3", "1.1.4")


def test_of_few_units_every_gap_is_shown_and_of_many_the_commonest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # g is missing in two units, each of the other six in one.
    units = [Told("c1", dict.fromkeys(FACTS, False)), Told("c2", {"g": False})]
    speaker = Speaker(edition_of(Generated(RULES, FACTS)), "zh", {})
    composer = Composer(analysis(RULES, units), RULES, speaker, DAY)
    monkeypatch.setattr(Composer, "gap", lambda _, c: replace(COMMON[0], item=c.gap.item.id))
    monkeypatch.setattr(compose, "COMMONEST", 1)
    assert [gap.item for gap in composer.gaps()] == ["g", "a", "b", "c", "d", "e", "f"]
    monkeypatch.setattr(compose, "FEW", 1)
    assert [gap.item for gap in composer.gaps()] == ["g"]
