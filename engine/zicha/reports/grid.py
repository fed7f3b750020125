"""Tables for a screen of 80 columns."""

from collections.abc import Sequence

from zicha.reports.lines import WIDTH, width_of, wrapped
from zicha.reports.tabulated import tabulated

WHOLE = 1000
"""As the most of a column: as wide as what stands in it."""
REST = 0
"""As the most of a column: what the others leave of the screen."""
BORDER = 3
"""What the border takes of the screen for each column; one more closes the table."""


def widest(cells: Sequence[str]) -> int:
    """Return the columns of the screen that the widest of some cells takes."""
    return max(map(width_of, cells))


def widths_of(table: Sequence[Sequence[str]], most: Sequence[int]) -> list[int]:
    """Return the width of each column of a table: no wider than need be, nor than its most."""
    columns = zip(*table, strict=True)
    widths = [min(limit, widest(cells)) for limit, cells in zip(most, columns, strict=True)]
    rest = WIDTH - 1 - BORDER * len(most) - sum(widths)
    return [width or rest for width in widths]


def grid(
    rows: Sequence[Sequence[str]],
    headers: Sequence[str],
    most: Sequence[int],
    *,
    lean: bool = False,
) -> list[str]:
    """Return rows as a table whose cells wrap.

    Args:
        rows: the cells.
        headers: the head of each column.
        most: the most columns of the screen that each column of the table takes; ``WHOLE``, or
            ``REST`` for one of them.
        lean: no lines between rows that take one line each.
    """
    widths = widths_of([headers, *rows], most)
    head, *body = [
        ["\n".join(wrapped(cell, width)) for cell, width in zip(row, widths, strict=True)]
        for row in [headers, *rows]
    ]
    is_lean = lean and not any("\n" in cell for row in body for cell in row)
    form = "simple_outline" if is_lean else "simple_grid"
    return tabulated(body, head, form).split("\n")
