"""Each engine decides by itself: with the other's room taken away the report is the same."""

import json

import pytest

from support.cli import HUAIBEI, SAMPLE, WANAN, Json, sample, spawned
from zicha.backends import rete

pytestmark = pytest.mark.skipif(not rete.available(), reason="there is no second engine here")

ALONE = """
import importlib.abc
import json
import sys

GONE, ENGINE, EDITION, *FILES = sys.argv[1:]

class Gone(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == GONE or name.startswith(GONE + "."):
            raise ModuleNotFoundError(f"{name} was taken away")
        return None

sys.meta_path.insert(0, Gone())

from zicha.assessment.assess import assess
from zicha.backends.engines import Chosen
from zicha.assessment.gather import Asked, gather
from zicha.assessment.report import report
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.reports.plain import report_plain

if ENGINE == "rete":
    from zicha.backends.rete import Rete as Engine
else:
    from zicha.backends.reference.engine import Reference as Engine

edition = load_edition(EDITION or None)
gathered = gather(Asked(tuple(FILES[:1]), tuple(FILES[1:])), edition)
(subject,) = gathered.subjects
rules = rules_on(edition, subject.on)
found = assess(edition, Chosen(rules, Engine(rules), ()), subject)
json.dump(report_plain(report(found, "zh", {})), sys.stdout)
"""
RETE, REFERENCE = "zicha.backends.rete", "zicha.backends.reference"


def alone(engine: str, gone: str, edition: str, *files: str) -> Json:
    """Return the report of one engine without another room of the program."""
    ended = spawned(gone, engine, edition, *files, program=ALONE)
    assert ended.stderr.decode() == ""
    return json.loads(ended.stdout)


@pytest.mark.parametrize(
    ("edition", "files"),
    [
        ("", (str(HUAIBEI),)),
        ("", (str(WANAN),)),
        (str(SAMPLE), (sample("huaibei"),)),
        (str(SAMPLE), (sample("wanan"), sample("street"), sample("district"))),
    ],
)
def test_rete_without_the_reference_s_room_gives_the_same_report(
    edition: str, files: tuple[str, ...]
) -> None:
    by_rete = alone("rete", REFERENCE, edition, *files)
    by_reference = alone("reference", RETE, edition, *files)
    assert (by_rete.pop("engine"), by_reference.pop("engine")) == ("rete", "reference")
    assert by_rete == by_reference


def test_taking_the_reference_s_room_away_is_noticed_where_it_is_needed() -> None:
    ended = spawned(REFERENCE, "reference", str(SAMPLE), sample("wanan"), program=ALONE)
    assert ended.returncode == 1
    assert b"zicha.backends.reference was taken away" in ended.stderr
