"""A small edition with a fact of every type, at three levels, for tests of reading and knowing."""

from dataclasses import replace

from zicha.errors import Place
from zicha.model.edition import Edition, Indicator, Measure, NotMore, Requires, Sourced
from zicha.model.facts import LEVELS, Better, Fact, FactType, Level, Option
from zicha.model.rules import GRADES, Confidence, Source
from zicha.model.text import Text

NOWHERE = Text(zh="", en="")
SOURCE = Source("TEST", "2011", Confidence.LOCAL)


def fact(fact_id: str, kind: FactType, better: Better, zh: str) -> Fact:
    """Return a community's fact that never grows old."""
    label = Text(zh=zh, en=fact_id.replace("_", " ").capitalize())
    return Fact(fact_id, label, kind, Level.COMMUNITY, better, NOWHERE)


def option(option_id: str, zh: str, en: str, same_as: str | None = None) -> Option:
    """Return an option of an enum or a set."""
    return Option(option_id, Text(zh=zh, en=en), same_as)


AREA = replace(
    fact("office_area", FactType.DECIMAL, Better.MORE, "办公服务用房面积"),
    unit="㎡",
    decimals=2,
    low=0,
    high=100_000,
    valid_days=400,
)
SPOTS = replace(
    fact("dirty_spots", FactType.INT, Better.LESS, "卫生死角处数"),
    unit="处",
    low=0,
    high=1000,
    valid_days=30,
)
SUPPORT = replace(
    fact("support_rate", FactType.PERCENT, Better.MORE, "支持率"),
    unit="%",
    decimals=2,
    valid_days=365,
    min_sample=100,
)
LAMPS = replace(fact("lamps", FactType.INT, Better.NEUTRAL, "路灯总数"), unit="盏", low=0)
LAMPS_LIT = replace(fact("lamps_lit", FactType.INT, Better.MORE, "亮灯数"), unit="盏", low=0)
POINTS = replace(fact("points", FactType.INT, Better.MORE, "得分"), low=0)
SCHOOL = replace(fact("parents_school", FactType.BOOL, Better.TRUE, "有家长学校"), valid_days=180)
SCHOOL_LOG = fact("parents_school_log", FactType.BOOL, Better.TRUE, "家长学校有活动记录")
ROOMS = replace(
    fact("youth_facilities", FactType.SET, Better.SUPERSET, "未成年人活动设施"),
    options=(
        option("library", "图书室", "Reading room"),
        option("parents_school", "家长学校", "Parents' school", "parents_school"),
        option("venue", "活动场所", "Venue"),
    ),
    valid_days=180,
)
BOARD = fact("board_updated", FactType.DATE, Better.MORE, "公开栏更新日期")
RANKING = replace(
    fact("ranking", FactType.ENUM, Better.ORDER, "评定等级"),
    options=(option("first", "一级", "Grade 1"), option("none", "未评定", "Not graded")),
)
OLD_AREA = replace(
    fact("office_space", FactType.DECIMAL, Better.MORE, "办公面积"), replaced_by="office_area"
)
GONE = replace(fact("gramophones", FactType.INT, Better.MORE, "留声机数"), withdrawn="2010-12-31")
PATROLS = replace(fact("patrols", FactType.INT, Better.MORE, "巡查次数"), level=Level.STREET, low=0)
GREEN = replace(
    fact("green_cover", FactType.PERCENT, Better.MORE, "绿化覆盖率"),
    level=Level.DISTRICT,
    unit="%",
    decimals=2,
)
FACTS = (
    AREA, SPOTS, SUPPORT, LAMPS, LAMPS_LIT, POINTS, SCHOOL, SCHOOL_LOG, ROOMS, BOARD, RANKING,
    OLD_AREA, GONE, PATROLS, GREEN,
)  # fmt: skip

LEVEL_LABELS = {
    Level.COMMUNITY: Text(zh="社区", en="Community"),
    Level.STREET: Text(zh="街道", en="Street"),
    Level.DISTRICT: Text(zh="区", en="District"),
    Level.CITY: Text(zh="市", en="City"),
}


def attributes(level: Level) -> tuple[Fact, ...]:
    """Return the attributes of units of a level: old or new town, and the population."""
    town = replace(
        fact(f"{level.value}.town", FactType.ENUM, Better.NEUTRAL, "老城区或新城区"),
        level=level,
        options=(option("old", "老城区", "Old town"), option("new", "新城区", "New town")),
        is_attribute=True,
    )
    population = replace(
        fact(f"{level.value}.population", FactType.INT, Better.NEUTRAL, "常住人口"),
        level=level,
        unit="人",
        low=0,
        is_attribute=True,
    )
    return town, population


def indicator(code: str) -> Indicator:
    """Return an indicator without content."""
    return Indicator(
        code=code,
        name=Text(zh=code, en=code),
        category=code[0],
        group=code[:3],
        levels=LEVELS,
        methods=(),
        departments=(),
        sources=(),
        editions_seen=(),
        confidence=Confidence.RECONSTRUCTED,
        in_2011="",
        measured=(),
        facts=(),
        points=1,
        place=Place("categories.yaml"),
    )


SMALL = Edition(
    id="small",
    name=Text(zh="小版", en="Small"),
    warning=NOWHERE,
    digest="",
    first_days={},
    levels=LEVEL_LABELS,
    grades=dict.fromkeys(GRADES, 1),
    fault_limits=(),
    scoring_sources=Sourced(SOURCE, SOURCE, SOURCE),
    methods={},
    units={
        "㎡": Measure("m²", also=("平方米",)),
        "处": Measure("places", "place"),
        "盏": Measure("lamps", "lamp"),
        "人": Measure("people", "person"),
        "%": Measure("%"),
    },
    departments={},
    works={},
    confidence={},
    categories=(),
    groups=(),
    indicators=(indicator("6.4.2"), indicator("6.4.5")),
    facts={each.id: each for level in LEVELS for each in attributes(level)}
    | {each.id: each for each in FACTS},
    attributes=("town", "population"),
    consistency=(NotMore("lamps_lit", "lamps"), Requires("parents_school_log", "parents_school")),
    rules={},
)
