"""An audit written by hand, for the tests of what is made from it.

Five communities of two streets: two share a place, one overlaps the next, one has no score.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from zicha.errors import Place, Severity, problem
from zicha.model.audit import (
    Audit,
    CategoryStanding,
    Changes,
    CommonGap,
    Extreme,
    GroupStanding,
    IndicatorCounts,
    Memory,
    MissingFact,
    Named,
    Peers,
    Rank,
    Received,
    Standing,
    Suspicion,
    UnitChange,
    UnitGaps,
    WorkLoad,
)
from zicha.model.numbers import Number
from zicha.model.report import Gap, Score, SourceShown
from zicha.model.text import Lang

DAY = date(2011, 6, 30)
SOURCE = SourceShown("R3", "local", "quoted", "地方要求", "引用", "淮北社区自查报告")
NO_COUNTS = {"A": 0, "B": 0, "C": 0, "D": 0, "open": 0, "not_applicable": 0, "waived": 0}


def counts(**known: int) -> dict[str, int]:
    """Return the counts of verdicts, those that are not named 0."""
    return {**NO_COUNTS, **known}


def score(worst: Number | None, best: Number | None) -> Score:
    """Return a score of 100 points possible; of none where nothing applies."""
    if worst is None or best is None:
        return Score(None, None, None, None, 0, 0, 0)
    return Score(worst, best, worst, Fraction(1, 2), worst, best, 100)


def standing(  # noqa: PLR0913 - one argument a column
    unit: str, name: str, street: str, shown: Score, rank: Rank | None, *, gaps: int = 0
) -> Standing:
    """Return a community."""
    return Standing(
        id=unit,
        name=name,
        kind="community",
        kind_label="社区",
        parent=street,
        date=DAY,
        street=street,
        district="q",
        city=None,
        score=shown,
        counts=counts(A=90, D=gaps, open=121 - 90 - gaps),
        categories=(
            CategoryStanding("1", shown.worst, shown.best),
            CategoryStanding("2", None, None),
        ),
        conclusions={"red": rank is not None and rank.place == 1, "line": None},
        rank=rank,
        peers=None,
        gaps=gaps,
        own_gaps=min(gaps, 1),
    )


def gap(**other: object) -> Gap:
    """Return a gap of a plain number; keywords say what is otherwise."""
    plain = Gap(
        indicator="6.4.5",
        indicator_name="社区服务设施",
        item="office_area",
        fact="office_area",
        label="社区办公服务用房面积",
        operator="at_least",
        required=300,
        actual=60,
        shortfall=240,
        unit="㎡",
        unit_label="㎡",
        points=Fraction(2, 3),
        points_together=1,
        next=None,
        next_text=None,
        owner="区民政局",
        level="community",
        due=date(2011, 12, 27),
        remedy="现有办公服务用房60㎡，还差240㎡：新建、置换或共用用房。",
        required_text="不少于300㎡",
        actual_text="60㎡",
        shortfall_text="240㎡",
        source=SOURCE,
        rule="rules/6.yaml:10",
    )
    return replace(plain, **other)  # type: ignore[arg-type]


MEMBER = gap(
    indicator="5.1.2",
    indicator_name="未成年人活动场所",
    item="facilities",
    fact="youth_facilities",
    label="未成年人设施：图书室",
    operator="includes_all",
    required="library",
    actual=("parents_school",),
    shortfall="library",
    unit=None,
    unit_label="",
    required_text="应具备",
    actual_text="无",
    shortfall_text="图书室",
    owner="团区委",
    level="street",
    due=date(2011, 9, 28),
    remedy="请街道协调增设图书室。",
)
UNITS = (
    standing(
        "a", "甲社区", "s1", score(80, 90), Rank(1, 1, 1, tied=False, overlaps_next=False, of=4)
    ),
    standing(
        "b",
        "乙社区",
        "s1",
        score(Fraction(673, 10), 75),
        Rank(2, 2, 4, tied=True, overlaps_next=True, of=4),
        gaps=2,
    ),
    standing(
        "c",
        "丙社区",
        "s2",
        score(Fraction(673, 10), 75),
        Rank(2, 2, 4, tied=True, overlaps_next=True, of=4),
        gaps=1,
    ),
    standing(
        "d",
        "丁<社区>",
        "s2",
        score(50, Fraction(80123, 1000)),
        Rank(4, 2, 4, tied=False, overlaps_next=False, of=4),
    ),
    standing("e", "=戊社区", "s2", score(None, None), None),
)


def group(unit: str, name: str, members: int, shown: Score, **other: object) -> GroupStanding:
    """Return a group of communities; keywords say what is otherwise."""
    plain = GroupStanding(
        id=unit,
        name=name,
        kind="street",
        kind_label="街道",
        parent="q",
        given=True,
        members=members,
        members_kind="community",
        members_kind_label="社区",
        score=shown,
        highest=Extreme("b", "乙社区", Fraction(673, 10)),
        lowest=Extreme("d", "丁<社区>", 50),
        counts=counts(A=180, D=3, open=59),
        categories=(CategoryStanding("1", 70, 80), CategoryStanding("2", None, None)),
        conclusions={"red": (1, 1, 0), "line": (0, 0, 2)},
        rank=Rank(1, 1, 2, tied=False, overlaps_next=True, of=2),
    )
    return replace(plain, **other)  # type: ignore[arg-type]


GROUPS = (
    group("s1", "一街道", 2, score(Fraction(1473, 20), Fraction(165, 2))),
    group(
        "s2",
        "二街道",
        3,
        score(Fraction(1173, 20), Fraction(155123, 2000)),
        rank=Rank(2, 1, 2, tied=False, overlaps_next=False, of=2),
    ),
    group(
        "q",
        "某区",
        5,
        score(Fraction(2646, 40), 80),
        kind="district",
        kind_label="区",
        parent=None,
        given=False,
        rank=None,
    ),
)
COMMON = (
    CommonGap(
        indicator="6.4.5",
        indicator_name="社区服务设施",
        item="office_area",
        member=None,
        fact="office_area",
        label="社区办公服务用房面积",
        required_text="不少于300㎡",
        owner="区民政局",
        level="community",
        level_label="社区可自行整改",
        holders=2,
        of=5,
        units=2,
        points=Fraction(4, 3),
        lifts={"line": 1},
        remedy="现有办公服务用房…㎡，还差…㎡：新建、置换或共用用房。",
        source=SOURCE,
    ),
    CommonGap(
        indicator="5.1.2",
        indicator_name="未成年人活动场所",
        item="facilities",
        member="library",
        fact="youth_facilities",
        label="未成年人设施：图书室",
        required_text="应具备",
        owner="团区委",
        level="street",
        level_label="需街道解决",
        holders=1,
        of=2,
        units=1,
        points=0,
        lifts={"line": 0},
        remedy="请街道协调增设图书室。",
        source=SOURCE,
    ),
)
CHANGES = Changes(
    date="2011-03-31",
    rules_changed=True,
    units=(
        UnitChange("a", "甲社区", True, None, 80, None, 1, (), (), ()),  # noqa: FBT003 - is new
        UnitChange(
            id="b",
            name="乙社区",
            is_new=False,
            worst_before=70,
            worst=Fraction(673, 10),
            rank_before=1,
            rank=2,
            new=("5.1.2/facilities/library",),
            closed=("4.1.5/adverts_damaged",),
            back=("6.4.5/office_area",),
            unsettled=("1.1.1/training",),
        ),
    ),
    gone=("z",),
    totals={"new": 1, "closed": 1, "back": 1, "unsettled": 1, "overdue": 0},
    labels={"6.4.5/office_area": "6.4.5 社区办公服务用房面积"},
)


def audit(lang: Lang = "zh", **other: object) -> Audit:
    """Return the audit; keywords say what is otherwise."""
    made = Audit(
        title="某区",
        dates=(DAY,),
        edition="national-2011",
        edition_name="全国文明城市测评体系",
        edition_digest="e" * 64,
        edition_warning="本版是重建稿，不是官方文本。",
        facts_digest="f" * 64,
        engine="columnar",
        version="0.1.0",
        lang=lang,
        by="street",
        total={"community": 5},
        group_total={
            kind: sum(g.kind == kind for g in GROUPS) for kind in {g.kind for g in GROUPS}
        },
        left_out=1,
        categories=(Named("1", "政务环境"), Named("2", "法治环境")),
        conclusions=(Named("red", "红旗", "flag"), Named("line", "总分达到90分", "line")),
        units=UNITS,
        groups=GROUPS,
        indicators=(
            IndicatorCounts("6.4.5", "社区服务设施", "6", counts(A=2, D=2, open=1)),
            IndicatorCounts("5.1.2", "未成年人活动场所", "5", counts(A=4, D=1)),
        ),
        gaps=COMMON,
        departments=(
            WorkLoad("区民政局", "区民政局", 2, 2, ("6.4.5",), date(2011, 12, 27)),
            WorkLoad("团区委", "团区委", 1, 1, ("5.1.2",), date(2011, 9, 28)),
        ),
        doers=(
            WorkLoad("community", "社区", 2, 2, ("6.4.5",), date(2011, 12, 27)),
            WorkLoad("street", "街道", 1, 1, ("5.1.2",), None),
        ),
        missing_facts=(
            MissingFact(
                fact="lamps",
                label="路灯数",
                level="community",
                level_label="社区",
                units=3,
                of=5,
                reasons={"unknown": 2, "stale": 1},
                indicators=("6.4.1", "6.4.2"),
                points=Fraction(10, 3),
            ),
        ),
        suspicions=(
            Suspicion("identical", "填报完全相同", ("b", "c"), 2, ("office_area",)),
            Suspicion("all-full", "百分比全部为100%", ("a",), 30, ("aware_morals",)),
        ),
        received=Received(6, 5, (("y", "己社区"),), ("e",)),
        changes=CHANGES,
        problems=(
            problem("not-text", Place("坏表.yaml")),
            problem(
                "unit-twice", Place("b.yaml", 1, 7), Severity.WARNING, unit="b", other="b.json"
            ),
        ),
        holding={"red": 1, "line": 0},
        holders={"red": ("a",)},
        details=(
            UnitGaps("b", "乙社区", "community", (gap(), MEMBER), 3),
            UnitGaps(
                "c", "丙社区", "community", (gap(actual_text="120㎡", shortfall_text="180㎡"),), 0
            ),
        ),
        gap_keys={"a": ("9.9.9/kept",)},
        memories={"b": Memory(("4.1.5/adverts_damaged",), ("1.1.1/training",))},
    )
    return replace(made, **other)  # type: ignore[arg-type]


def peers_of(place: int) -> Peers:
    """Return five alike units, with the unit at that place."""
    return Peers(1, 6420, 5000, 7766, place, 5, Fraction(2646, 40))


def empty(lang: Lang = "zh") -> Audit:
    """Return an audit of which nothing could be judged."""
    return audit(
        lang,
        dates=(),
        total={},
        left_out=2,
        units=(),
        groups=(),
        gaps=(),
        departments=(),
        doers=(),
        missing_facts=(),
        suspicions=(),
        received=None,
        changes=None,
        details=(),
        gap_keys={},
        memories={},
    )
