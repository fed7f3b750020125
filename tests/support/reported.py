"""Reports of whole units, for the tests of what is written from them."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from support.source import ROOT
from zicha.assessment.assess import assess
from zicha.assessment.gather import Asked, gather
from zicha.assessment.proofs import proofs
from zicha.assessment.report import report
from zicha.backends.engines import choose
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.model.report import Proofs, Report
from zicha.model.text import Lang

HUAIBEI = ROOT / "examples/huaibei-r3.yaml"
WANAN = ROOT / "examples/wanan-r2.yaml"
HOSTILE = """\
unit: {id: hostile-1, name: "=<script>alert(1)</script>&社区", kind: community}
date: 2011-06-30
facts:
  office_area: {value: 60, evidence: '=HYPERLINK("http://example.org")'}
  sweeping_on_time: {value: false, evidence: "{{ 7 * 7 }}"}
  support_rate: {value: 92.5, date: 2001-05-20}
observations:
  - {fact: dirty_spots, count: 2, place: 3号楼北侧, date: 2011-06-28}
waivers:
  - {indicator: "6.4.2", reason: 施工, approved_by: 创城办, from: 2011-06-01, expires: 2011-09-30}
  - {indicator: "6.4.1", reason: 施工, approved_by: 创城办, from: 2010-06-01, expires: 2010-09-30}
"""
"""Names and evidence that a page, a sheet or a template could take for something of its own."""


class Reported(NamedTuple):
    """A report with its proofs."""

    report: Report
    proofs: Proofs


@cache
def reported(path: Path, lang: Lang = "zh") -> Reported:
    """Return what the reference engine makes of a unit's file."""
    edition = load_edition(None)
    gathered = gather(Asked((str(path),)), edition)
    (subject,) = gathered.subjects
    chosen = choose(rules_on(edition, subject.on), "reference")
    assessment = assess(edition, chosen, subject)
    return Reported(report(assessment, lang, gathered.names), proofs(assessment, lang))
