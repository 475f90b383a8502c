"""What is decided about pages and carried out batch by batch gives the rows of one machine."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pyarrow
import pytest

import annals
from test_extract import PAGES
from test_warc import record

PEOPLE = ["Maria Lopez", "M. Lopez", "Maria B. Lopez", "Jonas Weber", "Jonas Webber", "J. Weber"]
HOMES = ["Fenwick University (FU)", "Fenwick University", "FU", "the Institute of Tides"]
SUPPORT = ("evidence", "findings")


def lecture(number: int) -> bytes:
    """One of several that share people and homes."""
    who, home = PEOPLE[number % 6], HOMES[number // 2 % 4]
    return (
        f"<html lang=en><head><meta property='article:published_time' content='2024-0{number % 9 + 1}-10'><title>Lecture</title></head><body><h1>Lecture on tidal rivers and law</h1><p>Dr. {who}, Professor of Law "
        f"at {home}, will give a lecture on \"Rivers {number % 5}\" on {number % 28 + 1} May 2024.</p></body></html>"
    ).encode()


# A few pages were taken twice, and had changed.
PAGES_AT = [(f"https://pages.example.org/{number % 55}", lecture(number)) for number in range(60)]
PAGES_AT += [(f"https://pages.example.org/{path.parent.name}", path.read_bytes()) for path in PAGES]


@pytest.fixture(scope="module")
def documents() -> pyarrow.Table:
    """What each page says by itself, and one that failed."""
    urls, html = zip(*PAGES_AT, ("https://pages.example.org/none", b"%PDF-1.7\n\x00\x00"), strict=True)
    return pyarrow.Table.from_batches([annals.extract_batch(pyarrow.record_batch({"url": list(urls), "html": list(html)}))])


def rows(table: pyarrow.Table) -> Counter[str]:
    return Counter(json.dumps(row, sort_keys=True) for row in table.to_pylist())


def joined(documents: pyarrow.Table, decisions: pyarrow.Table) -> pyarrow.Table:
    found = {(row["source"], row["content_sha256"]): row["decision"] for row in decisions.to_pylist()}
    keys = [page and (page["source"], page["content_sha256"]) for page in documents["page"].to_pylist()]
    return documents.append_column("decision", pyarrow.array([found.get(key) for key in keys], pyarrow.binary()))


def test_each_page_that_counts_has_a_place(documents: pyarrow.Table) -> None:
    decisions = pyarrow.Table.from_batches(list(annals.decide(documents.to_batches())))
    assert decisions.column_names == ["source", "content_sha256", "place", "decision"]
    assert decisions["place"].to_pylist() == list(range(decisions.num_rows))
    # One page failed, and of five addresses there are two pages.
    assert decisions.num_rows == documents.num_rows - 6


def test_neither_order_nor_support_decides(documents: pyarrow.Table) -> None:
    decisions = list(annals.decide(documents.to_batches()))
    names = [[row for row in lists or [] if row["field"] == "name"] for lists in documents["evidence"].to_pylist()]
    bare = documents.drop_columns(list(SUPPORT)).append_column("evidence", pyarrow.array(names, documents.schema.field("evidence").type))
    turned = bare.take(list(reversed(range(bare.num_rows))))
    assert pyarrow.Table.from_batches(list(annals.decide(turned.to_batches()))).equals(pyarrow.Table.from_batches(decisions))


def test_rows_are_those_of_one_machine(documents: pyarrow.Table, tmp_path: Path) -> None:
    archive = tmp_path / "pages.warc"
    archive.write_bytes(b"".join(record(url, html) for url, html in PAGES_AT))
    expected = annals.tables(archive)
    merged = annals.carry_out(joined(documents, pyarrow.Table.from_batches(list(annals.decide(documents.to_batches())))).combine_chunks().to_batches()[0])
    for name, table in expected.items():
        flat = [row for lists in merged.column(name).to_pylist() for row in lists]
        assert Counter(json.dumps(row, sort_keys=True) for row in flat) == rows(table.to_arrow()), name
    merges = [row for row in expected["evidence"].to_arrow().to_pylist() if row["rule"].startswith("merge.")]
    assert len(merges) > 50


def test_what_is_no_document_or_decision_is_told(documents: pyarrow.Table) -> None:
    batch = documents.to_batches()[0]
    with pytest.raises(annals.AnnalsError, match="decision: is no column of bytes"):
        annals.carry_out(batch)
    wrong = batch.append_column("decision", pyarrow.array([b"\xff\xff"] * batch.num_rows))
    with pytest.raises(annals.AnnalsError, match="one version of annals"):
        annals.carry_out(wrong)
    with pytest.raises(annals.AnnalsError, match="page: is no column"):
        annals.decide([pyarrow.record_batch({"url": ["a"]})])
    assert list(annals.decide([])) == []
