"""What the functions of ``annals_spark`` promise beyond the rows, on a session of this process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pytest
from pyspark.sql import SparkSession

import annals
import annals_spark
from annals_spark._extract import bounded
from annals_spark._warc import file_of, write_documents
from pages import Record, record

PAGE = "<html lang=en><h1>Lecture</h1><p>Dr. Maria Lopez, Professor of Law at Fenwick University, will give a talk on \"Law and Water\" on {} May 2024.</p>"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


def archive(folder: Path, *days: int) -> Path:
    # A name that Spark would take for a pattern.
    file = folder / "pages[1]{a}.warc"
    file.write_bytes(b"".join(record(Record(f"https://example.org/{day}", PAGE.format(day).encode())) for day in days))
    return file


def test_text_and_other_names_of_columns(spark: SparkSession) -> None:
    pages = spark.createDataFrame([("https://example.org/1", PAGE.format(9)), ("https://example.org/2", None)], "address string, body string")
    read = annals_spark.extract(pages, url="address", html="body")
    assert read.schema == annals_spark.schema() and read.columns[0] == "url"
    rows = {row["url"]: row for row in read.collect()}
    assert [person["name"] for person in rows["https://example.org/1"]["people"]] == ["Maria Lopez"]
    assert rows["https://example.org/2"]["people"] is None and "there is no page" in rows["https://example.org/2"]["error"]


def test_tables_are_flat_and_those_of_a_dataset_are_merged(spark: SparkSession) -> None:
    pages = spark.createDataFrame([(f"https://example.org/{day}", PAGE.format(day)) for day in (9, 10, 9)], "url string, html string")
    documents = annals_spark.extract(pages)
    flat = annals_spark.tables(documents)
    assert tuple(flat) == annals_spark.TABLES and "who_spoke" not in flat
    assert flat["people"].count() == 3
    merged = annals_spark.dataset(documents)
    assert list(merged)[0] == "who_spoke"
    assert merged["people"].count() == 1 and merged["who_spoke"].count() == merged["announcements"].count() == 2
    # The same page twice is one announcement, and a finding.
    assert [row["code"] for row in merged["findings"].collect()].count("same_announcement") == 1


def test_a_file_that_is_there_is_not_made_again(spark: SparkSession, tmp_path: Path) -> None:
    warc, output = archive(tmp_path, 9, 10), tmp_path / "documents"
    first = annals_spark.from_warc(spark, [warc], output)
    assert first.count() == 2 and first.schema.simpleString() == annals_spark.schema().simpleString()
    [file] = output.iterdir()
    before = (file.stat().st_mtime_ns, file.stat().st_ino)
    assert annals_spark.from_warc(spark, [str(warc), warc], output).count() == 2
    assert [(left.name, left.stat().st_mtime_ns, left.stat().st_ino) for left in output.iterdir()] == [(file.name, *before)]


def test_an_attempt_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warc, output = archive(tmp_path, 9), str(tmp_path / "documents")
    with monkeypatch.context() as patch, pytest.raises(OSError, match="no room"):
        patch.setattr(os, "fsync", lambda file: (_ for _ in ()).throw(OSError("no room")))
        write_documents(str(warc), output)
    assert list(Path(output).iterdir()) == []
    assert write_documents(str(warc), output) == str(file_of(str(warc), output))


def test_files_of_one_name_in_two_folders_are_two() -> None:
    assert file_of("/a/pages.warc.gz", "out") != file_of("/b/pages.warc.gz", "out")
    assert file_of("/a/pages.warc.gz", "out").is_absolute()


def test_a_file_that_cannot_be_opened_fails_the_job_and_is_named(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="none.warc.gz"):
        annals_spark.from_warc(spark, [tmp_path / "none.warc.gz"], tmp_path / "documents")
    with pytest.raises(ValueError, match="there is no path"):
        annals_spark.from_warc(spark, [], tmp_path)


def test_batches_are_cut_by_bytes() -> None:
    batch = pyarrow.record_batch({"html": [b"x" * size for size in (5, 5, 30, 1, 1)]})
    parts = list(bounded(batch, "html", 10))
    assert [part.num_rows for part in parts] == [2, 1, 2]
    assert pyarrow.Table.from_batches(parts).equals(pyarrow.Table.from_batches([batch]))
    nothing = pyarrow.record_batch({"html": pyarrow.array([None, "é"], pyarrow.string())})
    assert [part.num_rows for part in bounded(nothing, "html", 1)] == [1, 1]
    assert list(bounded(batch.slice(0, 0), "html", 10)) == []


def test_the_schema_is_that_of_the_extractor() -> None:
    empty = pyarrow.record_batch({"url": pyarrow.array([], pyarrow.string()), "html": pyarrow.array([], pyarrow.string())})
    assert annals_spark.schema().fieldNames() == annals.extract_batch(empty).schema.names
