"""Names in a call that lead nowhere, or where looking is refused: wrong input, no fault."""

import sys
from pathlib import Path

import pytest

from support.cli import Zicha, of_sample
from support.sources import OF_SAMPLE, table

LONG = "a" * 300
"""Longer than the name of a file can be."""
AUDIT = ("audit", "u.csv", *OF_SAMPLE)
FORM = ("form", "--kind", "community")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, with a table of units."""
    table(tmp_path / "u.csv", "unit,kind,date,office_area", "a,community,2011-06-30,60")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ("audit", LONG, *OF_SAMPLE),
        ("audit", f"{LONG}.csv", *OF_SAMPLE),
        ("audit", f"{LONG}.parquet", *OF_SAMPLE),
        ("audit", "u.csv", "--edition", LONG),
        (*AUDIT, "-o", f"{LONG}/a.json"),
        (*AUDIT, "-o", f"{LONG}.xlsx"),
        (*AUDIT, "--verdicts", f"{LONG}/v.csv"),
        (*AUDIT, "--notices", LONG),
        (*AUDIT, "--notices", "n", "--template", f"{LONG}.docx"),
        (*AUDIT, "--waivers", f"{LONG}.csv"),
        (*AUDIT, "--expected", f"{LONG}.csv"),
        (*AUDIT, "--previous", f"{LONG}.json"),
        (*AUDIT, "--observations", f"{LONG}.csv"),
        ("check", LONG),
        ("check", f"{LONG}.yaml"),
        of_sample("wanan", "-o", f"{LONG}/a.json"),
        of_sample("wanan", "-o", f"{LONG}.xlsx"),
        of_sample("wanan", "-o", "a.docx", "--template", f"{LONG}.docx"),
        (*FORM, "-o", f"{LONG}/a.xlsx"),
        (*FORM, "-o", f"{LONG}.xlsx"),
        ("form", "--units", f"{LONG}.csv", "-o", "forms"),
        ("form", "--units", "u.csv", "-o", LONG),
        ("rules", "lint", "--edition", LONG),
    ],
    ids=lambda words: " ".join(words).replace(LONG, "long").replace(OF_SAMPLE[1], "sample"),
)
def test_a_name_that_is_too_long_is_wrong_input(zicha: Zicha, words: tuple[str, ...]) -> None:
    code, _, err = zicha(*words)
    assert code == 2
    assert LONG in err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no links for everybody")
@pytest.mark.parametrize("words", [AUDIT, of_sample("wanan")], ids=lambda words: words[0])
def test_a_link_that_leads_to_itself_is_written_over(
    zicha: Zicha, folder: Path, words: tuple[str, ...]
) -> None:
    (folder / "a.json").symlink_to("a.json")
    assert zicha(*words, "-o", "a.json").code == 1
    assert (folder / "a.json").is_file()


def test_a_file_in_a_folder_that_may_not_be_looked_at_stops_no_other(
    zicha: Zicha, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "unit: {{id: {unit}, kind: community}}\ndate: 2011-06-30\n"
    (folder / "units").mkdir()
    for unit in ("a", "b"):
        path = folder / "units" / f"{unit}.yaml"
        path.write_text(text.format(unit=unit), encoding="utf-8")
    look = Path.stat

    def stat(self: Path, **options: bool) -> object:
        if self.name == "a.yaml":
            raise PermissionError
        return look(self, **options)

    monkeypatch.setattr(Path, "stat", stat)
    code, out, err = zicha("audit", "units", *OF_SAMPLE, "--format", "csv")
    assert (code, len(err.splitlines())) == (2, 1)
    assert err.startswith("units/a.yaml: 错误: 没有权限读取这个文件")
    assert "\nb," in out
