"""What is built is what people get: a wheel that works by itself, away from the checkout."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path, PurePosixPath

import pytest

import zicha
from support.source import ROOT

UNIT = """
unit: {id: huaibei-1, name: xx社区, kind: community}
date: 2011-06-30
facts: {office_area: 60}
"""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment | {"ZICHA_CACHE": "off", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from the source distribution as the usual tools do it."""
    folder = tmp_path_factory.mktemp("dist")
    built = run(
        sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def fresh(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a fresh environment that has the wheel, and this one's libraries."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False)
    python = next(
        path for path in (folder / "bin/python", folder / "Scripts/python.exe") if path.exists()
    )
    installed = run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-index",
        "--no-deps",
        wheel,
        cwd=folder,
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr
    # The lines of a .pth are searched last, and no .pth in them is followed: an editable install
    # of the checkout stays out of sight.
    packages = next(folder.rglob("site-packages"))
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return python


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(wheel: Path) -> None:
    names = [PurePosixPath(name) for name in zipfile.ZipFile(wheel).namelist()]
    tops = {name.parts[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"zicha"}
    assert PurePosixPath("zicha/py.typed") in names
    for folder in ("indicators", "rules"):
        shipped = {
            f"zicha/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / folder).rglob("*.yaml")
        }
        assert shipped <= {str(name) for name in names}
    package = ROOT / "engine"
    files = [p for p in (package / "zicha").rglob("*") if p.is_file() and p.suffix != ".pyc"]
    assert {p.relative_to(package).as_posix() for p in files} <= {str(name) for name in names}


def test_the_installed_program_does_not_come_from_the_checkout(fresh: Path, tmp_path: Path) -> None:
    found = run(fresh, "-c", "import zicha; print(zicha.__file__)", cwd=tmp_path)
    assert Path(found.stdout.strip()).is_relative_to(fresh.parents[1])


def test_the_installed_command_judges_a_unit_from_any_folder(fresh: Path, tmp_path: Path) -> None:
    (tmp_path / "unit.yaml").write_text(UNIT, encoding="utf-8")
    checked = run(fresh.with_name("zicha"), "check", "unit.yaml", "--format", "json", cwd=tmp_path)
    assert checked.stderr == ""
    assert checked.returncode == 1
    report = json.loads(checked.stdout)
    assert report["edition"]["id"] == "national-2011"
    assert sum(report["counts"].values()) == 121
    gap = next(gap for gap in report["gaps"] if gap["fact"] == "office_area")
    assert {key: gap[key] for key in ("required", "actual", "shortfall")} == {
        "required": 300,
        "actual": 60,
        "shortfall": 240,
    }


@pytest.mark.skipif("ZICHA_INSTALLED" not in os.environ, reason="this run is of the checkout")
def test_a_run_of_the_tests_against_the_wheel_does_not_see_the_checkout() -> None:
    assert not Path(zicha.__file__).is_relative_to(ROOT / "engine")
