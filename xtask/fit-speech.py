"""Fits one linear-chain field that labels reported speech (`cargo xtask quotes --fit`).

    pip install python-crfsuite
    python3 xtask/fit-speech.py SQUARED ROUNDS LEAST_OFTEN MODEL < WORDS

A line of WORDS is a word, its label and its features between tabs; an empty line ends a paragraph.
The same input gives the same MODEL.
"""

import sys

import pycrfsuite

squared, rounds, least_often, model = sys.argv[1:]
trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
trainer.set_params({
    "c2": float(squared),
    "max_iterations": int(rounds),
    "feature.minfreq": float(least_often),
})
labels, features = [], []
for line in sys.stdin:
    if line == "\n":
        trainer.append(pycrfsuite.ItemSequence(features), labels)
        labels, features = [], []
    else:
        label, *names = line.removesuffix("\n").split("\t")
        labels.append(label)
        features.append(names)
trainer.train(model)
