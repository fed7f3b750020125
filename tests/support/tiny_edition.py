"""A tiny edition as files, with something of every kind, and ways to change a piece of it."""

from pathlib import Path

from zicha.editions.load import read_edition
from zicha.errors import Problem
from zicha.model.edition import Edition

MANIFEST = """\
id: tiny
name: {zh: 小版, en: Tiny}
warning: {zh: 只供测试, en: For tests only}
editions: {'2005': '2005-01-01', '2008': '2008-01-01', '2015': '2015-01-01', undated: null}
levels:
  community: {zh: 社区, en: Community}
  district: {zh: 区, en: District}
grades: {A: 1, B: 0.66, C: 0.33, D: 0}
grades_source: {cite: TW, edition: local, confidence: local}
points: 1
points_source: {cite: OWN, confidence: reconstructed}
faults: {A: 0, B: 1, C: 2}
faults_source: {cite: TW, edition: local, confidence: local}
deadlines: {assign: 0, fix: 3, close: 7}
deadlines_source: {cite: TW, edition: local, confidence: quoted}
attributes:
  town:
    label: {zh: 城区, en: Town}
    type: enum
    options: {old: {zh: 老, en: Old}, new: {zh: 新, en: New}}
    hint: {zh: 看规划, en: See the plan}
  population:
    label: {zh: 人口, en: Population}
    type: int
    unit: 人
    range: [0, 1000000]
    hint: {zh: 看统计, en: See the statistics}
methods: {看: {en: Look}, 问: {en: Ask}}
units: {'%': {en: '%'}, 个: {en: items}, 人: {en: people}, ㎡: {en: m²}}
departments:
  居委会: {en: Committee, level: community}
  民政局: {en: Civil affairs, level: district}
sources:
  NK: {zh: 导出, en: A dump}
  TW: {zh: 细则, en: Detailed rules}
  OWN: {zh: 自拟, en: Own proposal}
confidence:
  official: {label: {zh: 国家, en: National}, meaning: {zh: 读到, en: Read}}
  quoted: {label: {zh: 引用, en: Quoted}, meaning: {zh: 引用, en: Quoted}}
  local: {label: {zh: 地方, en: Local}, meaning: {zh: 地方, en: Local}}
  reconstructed: {label: {zh: 重建, en: Rebuilt}, meaning: {zh: 自拟, en: Own}}
"""

CATEGORY = """\
category: {code: '1', name: {zh: 环境, en: Surroundings}}
groups:
  - code: '1.1'
    name: {zh: 办公, en: Office}
    indicators:
      - code: '1.1.1'
        name: {zh: 用房, en: Premises}
        levels: [community, district]
        methods: [看]
        departments: [民政局]
        sources: [NK#1]
        editions_seen: ['2008']
        confidence: official
        measured:
          - {id: area, zh: 面积, en: Area}
          - {id: kit, zh: 设备, en: Equipment}
        facts: [area, kit]
      - code: '1.1.2'
        name: {zh: 绿化, en: Green}
        levels: [community]
        methods: [看]
        departments: [民政局]
        sources: [NK#2]
        editions_seen: []
        confidence: local
        measured: [{id: cover, zh: 覆盖, en: Cover}]
        facts: [cover]
        points: 2
      - code: '1.1.3'
        name: {zh: 整洁, en: Order}
        levels: [community]
        methods: [看]
        departments: [居委会]
        sources: [NK#3]
        editions_seen: ['2015']
        confidence: official
        measured: [{id: order, zh: 秩序, en: Order}]
        facts: [spots, tidy]
      - code: '1.1.4'
        name: {zh: 灯, en: Lamps}
        levels: [community]
        methods: [看]
        departments: [居委会]
        sources: [NK#4]
        editions_seen: []
        confidence: official
        measured: [{id: lamps, zh: 灯, en: Lamps}]
        facts: [lit, lamps]
"""

