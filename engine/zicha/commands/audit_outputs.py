"""The files that an audit wants written: whether they can be, and writing them."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from zicha.audit.asked import is_address
from zicha.audit.changes import FORGOTTEN, first_dues, with_first_dues
from zicha.audit.population import Candidate
from zicha.audit.run import Auditing, Wanted
from zicha.commands.details import Details
from zicha.commands.folder import file_apart, unwritten, write_file
from zicha.commands.outputs import WORD, edited, place_of
from zicha.documents.paths import is_file, is_folder, real
from zicha.errors import EngineError, InputError, Place, Problem, problem
from zicha.model.audit import Audit, UnitGaps
from zicha.reports.audit.markdown import audit_markdown
from zicha.reports.audit.rows import audit_csv
from zicha.reports.audit.write import FORMATS, IN_WORKBOOK, LISTED, audit_json

if TYPE_CHECKING:
    from zicha.reports.audit.bodies import Body, Shared

FORMAT_NAMES = ("table", "json", "markdown", "csv")
NOTICES_BY = ("unit", "department")
TABLES = (".parquet", ".csv")
READ = (".json", ".xlsx")
"""Formats that the next audit of a folder would take for units."""
SHOWN = {".html": 1000, ".xlsx": 2000}
"""Formats with gap lists of units: of at most so many of them, the lowest ranks first."""
ROWS = {".html": LISTED, ".xlsx": IN_WORKBOOK}
"""Units of a level that a format lists, the first and the last, where it does not list all."""
SCREENFUL = 40
"""The same of any other format, and of a screen."""
A_BATCH = 25
"""Notices after which what is left of them is cleared away."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """What a call wants written.

    ``verdicts``, ``gaps``: tables of everything; ``notices``: a folder, with a document for each
    unit or, by ``notices_by``, each department; ``template``: an office's own notice.
    """

    form: str
    files: tuple[str, ...] = ()
    verdicts: str | None = None
    gaps: str | None = None
    notices: str | None = None
    notices_by: str = "unit"
    template: str | None = None

    @property
    def tables(self) -> tuple[tuple[str, str], ...]:
        """Return the tables of everything, each with the option that names it."""
        named = (("--verdicts", self.verdicts), ("--gaps", self.gaps))
        return tuple((option, name) for option, name in named if name is not None)

    @property
    def by_department(self) -> bool:
        """Return whether notices go to departments, not to units."""
        return self.notices_by == "department"

    @property
    def suffixes(self) -> set[str]:
        """Return the suffixes of the files."""
        return {Path(name).suffix.lower() for name in self.files}

    # --- Whether it can be done -----------------------------------------------------------------

    def problems(self, read: Sequence[str], *, remote: bool = False) -> Iterator[Problem]:
        """Yield what is wrong with it.

        ``read``: the files that the call reads; ``remote``: whether tables may have addresses.
        """
        for name in self.files:
            suffix = Path(name).suffix
            if suffix.lower() not in FORMATS:
                known = " ".join(FORMATS)
                yield problem("unknown-format", place_of(name), suffix=suffix or name, known=known)
            yield from place_problems(name, place_of(name), read)
            yield from edited(Path(name))
        for option, name in self.tables:
            place = Place(f"{option} {name}")
            if Path(name).suffix.lower() not in TABLES:
                yield problem("audit-verdicts-suffix", place, suffix=Path(name).suffix or name)
            if not (remote and is_address(name)):
                yield from place_problems(name, place, read)
        paths = [real(name) for name in (*self.files, *dict(self.tables).values())]
        for path in sorted({path for path in paths if paths.count(path) > 1}):
            yield problem("output-twice", place_of(path.name), file=path.name)
        if self.notices is not None and is_file(self.notices):
            yield problem("audit-notices-file", Place(f"--notices {self.notices}"))
        if self.by_department and self.notices is None:
            yield problem("audit-notices-by-unused", Place("--notices-by department"))
        yield from self.template_problems()

    def template_problems(self) -> Iterator[Problem]:
        """Yield what is wrong with an office's template before it is read."""
        if self.template is None:
            return
        place = Place(self.template)
        if not is_file(self.template):
            yield problem("template-missing", place)
        elif Path(self.template).suffix.lower() != WORD:
            yield problem("template-not-word", place)
        if self.notices is None:
            yield problem("audit-template-unused", place)
        elif self.by_department:
            yield problem("audit-template-of-units", place)

    # --- How much of the audit it needs ---------------------------------------------------------

    def wanted(self, details: Details) -> Wanted:
        """Return how much of an audit has to be made."""
        all_units = self.form in ("json", "csv") or bool(self.suffixes & {".json", ".csv"})
        most = [SHOWN[suffix] for suffix in self.suffixes if suffix in SHOWN]
        listed = max((ROWS.get(suffix, SCREENFUL) for suffix in self.suffixes), default=SCREENFUL)
        has_notices = self.notices is not None
        # Notices to units are made one after the other, those to departments from all lists.
        in_full = has_notices and self.by_department
        return Wanted(
            units=None if all_units or has_notices else listed,
            keys=self.form == "json" or ".json" in self.suffixes,
            detail=details.gaps if most or in_full else None,
            details=None if in_full else max(most, default=None),
        )


