"""Pages of a WARC file, batch by batch: what is broken in it is a row with an error, and the rest is read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow
import pytest

import annals
from test_extract import PAGES

HTML = [path.read_bytes() for path in PAGES[:9]]


def record(url: str, html: bytes, surplus: int = 0) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(answer) + surplus}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


def url(number: int) -> str:
    return f"https://example.org/{number}"


def documents(path: Path, batch: int = 4) -> list[dict[str, object]]:
    return [row for part in annals.warc(path, batch=batch) for row in part.to_pylist()]


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    file = tmp_path / "pages.warc.gz"
    file.write_bytes(b"".join(gzip.compress(record(url(number), html)) for number, html in enumerate(HTML)))
    return file


def test_documents_are_those_of_a_batch(whole: Path) -> None:
    pages = pyarrow.record_batch({"url": [url(number) for number in range(len(HTML))], "html": HTML})
    expected = annals.extract_batch(pages)
    parts = list(annals.warc(whole, batch=4))
    assert [part.num_rows for part in parts] == [4, 4, 1]
    assert all(part.schema.equals(expected.schema) for part in parts)
    assert [row for part in parts for row in part.to_pylist()] == expected.to_pylist()


def test_what_is_broken_is_a_row_with_an_error(tmp_path: Path) -> None:
    members = [gzip.compress(record(url(number), html)) for number, html in enumerate(HTML)]
    members[2] = members[2][: len(members[2]) // 2]
    members[5] = gzip.compress(record(url(5), b"%PDF-1.7\n\x00\x00"))
    file = tmp_path / "broken.warc.gz"
    file.write_bytes(b"".join(members))
    rows = documents(file)
    read = [row["url"] for row in rows if row["error"] is None]
    assert read == [url(number) for number in range(len(HTML)) if number not in (2, 5)]
    failed = [(row["url"], str(row["error"])) for row in rows if row["error"] is not None]
    assert [address for address, _ in failed] == [None, url(5)]
    assert "broken.warc.gz" in failed[0][1]


def test_pages_that_are_not_wanted_are_passed_over(tmp_path: Path) -> None:
    said = {1: "<html lang=en><p>The rector opens the lecture.", 2: "<html lang=de><p>Die Rektorin spricht.", 3: "<html lang=en><p>Opening hours."}
    file = tmp_path / "some.warc"
    file.write_bytes(b"".join(record(url(number), html.encode()) for number, html in said.items()))
    assert [row["url"] for part in annals.warc(file, batch=1, languages=["en"]) for row in part.to_pylist()] == [url(1), url(3)]
    assert [row["url"] for part in annals.warc(file, words=["LECTURE", "spricht"]) for row in part.to_pylist()] == [url(1), url(2)]
    assert list(annals.warc(file, languages=["fr"])) == []


def test_a_file_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(annals.AnnalsError, match="none.warc.gz: cannot be read"):
        annals.warc(tmp_path / "none.warc.gz")
    with pytest.raises(ValueError, match="batch is 0"):
        annals.warc(tmp_path / "none.warc.gz", batch=0)


def test_a_file_without_pages_is_a_row_that_says_so(tmp_path: Path) -> None:
    file = tmp_path / "empty.warc"
    file.write_bytes(b"nothing of the kind")
    rows = documents(file)
    assert rows and all(row["error"] is not None for row in rows)
