"""Pages of a DataFrame become documents, in batches whose size is bounded by bytes."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow
import pyarrow.compute
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

import annals

BYTES = 16 << 20
"""Of pages that are extracted at once: what becomes of them stays far below what a column can hold."""


def arrow_schema() -> pyarrow.Schema:
    """The columns of documents, as the extractor says."""
    empty = pyarrow.record_batch({"url": pyarrow.array([], pyarrow.string()), "html": pyarrow.array([], pyarrow.binary())})
    return annals.extract_batch(empty).schema


def schema() -> StructType:
    """The columns of documents: ``url``, ``page``, a list of rows for each table, and ``error``."""
    return from_arrow_schema(arrow_schema())


def extract(df: DataFrame, url: str = "url", html: str = "html") -> DataFrame:
    """The documents of pages, a row a page: ``url``, ``page``, a list of rows for each table, and ``error``, which is null unless the page failed.

    :param url: the column of the addresses, which is text.
    :param html: the column of the pages, text or bytes; for bytes the encoding is found as browsers do.
    """

    def documents(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for part in bounded(batch, html):
                yield annals.extract_batch(part, url=url, html=html)

    return df.select(url, html).mapInArrow(documents, schema())


def bounded(batch: pyarrow.RecordBatch, column: str, most: int = BYTES) -> Iterator[pyarrow.RecordBatch]:
    """Slices of a batch, each of so many bytes in the column at most, or of one row."""
    sizes = pyarrow.compute.binary_length(batch.column(column)).to_pylist()
    start, held = 0, 0
    for row, size in enumerate(sizes):
        if row > start and held + (size or 0) > most:
            yield batch.slice(start, row - start)
            start, held = row, 0
        held += size or 0
    if start < batch.num_rows:
        yield batch.slice(start)
