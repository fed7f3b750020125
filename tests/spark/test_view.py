"""The view that is printed for Spark gives what the reference gives."""

from datetime import date
from functools import cache
from pathlib import Path

from support.warehouse import Warehouse
from zicha.backends.columnar.view.statement import Names, view_of
from zicha.backends.spark.database import Spark
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.model.facts import LEVELS


@cache
def warehouse() -> Warehouse:
    """Return a table of random units of the shipped edition."""
    edition = load_edition(None)
    rules = rules_on(edition, date(2011, 6, 30))
    names = Names("judged", "entries", Spark.dialect)
    return Warehouse(edition, rules, view_of(rules, edition, names, LEVELS), 40, seed=3)


def test_the_view_judges_as_the_reference(base: Spark, tmp_path: Path) -> None:
    wanted = warehouse()
    columns = wanted.view.columns
    schema = ", ".join(f"`{each.name}` {each.type_words(Spark.dialect)}" for each in columns)
    rows = [tuple(row.values()) for row in wanted.rows]
    # A view of the catalogue cannot read one of the session: the table is one of the catalogue.
    base.session.createDataFrame(rows, schema).write.saveAsTable(
        "entries", mode="overwrite", path=str(tmp_path / "entries")
    )
    try:
        for statement in wanted.view.statements:
            base.session.sql(statement)
        found = {row["unit"]: row.asDict() for row in base.session.table("judged").collect()}
    finally:
        base.session.sql("DROP VIEW IF EXISTS judged")
        base.session.sql("DROP TABLE entries")
    by_hand = {row["unit"]: row for row in wanted.columns_by_hand()}
    assert found == by_hand
