"""Help pages for a screen where Chinese characters take two columns."""

from collections.abc import Iterable

import click

from zicha.reports.lines import width_of, wrapped

TERM = 30
"""The most columns that the terms of a list take; a longer one stands on a line of its own."""
GAP = 2


class HelpPage(click.HelpFormatter):
    """A help page whose lines are measured in columns of the screen."""

    def write_heading(self, heading: str) -> None:
        """Write a heading, which has its own colon."""
        self.write(f"{heading}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        indent = " " * self.current_indent
        paragraphs = [
            "\n".join(wrapped(" ".join(paragraph.split("\n")), self.width, indent=indent))
            for paragraph in text.split("\n\n")
        ]
        self.write("\n\n".join(paragraphs) + "\n")

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = TERM,
        col_spacing: int = GAP,
    ) -> None:
        """Write terms, each with what it means beside it."""
        entries = list(rows)
        column = min(max(width_of(term) for term, _ in entries), col_max) + col_spacing
        indent, hanging = " " * self.current_indent, " " * (self.current_indent + column)
        for term, meaning in entries:
            lines = wrapped(meaning, self.width, indent=hanging)
            if width_of(term) + col_spacing > column:
                self.write(f"{indent}{term}\n")
            else:
                first = indent + term + " " * (column - width_of(term))
                lines[0] = first + lines[0].removeprefix(hanging)
            self.write("\n".join(lines) + "\n")
