"""Finding, reading and keeping editions."""

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from support.tiny_edition import FACTS, FILES, RULES, changed, read, write
from zicha import words
from zicha.editions import cache, load
from zicha.editions.codec import from_json, to_json
from zicha.editions.load import load_edition
from zicha.editions.place import EditionFolders, edition_folders, edition_ids, shipped, shown
from zicha.errors import InputError, Place, Problem
from zicha.model.edition import Edition


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(cache.SETTING, str(folder))
    return folder


def tiny(tmp_path: Path) -> Path:
    return write(tmp_path / "tiny")


def fail_to_build(*_: object) -> None:
    pytest.fail("the edition was built again")


# --- Where editions lie ------------------------------------------------------------------------


def test_the_default_edition_is_the_national_one() -> None:
    folders = edition_folders()
    name = "national-2011"
    assert folders == EditionFolders(shipped("indicators") / name, shipped("rules") / name)
    assert edition_ids()[0] == name


def test_a_folder_may_hold_the_files_themselves_or_one_folder_of_them(tmp_path: Path) -> None:
    direct, within = tmp_path / "direct", tmp_path / "within"
    write(direct)
    write(within, {name.replace("/", "/mine/", 1): text for name, text in FILES.items()})
    assert edition_folders(str(direct)) == EditionFolders(direct / "indicators", direct / "rules")
    assert edition_folders(str(within)) == EditionFolders(
        within / "indicators" / "mine", within / "rules" / "mine"
    )


def test_an_unknown_edition_is_told_with_the_known_ones() -> None:
    assert edition_folders("national-2012") == Problem(
        "edition-unknown",
        Place("national-2012"),
        {"edition": "national-2012", "nearest": "national-2011"},
    )


def test_a_folder_without_rules_is_told(tmp_path: Path) -> None:
    write(tmp_path, {name: text for name, text in FILES.items() if name.startswith("indicators")})
    place = Place(str(tmp_path / "rules"))
    assert edition_folders(str(tmp_path)) == Problem(
        "edition-folder-missing", place, {"folder": "rules"}
    )


def test_a_folder_without_a_manifest_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"indicators/facts/1.yaml": FACTS, "rules/1.yaml": RULES})
    place = Place(str(tmp_path / "indicators"))
    assert edition_folders(str(tmp_path)) == Problem(
        "edition-folder-empty", place, {"wanted": "edition.yaml"}
    )


def test_a_folder_with_two_editions_is_told(tmp_path: Path) -> None:
    for name in ("old", "new"):
        write(tmp_path, {k.replace("/", f"/{name}/", 1): text for k, text in FILES.items()})
    place = Place(str(tmp_path / "indicators"))
    assert edition_folders(str(tmp_path)) == Problem(
        "edition-folder-ambiguous", place, {"found": "new / old"}
    )


def test_files_that_are_shipped_are_shown_from_the_root() -> None:
    path = shipped("rules") / "national-2011" / "6.4.yaml"
    assert shown(path) == "rules/national-2011/6.4.yaml"


# --- Files -------------------------------------------------------------------------------------


def test_an_edition_without_a_manifest_cannot_be_read(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name != "indicators/edition.yaml"}
    write(tmp_path, files)
    place = Place(str(tmp_path / "indicators"))
    assert read(tmp_path) == (
        None,
        [Problem("edition-manifest-missing", place, {"file": "edition.yaml"})],
    )


@pytest.mark.parametrize(
    "name",
    [
        "rules/2.yml",
        "rules/2.json",
        "rules/more/2.yaml",
        "indicators/2.yaml",
        "indicators/facts/a/b.yaml",
    ],
)
def test_a_file_that_would_not_be_read_is_told(name: str, tmp_path: Path) -> None:
    write(tmp_path, {**FILES, name: RULES})
    assert read(tmp_path) == (
        None,
        [Problem("edition-file-not-read", Place(str(tmp_path / name)), {"file": name})],
    )


@pytest.mark.parametrize("name", ["rules/README.md", "rules/.2.yaml", "rules/2.yaml~"])
def test_a_file_of_another_kind_is_left_alone(name: str, tmp_path: Path) -> None:
    write(tmp_path, {**FILES, name: "x"})
    assert read(tmp_path)[1] == []


