"""How a call ends that cannot go on, or that someone breaks off."""

import os
import pty
import signal
import subprocess
import sys

import pytest

import zicha as program
from support.cli import HUAIBEI, MAIN, SAMPLE, Zicha, environment, of_sample, spawned
from zicha.errors import EngineError

WAITING = """
import signal, sys
import zicha.commands.check as check

# What started these tests may ignore the signal, and would hand that down.
signal.signal(signal.SIGINT, signal.default_int_handler)

def wait(*_: object) -> None:
    import time
    print("ready", file=sys.stderr, flush=True)
    time.sleep(60)

check.gather = wait
from zicha.commands.root import main
main()
"""
LOADING = """
import signal, sys

signal.signal(signal.SIGINT, signal.default_int_handler)

class Waiting:
    def find_spec(self, name, *_):
        if name == "click":
            import time
            print("ready", file=sys.stderr, flush=True)
            time.sleep(60)

sys.meta_path.insert(0, Waiting())
from zicha.commands.entry import main
main()
"""
"""The program, while it loads what it stands on."""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chekc"], "没有“chekc”这个命令，是不是 check？（用 zicha --help 看说明）"),
        (["check"], "缺少参数 UNIT...（用 zicha check --help 看说明）"),
        (["form"], "缺少选项 -o（用 zicha form --help 看说明）"),
        (["check", "--on"], "选项 --on 缺少值，或不应有值（用 zicha check --help 看说明）"),
        (
            ["rules", "lint", "--lang"],
            "选项 --lang 缺少值，或不应有值（用 zicha rules lint --help 看说明）",
        ),
        (["--lang"], "选项 --lang 缺少值，或不应有值（用 zicha --help 看说明）"),
        (["explain"], "缺少参数 CODE（用 zicha explain --help 看说明）"),
        (
            ["check", "a.yaml", "--contxt", "b"],
            "没有“--contxt”这个选项，是不是 --context？（用 zicha check --help 看说明）",
        ),
        (
            ["check", "a.yaml", "--previous", "b"],
            "没有“--previous”这个选项，audit 才有（用 zicha check --help 看说明）",
        ),
        (
            ["check", "a.yaml", "--output", "b"],
            "没有“--output”这个选项，是不是 -o？（用 zicha check --help 看说明）",
        ),
        (
            ["check", "a.yaml", "--date", "b"],
            "没有“--date”这个选项（用 zicha check --help 看说明）",
        ),
        (
            ["rules", "prove"],
            "“prove”这个命令还没有做好，这个版本不能用（用 zicha rules --help 看说明）",
        ),
        (
            ["check", "a.yaml", "--format", "pdf"],
            "--format 只能是 table json markdown csv 之一（用 zicha check --help 看说明）",
        ),
        (["facts", "a", "b", "c"], "多余的参数：b c（用 zicha facts --help 看说明）"),
        (
            ["check", "--lang", "fr", "a"],
            "--lang 只能是 zh en 之一（用 zicha check --help 看说明）",
        ),
    ],
)
def test_a_wrong_call_is_one_line_that_says_where_to_look(
    zicha: Zicha, words: list[str], said: str
) -> None:
    assert zicha(*words) == (2, "", f"错误：{said}\n")


def test_a_wrong_call_is_said_in_english_too(zicha: Zicha) -> None:
    assert zicha("facts", "a", "b", "--lang", "en") == (
        2,
        "",
        "error: more arguments than the command takes: b (see zicha facts --help)\n",
    )


@pytest.mark.parametrize("words", [[], ["--lang", "zh"], ["--debug"]])
def test_a_call_without_a_command_shows_the_help(zicha: Zicha, words: list[str]) -> None:
    code, out, err = zicha(*words)
    assert (code, err) == (0, "")
    assert out == zicha("--help").out


def test_the_version_is_told(zicha: Zicha) -> None:
    assert zicha("--version") == (0, f"zicha {program.__version__}\n", "")


