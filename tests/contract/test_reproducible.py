"""The same facts, edition, day, engine, version and language give the same bytes."""

import json
from pathlib import Path

import pytest

from support.cli import HUAIBEI, SAMPLE, Json, Zicha, of_sample, sample, spawned

UNIT = """\
unit: {id: a, name: 甲社区, kind: community, parent: street, town: old}
date: 2011-06-30
facts:
  office_area: 60
  green_cover: 33.5
"""
OTHERWISE = """\
# the same, in another order, with other spaces, signs and line ends\r
facts:\r
  green_cover: 33.50\r
  office_area: 60\r
date: 2011-06-30\r
unit:\r
  town: old\r
  parent: street\r
  name: "甲社区"\r
  kind: community\r
  id: a\r
"""
FORMATS = ("table", "json", "markdown", "csv")


def written(folder: Path, name: str, text: str) -> str:
    """Return a new file with a text, its line ends as they are."""
    file = folder / name
    file.write_bytes(text.encode())
    return str(file)


def digest(zicha: Zicha, *words: str) -> Json:
    """Return the digest of the facts of a call."""
    return json.loads(zicha(*words, "--edition", str(SAMPLE), "--format", "json").out)[
        "facts_digest"
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_two_processes_with_other_hashes_print_the_same_bytes(form: str) -> None:
    words = ("check", str(HUAIBEI), "--format", form)
    first = spawned(*words, surroundings={"PYTHONHASHSEED": "1"})
    second = spawned(*words, surroundings={"PYTHONHASHSEED": "4242"})
    assert first.returncode == 1
    assert first.stdout == second.stdout


def test_a_first_run_without_cache_prints_what_the_next_one_does(tmp_path: Path) -> None:
    words = of_sample("huaibei", "--format", "json")
    place = {"XDG_CACHE_HOME": str(tmp_path)}
    first = spawned(*words, surroundings=place)
    assert list(tmp_path.rglob("edition-*.json"))
    assert spawned(*words, surroundings=place).stdout == first.stdout
    assert spawned(*words, surroundings={"ZICHA_CACHE": "off"}).stdout == first.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_order_of_keys_spaces_signs_and_line_ends_do_not_count(
    zicha: Zicha, tmp_path: Path, form: str
) -> None:
    one, other = written(tmp_path, "a.yaml", UNIT), written(tmp_path, "b.yaml", OTHERWISE)
    words = ("--edition", str(SAMPLE), "--format", form)
    assert zicha("check", one, *words) == zicha("check", other, *words)


def test_the_same_in_json_has_the_same_digest(zicha: Zicha, tmp_path: Path) -> None:
    unit = {"id": "a", "name": "甲社区", "kind": "community", "parent": "street", "town": "old"}
    facts = {"office_area": 60, "green_cover": 33.5}
    text = json.dumps({"facts": facts, "unit": unit, "date": "2011-06-30"})
    one, other = written(tmp_path, "a.yaml", UNIT), written(tmp_path, "b.json", text)
    assert digest(zicha, "check", one) == digest(zicha, "check", other)


@pytest.mark.parametrize(
    ("old", "new"),
    [("60", "61"), ("甲社区", "乙社区"), ("2011-06-30", "2011-06-29"), ("town: old", "town: new")],
)
def test_whatever_is_said_of_the_unit_counts(
    zicha: Zicha, tmp_path: Path, old: str, new: str
) -> None:
    one = written(tmp_path, "a.yaml", UNIT)
    other = written(tmp_path, "b.yaml", UNIT.replace(old, new))
    day = ("--on", "2011-06-30")
    assert digest(zicha, "check", one, *day) != digest(zicha, "check", other, *day)


def test_a_context_counts(zicha: Zicha, tmp_path: Path) -> None:
    unit = written(tmp_path, "a.yaml", UNIT)
    assert digest(zicha, "check", unit) != digest(
        zicha, "check", unit, "--context", sample("street")
    )


def test_where_the_files_lie_does_not_count(
    zicha: Zicha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "a.yaml", UNIT)
    away = zicha("check", str(tmp_path / "a.yaml"), "--edition", str(SAMPLE), "--format", "json")
    monkeypatch.chdir(tmp_path)
    here = zicha("check", "a.yaml", "--edition", str(SAMPLE), "--format", "json")
    assert here == away


def test_a_file_and_the_screen_get_the_same_bytes(tmp_path: Path) -> None:
    printed = spawned(*of_sample("huaibei", "--format", "json", "-o", str(tmp_path / "a.json")))
    assert printed.stdout == (tmp_path / "a.json").read_bytes()


def test_the_language_changes_only_words(zicha: Zicha) -> None:
    zh, en = (
        json.loads(zicha(*of_sample("huaibei", "--format", "json", "--lang", lang)).out)
        for lang in ("zh", "en")
    )
    for key in ("date", "facts_digest", "engine", "score", "counts"):
        assert zh[key] == en[key]
    kept = ("indicator", "item", "required", "actual", "shortfall", "points", "due", "level")
    assert [[gap[key] for key in kept] for gap in zh["gaps"]] == [
        [gap[key] for key in kept] for gap in en["gaps"]
    ]
