"""What trafilatura says of web pages, in the form that `cargo xtask metadata --beside` takes.

    pip install trafilatura
    python evaluation/metadata-trafilatura.py PAGES_DIR > trafilatura.jsonl
    cargo xtask metadata PAGES_DIR --beside trafilatura.jsonl
"""

import gzip
import json
import pathlib
import sys

import trafilatura


def read(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rb") as file:
        return file.read().decode("utf-8", "replace")


for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    found = trafilatura.bare_extraction(read(path), with_metadata=True)
    said = found.as_dict() if found else {}
    authors = (said.get("author") or "").split(";")
    line = {
        "page": path.name.split(".")[0],
        "headline": said.get("title"),
        "authors": [name.strip() for name in authors if name.strip()],
        "outlet": said.get("sitename"),
        "published": said.get("date"),
    }
    print(json.dumps(line, ensure_ascii=False))
