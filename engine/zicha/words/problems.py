"""A problem as one line: place, severity, what is wrong, what to do."""

from collections.abc import Mapping

from zicha.errors import Problem
from zicha.model.text import Lang
from zicha.words.catalogue import has, messages, say

PROPOSING = ("nearest", "instead")
"""What a problem proposes, where there is something."""
BEGIN, END = "problem.", ".message"


def in_language(args: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """Return the arguments, with that of ``label_zh`` or ``label_en`` also as ``label``."""
    ending = f"_{lang}"
    own = {n.removesuffix(ending): text for n, text in args.items() if n.endswith(ending)}
    return {**args, **own}


def problem_message(problem: Problem, lang: Lang) -> str:
    """Return what is wrong, in one sentence."""
    return say(lang, f"problem.{problem.code}.message", **in_language(problem.args, lang))


def problem_hint(problem: Problem, lang: Lang) -> str:
    """Return what to do about it; empty where the message says all.

    Where there is nothing to propose, ``hint_alone`` says what is left to do.
    """
    part = "hint_alone" if "" in map(problem.args.get, PROPOSING) else "hint"
    key = f"problem.{problem.code}.{part}"
    return say(lang, key, **in_language(problem.args, lang)) if has(lang, key) else ""


def problem_said(problem: Problem, lang: Lang) -> str:
    """Return what is wrong and what to do about it."""
    parts = [problem_message(problem, lang), problem_hint(problem, lang)]
    return say(lang, "problem-joint").join(part for part in parts if part)


def problem_line(problem: Problem, lang: Lang) -> str:
    """Return ``place: severity: message hint`` in one line."""
    severity = say(lang, f"severity.{problem.severity}")
    return f"{problem.place}: {severity}: {problem_said(problem, lang)}"


def problem_codes() -> list[str]:
    """Return the codes of all problems that this program knows."""
    keys = (key for key in messages("zh") if key.startswith(BEGIN) and key.endswith(END))
    return sorted(key.removeprefix(BEGIN).removesuffix(END) for key in keys)
