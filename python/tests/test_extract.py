"""One page: the document that the command line prints, errors that help, and the interpreter's lock."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import annals

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "fixtures").glob("*/*/page.html"))
BINARY = os.environ["ANNALS"]


def printed(page: bytes) -> object:
    """What the command line prints for a page on its standard input."""
    command = [BINARY, "extract", "-", "--format", "json"]
    return json.loads(subprocess.run(command, input=page, stdout=subprocess.PIPE, check=True).stdout)


def test_documents_are_those_of_the_command_line() -> None:
    assert len(PAGES) > 50
    for path in PAGES:
        page = path.read_bytes()
        assert [annals.extract(page)] == printed(page), path


def test_the_versions_are_one() -> None:
    told = subprocess.run([BINARY, "--version"], stdout=subprocess.PIPE, check=True, text=True).stdout
    assert told.split() == ["annals", annals.__version__]


def test_text_is_read_as_text_whatever_it_says_of_its_bytes() -> None:
    page = '<meta charset="iso-8859-1"><h1>Conférence</h1><p>Le 9 mai 2024, Mme Zoë Müller, professeure à l’Université de Valmont.</p>'
    assert "Zoë Müller" in [person["name"] for person in annals.extract(page)["people"]]


def test_the_address_is_the_name_of_the_page_and_part_of_its_ids() -> None:
    page = PAGES[0].read_bytes()
    plain, named = annals.extract(page), annals.extract(page, url="https://example.org/news/1")
    assert (plain["page"]["source"], named["page"]["source"]) == ("-", "https://example.org/news/1")
    assert named == annals.extract(page, "https://example.org/news/1")


def test_bytes_that_are_no_page_are_an_error_with_a_remedy() -> None:
    with pytest.raises(annals.AnnalsError) as raised:
        annals.extract(b"%PDF-1.7\n\x00\x00\x00\x00", url="https://example.org/a.pdf")
    error = raised.value
    assert (error.kind, error.input) == ("source", "https://example.org/a.pdf")
    assert error.message and error.remedy and error.remedy in str(error)
    with pytest.raises(annals.AnnalsError, match="^the page: "):
        annals.extract(b"%PDF-1.7\n\x00\x00\x00\x00")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.remedy) == (str(error), error.remedy)


def test_what_is_neither_text_nor_bytes_is_refused() -> None:
    with pytest.raises(TypeError):
        annals.extract(7)  # type: ignore[arg-type]


def long_page(megabytes: int) -> bytes:
    row = "<p>The water of the lake was measured every morning at three places, and what was found is shown below.</p>\n"
    return ("<h1>Public lectures</h1>" + row * (megabytes * 1_000_000 // len(row))).encode()


def test_other_threads_run_while_a_page_is_read() -> None:
    page, done = long_page(16), threading.Event()

    def work() -> None:
        annals.extract(page)
        done.set()

    worker = threading.Thread(target=work)
    worker.start()
    # With the lock held all the while, this thread would wake once or twice: before the call and after it.
    woken = 0
    while not done.is_set():
        time.sleep(0.001)
        woken += 1
    worker.join()
    assert woken > 20


def test_threads_agree() -> None:
    pages = [path.read_bytes() for path in PAGES[:20]] * 4
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(annals.extract, pages)) == [annals.extract(page) for page in pages]


def test_deep_nesting_is_no_crash() -> None:
    assert annals.extract("<div>" * 200_000 + "x")["schema_version"] == 1
