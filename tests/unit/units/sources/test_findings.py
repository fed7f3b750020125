"""What inspectors saw and what was waived, in lists of their own, joined to the units."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support.small_edition import SMALL
from support.tables import csv_table, workbook_of_sheets, workbook_table
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.facts import Level
from zicha.model.unit import Observation, Unit, Waiver
from zicha.units.sources.findings import (
    Noted,
    Notes,
    joined,
    read_observation_list,
    read_waiver_list,
    with_findings,
)

DAY, SEEN, FIXED = date(2011, 6, 30), date(2011, 6, 28), date(2011, 6, 29)
HEAD = ("unit", "fact", "count", "place", "photo", "date", "fixed", "note")
ENTRY = ("c1", "dirty_spots", 2, "3号楼", "p1.jpg", SEEN, FIXED, "已清")
OBSERVATION = Observation("dirty_spots", 2, "3号楼", SEEN, FIXED, "p1.jpg", "已清")
WAIVER_HEAD = ("unit", "indicator", "reason", "approved_by", "from", "expires")
WAIVER_ENTRY = ("c1", "6.4.2", "施工", "区创城办", "2011-06-01", "2011-09-30")
WAIVER = Waiver("6.4.2", "施工", "区创城办", date(2011, 6, 1), date(2011, 9, 30))


def seen(path: str, on: date | None = DAY) -> Notes[Observation]:
    return read_observation_list(path, SMALL, on)


def csv_of(tmp_path: Path, *rows: Sequence[object]) -> str:
    return csv_table(tmp_path / "t.csv", rows)


def test_a_workbook_lists_what_was_seen(tmp_path: Path) -> None:
    path = workbook_table(tmp_path / "t.xlsx", (HEAD, ENTRY))
    place = Place(path, 2, 1, "Sheet!A2", 1)
    assert seen(path) == Notes((Noted("c1", OBSERVATION, place, Level.COMMUNITY),))


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        ("单位编号", "发现的问题", "数量", "地点", "照片文件名", "发现日期", "整改日期", "备注"),
        (
            "编号",
            "What was seen",
            "COUNT",
            "Place",
            "Name of the photo",
            "Seen on",
            "Fixed on",
            "Note",
        ),
        ("社区编号", "检查项目", "处数", "具体位置", "照片", "检查日期", "整改完成日期", "说明"),
        (
            "unit code",
            "kind of problem",
            "number",
            "where",
            "picture",
            "day",
            "put right on",
            "remarks",
        ),
    ],
)
def test_a_csv_file_lists_what_was_seen_with_heads_in_both_languages(
    tmp_path: Path, head: Sequence[str]
) -> None:
    path = csv_of(tmp_path, head, ENTRY)
    assert seen(path) == Notes((Noted("c1", OBSERVATION, Place(path, 2, 1), Level.COMMUNITY),))


@pytest.mark.parametrize(
    "text",
    [
        """\
- {unit: c1, fact: dirty_spots, count: 2, place: 3号楼, photo: p1.jpg, date: 2011-06-28,
   fixed: 2011-06-29, note: 已清}
""",
        """\
date: 2011-06-28
observations:
- {unit: c1, fact: dirty_spots, count: 2, place: 3号楼, photo: p1.jpg, fixed: 2011-06-29,
   note: 已清}
