"""`terms.yaml`: how the edition is worded. Nothing is judged by it."""

from typing import Annotated

from pydantic import Field

from zicha.editions.shape.base import Shape, TextShape, Words

ListOfWords = Annotated[list[Words], Field(min_length=1)]


class WordListsShape(Shape):
    """Words in either language."""

    zh: ListOfWords | None = Field(default=None, description="In Chinese.")
    en: ListOfWords | None = Field(default=None, description="In English.")


class TermShape(TextShape):
    """A term in both languages, and what is not to stand for it."""

    avoid: WordListsShape | None = Field(default=None, description="Words that are wrong for it.")
    avoid_in_labels: WordListsShape | None = Field(
        default=None, description="Words that are right in a sentence but wrong in a label."
    )


class TermsShape(Shape):
    """The wording of an edition."""

    terms: list[TermShape] = Field(description="The terms of the field.")
    hint_words: WordListsShape | None = Field(
        default=None,
        description="A hint says where to look, what to count or how many: it has one of these.",
    )
    own_works: ListOfWords | None = Field(
        default=None,
        description="Works of the manifest that stand for no text found: what a reconstructed"
        " value cites.",
    )
