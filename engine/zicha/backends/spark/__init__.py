"""The columnar engine's statements on Apache Spark, for audits that one machine cannot hold.

This is the only room that knows pyspark. Rules, encoding and statements are those of
``zicha.backends.columnar``; here is only the database that runs them. Where pyspark does not
import, everything else works: ask ``available`` before importing
``zicha.backends.spark.database``.
"""

from importlib.util import find_spec


def available() -> bool:
    """Return whether pyspark is there. Whether Java is shows when a session is opened."""
    return find_spec("pyspark") is not None
