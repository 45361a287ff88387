#!/usr/bin/env python3
"""Fit the weights of crates/newstem/src/claim/rivals.rs and of seconds.rs beside it.

    cargo xtask claims > claims.jsonl
    fit-claims.py claims.jsonl evaluation/families/*.json

A line of claims.jsonl is a claim as its own articles make it, with every value of the story that differs and the grounds for that value
contradicting it. A value is a rival where the gold has the claim as disputed and lists the value among its assertions. Claims that the
gold does not have count half, as having no rival: it lists most disputes, not all. Logistic regression with a small ridge, then another
on its log-odds and on how far a value leads the others of its article; printed are average precision without and with the lead and the
reliability of six folds of families, then weights and bias, and those of the lead.

The same for the values that agree with a claim in articles that lack it: one is a second where the gold lists it among the claim's
assertions. Only claims that the gold has are taken, for it does not say who else has another. Needs numpy and scipy.
"""
import json
import re
import sys
from collections import defaultdict

import numpy as np
from scipy.optimize import minimize

WORD = re.compile(r"\w+", re.UNICODE)
HALF, RIDGE, FOLDS, LEAD_MAX = 0.5, 1.0, 6, 4.0
SECONDS_RIDGE = 3.0


def words(text):
    return [word.casefold() for word in WORD.findall(text or "")]


def covers(said, gold):
    """`said` carries the gold span: 80% of its words."""
    own, other = words(said), words(gold)
    return bool(other) and sum(word in own for word in other) / len(other) >= 0.8


def figures(text):
    return re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d{3})", "", text))


def same_value(gold, said):
    """Whether a value as the gold writes it is one as the program shows it."""
    if figures(gold):
        return figures(gold)[0] in figures(said)
    return bool(said) and said.split()[0].casefold() in gold.casefold()


def read_gold(paths):
    """For each family its claims, each as status and assertions by article."""
    families = {}
    for path in paths:
        family = json.load(open(path, encoding="utf-8"))
        claims = []
        for claim in family["claims"]:
            asserted = defaultdict(list)
            for one in claim["asserted"]:
                asserted[f"{family['family']}/{one['article']}"].append(one)
            claims.append((claim["status"], asserted))
        families[family["family"]] = claims
    return families


def is_listed(assertion, asserted):
    listed = asserted.get(assertion["article"], [])
    return any(covers(assertion["text"], one["text"]) and same_value(one["value"], assertion["value"]) for one in listed)


def gold_of(claim, claims):
    """The gold claim that at least half of a claim's assertions, and two, belong to."""
    hits = [(sum(is_listed(one, asserted) for one in claim["asserted"]), status, asserted) for status, asserted in claims]
    most = max(hits, key=lambda hit: hit[0], default=(0, None, None))
    return most[1:] if most[0] >= 2 and 2 * most[0] >= len(claim["asserted"]) else None


def rows_of(lines, families):
    for number, line in enumerate(lines):
        line = json.loads(line)
        family = line["claim"]["asserted"][0]["article"].split("/")[0]
        gold = gold_of(line["claim"], families.get(family, []))
        for rival in line["rivals"]:
            assertion, grounds = rival
            is_rival = bool(gold) and gold[0] == "conflict" and is_listed(assertion, gold[1])
            yield family, grounds, float(is_rival), 1.0 if gold else HALF, (number, assertion["article"])


def seconds_of(lines, families):
    for line in map(json.loads, lines):
        family = line["claim"]["asserted"][0]["article"].split("/")[0]
        gold = gold_of(line["claim"], families.get(family, []))
        for assertion, grounds in line["seconds"] if gold else []:
            yield family, grounds, float(is_listed(assertion, gold[1]))


def with_leads(scores, places):
    """Log-odds, and by how much each leads the best other one of its article, as crates/newstem/src/claim/rivals.rs has it."""
    of_place = defaultdict(list)
    for place, score in zip(places, scores):
        of_place[place].append(score)
    ranked = {place: sorted(of, reverse=True) + [-np.inf] for place, of in of_place.items()}
    others = [ranked[place][1 if score == ranked[place][0] else 0] for place, score in zip(places, scores)]
    return np.stack([scores, np.clip(scores - np.array(others), -LEAD_MAX, LEAD_MAX)], -1)


