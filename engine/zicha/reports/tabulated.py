"""Tables of text, made by tabulate."""

from collections.abc import Sequence

import tabulate

# It is asked of the library as a whole, so that one room alone may know it: heads are as narrow as
# their cells, for a screen has 80 columns.
tabulate.MIN_PADDING = 0


def tabulated(rows: Sequence[Sequence[str]], headers: Sequence[str], form: str) -> str:
    """Return rows below their heads in one of the library's forms; numbers are text, too."""
    return tabulate.tabulate(rows, headers=headers, tablefmt=form, disable_numparse=True)
