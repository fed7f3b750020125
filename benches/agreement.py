"""Judges invented units of the shipped edition by several engines, and compares every field.

    python benches/agreement.py [UNITS] [--rete] [--processes N] [--from PORTION]

Reference and columnar, with ``--rete`` all three: of each unit the result of every item (outcome,
faults, grades, members, doubt, reason), the range of every grade, every conclusion, and the sums
of points with and without waivers, of the whole and of each category. Units come in portions, each
a city and what lies below it, always the same for the same number; so memory does not grow, and
``--from 17 1`` repeats the portion in which a difference was found. It stops at the first.
"""

import argparse
import gc
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "tests"), str(ROOT / "benches")]

from alike import Comparison, Tally  # noqa: E402 - after the path is set
from invented import ON, Inventor  # noqa: E402
from zicha.backends import rete  # noqa: E402
from zicha.backends.columnar.engine import Columnar  # noqa: E402
from zicha.backends.reference.engine import Reference  # noqa: E402
from zicha.editions.load import load_edition  # noqa: E402
from zicha.language.asof import rules_on  # noqa: E402
from zicha.model.edition import Edition  # noqa: E402

PORTION = 8_000
"""Units that are judged together: planning is the same for one as for many."""
SHOWN = 10
"""Differences that are shown."""


@cache
def edition() -> Edition:
    """Return the shipped edition, read once in each process."""
    return load_edition(None)


@cache
def comparison(*, all_three: bool) -> Comparison:
    """Return the engines, made once in each process."""
    rules = rules_on(edition(), ON)
    levels = {fact.id: fact.level for fact in edition().facts.values()}
    third = rete.Rete(rules) if all_three else None
    return Comparison(Columnar(rules, levels, every_fault=False), Reference(rules), third)


def portion(number: int, *, size: int, all_three: bool) -> Tally:
    """Return what comparing one portion of units came to."""
    # Only the trees of the statements are circles; looking for more all the time takes a tenth.
    gc.disable()
    engines = comparison(all_three=all_three)
    inventor = Inventor(edition(), engines.reference.rules, f"portion {number}")
    tally = engines.compare(list(inventor.units(size)))
    tally.different = [f"portion {number}: {each}" for each in tally.different[:SHOWN]]
    gc.collect()
    return tally


def compared(call: argparse.Namespace) -> Iterator[Tally]:
    """Yield what is compared so far, after each portion."""
    size = min(PORTION, -(-call.units // call.processes))
    numbers = range(call.first, call.first - (-call.units // size))
    work = partial(portion, size=size, all_three=call.rete)
    total = Tally()
    with ProcessPoolExecutor(call.processes) as pool:
        for tally in pool.map(work, numbers):
            total.add(tally)
            yield total
            if total.different:
                pool.shutdown(cancel_futures=True)
                return


def asked() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("units", nargs="?", type=int, default=2 * PORTION)
    parser.add_argument("--rete", action="store_true", help="the third engine too")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first portion")
    return parser.parse_args()


def main() -> int:
    """Print how much was compared and what differs; return 1 where something does."""
    call = asked()
    engines = "reference, columnar" + (", rete" if call.rete else "")
    started = time.perf_counter()
    total = Tally()
    for total in compared(call):
        rate = total.units / (time.perf_counter() - started)
        print(f"{total.units:,} units, {rate:,.0f} a second", file=sys.stderr)
    print(f"{engines}: {total.units:,} units, {total.fields:,} fields compared")
    print(f"differences: {len(total.different)}")
    for each in total.different[:SHOWN]:
        print(each)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    seconds = time.perf_counter() - started
    print(f"{seconds:,.0f} s in {call.processes} processes, each of {memory:.2f} GB at most")
    return int(bool(total.different))


if __name__ == "__main__":
    sys.exit(main())
