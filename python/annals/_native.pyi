"""The native part of the package."""

import os
from collections.abc import Sequence
from typing import Protocol, final

import pandas
import pyarrow

from annals._errors import AnnalsError

__all__ = ["__version__", "extract_batch", "Table", "document", "tables"]

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

def document(html: str | bytes, url: str | None = None) -> bytes: ...
def tables(
    paths: Sequence[str | os.PathLike[str]], all: bool, jobs: int | None
) -> tuple[list[Table], list[AnnalsError]]: ...
