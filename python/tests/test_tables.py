"""Many pages: the rows that the command line writes, for every reader of Arrow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow
import pytest

import annals
from test_extract import BINARY, PAGES, ROOT

FIXTURES = "fixtures/**/page.html"


@pytest.fixture(scope="module")
def read() -> dict[str, annals.Table]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return annals.tables(FIXTURES)


def test_rows_are_those_of_the_dataset(read: dict[str, annals.Table], tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    subprocess.run([BINARY, "extract", FIXTURES, "-o", folder], cwd=ROOT, check=True, capture_output=True)
    dataset = json.loads((folder / "dataset.json").read_bytes())
    for name, rows in dataset.items():
        if isinstance(rows, list):
            assert read[name].to_arrow().to_pylist() == rows, name
    assert list(read)[0] == "who_spoke" and len(read) == 12
    assert len(read["announcements"]) > 50


def test_types_are_those_of_the_contract(read: dict[str, annals.Table]) -> None:
    people = read["people"].to_arrow()
    assert people.schema.field("honorifics").type == pyarrow.list_(pyarrow.field("item", pyarrow.string(), nullable=False))
    assert read["evidence"].to_arrow().schema.field("confidence").type == pyarrow.float64()
    assert read["announcements"].to_arrow().schema.field("gone").type == pyarrow.bool_()
    assert pyarrow.schema(read["people"]).names == read["people"].column_names == people.column_names


def test_pandas(read: dict[str, annals.Table]) -> None:
    frame = read["who_spoke"].to_pandas()
    assert len(frame) == len(read["who_spoke"])
    assert list(frame.columns) == read["who_spoke"].column_names
    assert repr(read["who_spoke"]) == f"<annals.Table who_spoke: {len(frame)} rows, 14 columns>"


def test_order_and_threads_change_nothing(read: dict[str, annals.Table], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    other = annals.tables([path.relative_to(ROOT) for path in reversed(PAGES)], jobs=1)
    assert all(other[name].to_arrow().equals(table.to_arrow()) for name, table in read.items())


def test_an_input_that_fails_is_raised_or_a_warning_beside_the_others() -> None:
    paths = [PAGES[0], Path("no/such/page.html")]
    with pytest.raises(annals.AnnalsError, match=r"no/such/page.html: there is no such file .*\(check the path\)"):
        annals.tables(paths)
    with pytest.warns(annals.AnnalsWarning, match="no/such/page.html"):
        some = annals.tables(paths, errors="warn")
    assert len(some["announcements"]) == len(annals.tables(PAGES[0])["announcements"])


def test_wrong_options_are_refused() -> None:
    with pytest.raises(ValueError, match="'raise' or 'warn'"):
        annals.tables(PAGES[0], errors="ignore")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="jobs is 0"):
        annals.tables(PAGES[0], jobs=0)


def test_pages_are_read_without_pyarrow() -> None:
    code = """
import sys
sys.modules["pyarrow"] = None
import annals
assert annals.extract("<p>Nothing</p>")["people"] == []
people = annals.tables(sys.argv[1])["people"]
for missing in (people.to_arrow, people.to_pandas, lambda: annals.extract_batch(None)):
    try:
        missing()
    except ImportError as error:
        assert "annals[arrow]" in str(error), error
    else:
        sys.exit("there is no pyarrow")
"""
    subprocess.run([sys.executable, "-c", code, PAGES[0]], check=True)
