"""A problem as one line: place, severity, what is wrong, what to do."""

from zicha.errors import Problem
from zicha.model.text import Lang
from zicha.words.catalogue import has, say


def problem_message(problem: Problem, lang: Lang) -> str:
    """Return what is wrong, in one sentence."""
    return say(lang, f"problem.{problem.code}.message", **problem.args)


def problem_hint(problem: Problem, lang: Lang) -> str:
    """Return what to do about it; empty where the message says all."""
    key = f"problem.{problem.code}.hint"
    return say(lang, key, **problem.args) if has(lang, key) else ""


def problem_line(problem: Problem, lang: Lang) -> str:
    """Return ``place: severity: message hint`` in one line."""
    severity = say(lang, f"severity.{problem.severity}")
    parts = [f"{problem.place}: {severity}: {problem_message(problem, lang)}", problem_hint(problem, lang)]
    return say(lang, "problem-joint").join(part for part in parts if part)
