"""What the program says: complete in both languages, and every sentence in use."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from support.source import PACKAGE, calls, package_trees, pattern
from zicha.commands.audit import ENGINES
from zicha.model.text import Lang
from zicha.words.catalogue import FORMS, flat

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# What people are told to write with its braces: the name of an output file for each unit, and
# what a remedy fills in.
WRITTEN_SO = {"id", "actual", "required", "shortfall", "member"}
# English messages that quote Chinese: what must stand so in a file.
QUOTING = {"problem.names-form.hint"}
# What takes the code of a problem first, and what its words mention as keywords.
RAISERS = (
    "LeftOutError",
    "Problem",
    "RefusedError",
    "UnreadableError",
    "complain",
    "problem",
    "report",
)
PROBLEM = re.compile(r"problem\.(?P<code>.+)\.(?:message|hint|hint_alone)")


@cache
def words(lang: Lang) -> dict[str, dict[str, str]]:
    """Return the messages of a language by file, then by dotted key."""
    return {
        path.name: dict(flat(tomllib.loads(path.read_text("utf-8")), ""))
        for path in sorted((PACKAGE / "words" / lang).glob("*.toml"))
    }


def messages(lang: Lang) -> dict[str, str]:
    return {key: text for file in words(lang).values() for key, text in file.items()}


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def problem_codes() -> set[str]:
    return {found["code"] for key in messages("zh") if (found := PROBLEM.fullmatch(key))}


def given(call: ast.Call) -> set[str] | None:
    """Return the names of a call's keywords; None where ``**`` hides some."""
    names = {keyword.arg for keyword in call.keywords}
    return None if None in names else {name for name in names if name}


def test_a_message_stands_in_the_same_file_with_the_same_key_in_both_languages() -> None:
    keys = [{file: set(found) for file, found in words(lang).items()} for lang in LANGUAGES]
    assert keys[0] == keys[1]


def test_a_key_stands_in_one_file_only() -> None:
    keys = list(chain.from_iterable(words("zh").values()))
    assert sorted(keys) == sorted(set(keys))


def test_both_languages_of_a_message_mention_the_same_things() -> None:
    zh, en = messages("zh"), messages("en")
    assert {key: placeholders(zh[key]) for key in zh} == {key: placeholders(en[key]) for key in zh}


def test_forms_of_words_are_chosen_by_a_number_that_the_message_mentions() -> None:
    for lang in LANGUAGES:
        for key, text in messages(lang).items():
            chosen = {forms[1] for forms in FORMS.finditer(text)}
            assert chosen <= placeholders(text), key
            assert not re.search(r"\{\w+\?", FORMS.sub("", text)), key


def test_english_messages_have_no_chinese_in_them_but_what_they_quote() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    assert {key for key, text in messages("en").items() if han.search(text)} == QUOTING


def raised() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield every problem that the code raises by name: its code, its place, the call."""
    for name in RAISERS:
        for place, call in calls(name):
            code = call.args[0] if call.args else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value, place, call


def test_every_problem_that_is_raised_has_its_words() -> None:
    codes = problem_codes()
    assert sorted({f"{place}: {code}" for code, place, _ in raised() if code not in codes}) == []


def test_every_problem_says_what_is_wrong_not_only_what_to_do() -> None:
    assert [c for c in problem_codes() if f"problem.{c}.message" not in messages("zh")] == []


def test_a_problem_is_given_all_that_its_words_mention() -> None:
    lacking = []
    for code, place, call in raised():
        keys = [f"problem.{code}.{part}" for part in ("message", "hint", "hint_alone")]
        mentioned = placeholders("".join(messages("zh").get(key, "") for key in keys))
        names = given(call)
        if names is not None:
            lacking += [
                f"{place}: {code}: {name}" for name in sorted(mentioned - names - WRITTEN_SO)
            ]
    assert lacking == []


def test_every_key_that_is_said_exists() -> None:
    lost = []
    for place, call in calls("say"):
        wanted = pattern(call.args[1])
        if wanted and not any(map(wanted.fullmatch, messages("zh"))):
            lost.append(f"{place}: {wanted.pattern}")
    assert lost == []


def test_a_message_is_given_all_that_it_mentions() -> None:
    lacking = []
    for place, call in calls("say"):
        key, names = call.args[1], given(call)
        if isinstance(key, ast.Constant) and names is not None:
            text = messages("zh").get(str(key.value), "")
            lacking += [f"{place}: {name}" for name in placeholders(text) - names]
    assert lacking == []


TEMPLATE_SAYS = re.compile(r'say\("([a-z_.]+)"( ~)?')


def said_in_templates() -> Iterator[str]:
    """Yield the patterns of all keys that page templates name; after ``~`` comes a variable."""
    for template in sorted(PACKAGE.rglob("*.j2")):
        for key, open_ended in TEMPLATE_SAYS.findall(template.read_text("utf-8")):
            yield re.escape(key) + (".+" if open_ended else "")


@cache
def in_use() -> re.Pattern[str]:
    """Return one pattern of all keys that the code can name: its strings, its dotted f-strings."""
    nodes = [n for tree in package_trees().values() for n in ast.walk(tree)]
    found = {p.pattern for n in nodes if isinstance(n, ast.expr) and (p := pattern(n))}
    dotted = {p for p in found if not p.startswith((".+", r"problem\."))}
    dotted.update(said_in_templates())
    return re.compile("|".join(f"(?:{p})" for p in sorted(dotted) if p))


def test_no_message_is_left_that_nothing_says() -> None:
    used = in_use()
    unused = [k for k in messages("zh") if not PROBLEM.fullmatch(k) and not used.fullmatch(k)]
    assert unused == []


def test_no_problem_is_left_that_nothing_raises() -> None:
    used = in_use()
    assert sorted(code for code in problem_codes() if not used.fullmatch(code)) == []


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "auto"])
def test_every_engine_has_its_words(engine: str) -> None:
    # The key is put together from the engine's name, so no other test asks for it.
    assert f"engine.{engine}" in messages("zh")
