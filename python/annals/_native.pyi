"""The native part of the package."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, final

import pandas
import pyarrow

from annals._errors import AnnalsError

__all__ = [
    "__version__",
    "Decisions",
    "Table",
    "Warc",
    "carry_out",
    "decide",
    "document",
    "extract_batch",
    "tables",
    "warc",
]

__version__: str

class _ArrowArray(Protocol):
    """A batch of any library that speaks Arrow's C data interface."""

    def __arrow_c_array__(self, requested_schema: object = None, /) -> tuple[object, object]: ...

@final
class Table:
    """The rows of a table of a dataset.

    ``pyarrow.table(t)``, ``polars.DataFrame(t)``, ``pandas.DataFrame.from_arrow(t)`` and ``duckdb`` read it without a copy.
    """

    @property
    def name(self) -> str:
        """The name, as in the contract."""

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in their order."""

    def to_arrow(self) -> pyarrow.Table:
        """The rows as a `pyarrow.Table`; needs ``annals[arrow]``."""

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a `pandas.DataFrame`; needs ``annals[pandas]``."""

    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

def extract_batch(batch: _ArrowArray, *, url: str = "url", html: str = "html", jobs: int = 1) -> pyarrow.RecordBatch:
    """The documents of the pages of a batch, a row a page, in their order.

    Columns: ``url``, ``page``, a list of rows for each table, and ``error``, which is null unless the page failed; then it alone is not.
    ``url`` and ``html`` name the columns of the batch; the pages may be text or bytes. One page is read at a time where nothing is said, because
    engines such as Spark give each processor a batch. Needs ``annals[arrow]``.
    """

@final
class Warc:
    """The documents of a WARC file, in record batches."""

    def __iter__(self) -> Iterator[pyarrow.RecordBatch]: ...
    def __next__(self) -> pyarrow.RecordBatch: ...

def warc(
    path: str | os.PathLike[str],
    *,
    batch: int = 64,
    languages: Sequence[str] | None = None,
    words: Sequence[str] | None = None,
) -> Warc:
    """The documents of the pages in a WARC file (``.warc``, ``.warc.gz``, ``.warc.zst``), in batches of so many at most, as it is read.

    Columns are those of `extract_batch`. What is broken in the file is a row with ``error``, and the pages behind it are read. One page is in memory at a
    time, beside the batch. Needs ``annals[arrow]``.

    :param languages: pages in others are passed over before they are parsed; one that is not sure to be in another is read.
    :param words: pages whose source has none of them are passed over before they are parsed.
    :raises AnnalsError: where the file cannot be opened.
    """

@final
class Decisions:
    """What becomes of pages, in record batches."""

    def __iter__(self) -> Iterator[pyarrow.RecordBatch]: ...
    def __next__(self) -> pyarrow.RecordBatch: ...

def decide(documents: Iterable[_ArrowArray]) -> Decisions:
    """Who is who across the pages of batches of documents, and which events are one.

    For engines that have the pages on many machines: a row for each page that is part of the dataset, with ``source`` and ``content_sha256`` of its
    page, its ``place`` in the dataset and the ``decision`` about its rows, which `carry_out` does where the page lies. Documents need neither findings
    nor evidence other than that of names of people and institutions. They are put aside on the disk, under ``TMPDIR``. Needs ``annals[arrow]``.
    """

def carry_out(documents: _ArrowArray) -> pyarrow.RecordBatch:
    """The documents of a batch as they are in the dataset, each by the ``decision`` beside it, with the rows of ``who_spoke`` as one more list.

    Pages that failed, or about which nothing was decided, are left out. Needs ``annals[arrow]``.
    """

def document(html: str | bytes, url: str | None = None) -> bytes: ...
def tables(
    paths: Sequence[str | os.PathLike[str]], all: bool, jobs: int | None
) -> tuple[list[Table], list[AnnalsError]]: ...
