"""``zicha audit`` as a whole process, over the table of a country.

    python benches/audit.py [UNITS]      600,000 unless told

The tables are those of ``country.py``, made once, into `build/bench`. Of each call the time by the
clock and the most memory that its process had; what several processes had together is less than
the sum that is shown, since they share some.
"""

# ruff: noqa: S608
# Its statement is made of the name of a folder.

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "tests"), str(ROOT / "benches")]

import duckdb  # noqa: E402 - after the path is set

from country import Country, write  # noqa: E402
from timing import Figure  # noqa: E402
from zicha.editions.load import load_edition  # noqa: E402

BUILD = ROOT / "build" / "bench"
DISTRICT = ROOT / "examples" / "district"
ON = "2011-06-30"
COUNT, LESS = 600_000, 60_000
SEED = 2011
RUNS = 3


@dataclass(frozen=True, slots=True)
class Took:
    """What a call took."""

    seconds: float
    gigabytes: float


def audited(*words: str) -> Took:
    """Run the command, throw away what it prints, and return what it took.

    A process of its own runs it, so that the memory of the one is not that of an earlier one.
    """
    code = "from zicha.commands.root import main; main()"
    call = [sys.executable, "-c", code, "audit", *words, "--on", ON]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    # What is installed has been compiled: it is not to be done again at each start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - this program
        call, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), said
    return Took(time.perf_counter() - start, usage.ru_maxrss / 1e6)


def best(*words: str, runs: int = RUNS) -> Took:
    """Return the fastest of some runs: what is slower is other work on the machine."""
    return min((audited(*words) for _ in range(runs)), key=lambda took: took.seconds)


def country(units: int) -> Path:
    """Return the folder of a country's tables, made unless it is there."""
    folder, part = BUILD / f"country-{units}", BUILD / f"country-{units}.part"
    if not folder.is_dir():
        write(Country(load_edition(None), units, SEED), part)
        part.rename(folder)
    return folder


def changed(folder: Path) -> Path:
    """Return the table of a country in which one unit in a hundred says something else."""
    table = folder / "changed.parquet"
    if not table.exists():
        here = "kind = 'community' AND hash(unit) % 100 = 0"
        other = f"CASE WHEN {here} THEN NOT coalesce({{0}}, false) ELSE {{0}} END AS {{0}}"
        query = f"SELECT * REPLACE ({other.format('study_plan')}) FROM '{folder}/units.parquet'"
        with duckdb.connect() as connection:
            connection.sql(query).write_parquet(str(table), row_group_size=65_536)
    return table


def again(folder: Path) -> float:
    """Return the seconds of an audit after one unit in a hundred changed, the state being kept."""
    state, kept = folder / "state.duckdb", folder / "kept.duckdb"
    other = changed(folder)
    if not kept.exists():
        audited(f"{folder}/units.parquet", "--state", str(kept))
    found = []
    for _ in range(RUNS):
        shutil.copy(kept, state)
        found.append(audited(str(other), "--state", str(state)).seconds)
    state.unlink()
    return min(found)


def figures(count: int = COUNT) -> Iterator[Figure]:
    """Yield the figures: those of a smaller country and of the examples first."""
    district = best(str(DISTRICT), runs=5)
    yield Figure("zicha audit, the example district", district.seconds, "s", 1.5)
    less = best(f"{country(LESS)}/units.parquet")
    yield Figure(f"zicha audit, {LESS:,} units", less.seconds, "s", 2.5)
    folder = country(count)
    aimed = count == COUNT
    name = f"zicha audit, {count:,} units"
    waivers = ("--waivers", f"{folder}/waivers.csv")
    table = best(f"{folder}/units.parquet", *waivers)
    yield Figure(name, table.seconds, "s", 10 if aimed else None)
    yield Figure(f"{name}, memory", table.gigabytes, "GB", 1.2 if aimed else None)
    files = [f"{folder}/{name}.parquet" for name in ("verdicts", "gaps")]
    written = ("--verdicts", files[0], "--gaps", files[1])
    every = best(f"{folder}/units.parquet", *waivers, *written)
    yield Figure(
        f"{name}, verdicts and all gaps written", every.seconds, "s", 15 if aimed else None
    )
    yield Figure("the same, memory", every.gigabytes, "GB", 1.6 if aimed else None)
    text = best(f"{folder}/units.csv", *waivers)
    yield Figure(f"{name} from CSV", text.seconds, "s")
    yield Figure("CSV over Parquet", text.seconds / table.seconds, "x", 2)
    yield Figure(f"{name}, again after 1 % changed", again(folder), "s", 3 if aimed else None)


def main() -> None:
    """Print the figures."""
    for figure in figures(*(int(word) for word in sys.argv[1:])):
        print(*figure.line(), sep="  ")


if __name__ == "__main__":
    main()
