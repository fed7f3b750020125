"""Whatever the bytes, reading gives a document and problems, never an exception."""

from hypothesis import given, settings
from hypothesis import strategies as st

from zicha.documents.document import Document, digest
from zicha.documents.reading import read_json, read_yaml
from zicha.errors import Problem
from zicha.words.problems import problem_line

SIGNS = st.text(
    st.sampled_from("abc:：-,，[]{}\"'#&*!|>%@ \n\t\r0123.e+~<?“\\\u3000\0"), max_size=60
)
TEXTS = st.one_of(st.text(max_size=80), SIGNS)


def check(read: tuple[Document | None, list[Problem]]) -> None:
    document, problems = read
    assert document is not None or problems
    for found in problems:
        assert problem_line(found, "zh")
        assert problem_line(found, "en")
    if document is not None and not problems:
        digest(document.value)


@given(data=st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check(read_yaml(data, "a"))
    check(read_json(data, "a"))


@given(text=TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    check(read_yaml(data, "a"))
    check(read_json(data, "a"))
