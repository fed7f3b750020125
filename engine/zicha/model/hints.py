"""Hints: what is worth a look in the facts of a unit, and judges nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class HintFound:
    """One hint, before it has words.

    ``code`` names its kind, ``args`` the words that its message mentions, ``facts`` those it is
    about; their labels are ``{label1}``, ``{label2}`` of the message ``found.<code>``.
    """

    code: str
    args: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
