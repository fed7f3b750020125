"""The report as plain values: what JSON carries (``zicha/report/1``)."""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from zicha.model.numbers import Number
from zicha.model.report import (
    CategoryShown,
    Report,
    Score,
    UnitShown,
    WaiverShown,
)
from zicha.words.numbers import MOST_DIGITS, rounded

SCHEMA = "zicha/report/1"
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
INDENT = "  "


def number(value: Number) -> int | float:
    """Return an exact number as a JSON number, with at most six digits after the point."""
    whole, denominator = value.as_integer_ratio()
    return whole if denominator == 1 else float(rounded(value, MOST_DIGITS))


@lru_cache(maxsize=2**14)
def percentage(value: Number | None) -> int | float | None:
    """Return a score with two decimals, half up."""
    return None if value is None else number(rounded(value))


def plain(value: object) -> Json:
    """Return any value of a report as JSON carries it; a record by its fields."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal | Fraction):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, Sequence):
        return [plain(entry) for entry in value]
    assert dataclasses.is_dataclass(value)
    return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}


def score_plain(score: Score) -> dict[str, Json]:
    """Return a score: percentages with two decimals, sums of points exact."""
    share = score.decided_share
    return {
        "worst": percentage(score.worst),
        "best": percentage(score.best),
        "decided": percentage(score.decided),
        "decided_share": None if share is None else number(rounded(share, 4)),
        "points_worst": number(score.points_worst),
        "points_best": number(score.points_best),
        "points_possible": number(score.points_possible),
    }


def unit_plain(unit: UnitShown) -> dict[str, Json]:
    """Return a unit with its attributes among its own keys, as in a unit's file."""
    shown = {"id": unit.id, "name": unit.name, "kind": unit.kind, "parent": unit.parent}
    return {**plain_dict(shown), **plain_dict(unit.attributes)}


def plain_dict(values: Mapping[str, object]) -> dict[str, Json]:
    """Return a mapping of report values as JSON carries it."""
    return {key: plain(value) for key, value in values.items()}


def waiver_plain(waiver: WaiverShown) -> Json:
    """Return a waiver with its days under the names that a unit's file uses."""
    shown = plain_dict({f.name: getattr(waiver, f.name) for f in dataclasses.fields(waiver)})
    days = {"from": shown.pop("begins"), "expires": shown.pop("expires")}
    return {**shown, **days}


def category_plain(category: CategoryShown) -> Json:
    """Return a category with its score and counts."""
    return {
        "code": category.code,
        "name": category.name,
        "score": score_plain(category.score),
        "counts": plain(category.counts),
    }


def report_plain(report: Report) -> dict[str, Json]:
    """Return a report as JSON carries it."""
    worst, best = report.without_waivers
    without: Json = {"worst": percentage(worst), "best": percentage(best)}
    return {
        "schema": SCHEMA,
        "unit": unit_plain(report.unit),
        "date": report.date.isoformat(),
        "edition": {
            "id": report.edition,
            "name": report.edition_name,
            "digest": report.edition_digest,
            "warning": report.edition_warning,
        },
        "facts_digest": report.facts_digest,
        "engine": report.engine,
        "version": report.version,
        "lang": report.lang,
        "score": {**score_plain(report.score), "without_waivers": without},
        "counts": plain(report.counts),
        "categories": [category_plain(category) for category in report.categories],
        "indicators": plain(report.indicators),
        "gaps": plain(report.gaps),
        "to_verify": plain(report.to_verify),
        "waivers": [waiver_plain(waiver) for waiver in report.waivers],
        "conclusions": plain(report.conclusions),
        "hints": plain(report.hints),
    }


def json_text(value: Json) -> str:
    """Return JSON as people can read it, keys in their given order, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def json_lines(values: Mapping[str, Json | Iterator[Json]], indent: str = "") -> Iterator[str]:
    """Yield a large object as JSON, piece by piece: each entry of a list is a line.

    What an iterator yields is a list. No more is held than one entry, and a line can be searched
    for and read by itself.
    """
    inner, mark = indent + INDENT, "{"
    for key, value in values.items():
        yield f"{mark}\n{inner}{compact(key)}: "
        if isinstance(value, list | Iterator):
            yield from list_lines(value, inner)
        elif isinstance(value, Mapping) and value:
            yield from json_lines(value, inner)
        else:
            yield compact(value)
        mark = ","
    yield "{}" if mark == "{" else f"\n{indent}}}"


def list_lines(values: Iterable[Json], indent: str) -> Iterator[str]:
    """Yield a list as JSON, a line for each entry."""
    mark = "["
    for value in values:
        yield f"{mark}\n{indent}{INDENT}{compact(value)}"
        mark = ","
    yield "[]" if mark == "[" else f"\n{indent}]"


def compact(value: Json) -> str:
    """Return JSON in one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
