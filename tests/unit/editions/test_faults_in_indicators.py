"""Faults of the manifest and of categories."""

from pathlib import Path

import pytest

from support.faults import Fault, found, names, unfounded
from support.tiny_edition import CATEGORY, MANIFEST

MANIFEST_FAULTS = [
    Fault(
        "edition-word-reserved",
        MANIFEST,
        "hint: {zh: 看统计",
        "hint: {zh: 看名单, en: See the list}\n  kind:\n    label: {zh: 种类, en: Kind}\n"
        "    type: bool\n    hint: {zh: 看统计",
        "kind",
        {"word": "kind"},
        good="hint: {zh: 看名单, en: See the list}\n  kinds:\n    label: {zh: 种类, en: Kind}\n"
        "    type: bool\n    hint: {zh: 看统计",
    ),
    Fault(
        "edition-word-reserved",
        MANIFEST,
        "hint: {zh: 看统计",
        "hint: {zh: 看名单, en: See the list}\n  site:\n    label: {zh: 位置, en: Site}\n"
        "    type: enum\n    options: {by: {zh: 旁, en: By}, off: {zh: 离, en: Off}}\n"
        "    hint: {zh: 看统计",
        "by",
        {"word": "by"},
    ),
    Fault(
        "shape-work-malformed",
        MANIFEST,
        "  TW: {zh: 细则, en: Detailed rules}\n",
        "  TW: {zh: 细则, en: Detailed rules}\n  T-W: {zh: 再细则, en: More rules}\n",
        "T-W",
        {"given": "T-W"},
        good="  TW: {zh: 细则, en: Detailed rules}\n  T_W: {zh: 再细则, en: More rules}\n",
    ),
    Fault(
        "shape-edition-malformed",
        MANIFEST,
        "id: tiny",
        "id: Tiny",
        "Tiny",
        {"given": "Tiny"},
        good="id: tiny-2",
    ),
    Fault(
        "edition-share-order",
        MANIFEST,
        "C: 0.33",
        "C: 0.67",
        "0.67",
        {"grade": "C", "share": "0.67", "better": "B"},
        good="C: 0.66",
    ),
    Fault(
        "edition-share-range",
        MANIFEST,
        "grades: {A: 1,",
        "grades: {A: 1.01,",
        "1.01",
        {"share": "1.01"},
        good="grades: {A: 1.0,",
    ),
    Fault(
        "edition-share-range",
        MANIFEST,
        "C: 0.33, D: 0}",
        "C: 0.33, D: -0.01}",
        "-0.01",
        {"share": "-0.01"},
        good="C: 0.33, D: 0.01}",
    ),
    Fault(
        "edition-share-best",
        MANIFEST,
        "grades: {A: 1,",
        "grades: {A: 0.99,",
        "0.99",
        {"share": "0.99"},
        good="grades: {A: 1, ",
    ),
    Fault(
        "edition-faults-order",
        MANIFEST,
        "faults: {A: 0, B: 1, C: 2}",
        "faults: {A: 0, B: 3, C: 2}",
        "2}",
        {"grade": "C", "faults": "2", "better": "B"},
        good="faults: {A: 0, B: 2, C: 3}",
    ),
    Fault(
        "edition-faults-order",
        MANIFEST,
        "faults: {A: 0, B: 1, C: 2}",
        "faults: {A: 0, B: 1, C: 1}",
        "1}",
        {"grade": "C", "faults": "1", "better": "B"},
        good="faults: {A: 0, B: 1, C: 2}",
    ),
    Fault(
        "edition-option-label-twice",
        MANIFEST,
        "new: {zh: 新, en: New}",
        "new: {zh: 老, en: New}",
        "老, en: New",
        {"option": "old"},
    ),
    Fault(
        "edition-level-word",
        MANIFEST,
        "district: {zh: 区, en: District}",
        "district: {zh: 区, en: District, also: [县, 社区]}",
        "社区]",
        {"word": "社区", "other": "community"},
        good="district: {zh: 区, en: District, also: [县, 区]}",
    ),
    Fault(
        "edition-points-not-positive",
        MANIFEST,
        "points: 1",
        "points: 0",
        "0",
        {"points": "0"},
        good="points: 0.5",
    ),
    Fault(
        "edition-fact-unit-unknown",
        MANIFEST,
        "unit: 人\n",
        "unit: 名\n",
        "名",
        {"word": "名", "nearest": "% / 个 / 人 / ㎡"},
        good="unit: 个\n",
    ),
    Fault(
        "edition-fact-range-empty",
        MANIFEST,
        "range: [0, 1000000]",
        "range: [0, 0]",
        "[0",
        {"low": "0", "high": "0"},
        good="range: [0, 1]",
    ),
    Fault(
        "source-work-unknown",
        MANIFEST,
        "{cite: OWN, confidence",
        "{cite: OWNS, confidence",
        "OWNS",
        {"work": "OWNS", "nearest": "OWN"},
        good="{cite: OWN#3, confidence",
    ),
]