FACTS = """\
facts:
  area:
    label: {zh: 面积, en: Area}
    type: decimal
    unit: ㎡
    decimals: 2
    range: [0, 10000]
    level: community
    better: more
    valid_days: 365
    method: 看
    hint: {zh: 量面积, en: Measure it}
  cover:
    label: {zh: 绿化率, en: Green cover}
    type: percent
    unit: '%'
    decimals: 1
    range: [0, 100]
    level: community
    better: more
    method: 看
    hint: {zh: 查图纸, en: See the plan}
  spots:
    label: {zh: 脏处, en: Dirty spots}
    type: int
    unit: 个
    range: [0, 1000]
    level: community
    better: less
    method: 看
    hint: {zh: 走一圈, en: Walk round}
  lit:
    label: {zh: 亮灯, en: Lamps lit}
    type: int
    unit: 个
    range: [0, 1000]
    level: community
    better: more
    method: 看
    hint: {zh: 数亮灯, en: Count those lit}
  lamps:
    label: {zh: 灯数, en: Lamps}
    type: int
    unit: 个
    range: [0, 1000]
    level: community
    better: neutral
    method: 看
    hint: {zh: 数灯, en: Count all}
  tidy:
    label: {zh: 整洁, en: Tidy}
    type: bool
    level: community
    better: true
    method: 看
    hint: {zh: 看一眼, en: Look}
  state:
    label: {zh: 状况, en: State}
    type: enum
    options: {good: {zh: 好, en: Good}, fair: {zh: 中, en: Fair}, poor: {zh: 差, en: Poor}}
    level: community
    better: order
    method: 问
    hint: {zh: 问居民, en: Ask}
  kit:
    label: {zh: 设备, en: Equipment}
    type: set
    options: {desk: {zh: 桌, en: Desk}, broom: {zh: 扫帚, en: Broom, same_as: tidy}}
    level: community
    better: superset
    method: 看
    hint: {zh: 看设备, en: See the equipment}
  drill:
    label: {zh: 演练, en: Drill}
    type: date
    level: community
    better: more
    method: 问
    hint: {zh: 查记录, en: See the log}
  accident:
    label: {zh: 事故, en: Accident}
    type: bool
    level: district
    better: false
    method: 问
    hint: {zh: 问局里, en: Ask the bureau}
  old_area:
    label: {zh: 旧面积, en: Former area}
    type: decimal
    unit: ㎡
    decimals: 2
    range: [0, 10000]
    level: community
    better: more
    method: 看
    hint: {zh: 不再用, en: No longer used}
    withdrawn: '2020-01-01'
    replaced_by: area
"""

CONSISTENCY = """\
consistency:
  - {not_more: [lit, lamps]}
  - {requires: [tidy, lamps]}
"""

RULES = """\
rules:
  - indicator: '1.1.1'
    grading: all
    items:
      - id: office
        covers: [area]
        fact: area
        at_least: {by: unit.town, old: 300, new: 500}
        source: {cite: NK#1, edition: '2005/2008', confidence: official}
        remedy: {zh: '差{shortfall}', en: '{shortfall} short of {required}'}
        owner: 民政局
        doer: district
        days: 180
      - id: kit
        covers: [kit]
        fact: kit
        includes_all: [desk, broom]
        source: {cite: NK#1; TW, edition: '2008', confidence: official}
        remedy: {zh: '缺{member}', en: 'Get a {member}'}
        owner: 居委会
        doer: community
        days: 3
      - id: drilled
        fact: drill
        within_days: 365
        source: {cite: OWN, confidence: reconstructed}
        remedy: {zh: 演练, en: Hold a drill}
        owner: 居委会
        doer: community
        days: 30
      - id: per_head
        label: {zh: 人均面积, en: Area per head}
        per_head: {part: area, when_zero: open}
        at_least:
          - {value: 0.1, source: {cite: NK, edition: '2008', confidence: official}}
          - {value: 0.2, source: {cite: NK, edition: '2015', confidence: official}}
          - value: 0.5
            source: {cite: TW, edition: undated, confidence: local}
            from: '2012-01-01'
        remedy: {zh: '要{required}', en: '{required} needed'}
        owner: 民政局
        doer: district
        days: 180
  - indicator: '1.1.2'
    grading: bands
    items:
      - id: cover
        fact: cover
        bands:
          A: {more_than: 35}
          B: {more_than: 30}
          C: {at_most: 30}
        source: {cite: NK#2, edition: '2015', confidence: official}
        remedy: {zh: 种树, en: Plant trees}
        owner: 居委会
        doer: community
        days: 90
  - indicator: '1.1.3'
    grading: faults
    applies:
      when: {fact: lamps, at_least: 1}
      reason: {zh: 没有灯, en: No lamps}
    items:
      - id: spots
        fact: spots
        allowed: 2
        source: {cite: NK#3, edition: '2015', confidence: official}
        remedy: {zh: 打扫, en: Sweep}
        owner: 居委会
        doer: community
        days: 3
      - id: tidy
        fact: tidy
        is: true
        fatal: true
        source: {cite: NK#3, edition: '2015', confidence: official}
        remedy: {zh: 整理, en: Tidy up}
        owner: 居委会
        doer: community
        days: 3
  - indicator: '1.1.4'
    grading: parts
    parts:
      - id: rate
        grading: all
        items:
          - id: rate
            label: {zh: 亮灯率, en: Share lit}
            percentage: {part: lit, whole: lamps, when_zero: not_applicable}
            at_least: 95
            source: {cite: NK#4, edition: '2015', confidence: official}
            remedy: {zh: 修灯, en: Mend the lamps}
            owner: 居委会
            doer: community
            days: 3
      - id: rest
        grading: faults
        items:
          - id: state
            label: {zh: 状况, en: State}
            any:
              - {fact: state, one_of: [good, fair]}
              - at_least_n_of:
                  n: 1
                  of:
                    - {sum: [lit, lamps], between: [2, 9]}
                    - {difference: [lamps, lit], at_most: 3}
            source: {cite: TW, edition: local, confidence: local}
            remedy: {zh: 改善, en: Improve}
            owner: 居委会
            doer: community
            days: 30
"""

