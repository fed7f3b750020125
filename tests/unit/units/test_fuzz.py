"""Whatever a file of a unit holds, reading it gives problems or a unit, never an exception."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from support.small_edition import SMALL
from zicha.documents.document import Document, Plain
from zicha.documents.reading import read_yaml
from zicha.errors import Severity
from zicha.units.digest import facts_digest
from zicha.units.known import knowledge
from zicha.units.read import read_unit
from zicha.units.settings import apply_settings
from zicha.words.problems import problem_line

ON = date(2011, 6, 30)
WHOLE = """\
unit: {id: peace, name: 和平社区, kind: community, town: old, population: 7766}
date: 2011-06-30
facts:
  office_area: 60㎡
  youth_facilities: [library, 家长学校]
  support_rate: {count: 184, of: 200, date: 2011-05-20}
  parents_school: 有
  board_updated: 2011年6月1日
observations:
  - {fact: dirty_spots, count: 2, place: 3号楼, date: 2011-06-28, fixed: 2011-06-29}
waivers:
  - {indicator: 6.4.2, reason: 施工, approved_by: 区, from: 2011-06-01, expires: 2011-09-30}
"""
KEYS = st.sampled_from(
    [
        *SMALL.facts, *SMALL.attributes, "unit", "date", "facts", "observations", "waivers", "id",
        "name", "kind", "parent", "value", "count", "of", "fact", "fixed", "indicator", "reason",
        "approved_by", "from", "expires", "evidence", "library", "图书室",
    ]
)  # fmt: skip
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.text(max_size=8),
    st.sampled_from(
        ["无", "有", "2011-06-30", "60㎡", "100%", "old", "community", "6.4.2", "-", "："]
    ),
    KEYS,
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=25,
)
MAPPINGS = st.dictionaries(KEYS, TREES, max_size=6)
FORMS = st.fixed_dictionaries(
    {
        "unit": st.fixed_dictionaries({"id": st.just("a"), "kind": st.just("community")}),
        "date": st.just("2011-06-30"),
    },
    optional={
        "facts": MAPPINGS,
        "observations": st.lists(MAPPINGS, max_size=3),
        "waivers": st.lists(MAPPINGS, max_size=3),
    },
)


def check(document: Document) -> None:
    unit, problems = read_unit(document, SMALL, ON)
    for found in problems:
        assert problem_line(found, "zh")
        assert problem_line(found, "en")
    assert (unit is None) == any(found.severity is Severity.ERROR for found in problems)
    if unit is not None:
        knowledge(unit, (), SMALL, ON)
        facts_digest([document])


@given(tree=st.one_of(TREES, FORMS))
@settings(max_examples=400, deadline=None)
def test_any_content_gives_a_unit_or_problems(tree: Plain) -> None:
    check(Document("a", tree))


@given(
    at=st.integers(0, len(WHOLE) - 1),
    length=st.integers(0, 12),
    put=st.one_of(
        st.text(max_size=6), st.sampled_from([":", "：", "\t", "{", "]", "\n", "~", "1e9"])
    ),
)
@settings(max_examples=400, deadline=None)
def test_a_unit_with_a_slip_of_the_hand_gives_a_unit_or_problems(
    at: int, length: int, put: str
) -> None:
    text = WHOLE[:at] + put + WHOLE[at + length :]
    document, problems = read_yaml(text.encode("utf-8", "surrogatepass"), "a")
    assert document is not None or problems
    if document is not None:
        check(document)


@given(setting=st.one_of(st.text(max_size=20), st.tuples(KEYS, st.text(max_size=9)).map("=".join)))
@settings(max_examples=200, deadline=None)
def test_any_setting_is_taken_or_refused(setting: str) -> None:
    document, _ = read_yaml(WHOLE.encode(), "a")
    assert document is not None
    unit, _ = read_unit(document, SMALL)
    assert unit is not None
    changed, _, problems = apply_settings(unit, (), [setting], SMALL, ON)
    assert problems == [] or changed == unit