# --- On the screen ------------------------------------------------------------------------------


def shown(audit: Audit, form: str) -> Iterable[str]:
    """Return an audit as it is printed, in pieces."""
    if form == "json":
        return audit_json(audit)
    if form == "markdown":
        return [audit_markdown(audit)]
    if form == "csv":
        return [audit_csv(audit)]
    from zicha.reports.audit.table import audit_table  # noqa: PLC0415 - only a screen needs it

    return [audit_table(audit)]


# --- Files --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes what a call wants of an audit, each file whole or not at all."""

    outputs: Outputs
    auditing: Auditing
    details: Details

    def write(self, audit: Audit) -> None:
        """Write all files; where a notice cannot be written, the others are.

        A notice in which somebody has worked stays as it is.

        Raises:
            InputError: a file cannot be written, or a template not be used.
        """
        for name in self.outputs.files:
            path = Path(name)
            write_file(path, FORMATS[path.suffix.lower()](audit))
        self.write_tables()
        if self.outputs.notices is not None:
            problems: list[Problem] = []
            count, notices = self.notices(audit, Path(self.outputs.notices))
            with self.auditing.stage("writing", count) as step:
                for number, (path, notice) in enumerate(notices, 1):
                    problems += [*edited(path)] or unwritten(path, notice)
                    step(number, count)
                    if number % A_BATCH == 0:
                        # Documents hold each other, and take megabytes that Python does not see.
                        gc.collect()
            if problems:
                raise InputError(problems)

    def write_tables(self) -> None:
        """Write the tables of everything.

        Raises:
            InputError: one cannot be written.
        """
        analysis = self.auditing.analysis
        makers = {"--verdicts": analysis.write_verdicts, "--gaps": analysis.write_gaps}
        for option, name in self.outputs.tables:
            try:
                makers[option](name if is_address(name) else Path(name))
            except (OSError, EngineError) as error:
                place = Place(f"{option} {name}")
                raise InputError([problem("not-written", place, why=error)]) from error

    def notices(self, audit: Audit, folder: Path) -> tuple[int, Iterator[tuple[Path, bytes]]]:
        """Return how many notices there are, and each with its file."""
        if self.outputs.by_department:
            orders = self.department_orders(audit)
            return len(orders), self.department_notices(audit, orders, folder)
        return len(with_gaps(audit)), self.unit_notices(audit, folder)

    def unit_notices(self, audit: Audit, folder: Path) -> Iterator[tuple[Path, bytes]]:
        """Yield the notices to units with gaps.

        Raises:
            InputError: the template cannot be used.
        """
        # Only who wants notices waits for the library.
        from zicha.reports.audit.notices import notice_word  # noqa: PLC0415

        taken: set[str] = set()
        made = {unit.id: unit for unit in audit.details}
        parents = {unit.id: unit.parent for unit in audit.units}
        names = self.auditing.roll.names([each for each in parents.values() if each is not None])
        for candidate in self.auditing.roll.candidates(with_gaps(audit)):
            unit = candidate.unit.id
            path = folder / f"{file_apart(unit, taken)}{WORD}"
            if self.outputs.template is not None:
                yield path, self.filled(candidate, audit, Path(self.outputs.template))
                continue
            above = names.get(parents[unit] or "")
            parent = None if above is None else above[0]
            gaps = made[unit] if unit in made else self.gaps(candidate, audit)
            yield path, notice_word(audit, gaps, parent)

    def department_orders(self, audit: Audit) -> "list[tuple[Body, Sequence[Shared]]]":
        """Return the bodies in the order of what departments have to close, each with its gaps."""
        from zicha.reports.audit.bodies import Body, shared_gaps  # noqa: PLC0415

        # An office may have one name for several departments of an edition.
        labels = dict.fromkeys(load.label for load in audit.departments)
        shared = shared_gaps(audit, self.levels_of_departments(audit))
        bodies: dict[str, list[Body]] = {}
        for body in shared:
            bodies.setdefault(body.department, []).append(body)
        wanted = chain.from_iterable(bodies.get(label, [Body(label)]) for label in labels)
        return [(body, shared.get(body, ())) for body in wanted]

    def levels_of_departments(self, audit: Audit) -> dict[str, str]:
        """Return whose each department is, by its name; those of several levels left out."""
        known = self.details.edition.departments
        found: dict[str, set[str]] = {}
        for load in audit.departments:
            if load.key in known:
                found.setdefault(load.label, set()).add(known[load.key].level.value)
        return {label: next(iter(levels)) for label, levels in found.items() if len(levels) == 1}

    def department_notices(
        self, audit: Audit, orders: "Sequence[tuple[Body, Sequence[Shared]]]", folder: Path
    ) -> Iterator[tuple[Path, bytes]]:
        """Yield the notices to departments."""
        from zicha.reports.audit.bodies import body_name  # noqa: PLC0415
        from zicha.reports.audit.notices import notice_for_department  # noqa: PLC0415

        units = self.auditing.roll.names({body.of for body, _ in orders if body.of is not None})
        names = {unit: name for unit, (name, _) in units.items()}
        taken: set[str] = set()
        for body, shared in orders:
            name = body_name(audit, body, names)
            path = folder / f"{file_apart(name, taken)}{WORD}"
            yield path, notice_for_department(audit, name, shared)

    def gaps(self, candidate: Candidate, audit: Audit) -> UnitGaps:
        """Return the gap list of a unit, due as when its gaps were found first."""
        found = (self.details.gaps(candidate),)
        (dated,) = with_first_dues(found, {candidate.unit.id: candidate.on}, audit.memories)
        return dated

    def filled(self, candidate: Candidate, audit: Audit, template: Path) -> bytes:
        """Return an office's own notice, filled in with the report of a unit.

        Raises:
            InputError: the template cannot be used.
        """
        from zicha.reports.word.template import filled  # noqa: PLC0415

        report, unit = self.details.report(candidate), candidate.unit.id
        memory = audit.memories.get(unit, FORGOTTEN)
        gaps = first_dues(report.gaps, candidate.on, memory)
        return filled(template, replace(report, gaps=gaps))


def with_gaps(audit: Audit) -> list[str]:
    """Return the ids of the units that have something to close."""
    return [unit.id for unit in audit.units if unit.gaps]


def place_problems(name: str, place: Place, read: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with where a file is to be written."""
    folder = Path(name).parent
    if not is_folder(folder):
        yield problem("no-folder", place, folder=folder)
    path, inputs = real(name), [real(each) for each in read]
    if path in inputs:
        yield problem("output-is-input", place, file=name)
    within = [each for each in inputs if each in path.parents]
    if within and path.suffix.lower() in READ:
        yield problem("audit-output-in-source", place, folder=within[0].name)
