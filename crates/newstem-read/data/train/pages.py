"""Makes labelled text, furniture left in, of web pages whose articles are known.

    pip install lxml lxml_html_clean readability-lxml trafilatura
    python3 pages.py BENCHMARK OUT

BENCHMARK is the article-extraction benchmark (MIT): `ground-truth.json` and `html/ID.html.gz`. OUT
gets `fit.json` and `held-out.json`, gold families as `cargo xtask lines` reads them: each page as
three careless extractors would hand it over, and which of its lines are not the article. A page
whose id begins with 0 to 7 is fitted on, the others are held out.

A line is the article's where half of its 4-word shingles stand in the article; a shorter one where
its words stand there in one piece, a single word where it is a whole line there.
"""

import gzip
import json
import pathlib
import re
import sys

import lxml.html
import readability
import trafilatura

BLOCKS = set(
    "address article aside blockquote body br button center dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre section select "
    "summary table tbody td tfoot th thead tr ul video audio".split()
)
SILENT = set("script style noscript template svg head iframe object textarea".split())
WORD = re.compile(r"\w+")
# A text that is the article for a smaller part is a page of links, which no extractor gives.
ARTICLE_SHARE_MIN = 0.25


def words(text):
    return WORD.findall(text.lower())


def shingles(of):
    return {tuple(of[i:i + 4]) for i in range(len(of) - 3)}


def lines_of(element):
    """The text of an element, a block a line."""
    parts = []

    def walk(node):
        if not isinstance(node.tag, str) or node.tag in SILENT:
            return
        block = node.tag in BLOCKS
        parts.append("\n" if block else "")
        parts.append((node.text or "").replace("\n", " "))
        for child in node:
            walk(child)
            parts.append((child.tail or "").replace("\n", " "))
        parts.append("\n" if block else "")

    walk(element)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def container(page, article):
    """The lines of the largest element of which at least half is the article."""
    wanted = shingles(words(article))
    element = page.find("body")
    while True:
        lines = lines_of(element)
        if len(wanted & shingles(words("\n".join(lines)))) * 2 >= len(words("\n".join(lines))):
            return lines
        inner = [child for child in element if isinstance(child.tag, str) and child.tag not in SILENT]
        if not inner:
            return lines
        element = max(inner, key=lambda child: len(wanted & shingles(words("\n".join(lines_of(child))))))


def is_of_article(line, article_lines, article_words, article_shingles):
    told = words(line)
    if len(told) < 2:
        return tuple(told) in article_lines
    if len(told) < 4:
        return " " + " ".join(told) + " " in article_words
    own = shingles(told)
    return len(own & article_shingles) * 2 >= len(own)


def record(name, url, title, lines, article):
    told = words(article)
    known = {tuple(words(line)) for line in article.split("\n")}
    joined, grams = " " + " ".join(told) + " ", shingles(told)
    furniture = [line for line in lines if words(line) and not is_of_article(line, known, joined, grams)]
    kept = sum(map(len, lines)) - sum(map(len, furniture))
    if kept < ARTICLE_SHARE_MIN * sum(map(len, lines)):
        return None
    return {
        "id": name, "outlet": None, "url": url, "published": None, "in_pile": True, "title": title,
        "text": "\n".join(lines), "furniture": sorted(set(furniture)), "parents": [],
    }


def texts(html, article):
    """What each extractor gives: its name, the title and the lines."""
    page = lxml.html.fromstring(html.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    title = page.findtext(".//title") or ""
    found = page.xpath("//meta[@property='og:title']/@content")
    title = " ".join((found[0] if found else title).split())
    readable = lxml.html.fromstring(readability.Document(html).summary())
    yield "readability", title, lines_of(readable)
    recalled = trafilatura.extract(html, favor_recall=True, include_comments=True, include_tables=True) or ""
    yield "recall", title, [line for line in recalled.split("\n") if line.strip()]
    yield "container", title, container(page, article)


def main(benchmark, out):
    truth = json.loads((benchmark / "ground-truth.json").read_text("utf-8"))
    halves = {"fit": [], "held-out": []}
    for name, gold in sorted(truth.items()):
        html = gzip.decompress((benchmark / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        half = halves["fit" if name[0] in "01234567" else "held-out"]
        for maker, title, lines in texts(html, gold["articleBody"]):
            row = record(f"{name[:12]}-{maker}", gold.get("url"), title, lines, gold["articleBody"])
            half.extend([row] if row else [])
    for half, articles in halves.items():
        family = {"family": half, "language": "mul", "event": "pages", "articles": articles, "quotes": [], "claims": []}
        (out / f"{half}.json").write_text(json.dumps(family, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
