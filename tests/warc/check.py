"""Reads an archive with warcio: digests hold, each body is there once and is the file that was served, revisits name what they refer to."""
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator

fixtures, bodies, revisits = Path(sys.argv[1]), {}, 0
for name in sys.argv[2:]:
    with open(name, "rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            url = record.rec_headers.get_header("WARC-Target-URI")
            if record.rec_type == "response":
                assert url not in bodies, f"{url} is kept twice"
                bodies[url] = record.rec_headers.get_header("WARC-Date")
                served = (fixtures / unquote(urlsplit(url).path).lstrip("/")).read_bytes()
                assert record.content_stream().read() == served, f"{url} is not as it was served"
            elif record.rec_type == "revisit":
                revisits += 1
                assert record.rec_headers.get_header("WARC-Refers-To-Date") == bodies[url], url
assert bodies and revisits == len(bodies), (len(bodies), revisits)
print(f"{len(bodies)} pages kept once and {revisits} asked again, as warcio reads them")
