"""Fits one linear-chain field that labels reported speech (`cargo xtask quotes --fit`).

    pip install python-crfsuite
    python3 xtask/fit-speech.py SQUARED ROUNDS LEAST_OFTEN FIELD < WORDS

A line of WORDS is a word, its label and its features between tabs; an empty line ends a paragraph.
The first three lines of FIELD are the labels, each with the weights of going on to each; the others are the features, each
with the weights of having each, in the order of their names. The same input gives the same FIELD.
"""

import sys
import tempfile

import pycrfsuite

LABELS = "OBI"


def fitted(squared, rounds, least_often, lines):
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({
        "c2": float(squared),
        "max_iterations": int(rounds),
        "feature.minfreq": float(least_often),
    })
    labels, features = [], []
    for line in lines:
        if line == "\n":
            trainer.append(pycrfsuite.ItemSequence(features), labels)
            labels, features = [], []
        else:
            label, *names = line.removesuffix("\n").split("\t")
            labels.append(label)
            features.append(names)
    with tempfile.NamedTemporaryFile() as model:
        trainer.train(model.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(model.name)
        return tagger.info()


def write(info, path):
    row = lambda name, weights: "\t".join([name, *(f"{weight:g}" for weight in weights)]) + "\n"
    with open(path, "w", encoding="utf-8") as file:
        for label in LABELS:
            file.write(row(label, (info.transitions.get((label, to), 0) for to in LABELS)))
        for name in sorted({name for name, _ in info.state_features}):
            file.write(row(name, (info.state_features.get((name, label), 0) for label in LABELS)))


if __name__ == "__main__":
    squared, rounds, least_often, field = sys.argv[1:]
    write(fitted(squared, rounds, least_often, sys.stdin), field)