CATEGORIES = [
    Fault(
        "edition-code-twice",
        CATEGORY,
        "code: '1.1.5'",
        "code: '1.1.3'",
        "'1.1.3'",
        {"code": "1.1.3", "first": "~/indicators/categories/1.yaml:29:15"},
    ),
    Fault(
        "edition-code-outside",
        CATEGORY,
        "code: '1.1.5'",
        "code: '1.2.5'",
        "'1.2.5'",
        {"code": "1.2.5", "parent": "1.1"},
        good="code: '1.1.50'",
    ),
    Fault(
        "edition-level-unknown",
        CATEGORY,
        "[community, district]",
        "[community, street]",
        "street",
        {"word": "street", "nearest": "community / district"},
        good="[district]",
    ),
    Fault(
        "edition-method-unknown",
        CATEGORY,
        "methods: [看]",
        "methods: [看看]",
        "看看",
        {"word": "看看", "nearest": "看"},
        good="methods: [看, 问]",
    ),
    Fault(
        "edition-department-unknown",
        CATEGORY,
        "departments: [民政局]",
        "departments: [民政厅]",
        "民政厅",
        {"word": "民政厅", "nearest": "民政局"},
        good="departments: [民政局, 居委会]",
    ),
    Fault(
        "source-work-unknown",
        CATEGORY,
        "sources: [NK#1]",
        "sources: [MK#1]",
        "MK#1",
        {"work": "MK", "nearest": "NK / TW / OWN"},
        good="sources: [NK, TW]",
    ),
    Fault(
        "source-cite-malformed",
        CATEGORY,
        "sources: [NK#1]",
        "sources: [NK#1; TW]",
        "NK#1; TW",
        {"cite": "NK#1; TW"},
        good="sources: ['NK#1 (rows 2, 3)', TW#p. 4]",
    ),
    Fault(
        "source-edition-unknown",
        CATEGORY,
        "editions_seen: ['2008']",
        "editions_seen: ['2009']",
        "'2009'",
        {"edition": "2009", "nearest": "2008"},
        good="editions_seen: [undated, local]",
    ),
    Fault(
        "edition-fact-unknown",
        CATEGORY,
        "facts: [area, kit]",
        "facts: [area, kid]",
        "kid",
        {"fact": "kid", "nearest": "kit"},
        good="facts: []",
    ),
    Fault(
        "shape-list-repeats",
        CATEGORY,
        "facts: [area, kit]",
        "facts: [area, area]",
        "area]",
        {"word": "area"},
    ),
    Fault(
        "shape-list-repeats",
        CATEGORY,
        "{id: flood,",
        "{id: fire,",
        "fire",
        {"word": "fire"},
    ),
    Fault(
        "edition-points-not-positive",
        CATEGORY,
        "points: 2",
        "points: -2",
        "-2",
        {"points": "-2"},
        good="points: 0.25",
    ),
    Fault(
        "shape-code-malformed",
        CATEGORY,
        "code: '1.1.5'",
        "code: '1.1.5.'",
        "'1.1.5.'",
        {"given": "1.1.5."},
    ),
    Fault(
        "shape-code-malformed",
        CATEGORY,
        "code: '1.1.5'",
        "code: '1.1.05'",
        "'1.1.05'",
        {"given": "1.1.05"},
        good="code: '1.1.50'",
    ),
    Fault("shape-not-text", CATEGORY, "code: '1.1'\n", "code: 1.1\n", "1.1", {"given": "1.1"}),
    Fault(
        "shape-text-empty",
        CATEGORY,
        "{zh: 用房, en: Premises}",
        "{zh: '　', en: Premises}",
        "'　'",
        {},
    ),
    Fault(
        "shape-key-missing",
        CATEGORY,
        "{zh: 用房, en: Premises}",
        "{zh: 用房}",
        "{zh",
        {"key": "en"},
    ),
    Fault(
        "shape-value-missing",
        CATEGORY,
        "confidence: local",
        "confidence:",
        "confidence",
        {"key": "confidence"},
    ),
    Fault(
        "shape-not-list",
        CATEGORY,
        "methods: [看]",
        "methods: 看",
        "看",
        {"given": "看"},
    ),
]

ALL = [*MANIFEST_FAULTS, *CATEGORIES]
NEAR = [fault for fault in ALL if fault.good is not None]


@pytest.mark.parametrize("fault", ALL, ids=names(ALL))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    assert found(fault, tmp_path) == [fault.problem(tmp_path)]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    assert unfounded(fault, tmp_path) == []
