"""Fits the classifier of lines and says what it is worth on text that it was not fitted on.

    cargo xtask lines > gold.tsv
    cargo xtask lines fit.json > fit.tsv              # both made by pages.py
    cargo xtask lines held-out.json > held-out.tsv
    python3 fit.py gold.tsv fit.tsv held-out.tsv [OUT]

Prints, for the rules alone and with the trees, precision, recall and F1 of the furniture that goes
and the loss, the share of the article that goes with it, all by characters: gold families each
left out in turn, pages fitted on in ten folds, pages held out. Writes the trees to OUT.

Bylines and the lines between headline and article count neither way: the benchmark leaves them
out of the article, and Newstem keeps them.
"""

import csv
import re
import sys
import zlib

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

TREES, DEPTH, RATE, LEAF_MIN = 120, 4, 0.07, 30
GOLD_WEIGHT = 15.0
ARTICLE_WEIGHT = 1.5
# What `clean` does: what the likelihood must be for a line with strong rules against it, with others, with none while it ends
# as sentences do, with none.
STRONG = ["wording", "outlet", "repeat"]
STRONG_MIN, RULE_MIN, SENTENCE_MIN, LIKELIHOOD_MIN = 0.2, 0.5, 0.9, 0.8
REMOVED_SHARE_MAX = 0.6
RULES = ["wording", "shape", "outlet", "repeat", "place"]
BYLINE = re.compile(r"\W*(by|por|par|von|di|de|reporting by|additional reporting|source|fuente|via)\b", re.I)


class Rows:
    """The lines of one table."""

    def __init__(self, path, pages):
        csv.field_size_limit(10**9)
        with open(path, encoding="utf-8", newline="\n") as file:
            table = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            header = next(table)
            rows = list(table)
        self.names = header[5:]
        self.values = np.array([[float(value) for value in row[5:]] for row in rows], dtype=np.float32)
        self.furniture = np.array([row[2] == "1" for row in rows])
        self.rule = np.array([row[3] != "-" for row in rows])
        self.text = [row[4] for row in rows]
        self.length = np.array([len(row[4]) for row in rows], dtype=float)
        self.group = np.array([page_of(row) if pages else row[0] for row in rows])
        self.document = np.array([row[1] for row in rows])
        self.kind = np.array([row[1].rsplit("-", 1)[1] if pages else "" for row in rows])
        self.sure = ~self.unsure() if pages else np.ones(len(rows), dtype=bool)
        self.sure &= self.column("words") > 0

    def column(self, name):
        return self.values[:, self.names.index(name)]

    def unsure(self):
        byline = np.array([bool(BYLINE.match(text)) and len(text.split()) <= 12 for text in self.text])
        head = (self.column("before-first") > 0) & (self.column("words") >= 5)
        head |= (self.column("behind-first") < 2) & (self.column("text-before") < 0.1)
        return self.furniture & ~self.rule & (byline | head)


def page_of(row):
    return row[1].split("/")[-1].rsplit("-", 1)[0]


def weights(rows, base):
    weight = base * np.where(rows.furniture, 1.0, ARTICLE_WEIGHT) * np.sqrt(rows.length / 40)
    return np.where(rows.sure, weight, 0.0)


def fitted(parts):
    values = np.concatenate([part.values[mask] for part, mask, _ in parts])
    truth = np.concatenate([part.furniture[mask] for part, mask, _ in parts])
    weight = np.concatenate([weights(part, base)[mask] for part, mask, base in parts])
    used = weight > 0
    model = GradientBoostingClassifier(
        n_estimators=TREES, max_depth=DEPTH, learning_rate=RATE, min_samples_leaf=LEAF_MIN,
        subsample=0.7, max_features=0.3, random_state=1)
    return model.fit(values[used], truth[used], sample_weight=weight[used])


def left_out(rows, others, groups, base):
    """The probability of each line, by a model that saw nothing of its group."""
    everything = np.ones(len(rows.furniture), dtype=bool)
    chance = np.zeros(len(rows.furniture))
    for group in sorted(set(groups)):
        out = groups == group
        model = fitted([(rows, everything & ~out, base)] + others)
        chance[out] = model.predict_proba(rows.values[out])[:, 1]
    return chance


