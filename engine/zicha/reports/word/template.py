"""Fills in an office's own Word template; docs/templates.md has the fields."""

import io
import zipfile
from datetime import datetime, time
from pathlib import Path

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from zicha.errors import InputError, Place, Problem, problem
from zicha.model.report import Report
from zicha.reports.word.fields import fields
from zicha.reports.word.packing import repacked

MOST = 50
"""Unpacked size of a template. Unit: MB."""
MEGABYTE = 1_000_000
DAMAGED = (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, OSError, SyntaxError)
"""What the libraries raise where a file is no Word file."""
FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a wrong tag raises, or one that asks for what can't be computed."""


def refused(found: Problem) -> InputError:
    """Return the exception that carries one problem."""
    return InputError([found])


def check_size(path: Path) -> None:
    """Refuse a template that would fill the memory.

    Raises:
        InputError: it is too big.
        OSError, zipfile.BadZipFile: it can't be read.
    """
    with zipfile.ZipFile(path) as package:
        size = sum(entry.file_size for entry in package.infolist())
    if size > MOST * MEGABYTE:
        raise refused(problem("template-too-big", Place(str(path)), most=MOST))


def opened(path: Path) -> DocxTemplate:
    """Return a template, read.

    Raises:
        InputError: it is too big, or no Word file.
    """
    try:
        check_size(path)
        template = DocxTemplate(str(path))
        template.init_docx()
    except DAMAGED as error:
        raise refused(problem("template-damaged", Place(str(path)))) from error
    return template


def fault(error: Exception) -> str:
    """Return what is wrong with a tag, in one line, with the text that it stands in."""
    said = " ".join(str(error).split()) or type(error).__name__
    lines = [" ".join(str(line).split()) for line in getattr(error, "docx_context", ())]
    near = next((line for line in lines if "{" in line), "")
    return f"{said}: {near}" if near else said


def filled(path: Path, report: Report) -> bytes:
    """Return an office's template filled in with a report.

    A template computes nothing but text: it runs in jinja's sandbox and is given plain values.

    Raises:
        InputError: the template cannot be used.
    """
    template = opened(path)
    sandbox = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        has_fields = bool(template.get_undeclared_template_variables(sandbox))
        template.render(fields(report), sandbox, autoescape=True)
    except (*FAULTS, SyntaxError) as error:
        why = fault(error)
        raise refused(problem("template-fault", Place(str(path)), why=why)) from error
    if not has_fields:
        raise refused(problem("template-without-fields", Place(str(path))))
    # By these it is seen later whether somebody has worked in the document: see `reports.edited`.
    properties = template.docx.core_properties
    properties.created = properties.modified = datetime.combine(report.date, time())
    out = io.BytesIO()
    template.save(out)
    return repacked(out.getvalue(), {})
