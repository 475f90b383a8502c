"""The time that Python peers take for the pages of a folder, one core, pages in memory: `tool TAB seconds`, the best of some rounds.

`speed.py FOLDER`. trafilatura gets the bytes; spaCy gets the text that trafilatura makes of them, which is less than a whole page. Its pipelines:
- `spacy-rules`: blank English, tokenizer, sentencizer and an entity ruler of a few patterns. Less cannot be called a pipeline: a lower bound.
- `spacy-network`: what its small English models are made of (tagger, parser and ner over a network of width 96 and depth 4), with random weights, since no
  trained weights are on PyPI. What it finds is worth nothing, and it knows a few dependencies only, since trees at random cost more to put together than true
  ones; the work for each token is about that of a trained model.
"""
import gzip
import pathlib
import sys
import time

ROUNDS = 3


def pages(folder):
    paths = sorted(path for path in pathlib.Path(folder).rglob("*") if path.name.endswith((".html", ".html.gz")))
    read = lambda path: gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [read(path) for path in paths]


def text_of(raw):
    from trafilatura import bare_extraction
    found = bare_extraction(raw, include_comments=False, with_metadata=True)
    if found is None:
        return ""
    return (found.get("text") if isinstance(found, dict) else found.text) or ""


def rules():
    import spacy
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([
        {"label": "PERSON", "pattern": [{"LOWER": {"IN": ["dr", "dr.", "prof", "prof.", "professor", "mr.", "ms."]}}, {"IS_TITLE": True, "OP": "+"}]},
        {"label": "ORG", "pattern": [{"LOWER": {"IN": ["university", "institute", "college", "school"]}}, {"LOWER": "of"}, {"IS_TITLE": True, "OP": "+"}]},
        {"label": "ORG", "pattern": [{"IS_TITLE": True, "OP": "+"}, {"LOWER": {"IN": ["university", "institute", "college", "school"]}}]},
        {"label": "DATE", "pattern": [{"LIKE_NUM": True}, {"IS_TITLE": True}, {"SHAPE": "dddd"}]},
    ])
    return nlp


def network():
    from spacy.cli.init_config import init_config
    from spacy.training import Example
    from spacy.util import load_model_from_config
    nlp = load_model_from_config(init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency"), auto_fill=True)
    doc = nlp.make_doc("Ann Lee gave a talk at Fenwick College .")
    labels = {"tags": ["NNP", "NNP", "VBD", "DT", "NN", "IN", "NNP", "NNP", "."], "heads": [1, 2, 2, 4, 2, 2, 7, 5, 2],
              "deps": ["compound", "nsubj", "ROOT", "det", "dobj", "prep", "compound", "pobj", "punct"],
              "entities": ["B-PERSON", "L-PERSON", "O", "O", "O", "O", "B-ORG", "L-ORG", "O"]}
    for pipe, kinds in [("tagger", 50), ("ner", 18)]:
        for number in range(kinds):
            nlp.get_pipe(pipe).add_label(f"L{number}")
    nlp.initialize(lambda: [Example.from_dict(doc, labels)])
    return nlp


def best(run):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main(folder):
    raws = pages(folder)
    texts = []
    def extract():
        texts[:] = [text_of(raw) for raw in raws]
    print(f"trafilatura\t{best(extract):.4f}", flush=True)
    for name, make in [("spacy-rules", rules), ("spacy-network", network)]:
        nlp = make()
        nlp.max_length = max(map(len, texts), default=0) + 1
        print(f"{name}\t{best(lambda: [nlp(text) for text in texts]):.4f}", flush=True)
    print(f"{len(raws)} pages, {sum(map(len, raws)) / 1e6:.2f} MB, {sum(map(len, texts)) / 1e6:.2f} million characters of text", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