def guarded(rows, gone):
    """What goes, documents excepted of which too much would go."""
    gone = gone.copy()
    for name in np.unique(rows.document):
        own = rows.document == name
        if rows.length[own & gone].sum() > REMOVED_SHARE_MAX * rows.length[own].sum():
            gone[own] = False
    return gone


def figures(rows, gone):
    gone = guarded(rows, gone) & rows.sure
    hit = rows.length[gone & rows.furniture].sum()
    lost = rows.length[gone & ~rows.furniture].sum()
    missed = rows.length[~gone & rows.furniture & rows.sure].sum()
    precision = hit / max(1, hit + lost)
    recall = hit / max(1, hit + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    kinds = [f"{kind[:4]} {loss(rows, gone, rows.kind == kind):.4f}" for kind in np.unique(rows.kind)]
    return f"p {precision:.3f}  r {recall:.3f}  f1 {f1:.3f}  loss {loss(rows, gone):.4f}  {' '.join(kinds[1:] and kinds)}"


def loss(rows, gone, among=True):
    return rows.length[gone & ~rows.furniture & among].sum() / rows.length[~rows.furniture & among].sum()


def signals(rows, chance):
    """What goes by each signal alone, and by all."""
    on = {name: rows.column(name) > 0 for name in RULES}
    strong = np.any([on[name] for name in STRONG], axis=0)
    on_topic = (rows.column("words") >= 9) & (rows.column("on-topic") >= 0.4)
    placed = rows.rule & ~on_topic
    unruly = np.where(rows.column("ends-sentence") > 0, SENTENCE_MIN, LIKELIHOOD_MIN)
    least = np.where(strong, STRONG_MIN, np.where(placed, RULE_MIN, unruly))
    return {
        "table of wordings": on["wording"],
        "repeats": on["repeat"],
        "both": on["wording"] | on["repeat"],
        "all rules": rows.rule,
        "trees alone, at 0.5": chance >= 0.5,
        "trees alone, at 0.9": chance >= 0.9,
        "rules and trees": chance >= least,
    }


def report(name, rows, chance):
    print(name, f"({int(rows.sure.sum())} lines)")
    for signal, gone in signals(rows, chance).items():
        line = figures(rows, gone)
        print(f"  {signal:22}", line)
    return f"# {name}: {line.strip()}"


def written(model, names, said):
    """The file that `clean::trees` reads: a tree a line, in preorder."""
    def node(tree, at):
        if tree.children_left[at] < 0:
            return f"={RATE * tree.value[at][0][0]:.5g}"
        left, right = node(tree, tree.children_left[at]), node(tree, tree.children_right[at])
        return f"{names[tree.feature[at]]} {tree.threshold[at]:.9g} {left} {right}"

    prior = model.init_.class_prior_[1]
    yield f"# Gradient-boosted trees (scikit-learn): {TREES} of depth {DEPTH}, rate {RATE}; data/train/fit.py wrote them."
    yield "# Fitted on the families of evaluation/ and half of the article-extraction benchmark (MIT)."
    yield "# Rules and trees together, by characters:"
    yield from said
    yield "features " + " ".join(names)
    yield f"start {np.log(prior / (1 - prior)):.6g}"
    for stage in model.estimators_:
        yield node(stage[0].tree_, 0)


def main(gold_path, fit_path, held_path, out=None):
    gold, fit, held = Rows(gold_path, False), Rows(fit_path, True), Rows(held_path, True)
    all_gold, all_fit = np.ones(len(gold.furniture), bool), np.ones(len(fit.furniture), bool)
    gold_chance = left_out(gold, [(fit, all_fit, 1.0)], gold.group, GOLD_WEIGHT)
    said = [report("families, each left out", gold, gold_chance)]
    folds = np.array([zlib.crc32(group.encode()) % 10 for group in fit.group])
    fit_chance = left_out(fit, [(gold, all_gold, GOLD_WEIGHT)], folds, 1.0)
    said.append(report("pages fitted on, in ten folds", fit, fit_chance))
    model = fitted([(gold, all_gold, GOLD_WEIGHT), (fit, all_fit, 1.0)])
    said.append(report("pages held out", held, model.predict_proba(held.values)[:, 1]))
    order = np.argsort(-model.feature_importances_)
    print("most telling:", ", ".join(f"{gold.names[at]} {model.feature_importances_[at]:.3f}" for at in order[:20]))
    if out:
        with open(out, "w", encoding="utf-8") as file:
            file.write("\n".join(written(model, gold.names, said)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
