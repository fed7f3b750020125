"""The draft of an edition: everything that its files say, entry by entry, in its shape.

An entry that does not fit its shape is reported and left out, but its id stays known, so that
what refers to it is not reported a second time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import Field, create_model

from zicha.documents.document import Document
from zicha.editions.files import EditionFile, FileKind
from zicha.editions.shape.base import Shape
from zicha.editions.shape.complaints import shaped
from zicha.editions.shape.conclusions import ConclusionShape
from zicha.editions.shape.facts import AnyFact, ConsistencyShape, FactEntry
from zicha.editions.shape.indicators import CategoryHead, GroupFrame, IndicatorShape
from zicha.editions.shape.manifest import ManifestShape
from zicha.editions.shape.rules import ItemShape, PartFrame, RuleFrame
from zicha.editions.spot import Entry, Spot
from zicha.errors import Problem
