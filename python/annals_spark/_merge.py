"""Who is who across pages. The rows that decide go to one task, without their support; what it decides about a page comes back as a row of a few hundred
bytes, is joined to the page, and is carried out by all tasks."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.storagelevel import StorageLevel

import annals
from annals_spark._extract import arrow_schema
from annals_spark._tables import TABLES, flat

KEY = ["source", "content_sha256"]
"""By what a page is told from others: its name, and the hash of its bytes."""

DECISION = "source string, content_sha256 string, place long, decision binary"
SUPPORT = ["evidence", "findings"]


def resolve(documents: DataFrame) -> DataFrame:
    """The documents as they are in the dataset: merged people and institutions stand once, references lead to them, the same event has one group.

    The result is that of one machine, row by row: a page of which a newer one is there is left out, and so are pages that failed. There is one more list
    of rows, ``who_spoke``. What is decided is kept by Spark, where there is room, until the session ends; the documents themselves are read twice, so that
    they are best written to files before, and the result is best written too.
    """
    pages = documents.where("error is null").select(
        F.col("page.source").alias("source"), F.col("page.content_sha256").alias("content_sha256"), "page", *TABLES
    )
    decisions = decided(pages).persist(StorageLevel.MEMORY_AND_DISK)
    return pages.dropDuplicates(KEY).join(decisions.drop("place"), KEY).mapInArrow(_carry_out, from_arrow_schema(_resolved()))


def dataset(documents: DataFrame) -> dict[str, DataFrame]:
    """The tables of the dataset, ``who_spoke`` first: the rows that ``annals build`` gives for the same pages, in no order.

    Each table is computed when it is asked for; where several are wanted of many pages, write what `resolve` gives and flatten that with `tables`.
    """
    resolved = resolve(documents)
    return {name: flat(resolved, name) for name in ("who_spoke", *TABLES)}


def decided(pages: DataFrame) -> DataFrame:
    """What becomes of each page, and its place in the dataset."""
    rows = [name for name in TABLES if name not in SUPPORT]
    bare = pages.select("page", *rows, F.transform(F.filter("evidence", _is_name), _without_quote).alias("evidence"))
    # In one order, so that the decision does not depend on how the pages came; and the same page twice is one.
    order = [F.col("page.source"), F.col("page.content_sha256")]
    return bare.repartition(1).sortWithinPartitions(*order).mapInArrow(_decide, DECISION)


def _is_name(row: Column) -> Column:
    return (row["field"] == "name") & row["in_table"].isin("people", "institutions")


def _without_quote(row: Column) -> Column:
    """Where a name is printed counts, not what it looks like there."""
    null = F.lit(None).cast("string")
    return row.withField("quote", F.lit("")).withField("locator", null)


def _decide(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    yield from annals.decide(batches)


def _carry_out(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        yield annals.carry_out(batch)


def _resolved() -> pyarrow.Schema:
    """The columns of documents as they are in the dataset."""
    fields = [field for field in arrow_schema() if field.name in (*TABLES, "page")]
    decision = [pyarrow.field("decision", pyarrow.binary())]
    return annals.carry_out(pyarrow.RecordBatch.from_pylist([], schema=pyarrow.schema([*fields, *decision]))).schema
