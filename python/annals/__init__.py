"""HTML announcements become datasets people can trust: who spoke, as what, from where, on what, when.

`extract` reads one page, `tables` reads files and folders and joins what they say, `extract_batch` reads the pages of an Arrow record batch and `warc` those
of a WARC file; `decide` and `carry_out` join what pages on many machines say, and ``annals_spark`` does all of it on Spark.
Every value has its evidence; the same pages always give the same result.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterable
from typing import Literal

from annals import _native
from annals._errors import AnnalsError, AnnalsWarning
from annals._native import Table, __version__, carry_out, decide, extract_batch, warc
from annals.document import Document

__all__ = [
    "AnnalsError",
    "AnnalsWarning",
    "Document",
    "Table",
    "__version__",
    "carry_out",
    "decide",
    "extract",
    "extract_batch",
    "tables",
    "warc",
]

StrPath = str | os.PathLike[str]


def extract(html: str | bytes, url: str | None = None) -> Document:
    """What one page says: the document that ``annals extract --format json`` prints and ``annals schema`` describes.

    :param html: the page; for bytes the encoding is found as browsers do.
    :param url: the address it was taken from; it resolves links and is part of the ids.
    :raises AnnalsError: where it is no page.
    """
    document: Document = json.loads(_native.document(html, url))
    return document


def tables(
    paths: StrPath | Iterable[StrPath],
    *,
    errors: Literal["raise", "warn"] = "raise",
    jobs: int | None = None,
) -> dict[str, Table]:
    """What many pages say together: the tables of the dataset by name, ``who_spoke`` first.

    The same person, institution or event on several pages is one row, as in ``annals build``.

    :param paths: files, folders, patterns such as ``pages/**/*.html``, WARC files.
    :param errors: whether an input that fails is raised, or an `AnnalsWarning` beside the rows of all others.
    :param jobs: how many pages are read at once; one a processor where nothing is said.
    :raises AnnalsError: where an input fails, and with ``errors="warn"`` where none gave a page.
    """
    if errors not in ("raise", "warn"):
        raise ValueError(f"errors is {errors!r}: write 'raise' or 'warn'")
    named = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    read, failures = _native.tables(named, errors == "raise", jobs)
    for failure in failures:
        warnings.warn(AnnalsWarning(str(failure)), stacklevel=2)
    return {table.name: table for table in read}
