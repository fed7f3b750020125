"""Several faults at once, and faults that show in several places."""

import tomllib
from pathlib import Path

from support.source import PACKAGE
from support.tiny_edition import FACTS, FILES, RULES, read, write


def test_a_scale_with_two_items_is_refused_at_the_second(tmp_path: Path) -> None:
    text = RULES.replace("'1.1.3'\n    grading: faults", "'1.1.3'\n    grading: bands")
    write(tmp_path, {**FILES, "rules/1.yaml": text})
    _, problems = read(tmp_path)
    second = text[: text.index("      - id: tidy")].count("\n") + 1
    assert [(p.code, p.place.line, p.args) for p in problems] == [
        ("rule-bands-grading", 64, {"item": "spots", "grading": "bands"}),
        ("rule-bands-grading", second, {"item": "tidy", "grading": "bands"}),
        ("rule-bands-one-item", second, {"items": "2"}),
        ("rule-fatal-grading", second + 3, {"grading": "bands"}),
    ]


def test_parts_and_items_go_with_their_grading_only(tmp_path: Path) -> None:
    text = RULES.replace("'1.1.1'\n    grading: all", "'1.1.1'\n    grading: parts")
    write(tmp_path, {**FILES, "rules/1.yaml": text})
    _, problems = read(tmp_path)
    assert [(p.code, p.place.line, p.place.column, p.args) for p in problems] == [
        ("rule-grading-needs", 2, 5, {"grading": "parts", "key": "parts"}),
        ("rule-grading-refuses", 4, 5, {"grading": "parts", "key": "items"}),
    ]


def test_all_problems_of_all_files_come_together_in_the_order_of_their_places(
    tmp_path: Path,
) -> None:
    files = {
        **FILES,
        "indicators/facts/1.yaml": FACTS.replace("method: 问", "method: 间", 1),
        "rules/1.yaml": RULES.replace("fact: spots", "fact: spot")
        .replace("at_least: 95", "at_leest: 95")
        .replace("C: {at_most: 30}", "C: {at_most: 200}"),
    }
    write(tmp_path, files)
    edition, problems = read(tmp_path)
    assert edition is None
    assert [(p.code, Path(p.place.file).name, p.place.line) for p in problems] == [
        ("edition-method-unknown", "1.yaml", 63),
        ("rule-bound-range", "1.yaml", 52),
        ("edition-fact-unknown", "1.yaml", 65),
        ("shape-key-unknown", "1.yaml", 90),
    ]


def test_what_a_rule_says_for_all_its_items_is_reported_once(tmp_path: Path) -> None:
    text = RULES.replace("{fact: lamps, at_least: 1}", "{fact: lamp, at_least: 1}")
    write(tmp_path, {**FILES, "rules/1.yaml": text})
    assert [p.code for p in read(tmp_path)[1]] == ["edition-fact-unknown"]


def test_an_item_that_does_not_fit_its_shape_hides_nothing_of_the_next(tmp_path: Path) -> None:
    text = RULES.replace("fact: spots\n", "fact: spots\n        fatel: true\n").replace(
        "fact: tidy\n        is: true", "fact: tidy\n        is: 1"
    )
    write(tmp_path, {**FILES, "rules/1.yaml": text})
    assert [p.code for p in read(tmp_path)[1]] == ["shape-key-unknown", "rule-value-not-yes-no"]


def test_every_kind_of_problem_of_an_edition_is_sown_in_some_test() -> None:
    words = tomllib.loads((PACKAGE / "words" / "en" / "editions.toml").read_text("utf-8"))
    tests = "".join(path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("*.py")))
    assert [code for code in words["problem"] if f'"{code}"' not in tests] == []
