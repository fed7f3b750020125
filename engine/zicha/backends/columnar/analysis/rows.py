"""What stands in the rows that a database gives back."""


def whole(value: object) -> int:
    """Return a whole number of a row; wide sums come as decimals."""
    assert value is not None, "a sum without a row is 0, not null"
    return value if isinstance(value, int) else int(str(value))


def text_or_none(value: object) -> str | None:
    """Return a text of a row."""
    return None if value is None else str(value)
