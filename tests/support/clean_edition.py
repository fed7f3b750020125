"""A small edition in which lint finds nothing: what doubts are sown in."""

from support.tiny_edition import MANIFEST

CATEGORY = """\
category: {code: '1', name: {zh: 环境, en: Surroundings}}
groups:
  - code: '1.1'
    name: {zh: 办公, en: Office}
    indicators:
      - code: '1.1.1'
        name: {zh: 用房, en: Premises}
        levels: [community]
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
        name: {zh: 路灯, en: Lamps}
        levels: [community]
        methods: [看]
        departments: [居委会]
        sources: [NK#2]
        editions_seen: []
        confidence: reconstructed
        measured:
          - {id: lit, zh: 路灯亮着, en: Lamps are lit}
          - {id: tidy, zh: 灯下整洁, en: Tidy under them}
        facts: [lit, lamps, spots]
"""

FACTS = """\
facts:
  area:
    label: {zh: 办公用房面积, en: Floor area of the office}
    type: decimal
    unit: ㎡
    decimals: 2
    range: [0, 10000]
    level: community
    better: more
    method: 看
    hint: {zh: 用卷尺量各间净面积，再相加。, en: Measure each room and add up.}
  kit:
    label: {zh: 办公设备, en: Equipment of the office}
    type: set
    options: {desk: {zh: 桌子, en: Desk}, broom: {zh: 扫帚, en: Broom}}
    level: community
    better: superset
    method: 看
    hint: {zh: 到办公室看一遍，有的就记下。, en: Look round the office and note what is there.}
  lit:
    label: {zh: 亮着的路灯, en: Lamps that are lit}
    type: int
    unit: 个
    range: [0, 1000]
    level: community
    better: more
    method: 看
    hint: {zh: 天黑后走一圈，数亮着的灯。, en: Walk round after dark and count those lit.}
  lamps:
    label: {zh: 路灯总数, en: Lamps in all}
    type: int
    unit: 个
    range: [0, 1000]
    level: community
    better: neutral
    method: 看
    hint: {zh: 白天走一圈，数全部路灯。, en: Walk round by day and count them all.}
  spots:
    label: {zh: 灯下脏处, en: Dirty spots under the lamps}
    type: int
    unit: 个
    range: [0, 1000]
    level: community
    better: less
    method: 看
    hint: {zh: 沿路走一遍，看灯下几处脏。, en: Walk along and count the dirty spots.}
  flood:
    label: {zh: 被水淹过, en: The place was flooded}
    type: bool
    level: community
    better: false
    method: 问
    hint: {zh: 问一问值班人员近一年的情况。, en: Ask whoever is on duty about the last year.}
"""

RULES = """\
rules:
  - indicator: '1.1.1'
    grading: all
    items:
      - id: office
        covers: [area]
        fact: area
        at_least:
          - {value: 200, source: {cite: NK#1, edition: '2005', confidence: official}}
          - {value: 300, source: {cite: NK#1, edition: '2008', confidence: official}}
        remedy: {zh: '差{shortfall}㎡，请区里解决。', en: '{shortfall} m² short; ask the district.'}
        owner: 民政局
        doer: district
        days: 180
      - id: kit
        covers: [kit]
        fact: kit
        includes_all: [desk, broom]
        source: {cite: NK#1, edition: '2008', confidence: official}
        remedy: {zh: '缺{member}，请购置。', en: 'Buy what is missing: {member}.'}
        owner: 居委会
        doer: community
        days: 3
  - indicator: '1.1.2'
    grading: faults
    items:
      - id: rate
        label: {zh: 亮灯率, en: Share of lamps lit}
        covers: [lit]
        percentage: {part: lit, whole: lamps, when_zero: not_applicable}
        at_least: 95
        source: {cite: NK#2, edition: '2015', confidence: official}
        remedy: {zh: '只有{actual}，请修灯。', en: 'Only {actual}; mend the lamps.'}
        owner: 居委会
        doer: community
        days: 3
      - id: spots
        covers: [tidy]
        fact: spots
        allowed: 2
        applies:
          when: {fact: lamps, at_least: 1}
          reason: {zh: 没有路灯, en: There are no lamps}
        source: {cite: OWN, confidence: reconstructed}
        remedy: {zh: '还有{shortfall}处，请打扫。', en: 'Sweep, {shortfall} are left.'}
        owner: 居委会
        doer: community
        days: 3
"""

