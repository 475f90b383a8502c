"""Announcements on a Spark cluster: pages of a DataFrame or of WARC files become documents, and documents become the tables of a dataset.

`extract` and `from_warc` give documents, a row a page, with an ``error`` in place of what failed; `tables` flattens them page by page; `resolve` knows
people, institutions and events of all pages as the same, as ``annals build`` does on one machine, and `dataset` gives its tables.
"""

from __future__ import annotations

from annals_spark._extract import extract, schema
from annals_spark._merge import dataset, resolve
from annals_spark._tables import TABLES, tables
from annals_spark._warc import from_warc

__all__ = ["TABLES", "dataset", "extract", "from_warc", "resolve", "schema", "tables"]
