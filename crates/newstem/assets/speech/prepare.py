"""Makes `tags.txt` of this folder from the lexicon of Brill's tagger.

    python3 prepare.py en-lexicon.txt

The lexicon (word, tag; as TextBlob 0.20 has it in `textblob/en`) says of each word which part of
speech it has most often. Only words of `english/vocab.txt` are taken, since what is rarer has little
weight, and of these only those whose ending does not tell the same (`quote/tagging/tags.rs`).
"""

import collections
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
ENDINGS = {"ed": "VBD", "ing": "VBG", "ly": "RB", "s": "NNS"}


def told_by_ending(word):
    return next((tag for ending, tag in ENDINGS.items() if word.endswith(ending)), "NN")


vocabulary = set((HERE.parent / "english/vocab.txt").read_text(encoding="utf-8").split("\n"))
words = collections.defaultdict(list)
for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    word, _, tag = line.partition(" ")
    is_plain = word.isascii() and word.isalpha() and word.islower() and word in vocabulary
    if is_plain and not tag.startswith("NNP") and tag != told_by_ending(word):
        words[tag].append(word)
lines = (f"{tag} {' '.join(sorted(words[tag]))}\n" for tag in sorted(words))
(HERE / "tags.txt").write_text("".join(lines), encoding="utf-8")
