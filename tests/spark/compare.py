"""Whether a cluster gave the rows of one machine: ``compare.py INPUT DATASET…``, where DATASET is the output of a job over INPUT.

All tables are compared, row by row, as they are: none may be missing, changed or there twice.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections import Counter
from pathlib import Path

import pyarrow
import pyarrow.parquet

import annals


def rows(table: pyarrow.Table) -> Counter[str]:
    return Counter(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in table.to_pylist())


def one_machine(folder: Path) -> tuple[dict[str, Counter[str]], int]:
    with warnings.catch_warnings(record=True) as failures:
        warnings.simplefilter("always")
        tables = annals.tables(sorted((folder / "warc").glob("*.warc.gz")), errors="warn")
    return {name: rows(table.to_arrow()) for name, table in tables.items()}, len(failures)


def differences(name: str, expected: Counter[str], found: Counter[str]) -> int:
    missing, surplus = expected - found, found - expected
    for what, some in (("missing", missing), ("surplus", surplus)):
        for row, count in list(some.items())[:2]:
            print(f"{name}: {what} {count} x {row}")
    return missing.total() + surplus.total()


def main() -> None:
    folder, wrong = Path(sys.argv[1]), 0
    expected, failures = one_machine(folder)
    merges = sum(count for row, count in expected["evidence"].items() if '"rule": "merge.' in row)
    if not merges or not all(table for table in expected.values()):
        sys.exit("a table is empty, or nothing was merged: the pages show nothing")
    for dataset in map(Path, sys.argv[2:]):
        for name, table in expected.items():
            wrong += differences(f"{dataset.name}, {name}", table, rows(pyarrow.parquet.read_table(dataset / "tables" / name)))
        print(f"{dataset.name}: {sum(table.total() for table in expected.values())} rows in {len(expected)} tables compared, {merges} merges")
    print(f"inputs that failed on one machine: {failures}")
    if wrong:
        sys.exit(f"{wrong} rows differ")


if __name__ == "__main__":
    main()
