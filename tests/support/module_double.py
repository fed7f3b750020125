"""durable_rules' engine module with some of its functions replaced: to plant faults in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from zicha.backends.rete.native import Module, module


def native() -> Module:
    """Return the module itself."""
    found = module()
    assert found is not None
    return found


class Double:
    """The module with some of its functions replaced, and a list of those that were called."""

    def __init__(self, **replaced: Callable[..., Any]) -> None:
        """Keep what is replaced."""
        self.replaced = replaced
        self.called: list[str] = []

    def __getattr__(self, name: str) -> object:
        """Return a function of the module, or what stands in for it."""
        found = self.replaced.get(name) or getattr(module(), name)
        if name == "error":
            return found

        def called(*args: object) -> object:
            self.called.append(name)
            return found(*args)

        return called


@contextmanager
def doubled(monkeypatch: pytest.MonkeyPatch, **replaced: Callable[..., Any]) -> Iterator[Double]:
    """Give engines that are made here a module of which some functions are replaced."""
    double = Double(**replaced)
    with monkeypatch.context() as patch:
        patch.setattr("zicha.backends.rete.native.module", lambda: double)
        yield double