def fit(grounds, truth, weight, ridge=RIDGE):
    mean, deviation = grounds.mean(0), grounds.std(0) + 1e-9
    scaled = (grounds - mean) / deviation

    def loss(w):
        odds = scaled @ w[:-1] + w[-1]
        off = (1 / (1 + np.exp(-odds)) - truth) * weight
        value = (weight * (np.logaddexp(0, odds) - truth * odds)).sum() + ridge * (w[:-1] ** 2).sum() / 2
        return value, np.append(scaled.T @ off + ridge * w[:-1], off.sum())

    w = minimize(loss, np.zeros(grounds.shape[1] + 1), jac=True, method="L-BFGS-B").x
    weights = w[:-1] / deviation
    return weights, w[-1] - (weights * mean).sum()


def average_precision(scores, truth):
    truth = truth[np.argsort(-scores)]
    precision = np.cumsum(truth) / np.arange(1, len(truth) + 1)
    return (precision * truth).sum() / max(1, truth.sum())


def folds(family):
    order = {name: number % FOLDS for number, name in enumerate(sorted(set(family)))}
    return np.array([order[name] for name in family])


def report_seconds(lines, families):
    names = json.loads(lines[0])["second_grounds"]
    family, grounds, truth = zip(*seconds_of(lines, families))
    grounds, truth, fold = np.array(grounds), np.array(truth), folds(family)
    weight, scores = np.ones(len(truth)), np.zeros(len(truth))
    for left_out in range(FOLDS):
        inside, outside = fold != left_out, fold == left_out
        weights, bias = fit(grounds[inside], truth[inside], weight[inside], SECONDS_RIDGE)
        scores[outside] = grounds[outside] @ weights + bias
    print(f"{len(truth)} agreeing values, {int(truth.sum())} seconds: average precision {average_precision(scores, truth):.3f}")
    for low in (-1, 0, 1):
        print(f"log-odds from {low}: {int(truth[scores >= low].sum())} of {(scores >= low).sum()}")
    weights, bias = fit(grounds, truth, weight, SECONDS_RIDGE)
    print({name: round(float(w), 3) for name, w in zip(names, weights)}, "bias", round(float(bias), 3))


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    lines = open(sys.argv[1], encoding="utf-8").readlines()
    report_rivals(lines, read_gold(sys.argv[2:]))
    report_seconds(lines, read_gold(sys.argv[2:]))


def report_rivals(lines, families):
    names = json.loads(lines[0])["grounds"]
    family, grounds, truth, weight, places = zip(*rows_of(lines, families))
    grounds, truth, weight = np.array(grounds), np.array(truth), np.array(weight)
    fold = folds(family)
    alone, scores = np.zeros(len(truth)), np.zeros(len(truth))
    for left_out in range(FOLDS):
        inside, outside = fold != left_out, fold == left_out
        weights, bias = fit(grounds[inside], truth[inside], weight[inside])
        both = with_leads(grounds @ weights + bias, places)
        alone[outside] = both[outside, 0]
        weights, bias = fit(both[inside], truth[inside], weight[inside])
        scores[outside] = both[outside] @ weights + bias
    known = weight == 1.0
    print(f"{len(truth)} values, {int(truth.sum())} rivals")
    for name, of in (("without", alone), ("with", scores)):
        print(f"{name} the lead: average precision {average_precision(of, truth):.3f}, "
              f"on claims that the gold has {average_precision(of[known], truth[known]):.3f}")
    for low, high in ((-9, -2), (-2, -1), (-1, 0), (0, 1), (1, 9)):
        inside = (scores >= low) & (scores < high)
        print(f"log-odds {low} to {high}: {int(truth[inside].sum())} of {inside.sum()}, "
              f"on claims that the gold has {int(truth[inside & known].sum())} of {(inside & known).sum()}")
    weights, bias = fit(grounds, truth, weight)
    print({name: round(float(w), 3) for name, w in zip(names, weights)}, "bias", round(float(bias), 3))
    weights, bias = fit(with_leads(grounds @ weights + bias, places), truth, weight)
    print({name: round(float(w), 3) for name, w in zip(("of grounds", "of lead"), weights)}, "bias", round(float(bias), 3))


if __name__ == "__main__":
    main()
