"""Pages in a record batch: a row a page, and an error in place of what failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow
import pytest

import annals
from test_extract import PAGES

HTML = [path.read_bytes() for path in PAGES]
URLS = [f"https://example.org/{number}" for number in range(len(HTML))]


def rows(batch: pyarrow.RecordBatch) -> list[dict[str, Any]]:
    return list(batch.to_pylist())


def batch(html: Sequence[bytes | None], kind: pyarrow.DataType) -> pyarrow.RecordBatch:
    return pyarrow.record_batch({"url": URLS[: len(html)], "html": pyarrow.array(html, kind)})


def test_documents_are_those_of_one_page_at_a_time() -> None:
    out = annals.extract_batch(batch(HTML, pyarrow.binary()), jobs=2)
    assert isinstance(out, pyarrow.RecordBatch) and out.num_rows == len(HTML)
    for row, url, html in zip(rows(out), URLS, HTML, strict=True):
        document = annals.extract(html, url)
        rest = {name: value for name, value in document.items() if name != "schema_version"}
        assert row == {"url": url, **rest, "error": None}


@pytest.mark.parametrize("kind", [pyarrow.binary(), pyarrow.large_binary(), pyarrow.binary_view()])
def test_every_type_of_bytes(kind: pyarrow.DataType) -> None:
    expected = annals.extract_batch(batch(HTML[:2], pyarrow.binary()))
    assert annals.extract_batch(batch(HTML[:2], kind)).equals(expected)


@pytest.mark.parametrize("kind", [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()])
def test_every_type_of_text(kind: pyarrow.DataType) -> None:
    texts = pyarrow.record_batch({"address": URLS[:2], "page": pyarrow.array(["<p>Nothing</p>"] * 2, kind)})
    out = annals.extract_batch(texts, url="address", html="page")
    assert [row["page"]["source"] for row in rows(out)] == URLS[:2]


def test_a_slice_is_read_from_where_it_begins() -> None:
    whole = batch(HTML[:6], pyarrow.binary())
    out = annals.extract_batch(whole.slice(2, 3))
    assert out.equals(annals.extract_batch(whole).slice(2, 3))


def test_a_page_that_fails_is_an_error_row() -> None:
    out = rows(annals.extract_batch(batch([HTML[0], b"%PDF-1.7\n\x00\x00", None, HTML[1]], pyarrow.binary())))
    assert [row["error"] is None for row in out] == [True, False, False, True]
    assert out[1]["error"].startswith("https://example.org/1: ") and out[1]["people"] is None
    assert "null" in out[2]["error"]


def test_columns_that_are_not_there_are_told() -> None:
    with pytest.raises(annals.AnnalsError, match="is no column of the batch, which has: url, html") as raised:
        annals.extract_batch(batch(HTML[:1], pyarrow.binary()), html="body")
    assert (raised.value.kind, raised.value.input) == ("config", "body")
    with pytest.raises(annals.AnnalsError, match="is a column of Int64"):
        annals.extract_batch(pyarrow.record_batch({"url": [1], "html": ["x"]}))


def test_a_column_without_anything_is_a_column_of_nulls() -> None:
    nothing = pyarrow.record_batch({"url": pyarrow.nulls(2), "html": pyarrow.array(HTML[:2], pyarrow.binary())})
    out = rows(annals.extract_batch(nothing))
    assert [(row["url"], row["error"], row["page"]["source"]) for row in out] == [(None, None, "-")] * 2


def test_no_pages_are_an_empty_batch_of_the_same_columns() -> None:
    empty = annals.extract_batch(batch([], pyarrow.binary()))
    assert empty.num_rows == 0
    assert empty.schema.equals(annals.extract_batch(batch(HTML[:1], pyarrow.binary())).schema)
