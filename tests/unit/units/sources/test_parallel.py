"""Files read by several processes: the same result, and no process that is waited for in vain."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.deadly import load_deadly, small
from support.small_edition import SMALL
from zicha.errors import Place, problem
from zicha.units.sources.entry import Entry, Source
from zicha.units.sources.folder import read_folder
from zicha.units.sources.parallel import Load, Reading, workers_for

FILES = 40
UNIT = "unit: {id: %s, kind: community}\ndate: 2011-06-30\nfacts: {office_area: 60, lamps: x}\n"
INTERRUPTED = """
import signal
import sys
from support.deadly import load_slowly
from support.small_edition import SMALL
from zicha.units.sources.folder import read_folder
from zicha.units.sources.parallel import Reading

if __name__ == "__main__":
    # Whoever started the tests may not hear interruptions, nor do then those whom they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    print("begun", flush=True)
    try:
        read_folder(sys.argv[1], SMALL, None, Reading(load_slowly, 2))
    except KeyboardInterrupt:
        print("ended", flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(FILES):
        (tmp_path / f"u{number}.yaml").write_text(UNIT % f"u{number}", "utf-8")
    return tmp_path


def read(folder: Path, load: Load = small, workers: int = 2) -> Source:
    return read_folder(str(folder), SMALL, None, Reading(load, workers))


def test_processes_give_what_one_gives(folder: Path) -> None:
    (folder / "v.yaml").write_text("unit: [", "utf-8")
    assert read(folder) == read(folder, workers=1)


def test_what_is_done_is_told(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    reading = Reading(small, 2, lambda done, total: told.append((done, total)))
    read_folder(str(folder), SMALL, None, reading)
    assert [done for done, _ in told] == [8, 16, 24, 32, 40]
    assert {total for _, total in told} == {FILES}


@pytest.mark.parametrize(
    ("files", "workers", "expected"), [(32, 4, 1), (33, 4, 4), (40, 99, 5), (5000, 99, 16)]
)
def test_few_files_are_read_by_one_process(files: int, workers: int, expected: int) -> None:
    assert workers_for(files, Reading(small, workers)) == expected


def test_a_file_over_which_a_process_ends_is_named_and_the_rest_is_read(folder: Path) -> None:
    sound = read(folder)
    deadly = str(folder / "u3-deadly.yaml")
    Path(deadly).write_text(UNIT % "deadly", "utf-8")
    found = read(folder, load_deadly)
    lost = problem("file-reader-ended", Place(deadly))
    assert [e for e in found.entries if e.place.file == deadly] == [
        Entry(Place(deadly), None, None, "", (lost,))
    ]
    assert [e for e in found.entries if e.place.file != deadly] == [*sound.entries]


@pytest.mark.skipif(os.name == "nt", reason="a console of its own would be needed")
def test_an_interruption_ends_all_processes_without_a_word(folder: Path) -> None:
    for number in range(FILES, 400):
        (folder / f"u{number}.yaml").write_text(UNIT % f"u{number}", "utf-8")
    script = folder / "read.py"
    script.write_text(INTERRUPTED, "utf-8")
    call = subprocess.Popen(
        [sys.executable, str(script), str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert call.stdout is not None
    assert call.stdout.readline() == "begun\n"
    time.sleep(1.5)
    os.killpg(call.pid, signal.SIGINT)
    out, error = call.communicate(timeout=30)
    assert (out, error) == ("ended\n", "")


HELD_BACK = """
import os
import signal
from zicha.units.sources.parallel import undisturbed

signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    with undisturbed():
        os.kill(os.getpid(), signal.SIGINT)
        print("started", flush=True)
except KeyboardInterrupt:
    print("ended", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no way to hold it back")
def test_an_interruption_while_processes_start_is_heard_afterwards() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    call = subprocess.run(
        [sys.executable, "-c", HELD_BACK],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (call.stdout, call.stderr) == ("started\nended\n", "")
