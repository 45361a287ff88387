"""Makes the sorted, folded synonyms of this folder from their source.

    python3 prepare.py SOURCES

SOURCES holds `synonyms-wordnet3.0.tsv` (word, word, parts of speech; pairs of single words that
share a common sense in WordNet 3.0). The tests of `text::lexicon` check order and folding of what
comes out.
"""

import pathlib
import sys
import unicodedata

SOURCES = pathlib.Path(sys.argv[1])
HERE = pathlib.Path(__file__).parent
UNDECOMPOSED = str.maketrans({
    "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "đ": "d", "ħ": "h", "ı": "i", "ł": "l",
    "ø": "o", "ς": "σ", "’": "'", "ʼ": "'",
})
ACCENTS = range(0x300, 0x370)
BREVE = "\u0306"


def fold(term):
    """`text::fold` for each word of a term."""
    return " ".join(fold_word(word) for word in term.split(" "))


def fold_word(word):
    """Lower case without accents and possessive."""
    letters, base = [], " "
    for letter in unicodedata.normalize("NFKD", word).lower():
        if ord(letter) not in ACCENTS:
            base = letter
            letters.append(letter.translate(UNDECOMPOSED))
        elif letter == BREVE and base in "иу":
            letters.append(letter)
    folded = unicodedata.normalize("NFC", "".join(letters))
    return folded.removesuffix("'s") or folded


def lines(name):
    text = (SOURCES / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def write(name, rows):
    unique = sorted(set(rows), key=lambda row: row.encode().replace(b"\t", b"\0"))
    (HERE / name).write_text("".join(row + "\n" for row in unique), encoding="utf-8")


def synonyms():
    rows = (line.split("\t")[:2] for line in lines("synonyms-wordnet3.0.tsv"))
    pairs = [(fold(left), fold(right)) for left, right in rows]
    both_ways = pairs + [(right, left) for left, right in pairs]
    return [f"{left}\t{right}" for left, right in both_ways if left != right]


write("synonyms.tsv", synonyms())
