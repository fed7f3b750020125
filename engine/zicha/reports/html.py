"""The report as one HTML file: no network, readable without a script, on a phone and on paper."""

import base64
import hashlib
from collections.abc import Sequence
from fractions import Fraction
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from zicha.model.numbers import Number
from zicha.model.report import ConclusionShown, Proofs, Report, Score
from zicha.model.text import Lang
from zicha.reports import phrases
from zicha.words import say
from zicha.words.numbers import percent_text, plain_text, rounded, shown_number

FOLDER = "page"


def coordinate(number: Number) -> str:
    """Return a number for a picture, with two decimals at most."""
    return plain_text(rounded(number))


def span(score: Score) -> str:
    """Return the width of a score's bar, at least half a percent so that it can be seen."""
    assert score.worst is not None
    assert score.best is not None
    return coordinate(max(Fraction(score.best) - Fraction(score.worst), Fraction(1, 2)))


def asset(name: str) -> str:
    """Return a file that goes into the page."""
    return (files("zicha.reports") / FOLDER / name).read_text("utf-8").strip()


def digest_of(text: str) -> str:
    """Return the digest by which the page allows its own style and script, and no other."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def filters(report: Report) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what gaps can be filtered by, each with the values that occur."""
    lang = report.lang
    code_of = {indicator.code: indicator.category for indicator in report.indicators}
    present = {code_of[gap.indicator] for gap in report.gaps}
    categories = [(c.code, f"{c.code} {c.name}") for c in report.categories if c.code in present]
    levels = dict.fromkeys(gap.level for gap in report.gaps)
    owners = dict.fromkeys(gap.owner for gap in report.gaps)
    return [
        ("category", categories),
        ("level", [(level, say(lang, f"level.{level}")) for level in levels]),
        ("owner", [(owner, owner) for owner in owners]),
    ]


def environment(lang: Lang) -> Environment:
    """Return the template environment of a language; every text is escaped."""
    made = Environment(
        loader=PackageLoader("zicha.reports", FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )

    def holds(conclusion: ConclusionShown) -> str:
        return say(lang, f"holds.{phrases.HOLDS[conclusion.holds]}")

    def concluded_by(conclusion: ConclusionShown) -> str:
        return phrases.concluded_by(conclusion, lang)

    made.filters.update(
        percent=percent_text,
        number=shown_number,
        coordinate=coordinate,
        span=span,
        holds=holds,
        concluded_by=concluded_by,
    )
    made.filters["range"] = lambda score: phrases.score_range(score, lang)
    made.filters["source"] = lambda shown: phrases.source(shown, lang)
    made.globals["say"] = lambda key, **args: say(lang, key, **args)
    return made


def rendered(template: Template, styles: Sequence[str], script: str, **args: object) -> str:
    """Return a page with its styles and its script, which are files of this program."""
    style, code = "\n".join(map(asset, styles)), asset(script)
    return template.render(
        style=Markup(style),  # noqa: S704 - this program's own file
        script=Markup(code),  # noqa: S704 - this program's own file
        style_hash=digest_of(style),
        script_hash=digest_of(code),
        **args,
    )


def report_html(report: Report, proofs: Proofs) -> str:
    """Return the whole report as one HTML file."""
    return rendered(
        environment(report.lang).get_template("report.html.j2"),
        ["style.css"],
        "filter.js",
        report=report,
        proofs=proofs,
        filters=filters(report),
        no_gaps=phrases.no_gaps(report.counts["open"], report.lang),
        vetoes=phrases.vetoes(report),
        exact=phrases.is_exact(report.score),
        meaning=phrases.meaning(report),
        without_waivers=phrases.without_waivers(report),
        category_of={indicator.code: indicator.category for indicator in report.indicators},
    )