CONCLUSIONS = """\
conclusions:
  - id: may_apply
    kind: prerequisite
    label: {zh: 可申报, en: May apply}
    when:
      all:
        - {holds: line_85}
        - {none: [{holds: accident}]}
    source: {cite: OWN, confidence: reconstructed}
    reason: {zh: 达线且无事故, en: On the line and no accident}
  - id: line_85
    kind: line
    label: {zh: 八十五分, en: The line of 85}
    when: {score: {category: '1', at_least: 85}}
    source: {cite: OWN, confidence: reconstructed}
  - id: accident
    kind: veto
    label: {zh: 事故, en: Accident}
    when: {fact: accident, is: true}
    source: {cite: NK, edition: '2015', confidence: official}
  - id: above
    kind: escalation
    label: {zh: 上报, en: To the level above}
    when: {any: [{gaps_above: 50}, {score: {at_least: 60}}]}
    source: {cite: OWN, confidence: reconstructed}
"""

CASES = """\
cases:
  - indicator: '1.1.1'
    name: 缺扫帚，不达标
    why: one member of two is missing
    kind: community
    on: '2011-06-30'
    unit: {town: old, population: 100}
    facts: {area: 300, kit: [desk], drill: '2011-06-01'}
    context: {district: {accident: false}}
    expect:
      items: {office: met, kit: unmet}
      grade: D
      gaps: [{item: kit, member: broom, shortfall: null}]
  - name: 有事故，否决
    why: the event happened
    kind: district
    on: '2011-06-30'
    facts: {accident: true}
    waived: ['1.1.2']
    expect:
      conclusions: {accident: true, line_85: null}
"""

FILES = {
    "indicators/edition.yaml": MANIFEST,
    "indicators/categories/1.yaml": CATEGORY,
    "indicators/facts/1.yaml": FACTS,
    "indicators/consistency.yaml": CONSISTENCY,
    "rules/1.yaml": RULES,
    "rules/1.cases.yaml": CASES,
    "rules/conclusions.yaml": CONCLUSIONS,
}
"""The files by a name of their own in the tests: the text stands for the file."""

NAMES = {text: name for name, text in FILES.items()}


def write(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Write the files of an edition into a folder."""
    for name, text in (FILES if files is None else files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def replaced(text: str, old: str, new: str) -> str:
    """Return a text in which the first occurrence of a piece is another one."""
    assert old in text, f"{old!r} does not occur"
    return text.replace(old, new, 1)


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """Return the files with the first occurrence of a piece of one of them replaced."""
    return {**FILES, NAMES[file]: replaced(file, old, new)}


def read(folder: Path) -> tuple[Edition | None, list[Problem]]:
    """Return the edition written in a folder, and its problems."""
    return read_edition(folder / "indicators", folder / "rules")
