"""A folder of filled Excel forms through ``zicha audit``, as a whole process.

    python benches/forms.py [FORMS]      1,000 unless told

The forms are those of ``zicha form``, filled with what was stated of invented communities and
streets. They are made once, into `build/bench`, and making them is not counted.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "tests"), str(ROOT / "benches")]

from audit import BUILD, audited  # noqa: E402 - after the path is set
from invented import ON, Inventor  # noqa: E402
from timing import Figure  # noqa: E402
from zicha.editions.load import load_edition  # noqa: E402
from zicha.language.asof import rules_on  # noqa: E402
from zicha.model.edition import Edition  # noqa: E402
from zicha.model.facts import Fact, Level, Stated  # noqa: E402
from zicha.model.unit import Unit  # noqa: E402
from zicha.reports.form.asked import FormFor  # noqa: E402
from zicha.reports.form.draw import form_workbook  # noqa: E402

COUNT = 1_000
STREETS = 20
TARGET = 15.0


@cache
def edition() -> Edition:
    """Return the shipped edition, read once in each process."""
    return load_edition(None)


def unit(number: int) -> Unit:
    """Return what was stated of one unit: of a street, or of a community below one."""
    level = Level.STREET if number < STREETS else Level.COMMUNITY
    inventor = Inventor(edition(), rules_on(edition(), ON), f"form {number}")
    stated = inventor.stated(f"unit-{number}", level)
    facts = {fact: typed(each, edition().facts[fact]) for fact, each in stated.facts.items()}
    parent = None if level is Level.STREET else f"unit-{number % STREETS}"
    return replace(stated, parent=parent, facts=facts)


def typed(stated: Stated, fact: Fact) -> Stated:
    """Return a value as a person can type it into a form: rounded, possible, not of tomorrow."""
    value = stated.value
    if fact.type.is_number:
        assert isinstance(value, int | Decimal | Fraction)
        rounded = Decimal(round(Fraction(value) * 10**fact.decimals)).scaleb(-fact.decimals)
        value = rounded if fact.high is None else min(rounded, Decimal(str(fact.high)))
    return replace(stated, value=value, date=min(stated.date, ON))


def write_form(number: int, folder: Path) -> None:
    """Write one filled form."""
    found = unit(number)
    data = form_workbook(FormFor(edition(), found.kind, "zh", found, ON))
    (folder / f"{found.id}.xlsx").write_bytes(data)


def forms(count: int) -> Path:
    """Return a folder of filled forms, made unless it is there."""
    folder, part = BUILD / f"forms-{count}", BUILD / f"forms-{count}.part"
    if not folder.is_dir():
        part.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor() as pool:
            list(pool.map(partial(write_form, folder=part), range(count), chunksize=20))
        part.rename(folder)
    return folder


def figures(count: int = COUNT) -> Iterator[Figure]:
    """Yield the figure."""
    took = audited(str(forms(count)))
    target = TARGET if count == COUNT else None
    yield Figure(f"zicha audit, a folder of {count:,} Excel forms", took.seconds, "s", target)
    yield Figure("the same, memory", took.gigabytes, "GB")


def main() -> None:
    """Print the figures."""
    for figure in figures(*(int(word) for word in sys.argv[1:])):
        print(*figure.line(), sep="  ")


if __name__ == "__main__":
    main()