def test_a_fault_of_the_program_is_one_line_without_a_traceback(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zicha.commands.check.gather", lambda *_: 1 // 0)
    code, out, err = zicha(*of_sample("wanan"))
    assert (code, out) == (3, "")
    assert err.startswith("程序内部错误：ZeroDivisionError: ")
    assert len(err.splitlines()) == 1


def test_a_traceback_is_shown_with_debug_and_the_code_stays(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zicha.commands.check.gather", lambda *_: 1 // 0)
    code, out, err = zicha("--debug", *of_sample("wanan"))
    assert (code, out) == (3, "")
    assert err.startswith("Traceback (most recent call last):\n")


def test_debug_may_stand_after_the_command(zicha: Zicha) -> None:
    assert zicha(*of_sample("wanan"), "--debug") == zicha(*of_sample("wanan"))


def test_an_engine_that_fails_gives_no_report(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = "rete: lost"

    def fail(*_: object) -> None:
        raise EngineError(message)

    monkeypatch.setattr("zicha.commands.check.assess", fail)
    assert zicha(*of_sample("wanan")) == (
        3,
        "",
        f"程序内部错误：判定未完成，不出报告：{message}\n",
    )


def test_an_interrupt_says_that_the_work_was_stopped(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zicha.commands.check.gather", stop)
    assert zicha(*of_sample("wanan")) == (3, "", "\n已中止。\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to one process")
def test_ctrl_c_ends_the_process_with_one_word_on_a_line_of_its_own() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, *of_sample("wanan")],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"ready\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.decode()) == (3, b"", "\n已中止。\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to one process")
def test_ctrl_c_is_quiet_while_the_program_is_loading() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LOADING, "--version"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"ready\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (3, b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise on Windows")
@pytest.mark.parametrize("words", [("facts",), of_sample("huaibei", "--format", "json")])
def test_a_reader_that_goes_away_is_no_error(words: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        ended = subprocess.run(
            [sys.executable, "-c", MAIN, *words],
            env=environment(),
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(write)
    assert ended.stderr == b""
    assert ended.returncode == (1 if words[0] == "check" else 0)


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-16"])
def test_what_goes_to_another_program_is_utf_8_whatever_the_surroundings(encoding: str) -> None:
    plain = spawned(*of_sample("huaibei", "--lang", "en"))
    habits = {"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    assert spawned(*of_sample("huaibei", "--lang", "en"), surroundings=habits).stdout == (
        plain.stdout
    )
    assert "m²" in plain.stdout.decode("utf-8")


def test_an_error_can_be_told_where_the_surroundings_know_no_chinese() -> None:
    ended = spawned("check", "没有.yaml", surroundings={"PYTHONIOENCODING": "ascii"})
    assert ended.returncode == 2
    assert ended.stderr.decode().startswith("没有.yaml: 错误: ")


def on_a_terminal(*words: str, encoding: str) -> bytes:
    """Return what a terminal is sent whose encoding is the one that the surroundings name."""
    here, there = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", MAIN, *words],
        env=environment(PYTHONIOENCODING=encoding),
        stdout=there,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(there)
        sent = b""
        while chunk := rest(here):
            sent += chunk
    os.close(here)
    assert process.returncode == 1
    return sent.replace(b"\r\n", b"\n")


def rest(terminal: int) -> bytes:
    """Return more of what a terminal is sent; nothing once the other side is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_terminal_that_knows_only_gbk_gets_gbk() -> None:
    sent = on_a_terminal(*of_sample("wanan"), encoding="gbk")
    assert sent.decode("gbk").startswith("创城自查报告：万安街道xx社区\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_sign_that_a_terminal_does_not_know_is_shown_by_its_number() -> None:
    sent = on_a_terminal(*of_sample("huaibei", "--lang", "en"), encoding="gbk")
    assert "240 m\\xb2" in sent.decode("gbk")


def test_colours_are_never_used_so_nothing_turns_them_off() -> None:
    plain = spawned(*of_sample("huaibei"))
    assert b"\x1b" not in plain.stdout
    assert spawned(*of_sample("huaibei"), surroundings={"NO_COLOR": "1"}).stdout == plain.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["indicators", "--sources", "--coverage"], "--sources 和 --coverage 不能一起用"),
        (["indicators", "6.4.5", "--sources"], "--sources 和 CODE 不能一起用"),
        (["indicators", "6.4.5", "--kind", "市"], "CODE 和 --kind 不能一起用"),
        (["facts", "office_area", "--kind", "市"], "ID 和 --kind 不能一起用"),
        (["audit", str(SAMPLE), "--notices-by", "department"], "却没有 --notices"),
        (["check", str(HUAIBEI), "-o", "x.md", "-o", "x.md"], "x.md 要写两次"),
    ],
)
def test_what_would_have_no_effect_is_refused(zicha: Zicha, words: list[str], said: str) -> None:
    code, out, err = zicha(*words)
    assert (code, out) == (2, "")
    assert said in err
