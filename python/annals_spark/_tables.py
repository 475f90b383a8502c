"""Documents become flat tables: a row of a table is a row of a DataFrame."""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType

from annals_spark._extract import schema


def _lists() -> tuple[str, ...]:
    return tuple(field.name for field in schema().fields if isinstance(field.dataType, ArrayType))


TABLES = _lists()
"""The tables of a document, in its order."""


def tables(documents: DataFrame) -> dict[str, DataFrame]:
    """The rows of each table, page by page: a person whom two pages name has two rows, with two ids. Pages that failed have none."""
    return {name: flat(documents, name) for name in TABLES}


def flat(documents: DataFrame, name: str) -> DataFrame:
    return documents.select(F.explode(name).alias("row")).select("row.*")
