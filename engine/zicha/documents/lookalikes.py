"""Characters of a Chinese keyboard that only look like those that YAML and JSON know."""

COLON = "："
MARKS = "，；、“”‘’「」｛｝［］【】"  # noqa: RUF001  what is typed by mistake, not what is meant
QUOTES = "“”‘’「」"  # noqa: RUF001
BRACES = "｛｝"  # noqa: RUF001
BRACKETS = "｛｝［］【】"  # noqa: RUF001
SEPARATORS = "，；、："
SPACES = "\u00a0\u200b\u3000"
"""No-break, zero-width and full-width space, which also come with text from web pages."""
