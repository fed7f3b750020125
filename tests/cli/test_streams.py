"""Where the standard streams of a call lead nowhere: the work is done, and its code told."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support import tiny_edition
from support.cli import MAIN, Ended, Zicha, environment, of_sample
from support.sources import OF_SAMPLE, UNITS, table

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such streams")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is full")
STOPPED = """
import zicha.commands.check as check
def stop(*_: object) -> None:
    raise KeyboardInterrupt
check.gather = stop
from zicha.commands.root import main
main()
"""


@contextmanager
def without_reader() -> Iterator[int]:
    """Yield a pipe whose reader has gone away."""
    read, write = os.pipe()
    os.close(read)
    yield write
    os.close(write)


@contextmanager
def full() -> Iterator[int]:
    """Yield a file on a disk that is full."""
    with Path("/dev/full").open("wb") as file:
        yield file.fileno()


def ended(
    *words: str, out: int = subprocess.PIPE, err: int = subprocess.PIPE, program: str = MAIN
) -> Ended:
    """Return how a call ended whose streams lead elsewhere."""
    found = subprocess.run(
        [sys.executable, "-c", program, *words],
        env=environment(),
        stdout=out,
        stderr=err,
        check=False,
    )
    said = [(each or b"").decode() for each in (found.stdout, found.stderr)]
    return Ended(found.returncode, said[0], said[1])


@POSIX
def test_an_audit_writes_its_files_whether_or_not_its_problems_are_read(tmp_path: Path) -> None:
    units = table(tmp_path / "u.csv", "unit,kind,date", "a,community,2011-06-30", "b,,")
    words = ("audit", str(units), *OF_SAMPLE, "-o", str(tmp_path / "a.json"))
    with without_reader() as nowhere:
        code, out, _ = ended(*words, err=nowhere)
    assert code == 2
    assert out != ""
    assert (tmp_path / "a.json").is_file()


def test_an_audit_says_its_problems_also_where_a_file_cannot_be_written(
    zicha: Zicha, tmp_path: Path
) -> None:
    units = table(tmp_path / "u.csv", "unit,kind,date", "a,community,2011-06-30", "b,,")
    (tmp_path / "a.json").mkdir()
    code, out, err = zicha("audit", units, *OF_SAMPLE, "-o", tmp_path / "a.json")
    assert (code, out) == (2, "")
    assert "u.csv:3:" in err
    assert f"{tmp_path}/a.json: 错误: 文件写不进去" in err


@POSIX
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("check", "missing.yaml"), 2),
        (("check", "--no-such-option"), 2),
        (("--debug", "check", "missing.yaml"), 2),
        (("facts",), 0),
    ],
    ids=str,
)
def test_the_code_is_the_same_where_nobody_reads_the_errors(
    words: tuple[str, ...], code: int
) -> None:
    with without_reader() as nowhere:
        assert ended(*words, err=nowhere).code == code


@FULL
def test_the_code_is_the_same_where_the_errors_cannot_be_kept() -> None:
    with full() as disk:
        assert ended("check", "missing.yaml", err=disk).code == 2


@POSIX
def test_who_stops_the_work_stops_it_where_nobody_reads_the_errors_too() -> None:
    with without_reader() as nowhere:
        assert ended(*of_sample("wanan"), err=nowhere, program=STOPPED).code == 3


@FULL
@pytest.mark.parametrize("words", [("facts",), ("--help",), ("--version",), ("check", "--help")])
def test_a_result_that_cannot_be_kept_is_an_error_of_one_line(words: tuple[str, ...]) -> None:
    said = "the result cannot be written to standard output: No space left on device"
    with full() as disk:
        found = ended(*words, "--lang", "en", out=disk)
    assert found == (2, "", f"stdout: error: {said}; make room on the disk\n")


@FULL
@POSIX
def test_the_json_of_an_audit_that_goes_nowhere_is_told_like_any_other_result() -> None:
    words = ("audit", *OF_SAMPLE, str(UNITS), "--format", "json", "--lang", "en")
    with full() as disk:
        code, _, err = ended(*words, out=disk)
    assert code == 2
    assert "stdout: error: the result cannot be written to standard output" in err
    with without_reader() as nowhere:
        assert ended(*words, out=nowhere).code == 1


@FULL
@pytest.mark.parametrize("words", [("test",), ("mutate", "--jobs", "1")])
def test_what_is_found_in_rules_is_told_like_any_other_result(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    folder = str(tiny_edition.write(tmp_path))
    with full() as disk:
        code, _, err = ended("rules", *words, folder, "--lang", "en", out=disk)
    assert code == 2
    assert "stdout: error: the result cannot be written to standard output" in err
    with without_reader() as nowhere:
        assert ended("rules", *words, folder, out=nowhere).code == 1


def test_a_pipe_that_breaks_within_the_program_is_a_fault_of_it(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("zicha.commands.check.gather", lost)
    assert zicha(*of_sample("wanan")).code == 3


def test_without_standard_input_there_is_no_unit(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert zicha("check", "-") == (
        2,
        "",
        "-: 错误: 没有标准输入可读；请用管道或“<”把 YAML 送进来，或者写文件名\n",
    )


@POSIX
def test_standard_input_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    only_written = os.open(tmp_path / "u.yaml", os.O_WRONLY | os.O_CREAT)
    found = subprocess.run(
        [sys.executable, "-c", MAIN, "check", "-"],
        env=environment(),
        stdin=only_written,
        capture_output=True,
        check=False,
    )
    os.close(only_written)
    assert (found.returncode, found.stdout) == (2, b"")
    assert found.stderr.decode().startswith("-: 错误: 这个文件读不出来：")


@POSIX
def test_an_audit_goes_on_without_standard_error(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr", None)
    assert zicha("audit", UNITS, *OF_SAMPLE).code == 1