""",
    ],
)
def test_a_yaml_file_lists_what_was_seen(tmp_path: Path, text: str) -> None:
    (tmp_path / "t.yaml").write_text(text, "utf-8")
    found = seen(str(tmp_path / "t.yaml"), None)
    assert found.problems == ()
    assert [(each.unit, each.says) for each in found.entries] == [("c1", OBSERVATION)]


def test_of_columns_with_one_meaning_the_one_with_the_word_of_the_form_counts(
    tmp_path: Path,
) -> None:
    head = ("单位编号", "问题类型", "位置", "地址", "日期", "发现日期", "发现的问题")
    entry = ("c1", "绿化", "3号楼", "和平路7号", "2011-06-01", SEEN, "dirty_spots")
    found = seen(csv_of(tmp_path, head, entry))
    assert [each.says for each in found.entries] == [Observation("dirty_spots", 1, "3号楼", SEEN)]
    assert [(p.code, p.severity, p.place.column) for p in found.problems] == [
        ("table-column-unused", Severity.HINT, column) for column in (2, 4, 5)
    ]


def test_a_fact_may_be_named_by_its_label_and_the_rest_left_out(tmp_path: Path) -> None:
    path = csv_of(tmp_path, ("unit", "fact"), ("c1", "卫生死角处数"))
    assert [each.says for each in seen(path).entries] == [Observation("dirty_spots", 1, "", DAY)]


@pytest.mark.parametrize(
    ("entry", "code", "column"),
    [
        (("", "dirty_spots", 2, "", "", SEEN), "form-cell-empty", 1),
        (("c1", "", 2, "", "", SEEN), "form-cell-empty", 2),
        (("c1", "dirty_sports", 2, "", "", SEEN), "fact-unknown-near", 2),
        (("c1", "lamps", 2, "", "", SEEN), "form-fact-not-observed", 2),
        (("c1", "dirty_spots", 0, "", "", SEEN), "observed-none", 3),
        (("c1", "dirty_spots", "约2", "", "", SEEN), "value-not-number", 3),
        (("c1", "dirty_spots", 2, "", "", "6月"), "day-not-read", 6),
        (("c1", "dirty_spots", 2, "", "", SEEN, date(2011, 6, 1)), "fixed-before-seen", 7),
    ],
)
def test_what_is_wrong_is_named_at_its_cell_and_the_rest_is_read(
    tmp_path: Path, entry: Sequence[object], code: str, column: int
) -> None:
    path = csv_of(tmp_path, HEAD, entry, ENTRY)
    found = seen(path)
    assert [(each.code, each.place) for each in found.problems] == [(code, Place(path, 2, column))]
    assert [each.says for each in found.entries] == [OBSERVATION]


def test_an_entry_without_a_day_needs_one_from_the_call(tmp_path: Path) -> None:
    path = csv_of(tmp_path, ("unit", "fact"), ("c1", "dirty_spots"))
    assert seen(path, None) == Notes((), (problem("observation-without-date", Place(path, 2, 1)),))


def test_a_title_may_stand_above_the_head(tmp_path: Path) -> None:
    path = csv_of(tmp_path, ("2011年6月暗访记录",), HEAD, ENTRY)
    found = seen(path)
    assert ([each.says for each in found.entries], found.problems) == ([OBSERVATION], ())


def test_every_sheet_with_such_a_head_is_read(tmp_path: Path) -> None:
    path = workbook_of_sheets(
        tmp_path / "t.xlsx", 说明=(("暗访",),), 六月=(HEAD, ENTRY), 七月=(HEAD, ENTRY)
    )
    found = seen(path)
    assert ([each.says for each in found.entries], found.problems) == ([OBSERVATION] * 2, ())


def test_a_list_must_say_which_unit_and_what(tmp_path: Path) -> None:
    path = csv_of(tmp_path, ("count", "备考"), (1, 2))
    assert seen(path) == Notes(
        (),
        (
            problem("table-column-unused", Place(path, 1, 2), Severity.HINT, column="备考"),
            problem(
                "table-column-missing",
                Place(path, 1, 1),
                column="unit",
                label_zh="编号",
                label_en="unit",
            ),
            problem(
                "table-column-missing",
                Place(path, 1, 1),
                column="fact",
                label_zh="发现的问题",
                label_en="What was seen",
            ),
        ),
    )


def test_a_column_that_is_there_twice_is_an_error(tmp_path: Path) -> None:
    path = csv_of(tmp_path, ("unit", "fact", "编号"), ("c1", "dirty_spots", "c2"))
    assert (
        problem("table-column-twice", Place(path, 1, 3), column="编号", other=f"{path}:1:1")
        in seen(path).problems
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("t.csv", b"", "table-empty"),
        ("t.txt", b"a", "file-suffix"),
        ("t.yaml", b"[", "yaml-bracket-open"),
        ("t.yaml", b"observations: 1", "not-a-list"),
        ("t.yaml", b"seen: []", "key-unknown"),
        ("t.yaml", b"[1]", "not-a-mapping"),
        ("t.json", b"[{}]", "key-missing"),
    ],
)
def test_a_file_that_is_no_list_is_an_error(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    found = seen(str(tmp_path / name))
    assert found.entries == ()
    assert code in {each.code for each in found.problems}


@pytest.mark.parametrize(
    "head", [WAIVER_HEAD, ("编号", "指标编号", "豁免理由", "批准部门", "起始日期", "截止日期")]
)
def test_a_list_of_leaves_is_read(tmp_path: Path, head: Sequence[str]) -> None:
    path = csv_of(tmp_path, head, WAIVER_ENTRY)
    assert read_waiver_list(path, SMALL) == Notes((Noted("c1", WAIVER, Place(path, 2, 1)),))


def test_a_line_whose_cells_may_have_shifted_is_an_error_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    # A comma in the reason without quotation marks: who approved it is no one.
    path = tmp_path / "t.csv"
    shifted = "c1,6.4.2,施工,等待验收,区创城办,2011-06-01,2011-09-30"
    path.write_text("\n".join((",".join(WAIVER_HEAD), shifted, ",".join(WAIVER_ENTRY))), "utf-8")
    assert read_waiver_list(str(path), SMALL) == Notes(
        (Noted("c1", WAIVER, Place(str(path), 3, 1)),),
        (problem("table-cell-beyond", Place(str(path), 2, 7), columns=6),),
    )


def test_the_name_of_an_indicator_may_stand_after_its_code(tmp_path: Path) -> None:
    row = ("c1", "6.4.2 道路平整", *WAIVER_ENTRY[2:])
    path = csv_of(tmp_path, ("单位编号", "指标", "理由", "批准单位", "开始日期", "结束日期"), row)
    found = read_waiver_list(path, SMALL)
    assert (found.problems, [each.says for each in found.entries]) == ((), [WAIVER])


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        (1, "", "form-cell-empty"),
        (2, "6.4.9", "indicator-unknown-near"),
        (3, "", "form-cell-empty"),
        (4, "", "form-cell-empty"),
        (5, "2011", "day-not-read"),
        (6, "", "form-cell-empty"),
        (6, "2011-05-30", "waiver-ends-first"),
    ],
)
def test_what_is_wrong_in_a_leave_is_named_at_its_cell(
    tmp_path: Path, column: int, cell: str, code: str
) -> None:
    row = [*WAIVER_ENTRY]
    row[column - 1] = cell
    path = csv_of(tmp_path, WAIVER_HEAD, row)
    found = read_waiver_list(path, SMALL)
    assert found.entries == ()
    assert [(each.code, each.place) for each in found.problems] == [(code, Place(path, 2, column))]


# --- Joined to the units ------------------------------------------------------------------------

PLACE = Place("t.csv", 2, 1)
COMMUNITY = Unit("c1", "和平社区", Level.COMMUNITY, Place("c1.yaml"))
STREET = Unit("s1", "南街", Level.STREET, Place("s1.yaml"))
UNITS = {"c1": COMMUNITY, "s1": STREET}


def join(*units: str) -> tuple[dict[str, tuple[Observation, ...]], list[Problem]]:
    entries = tuple(Noted(unit, OBSERVATION, PLACE, Level.COMMUNITY) for unit in units)
    return joined([Notes(entries)], UNITS)


def test_entries_are_joined_to_their_units() -> None:
    assert join("c1") == ({"c1": (OBSERVATION,)}, [])


def test_an_entry_about_an_unknown_unit_is_passed_over() -> None:
    warning = problem("list-unit-unknown", PLACE, Severity.WARNING, unit="东湖")
    assert join("东湖") == ({}, [warning])


@pytest.mark.parametrize("word", ["C1", "和平社区", "c12"])
def test_the_nearest_unit_is_named(word: str) -> None:
    warning = problem("list-unit-unknown-near", PLACE, Severity.WARNING, unit=word, nearest="c1")
    assert join(word) == ({}, [warning])


def test_of_a_name_that_several_units_have_all_are_named() -> None:
    units = {**UNITS, "c2": replace(COMMUNITY, id="c2")}
    entry = Noted("和平社区", OBSERVATION, PLACE, Level.COMMUNITY)
    (found,) = joined([Notes((entry,))], units)[1]
    assert (found.code, found.args["nearest"]) == ("list-unit-unknown-near", "c1 / c2")


def test_what_was_seen_must_be_up_to_the_units_level() -> None:
    args = {"unit": "s1", "kind": "street", "other": "community", "fact": "dirty_spots"}
    assert join("s1") == ({}, [problem("observation-of-other-level", PLACE, **args)])


def test_an_entry_that_stands_twice_counts_twice_with_a_hint() -> None:
    hint = problem("list-entry-twice", PLACE, Severity.HINT, unit="c1")
    assert join("c1", "c1") == ({"c1": (OBSERVATION, OBSERVATION)}, [hint])


def test_a_leave_may_be_given_to_a_unit_of_any_level() -> None:
    entries = tuple(Noted(unit, WAIVER, PLACE) for unit in UNITS)
    assert joined([Notes(entries)], UNITS) == ({"c1": (WAIVER,), "s1": (WAIVER,)}, [])


def test_lists_add_to_what_a_unit_states_itself() -> None:
    own = with_findings(COMMUNITY, [OBSERVATION])
    both = with_findings(own, [OBSERVATION], [WAIVER])
    assert (both.observations, both.waivers) == ((OBSERVATION, OBSERVATION), (WAIVER,))