CONCLUSIONS = """\
conclusions:
  - id: flooded
    kind: flag
    label: {zh: 淹过水, en: It was flooded}
    when: {any: [{fact: flood, is: true}, {none: [{fact: flood, is: false}]}]}
    source: {cite: OWN, confidence: reconstructed}
"""

CASES = """\
cases:
  - indicator: '1.1.1'
    name: 正好三百平方米，达标
    why: 300 >= 300 since 2008
    kind: community
    on: '2011-06-30'
    facts: {area: 300, kit: [desk, broom]}
    expect: {items: {office: met, kit: met}}
  - indicator: '1.1.1'
    name: 差一点，不达标
    why: 299.99 < 300, and one of 2 is missing
    kind: community
    on: '2011-06-30'
    facts: {area: 299.99, kit: [desk]}
    expect:
      items: {office: unmet, kit: unmet}
      gaps: [{item: office, shortfall: 0.01}, {item: kit, member: broom}]
  - indicator: '1.1.1'
    name: 没填，待定
    why: nothing is known
    kind: community
    on: '2011-06-30'
    expect: {grade: [A, D]}
  - indicator: '1.1.1'
    name: 旧版正好二百平方米，达标
    why: 200 >= 200 before 2008
    kind: community
    on: '2006-06-30'
    facts: {area: 200}
    expect: {items: {office: met}}
  - indicator: '1.1.1'
    name: 旧版差一点，不达标
    why: 199.99 < 200
    kind: community
    on: '2006-06-30'
    facts: {area: 199.99}
    expect: {items: {office: unmet}}
  - indicator: '1.1.2'
    name: 一百盏亮九十五盏、两处脏，达标
    why: 95 of 100 is 95, 2 are allowed, 0 faults
    kind: community
    on: '2011-06-30'
    facts: {lit: 95, lamps: 100, spots: 2}
    expect: {grade: A}
  - indicator: '1.1.2'
    name: 少亮一盏、多脏一处，不达标
    why: 94 < 95 and 3 - 2 is 1, 2 faults
    kind: community
    on: '2011-06-30'
    facts: {lit: 94, lamps: 100, spots: 3}
    expect: {items: {rate: unmet, spots: unmet}, grade: C}
  - indicator: '1.1.2'
    name: 没有路灯，不适用
    why: NK#2 is about lamps
    kind: community
    on: '2011-06-30'
    facts: {lit: 0, lamps: 0}
    expect: {grade: not_applicable}
  - indicator: '1.1.2'
    name: 只有一盏，没填亮没亮，待定
    why: nothing else is known
    kind: community
    on: '2011-06-30'
    facts: {lamps: 1}
    expect: {items: {rate: open, spots: open}}
"""

TERMS = """\
terms:
  - {zh: 扫帚, en: broom, avoid: {zh: [笤帚], en: [besom]}}
  - {zh: ㎡, en: m², avoid_in_labels: {zh: [平方米], en: [square metres]}}
hint_words:
  zh: [量, 看, 数, 问]
  en: [measure, look, count, ask]
own_works: [OWN]
"""

CLEAN = {
    "indicators/edition.yaml": MANIFEST,
    "indicators/terms.yaml": TERMS,
    "indicators/categories/1.yaml": CATEGORY,
    "indicators/facts/1.yaml": FACTS,
    "rules/1.yaml": RULES,
    "rules/1.cases.yaml": CASES,
    "rules/conclusions.yaml": CONCLUSIONS,
}
"""The files by name."""
