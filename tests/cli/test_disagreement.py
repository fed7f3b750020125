"""Two engines that disagree: no report, and a file that shows it again."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from support.cli import HUAIBEI, SAMPLE, Ended, Json, Zicha, of_sample, sample
from zicha.backends import rete
from zicha.backends.reference.engine import Reference
from zicha.model.facts import Knowledge
from zicha.model.judgement import GradeRange, ItemResult, Judgement, Outcome
from zicha.model.rules import Grade

pytestmark = pytest.mark.skipif(
    not rete.available(), reason="without durable_rules one engine judges alone"
)

Outcomes = dict[str, tuple[ItemResult, ...]]
ABOVE = ("--context", sample("street"), "--context", sample("district"))


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def fault_in_reference(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the reference take the first requirement of an indicator for met, whatever the facts."""
    sound: Callable[[Reference, Knowledge], Outcomes] = Reference.outcomes

    def outcomes(self: Reference, known: Knowledge) -> Outcomes:
        found = sound(self, known)
        first, *others = found[code]
        met = first._replace(outcome=Outcome.MET, faults=(0, 0))
        return found | {code: (met, *others)}

    monkeypatch.setattr(Reference, "outcomes", outcomes)


def fault_in_rete(monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Judgement], Judgement]) -> None:
    """Let rete give a judgement with something wrong in it."""
    sound = rete.Rete.judge

    def judge(self: rete.Rete, known: Knowledge, waived: frozenset[str] = frozenset()) -> Judgement:
        return wrong(sound(self, known, waived))

    monkeypatch.setattr(rete.Rete, "judge", judge)


def with_item(found: Judgement) -> Judgement:
    return replace(found, items={**found.items, "1.1.4": (ItemResult(Outcome.MET),)})


def with_grade(found: Judgement) -> Judgement:
    return replace(found, grades={**found.grades, "1.1.4": GradeRange(Grade.A, Grade.A)})


def with_conclusion(found: Judgement) -> Judgement:
    return replace(found, conclusions={**found.conclusions, "red_flag": True})


def with_one_conclusion_more(found: Judgement) -> Judgement:
    return replace(found, conclusions={**found.conclusions, "never_heard_of": None})


def kept(unit: str) -> Json:
    """Return what was written about a disagreement on a unit."""
    return json.loads(Path(f"disagreement-{unit}.json").read_text("utf-8"))


def shown_again(zicha: Zicha, record: Json) -> Ended:
    """Return how the call ends that a record describes, its units written to files."""
    files = []
    for number, unit in enumerate(record["units"]):
        file = Path(f"again-{number}.json")
        file.write_text(json.dumps(unit), encoding="utf-8")
        files.append(str(file))
    contexts = [word for file in files[1:] for word in ("--context", file)]
    settings = [word for setting in record["settings"] for word in ("--set", setting)]
    day = ("--on", record["on"])
    return zicha("check", files[0], *contexts, *settings, *day, "--edition", str(SAMPLE))


def test_a_fault_in_the_reference_gives_no_report(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault_in_reference(monkeypatch, "1.1.1")
    code, out, err = zicha(*of_sample("huaibei"))
    assert (code, out) == (3, "")
    assert err == (
        "程序内部错误：判定未完成，不出报告："
        "引擎 rete 与 reference 对单位 huaibei 的判定有2处不同，"
        "经过已写入 disagreement-huaibei.json，请一并反馈\n"
    )


@pytest.mark.parametrize(
    "wrong", [with_item, with_grade, with_conclusion, with_one_conclusion_more]
)
def test_a_fault_in_rete_gives_no_report(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Judgement], Judgement]
) -> None:
    fault_in_rete(monkeypatch, wrong)
    code, out, err = zicha(*of_sample("huaibei", "--lang", "en"))
    assert (code, out) == (3, "")
    assert "the engines rete and reference differ on the unit huaibei in 1 place" in err


def test_nothing_is_written_but_the_record(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fault_in_reference(monkeypatch, "1.1.1")
    zicha(*of_sample("huaibei", "-o", "report.md"))
    assert [file.name for file in tmp_path.iterdir()] == ["disagreement-huaibei.json"]


def test_the_record_says_where_the_engines_differ(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault_in_reference(monkeypatch, "1.1.1")
    zicha(*of_sample("huaibei", *ABOVE, "--set", "meeting_rooms=3"))
    record = kept("huaibei")
    assert (record["schema"], record["edition"]) == ("zicha/disagreement/1", "sample")
    assert (record["on"], record["engines"]) == ("2011-06-30", ["rete", "reference"])
    assert record["settings"] == ["meeting_rooms=3"]
    assert [unit["unit"]["id"] for unit in record["units"]] == ["huaibei", "street", "district"]
    assert [text.split(":")[0] for text in record["differences"]] == [
        "items of 1.1.1",
        "grade of 1.1.1",
    ]


def test_the_record_shows_the_disagreement_again_while_the_fault_is_there(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault_in_reference(monkeypatch, "1.1.1")
    zicha(*of_sample("huaibei", *ABOVE, "--set", "meeting_rooms=3"))
    first = kept("huaibei")
    assert shown_again(zicha, first).code == 3
    assert kept("huaibei") == first


def test_the_record_shows_agreement_once_the_fault_is_gone(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as faulty:
        fault_in_reference(faulty, "1.1.1")
        zicha(*of_sample("huaibei", *ABOVE, "--set", "meeting_rooms=3"))
    assert shown_again(zicha, kept("huaibei")).code == 1


def test_one_unit_of_several_is_enough_for_no_report(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault_in_reference(monkeypatch, "1.1.1")  # only where the requirement is not met anyway
    words = ("check", sample("wanan"), sample("huaibei"), "--edition", str(SAMPLE))
    assert zicha(*words)[:2] == (3, "")


def test_where_no_file_can_be_left_the_disagreement_is_still_told(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    fault_in_reference(monkeypatch, "1.1.1")
    monkeypatch.setattr("zicha.commands.check.write_json", refuse)
    code, out, err = zicha(*of_sample("huaibei"))
    assert (code, out) == (3, "")
    assert err.endswith("的判定有2处不同\n")


def test_the_shipped_edition_is_watched_too(zicha: Zicha, monkeypatch: pytest.MonkeyPatch) -> None:
    fault_in_reference(monkeypatch, "6.4.5")
    assert zicha("check", str(HUAIBEI))[:2] == (3, "")
    assert kept("huaibei-r3")["edition"] == "national-2011"
