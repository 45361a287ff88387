"""Pages of which only some segments are known to be article or furniture, as trafilatura's evaluation has them (Apache-2.0).

Lay the files out as `cargo xtask blocks` and `cargo xtask extraction` want them, and read them back as rows with labels:

    segment_pages.py EVALDATA.json HTML_FOLDER... OUT      # OUT/html/ID.html.gz, OUT/truth.json (empty), OUT/segments.json
    cargo xtask blocks OUT/html > OUT/rows.jsonl
    cargo xtask extraction --rounds 1 --write OUT OUT/html OUT/truth.json

A block with a known segment has its label. Of the others, two extractors are asked: where they agree they are believed, where they do
not, the one that errs less on known segments is believed a little. A page whose known segments it gets wrong counts less.
"""
import gzip
import hashlib
import json
import re
import sys
from pathlib import Path

import numpy as np

WORD = re.compile(r"\w+")
# Extractors asked, the one that errs least on known segments first (7 and 9 in a hundred; 9 and 14).
TEACHERS = ("trafilatura-precision", "dom_smoothie")
DOUBT = 0.3
# Of the blocks that neither keeps, far from all that one keeps, this part is enough.
FAR_SHARE = 0.1
FAR_BLOCKS = 12


def lay_out(evaldata, folders, out):
    entries = json.loads(Path(evaldata).read_text(encoding="utf-8"))
    (out / "html").mkdir(parents=True, exist_ok=True)
    segments = {}
    for entry in entries.values():
        path = next((path for folder in folders if (path := Path(folder) / entry["file"]).exists()), None)
        if path is None:
            continue
        name = hashlib.sha256(entry["file"].encode()).hexdigest()
        (out / "html" / f"{name}.html.gz").write_bytes(gzip.compress(decoded(path.read_bytes()).encode()))
        segments[name] = {"article": entry.get("with", []), "furniture": entry.get("without", [])}
    (out / "segments.json").write_text(json.dumps(segments), encoding="utf-8")
    (out / "truth.json").write_text(json.dumps({name: {"articleBody": ""} for name in segments}), encoding="utf-8")


def decoded(page):
    declared = re.search(rb"charset=[\"']?([\w-]+)", page[:4000])
    for encoding in ("utf-8", declared.group(1).decode() if declared else "cp1252"):
        try:
            return page.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return page.decode("cp1252", "replace")


def read(folder, covered, runs):
    """Rows, labels and weights of all pages in a folder."""
    known = json.loads((folder / "segments.json").read_text(encoding="utf-8"))
    opinions = [said(folder / f"{teacher}.jsonl") for teacher in TEACHERS]
    random = np.random.RandomState(0)
    tables = []
    for line in open(folder / "rows.jsonl", encoding="utf-8"):
        page = json.loads(line)
        if page["page"]:
            bodies = [opinion[page["id"]] for opinion in opinions]
            kept = [covered(page["page"]["texts"], runs(WORD.findall(body)))[0] > 0.5 for body in bodies]
            tables.append(labelled(page["page"], known[page["id"]], bodies[0], kept, random))
    return tuple(np.concatenate(column) for column in zip(*tables))


def said(path):
    return {entry["id"]: entry["body"] for entry in map(json.loads, open(path, encoding="utf-8"))}


def labelled(page, known, body, kept, random):
    rows, texts = np.array(page["rows"], dtype=np.float32), [" ".join(text.split()) for text in page["texts"]]
    size = np.array([len(WORD.findall(text)) for text in texts])
    own = np.minimum(size, 200) / max(50, (kept[0] * size).sum())
    weights = np.where(kept[0] == kept[1], 1.0, DOUBT) * (own + 0.01) * trust(known, body)
    told = told_labels(texts, size, known, kept)
    labels = np.where(told >= 0, told, kept[0])
    weights = np.where(told >= 0, own + 0.05, weights)
    column = {name: rows[:, at] for at, name in enumerate(page["names"])}
    far = np.minimum(column["kept_before"], column["kept_after"]) >= FAR_BLOCKS
    far = far & (told < 0) & ~kept[0] & ~kept[1]
    chosen = ~far | (random.rand(len(far)) < FAR_SHARE)
    return rows[chosen], labels[chosen] > 0, np.where(far, weights / FAR_SHARE, weights)[chosen]


def told_labels(texts, size, known, kept):
    """1 and 0 for blocks that hold a known segment, -1 for the others. Short segments may stand anywhere by chance."""
    told = np.full(len(texts), -1)
    for segment in (" ".join(segment.split()) for segment in known["article"]):
        found = [at for at, text in enumerate(texts) if segment in text]
        if len(found) == 1 or len(WORD.findall(segment)) >= 3:
            told[[at for at in found if len(found) == 1 or kept[0][at] or kept[1][at]]] = 1
    for segment in (" ".join(segment.split()) for segment in known["furniture"]):
        long = len(WORD.findall(segment)) >= 3
        told[[at for at, text in enumerate(texts) if segment in text and (long or size[at] <= 10)]] = 0
    return told


def trust(known, body):
    body = " ".join(body.split())
    holds = [" ".join(segment.split()) in body for segment in known["article"]] or [True]
    spares = [" ".join(segment.split()) not in body for segment in known["furniture"]] or [True]
    return np.mean(holds) * np.mean(spares)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    lay_out(sys.argv[1], sys.argv[2:-1], Path(sys.argv[-1]))
