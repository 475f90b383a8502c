"""Parquet as pyarrow and DuckDB read it: typed columns, and the rows of dataset.json.

    python read_parquet.py FOLDER...     each with Parquet files, CSV, datapackage.json and dataset.json
"""

import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from dataset import load, same
from frictionless import Package, system

TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}


def is_list_of_texts(kind):
    return pa.types.is_list(kind) and kind.value_type == pa.string()


def rounded(row):
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()}


def check_types(schema, described):
    assert schema.names == [field.name for field in described.fields]
    for field in described.fields:
        kind = schema.field(field.name)
        assert is_list_of_texts(kind.type) if field.type == "list" else kind.type == TYPES[field.type], kind
        may_be_empty = not field.constraints.get("required") and field.type != "list"
        assert kind.nullable == may_be_empty, kind


def check(folder):
    dataset = load(folder)
    package = Package(str(folder / "datapackage.json"))
    count = 0
    for resource in package.resources:
        path = folder / f"{resource.name}.parquet"
        file = pq.ParquetFile(path)
        assert file.metadata.created_by == "annals", file.metadata.created_by
        table = file.read()
        check_types(table.schema, resource.schema)
        rows = [rounded(row) for row in table.to_pylist()]
        wanted = [rounded(row) for row in dataset[resource.name]]
        same("pyarrow", resource.name, rows, wanted)
        found = duckdb.sql(f"SELECT * FROM '{path}'")
        in_duckdb = [rounded(dict(zip(found.columns, row))) for row in found.fetchall()]
        same("DuckDB", resource.name, in_duckdb, wanted)
        count += len(rows)
    events = folder / "events.parquet"
    whole = duckdb.sql(f"SELECT count(TRY_CAST(starts_on AS DATE)) FROM '{events}' WHERE length(starts_on) = 10").fetchall()[0][0]
    assert whole == sum(len(row["starts_on"] or "") == 10 for row in dataset["events"])
    print(f"{folder}: pyarrow and DuckDB: {len(package.resources)} tables, {count} rows, those of dataset.json")


with system.use_context(trusted=True):
    for folder in map(Path, sys.argv[1:]):
        check(folder)
