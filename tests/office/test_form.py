"""A form goes through LibreOffice and back without loss."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from support.cli import HUAIBEI, WANAN
from zicha.editions.load import load_edition
from zicha.errors import Place
from zicha.reports.form.asked import FormFor
from zicha.reports.form.draw import form_workbook
from zicha.units.read import read_unit_file

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine"),
    pytest.mark.xdist_group("office"),  # one LibreOffice at a time
]


@pytest.mark.parametrize("file", [HUAIBEI, WANAN])
def test_a_form_that_libreoffice_saved_says_the_same(file: Path, tmp_path: Path) -> None:
    edition = load_edition(None)
    unit, _, _ = read_unit_file(file, edition)
    assert unit is not None
    form, out = tmp_path / "form.xlsx", tmp_path / "out"
    form.write_bytes(form_workbook(FormFor(edition, unit.kind, "zh", unit)))
    profile = (tmp_path / "profile").as_uri()
    call = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*call, "--outdir", out, form], check=True, capture_output=True, timeout=120)
    back, _, problems = read_unit_file(out / "form.xlsx", edition)
    assert problems == []
    assert back is not None
    assert replace(back, place=Place("")) == replace(unit, place=Place(""))
