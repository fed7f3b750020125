"""The command fed with damaged unit files: a report or problems, never a traceback."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from support.cli import SAMPLE, sample
from zicha.commands.root import run

UNITS = [Path(sample(name)).read_text("utf-8") for name in ("huaibei", "wanan", "district")]
SIGNS = st.sampled_from(
    list("{}[]:,-#&*!|>'\"%@`\\ \t\n：，０约是无√é\u0000\u200b\ufeff\U0001f600")
)
WORDS = st.sampled_from(
    [
        "null",
        "true",
        "是",
        "无",
        "1e400",
        "-1",
        "101",
        ".nan",
        "2011-02-30",
        "{}",
        "[]",
        "unit",
        "~",
    ]
)
FORMS = st.sampled_from(["table", "json", "markdown", "csv"])


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Draw the file of a unit with some pieces cut out, put in, or replaced."""
    text = draw(st.sampled_from(UNITS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        piece = draw(st.one_of(SIGNS, WORDS, st.text(max_size=6)))
        text = text[:start] + piece + text[end:]
    return text


@st.composite
def changed(draw: st.DrawFn) -> str:
    """Draw a unit whose form is sound and whose facts may be anything."""
    values = st.one_of(
        st.none(), st.booleans(), st.integers(-5, 1000), st.floats(allow_nan=False), st.text()
    )
    ids = st.sampled_from(["office_area", "green_cover", "youth_facilities", "lamps_lit", "town"])
    anything = st.recursive(
        values,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
        max_leaves=4,
    )
    facts = draw(st.dictionaries(ids | st.text(max_size=8), anything, max_size=6))
    unit = {
        "id": draw(st.text(max_size=8)),
        "name": draw(st.text(max_size=20)),
        "kind": "community",
    }
    return json.dumps({"unit": unit, "date": "2011-06-30", "facts": facts})


def check(text: str, suffix: str, form: str) -> tuple[int, str, str]:
    """Return how ``zicha check`` of a file with that text ends."""
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()) as out:
        file = Path(folder) / f"unit{suffix}"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        with redirect_stderr(StringIO()) as err:
            words = ["check", str(file), "--edition", str(SAMPLE), "--engine", "reference"]
            code = run([*words, "--format", form, "--on", "2011-06-30"])
    return code, out.getvalue(), err.getvalue()


def assert_sound(code: int, out: str, err: str) -> None:
    """Fail unless a call ended as a call may end."""
    assert code in {0, 1, 2}
    assert "Traceback" not in err
    assert (out == "") == (code == 2)
    assert err or code != 2
    assert "\x1b" not in out + err


@settings(max_examples=60)
@given(damaged(), FORMS)
def test_a_damaged_yaml_file_gives_a_report_or_problems(text: str, form: str) -> None:
    assert_sound(*check(text, ".yaml", form))


@settings(max_examples=60)
@given(changed(), FORMS)
def test_a_json_file_with_any_facts_gives_a_report_or_problems(text: str, form: str) -> None:
    assert_sound(*check(text, ".json", form))


@settings(max_examples=30)
@given(st.text(max_size=20), st.text(max_size=20))
def test_any_setting_and_day_give_a_report_or_problems(setting: str, day: str) -> None:
    words = ["check", sample("wanan"), "--edition", str(SAMPLE), "--engine", "reference"]
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = run([*words, f"--set={setting}", f"--on={day}"])
    assert_sound(code, out.getvalue(), err.getvalue())