def test_a_fact_that_two_files_declare_is_told(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "indicators/facts/2.yaml": FACTS})
    _, problems = read(tmp_path)
    assert {problem.code for problem in problems} == {"edition-fact-twice"}
    first = tmp_path / "indicators/facts"
    assert problems[0] == Problem(
        "edition-fact-twice",
        Place(str(first / "2.yaml"), 2, 3),
        {"fact": "area", "first": f"{first / '1.yaml'}:3:5"},
    )


def test_how_facts_and_rules_are_spread_over_files_does_not_matter(tmp_path: Path) -> None:
    first, second = RULES.split("  - indicator: '1.1.3'")
    spread = {
        **FILES,
        "rules/1.yaml": "rules:\n  - indicator: '1.1.3'" + second,
        "rules/2.yaml": first,
    }
    write(tmp_path / "one")
    write(tmp_path / "two", spread)
    one, two = (read(tmp_path / name)[0] for name in ("one", "two"))
    assert one is not None
    assert two is not None
    assert list(one.rules) == list(two.rules) == ["1.1.1", "1.1.2", "1.1.3", "1.1.4"]


def test_the_order_in_which_a_disk_lists_files_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    expected = read(tmp_path)
    listing = Path.rglob

    def shuffled(folder: Path, pattern: str) -> list[Path]:
        found = list(listing(folder, pattern))
        random.Random(7).shuffle(found)
        return found

    monkeypatch.setattr(Path, "rglob", shuffled)
    assert read(tmp_path) == expected


def test_the_digest_ignores_line_ends_key_order_and_cases(tmp_path: Path) -> None:
    same = {name: text.replace("\n", "\r\n") for name, text in FILES.items()}
    same["indicators/edition.yaml"] = same["indicators/edition.yaml"].replace(
        "{A: 0, B: 1, C: 2}", "{B: 1, A: 0, C: 2}"
    )
    del same["rules/1.cases.yaml"]
    digests = [
        edition.digest
        for name, files in (("one", FILES), ("two", same))
        if (edition := read(write(tmp_path / name, files))[0])
    ]
    assert len(digests) == 2
    assert digests[0] == digests[1]


def test_the_digest_changes_with_a_number(tmp_path: Path) -> None:
    write(tmp_path / "one")
    write(tmp_path / "two", changed(RULES, "at_least: 95", "at_least: 96"))
    one, two = (read(tmp_path / name)[0] for name in ("one", "two"))
    assert one is not None
    assert two is not None
    assert one.digest != two.digest


# --- Loading -----------------------------------------------------------------------------------


def test_the_shipped_edition_is_without_fault() -> None:
    folders = edition_folders()
    assert isinstance(folders, EditionFolders)
    edition, problems = load.read_edition(folders.indicators, folders.rules)
    assert problems == []
    assert edition is not None
    assert len(edition.indicators) == 121


def test_loading_raises_every_problem_at_once(tmp_path: Path, kept: Path) -> None:
    text = RULES.replace("fact: spots", "fact: spot").replace("at_least: 95", "at_least: x")
    write(tmp_path / "tiny", {**FILES, "rules/1.yaml": text})
    with pytest.raises(InputError) as raised:
        load_edition(str(tmp_path / "tiny"))
    assert [p.code for p in raised.value.problems] == [
        "edition-fact-unknown",
        "rule-bound-no-number",
    ]
    assert not kept.exists()


def test_loading_an_unknown_edition_raises_its_problem() -> None:
    with pytest.raises(InputError) as raised:
        load_edition("nowhere")
    assert [p.code for p in raised.value.problems] == ["edition-unknown"]


# --- The cache ---------------------------------------------------------------------------------


def test_an_edition_survives_being_written_and_read(tmp_path: Path) -> None:
    edition, _ = read(tiny(tmp_path))
    assert from_json(to_json(edition)) == edition


def test_the_shipped_edition_survives_being_written_and_read(kept: Path) -> None:
    edition = load_edition()
    assert from_json(to_json(edition)) == edition
    assert kept.is_dir()


