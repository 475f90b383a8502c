"""The Python peers on a folder of saved pages: JSON Lines with what each made of a page, and the time that its calls took.

`peers.py TOOL FOLDER`, where TOOL is `trafilatura`, `trafilatura-precision`, `htmldate` or `newspaper4k`.
"""
import json
import pathlib
import sys
import time


def trafilatura(raw, precision=False):
    from trafilatura import bare_extraction
    found = bare_extraction(raw, include_comments=False, favor_precision=precision, with_metadata=True)
    if found is None:
        return None
    found = found if isinstance(found, dict) else found.as_dict()
    return {"text": found.get("text"), "title": found.get("title"), "author": found.get("author"), "date": found.get("date")}


def htmldate(raw):
    from htmldate import find_date
    text = raw.decode("utf-8", "replace")
    return {"date": find_date(text, original_date=True, extensive_search=True)}


def newspaper(raw):
    import newspaper
    article = newspaper.Article(url="https://example.org/", fetch_images=False, request_timeout=1)
    article.download(input_html=raw.decode("utf-8", "replace"))
    article.parse()
    day = article.publish_date
    return {"text": article.text, "title": article.title, "author": "; ".join(article.authors), "date": day and str(day)[:10]}


TOOLS = {
    "trafilatura": trafilatura,
    "trafilatura-precision": lambda raw: trafilatura(raw, precision=True),
    "htmldate": htmldate,
    "newspaper4k": newspaper,
}


def main(tool, folder):
    spent = 0.0
    for path in sorted(pathlib.Path(folder).iterdir()):
        raw = path.read_bytes()
        start = time.perf_counter()
        try:
            page = TOOLS[tool](raw)
        except Exception as error:  # noqa: BLE001 - a peer that fails has found nothing
            page, _ = None, print(f"{tool}: {path.name}: {error}", file=sys.stderr) if "-v" in sys.argv else None
        spent += time.perf_counter() - start
        print(json.dumps({"id": path.stem, "page": page}, ensure_ascii=False))
    print(f"{tool}\t{spent:.4f}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
