"""What a user of a cluster runs: pages become documents, documents become a dataset. ``job.py MASTER INPUT KIND OUTPUT PGID``.

KIND is ``parquet`` or ``warc``. When a few tasks of the extraction are done, the process group PGID (a worker with its executor) is killed; where it is too late for
that, the run fails.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

import annals_spark

SHARE = 0.2
"""Of the tasks are done when the worker is killed."""


class Killer(threading.Thread):
    """Kills a process group in the middle of the first stage that has so many tasks, each of which writes a file."""

    def __init__(self, spark: SparkSession, tasks: int, output: Path, group: int) -> None:
        super().__init__(daemon=True)
        self.tracker, self.tasks, self.output, self.group = spark.sparkContext.statusTracker(), tasks, output, group
        self.done: int | None = None
        self.is_too_late = False

    def run(self) -> None:
        while self.done is None:
            for stage in self.tracker.getActiveStageIds():
                info = self.tracker.getStageInfo(stage)
                if info and info.numTasks == self.tasks and self.tasks * SHARE <= info.numCompletedTasks < self.tasks:
                    self.is_too_late = len(list(self.output.glob("[!._]*"))) >= self.tasks
                    os.killpg(self.group, signal.SIGKILL)
                    self.done = info.numCompletedTasks
            time.sleep(0.02)


def session(master: str) -> SparkSession:
    builder = SparkSession.builder.master(master).appName("annals")
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.executor.memory": "1g",
        "spark.executorEnv.PYSPARK_PYTHON": sys.executable,
        "spark.speculation": "true",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "512",
        "spark.sql.files.maxPartitionBytes": "1m",
        "spark.sql.files.openCostInBytes": "1m",
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def documents(spark: SparkSession, folder: Path, kind: str, output: Path) -> DataFrame:
    if kind == "warc":
        return annals_spark.from_warc(spark, sorted((folder / "warc").glob("*.warc.gz")), output / "documents")
    pages = spark.read.parquet(str(folder / "parquet"))
    annals_spark.extract(pages).write.parquet(str(output / "documents"))
    return spark.read.parquet(str(output / "documents"))


def main() -> None:
    master, folder, kind, output, group = sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]), int(sys.argv[5])
    spark = session(master)
    while spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() < 3:  # the driver, and an executor a worker
        time.sleep(0.1)
    files = len(list((folder / kind).iterdir()))
    killer, began = Killer(spark, files, output / "documents", group), time.monotonic()
    killer.start()
    read = documents(spark, folder, kind, output)
    if killer.done is None or killer.is_too_late:
        sys.exit(f"{kind}: all {files} tasks were done before the worker could be killed: take more pages")
    extracted = time.monotonic() - began
    merged = annals_spark.resolve(read)
    merged.write.parquet(str(output / "merged"))
    resolved = time.monotonic() - began - extracted
    flat = annals_spark.tables(spark.read.parquet(str(output / "merged")))
    flat["who_spoke"] = spark.read.parquet(str(output / "merged")).selectExpr("inline(who_spoke)")
    for name, rows in flat.items():
        rows.write.parquet(str(output / "tables" / name))
    errors = read.where("error is not null").count()
    told = {"kind": kind, "tasks": files, "done_before_the_kill": killer.done, "pages": read.count(), "errors": errors}
    print(json.dumps({**told, "extract_s": round(extracted, 1), "resolve_s": round(resolved, 1)}), flush=True)
    spark.stop()


if __name__ == "__main__":
    main()