def test_an_edition_is_built_once(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tiny(tmp_path))
    first = load_edition(folder)
    assert [file.suffix for file in kept.iterdir()] == [".json"]
    monkeypatch.setattr(load, "built", fail_to_build)
    assert load_edition(folder) == first


@pytest.mark.parametrize("name", sorted(set(FILES) - {"rules/1.cases.yaml"}))
def test_a_change_of_any_file_builds_it_again(name: str, tmp_path: Path, kept: Path) -> None:
    folder = tiny(tmp_path)
    load_edition(str(folder))
    (folder / name).write_text(FILES[name] + "\n# changed\n", "utf-8")
    load_edition(str(folder))
    assert len(list(kept.iterdir())) == 2


def test_another_version_of_the_program_builds_it_again(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tiny(tmp_path))
    load_edition(folder)
    monkeypatch.setattr(cache, "__version__", "99")
    load_edition(folder)
    assert len(list(kept.iterdir())) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"Compare", b"Between", 1),
        lambda _: b"",
        lambda _: b"\x80\x04N.",
    ],
    ids=["last byte lost", "half lost", "content changed", "empty", "something else"],
)
def test_a_damaged_file_is_ignored_and_replaced(damage: object, tmp_path: Path, kept: Path) -> None:
    folder = str(tiny(tmp_path))
    first = load_edition(folder)
    (file,) = kept.iterdir()
    good = file.read_bytes()
    assert callable(damage)
    file.write_bytes(damage(good))
    assert load_edition(folder) == first
    assert file.read_bytes() == good


@pytest.mark.parametrize(
    "content",
    [
        '{"Popen":["ls"]}',
        '{"Edition":[]}',
        '{"=":"Level.village"}',
        '{"Decimal":"x"}',
        "[]",
        "{}",
        "{",
        "null",
    ],
)
def test_content_that_is_no_edition_makes_nothing(content: str) -> None:
    assert cache.edition_from(content.encode()) is None


def test_the_cache_can_be_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.SETTING, cache.OFF)
    assert cache.folder() is None
    assert load_edition(str(tiny(tmp_path))).id == "tiny"


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv(cache.SETTING, str(blocked))
    assert load_edition(str(tiny(tmp_path))).id == "tiny"


def test_only_the_newest_editions_are_kept(tmp_path: Path, kept: Path) -> None:
    edition, _ = read(tiny(tmp_path))
    assert edition is not None
    for number in range(cache.KEPT + 2):
        cache.keep(str(number), edition)
        file = kept / cache.name_of(str(number))
        if file.exists():
            os.utime(file, (number, number))
    left = {file.name for file in kept.iterdir()}
    assert len(left) == cache.KEPT
    assert cache.name_of(str(cache.KEPT + 1)) in left


def test_an_edition_with_a_hint_is_loaded_and_not_kept(tmp_path: Path, kept: Path) -> None:
    folder = tiny(tmp_path)
    (folder / "rules/1.yaml").write_bytes(RULES.encode("gb18030"))
    edition, problems = read(folder)
    assert [problem.code for problem in problems] == ["read-as-gbk"]
    assert load_edition(str(folder)) == edition
    assert not kept.exists()


def test_what_is_not_equal_is_not_taken_for_equal(tmp_path: Path) -> None:
    edition, _ = read(tiny(tmp_path))
    assert isinstance(edition, Edition)
    assert from_json(to_json(replace(edition, id="other"))) != edition


def test_every_problem_of_an_edition_can_be_said_in_both_languages(tmp_path: Path) -> None:
    write(tmp_path, changed(RULES, "fact: spots", "fact: spot"))
    (problem,) = read(tmp_path)[1]
    place = f"{tmp_path}/rules/1.yaml:65:15"
    assert words.problem_line(problem, "zh") == (
        f"{place}: 错误: 没有“spot”这个事实；可以写：spots；确实需要的，请先在 facts 里登记"
    )
    assert words.problem_line(problem, "en") == (
        f'{place}: error: there is no fact "spot"; try spots, or declare it in facts first'
    )
