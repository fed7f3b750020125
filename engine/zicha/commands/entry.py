"""Where the program begins: whoever breaks it off while it is loading is not shown where."""

import sys

STOPPED = 3
"""What ``ExitCode.INTERNAL`` is: nothing that knows it is loaded yet."""


def main() -> None:
    """Load the program and run it."""
    try:
        from zicha.commands.root import main as run  # noqa: PLC0415 - may be broken off, too

        run()
    except KeyboardInterrupt:
        sys.exit(STOPPED)
