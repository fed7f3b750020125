"""Many files read at a time, by processes of their own; the result is that of one after another."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import resource_tracker

from zicha.errors import Place, problem
from zicha.model.edition import Edition
from zicha.units.sources.entry import Entry, read_entry

FEW = 32
"""Files that are read sooner than a second process has started."""
CHUNK = 8
"""Files that a process is given at a time."""
MOST_WORKERS = 16
"""Processes at once; more of them wait for the disk, and Windows allows 61."""
MOST_LOST = 3
"""Processes that may end over files before the rest is not tried any more."""

Load = Callable[[], Edition]
Chunk = tuple[int, Sequence[str]]
"""Some files, and the index of the first of them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    ``load``: gives the edition to a new process, and can be pickled; without it the files are read
    one after another. ``workers``: processes, None for as many as the machine has processors.
    ``progress``: called with how many files are read, of how many.
    """

    load: Load | None = None
    workers: int | None = None
    progress: Callable[[int, int], None] = lambda _done, _total: None


def read_entries(
    files: Sequence[str], edition: Edition, on: date | None, reading: Reading | None = None
) -> tuple[Entry, ...]:
    """Return what files say of their units, in the order of the files."""
    reading = reading or Reading()
    workers = workers_for(len(files), reading)
    if reading.load is not None and workers > 1:
        return Pool(files, on, reading, workers).read()
    entries = []
    for file in files:
        entries.append(read_entry(file, edition, on))
        reading.progress(len(entries), len(files))
    return tuple(entries)


def workers_for(files: int, reading: Reading) -> int:
    """Return how many processes are worth their start."""
    if files <= FEW:
        return 1
    return min(reading.workers or os.cpu_count() or 1, MOST_WORKERS, files // CHUNK)


class Pool:
    """Processes that read files, and what they have read so far."""

    def __init__(
        self, files: Sequence[str], on: date | None, reading: Reading, workers: int
    ) -> None:
        """Begin with nothing read."""
        self.files = files
        self.on = on
        self.reading = reading
        self.workers = workers
        self.entries: dict[int, Entry] = {}

    def read(self) -> tuple[Entry, ...]:
        """Return what the files say of their units, in their order."""
        chunks = [(at, self.files[at : at + CHUNK]) for at in range(0, len(self.files), CHUNK)]
        self.run(chunks, self.workers)
        for _ in range(MOST_LOST):
            self.run(self.single(), 1)
        for at in self.missing():
            self.entries[at] = lost(self.files[at])
        return tuple(self.entries[at] for at in range(len(self.files)))

    def missing(self) -> list[int]:
        """Return the files of which nothing is known yet."""
        return [at for at in range(len(self.files)) if at not in self.entries]

    def single(self) -> list[Chunk]:
        """Return the files that are still to be read, each by itself."""
        return [(at, self.files[at : at + 1]) for at in self.missing()]

    def run(self, chunks: Sequence[Chunk], workers: int) -> None:
        """Have files read; note the one over which a process ended that worked alone.

        With several at work nobody can tell which file it was: they stay to be read again.
        """
        if not chunks:
            return
        assert self.reading.load is not None, "without an edition no process can read"
        pool = ProcessPoolExecutor(
            workers,
            multiprocessing.get_context("spawn"),  # threads of a database do not survive a fork
            initializer=partial(prepare, self.reading.load, self.on),
        )
        try:
            is_whole = self.collect(pool, chunks)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        if not is_whole and workers == 1:
            at = self.missing()[0]
            self.entries[at] = lost(self.files[at])

    def collect(self, pool: ProcessPoolExecutor, chunks: Sequence[Chunk]) -> bool:
        """Keep what the processes read; return whether none of them ended before its time."""
        futures: dict[Future[list[Entry]], int] = {}
        with suppress(BrokenProcessPool), undisturbed():
            for at, files in chunks:
                futures[pool.submit(read_chunk, files)] = at
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):
                continue
            self.entries.update(enumerate(future.result(), futures[future]))
            self.reading.progress(len(self.entries), len(self.files))
        return all(at in self.entries for at, _ in chunks)


def lost(file: str) -> Entry:
    """Return the entry of a file over which the process that read it ended."""
    place = Place(file)
    return Entry(place, None, None, "", (problem("file-reader-ended", place),))


@contextmanager
def undisturbed() -> Iterator[None]:
    """Start processes that do not hear an interruption: this process ends them.

    One that comes meanwhile is heard afterwards; Windows knows no way to hold it back.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
    elif sys.platform == "win32":
        earlier = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, earlier)
    else:
        # Else it would be started in between, and let interruptions through again.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- In the process that reads ------------------------------------------------------------------

GIVEN: list[tuple[Edition, date | None]] = []
"""What a process was given when it started."""


def prepare(load: Load, on: date | None) -> None:
    """Load the edition, once for each process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    GIVEN[:] = [(load(), on)]


def read_chunk(files: Sequence[str]) -> list[Entry]:
    """Return what some files say of their units."""
    edition, on = GIVEN[0]
    return [read_entry(file, edition, on) for file in files]
