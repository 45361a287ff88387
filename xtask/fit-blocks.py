#!/usr/bin/env python3
"""Fit the trees that tell article from furniture: fit-blocks.py ROWS.jsonl TRUTH.json SEGMENTS OUT.txt

ROWS.jsonl comes from `cargo xtask blocks PAGES`. Only pages whose id begins with an even digit are used; with --check each page is judged
by trees that have not seen it (three folds) and the F1 of the article-extraction benchmark is printed for several thresholds.
Needs numpy and scikit-learn. A block is article where more than half of its words stand in runs of four that the true article has too;
it weighs as much as its words in the article, so that short articles count as much as long ones. SEGMENTS is a folder as segment_pages.py
makes it: many more pages, of which less is known, so that a page of them weighs a fifth.
"""
import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

import segment_pages

WORD = re.compile(r"\w+")
SEEDS = 3
FOLDS = 3
SEGMENT_WEIGHT = 0.2
# Signs that may only speak one way, whatever a small sample says.
FOR = "kept kept1 kept4 told path_share path_rank ends near_body".split()
AGAINST = (
    "links copies is_title in_Caption in_Footer in_Navigation in_Aside said_sign-up said_share said_comment said_related "
    "near_comment around_comment near_related around_related near_share around_share near_sign-up around_sign-up near_advert "
    "around_advert near_navigation around_navigation near_hidden around_hidden near_caption around_caption near_byline near_media "
    "around_media"
).split()


def runs(words, n=4):
    return Counter(tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1))) if words else Counter()


def covered(texts, truth):
    """Per block the part of its words that stand in a run of the truth, and its number of words."""
    words, owner = [], []
    for block, text in enumerate(texts):
        found = WORD.findall(text)
        words += found
        owner += [block] * len(found)
    hit = np.zeros(len(words))
    for start in range(len(words) - 3):
        if tuple(words[start : start + 4]) in truth:
            hit[start : start + 4] = 1
    size, part = np.zeros(len(texts)), np.zeros(len(texts))
    np.add.at(size, owner, 1)
    np.add.at(part, owner, hit)
    return part / np.maximum(1, size), size


def load(rows_path, truth_path):
    truths = json.load(open(truth_path, encoding="utf-8"))
    pages = [json.loads(line) for line in open(rows_path, encoding="utf-8")]
    for page in pages:
        if page["page"] and int(page["id"][0], 16) % 2 == 0:
            yield page["id"], page["page"], runs(WORD.findall(truths[page["id"]]["articleBody"]))


def table(pages):
    rows, labels, weights, groups = [], [], [], []
    for group, (_, page, truth) in enumerate(pages):
        part, size = covered(page["texts"], truth)
        rows += page["rows"]
        labels += list(part > 0.5)
        weights += list(np.minimum(size, 200) / max(50, sum(truth.values())) + 0.01)
        groups += [group] * len(size)
    return np.array(rows, dtype=np.float32), np.array(labels), np.array(weights), np.array(groups)


def fitted(names, rows, labels, weights, seed):
    signs = [1 if name in FOR else -1 if name in AGAINST else 0 for name in names]
    trees = HistGradientBoostingClassifier(
        max_iter=100, learning_rate=0.1, max_leaf_nodes=10, min_samples_leaf=20, l2_regularization=5.0, max_features=0.3,
        monotonic_cst=signs, random_state=seed,
    )
    return trees.fit(rows, labels, sample_weight=weights)


def f1(pages, chosen):
    precision, recall, start = [], [], 0
    for _, page, truth in pages:
        texts = page["texts"]
        kept = [text for text, yes in zip(texts, chosen[start : start + len(texts)]) if yes]
        start += len(texts)
        mine = runs(WORD.findall("\n".join(kept)))
        shared = sum((mine & truth).values())
        recall.append(shared / max(1, sum(truth.values())))
        if mine:
            precision.append(shared / sum(mine.values()))
    p, r = np.mean(precision), np.mean(recall)
    return 2 * p * r / (p + r)


def joined(data, more):
    """Both tables as one."""
    rows, labels, weights = (np.concatenate(pair) for pair in zip(data, more))
    weights[len(data[2]) :] *= SEGMENT_WEIGHT
    return rows, labels, weights


def check(pages, names, data, more):
    rows, labels, weights, groups = data
    sums = np.zeros(len(labels))
    for seed in range(SEEDS):
        fold = np.random.RandomState(seed).permutation(len(pages))[groups] % FOLDS
        for one in range(FOLDS):
            own = fold == one
            trees = fitted(names, *joined((rows[~own], labels[~own], weights[~own]), more), seed)
            sums[own] += trees.predict_proba(rows[own])[:, 1] / SEEDS
    for threshold in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        print(f"{threshold:.2f}  {f1(pages, sums >= threshold):.4f}")


def write(path, names, forests, pages):
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"# Boosted trees over the features of blocks, {len(forests)} fits averaged. Written by xtask/fit-blocks.py, fitted on {pages}\n")
        out.write("# pages of the article-extraction benchmark (MIT licence), those whose id begins with an even digit, and on the\n")
        out.write("# pages of trafilatura's evaluation (Apache-2.0).\n")
        base = np.mean([float(np.ravel(forest._baseline_prediction)[0]) for forest in forests])
        out.write(f"features {' '.join(names)}\nstart {base:.6g}\n")
        for forest in forests:
            for (tree,) in forest._predictors:
                out.write(preorder(tree.nodes, 0, names, len(forests)) + "\n")


def preorder(nodes, at, names, share):
    node = nodes[at]
    if node["is_leaf"]:
        return f"={node['value'] / share:.5g}"
    children = (preorder(nodes, node[side], names, share) for side in ("left", "right"))
    return " ".join((names[node["feature_idx"]], f"{node['num_threshold']:.9g}", *children))


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    if len(arguments) != 4:
        sys.exit(__doc__)
    pages = list(load(arguments[0], arguments[1]))
    names, data = pages[0][1]["names"], table(pages)
    more = segment_pages.read(Path(arguments[2]), covered, runs)
    if "--check" in sys.argv:
        check(pages, names, data, more)
    forests = [fitted(names, *joined(data[:3], more), seed) for seed in range(SEEDS)]
    write(arguments[3], names, forests, len(pages))


if __name__ == "__main__":
    main()
