"""WARC files become Parquet files of documents, one task a file. A task that runs again, or twice at once, changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import re
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow
import pyarrow.parquet
from pyspark.sql import DataFrame, SparkSession

import annals
from annals_spark._extract import arrow_schema, schema

StrPath = str | os.PathLike[str]

BATCH = 64
"""Pages that are extracted, and written as a row group, at once."""


def from_warc(
    spark: SparkSession,
    paths: Sequence[StrPath],
    output: StrPath,
    *,
    languages: Sequence[str] = (),
    words: Sequence[str] = (),
) -> DataFrame:
    """The documents of the pages in WARC files (``.warc``, ``.warc.gz``, ``.warc.zst``), a row a page; what is broken in a file is a row with ``error``.

    Runs at once: each task writes the documents of one file to a Parquet file in `output`, under a name of its own that no reader sees, and gives it its
    final name in one step when it is whole. Files that are there are not made again, so that a run that was stopped is taken up by calling it again. A file
    that cannot be opened, or read to its end, fails the job, after Spark has tried it again, and is named.

    :param paths: files on a file system that all workers see.
    :param output: a folder there, which is made; files of another version of annals belong into another one.
    :param languages: pages in others are passed over before they are parsed; one that is not sure to be in another is read.
    :param words: pages whose source has none of them are passed over before they are parsed.
    """
    files, folder, wanted = [os.fspath(path) for path in paths], os.fspath(output), Wanted(list(languages), list(words))
    if not files:
        raise ValueError("there is no path: name WARC files")

    def write(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for number in batch.column("id").to_pylist():
                name = write_documents(files[number], folder, wanted)
                yield pyarrow.record_batch({"id": pyarrow.array([number], pyarrow.int64()), "file": [name]})

    tasks = spark.range(len(files), numPartitions=len(files)).mapInArrow(write, "id long, file string")
    written = sorted(tasks.collect(), key=lambda row: int(row["id"]))
    return spark.read.schema(schema()).parquet(*dict.fromkeys(local(row["file"]) for row in written))


def local(path: str) -> str:
    """A path of the workers' file system for Spark, which takes one without a scheme for one of its own file system, and some characters for patterns."""
    return "file://" + re.sub(r"([\\{}\[\]*?])", r"\\\1", path)


class Wanted(NamedTuple):
    """Which pages of a file are read."""

    languages: list[str] = []
    words: list[str] = []


def file_of(path: str, folder: str, wanted: Wanted = Wanted()) -> Path:
    """Where the documents of a WARC file stand: its name, and what tells its path, and what was asked of it, from others."""
    digest = hashlib.sha256(json.dumps([path, *wanted]).encode()).hexdigest()[:12]
    return Path(folder).absolute() / f"{Path(path).name}-{digest}.parquet"


def write_documents(path: str, folder: str, wanted: Wanted = Wanted()) -> str:
    """Writes the documents of a WARC file, unless they are there, and says where they are."""
    final = file_of(path, folder, wanted)
    if not final.exists():
        final.parent.mkdir(parents=True, exist_ok=True)
        # Readers pass over names that begin with a dot; no other attempt has this one.
        attempt = final.with_name(f".{final.name}.{uuid.uuid4().hex}")
        try:
            write_file(path, attempt, wanted)
            os.replace(attempt, final)
        finally:
            attempt.unlink(missing_ok=True)
    return str(final)


def write_file(path: str, file: Path, wanted: Wanted) -> None:
    with open(file, "wb") as out:
        with pyarrow.parquet.ParquetWriter(out, arrow_schema(), compression="zstd") as writer:
            for batch in annals.warc(path, batch=BATCH, languages=wanted.languages, words=wanted.words):
                writer.write_batch(batch)
        out.flush()
        os.fsync(out.fileno())
