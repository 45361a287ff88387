#!/usr/bin/env python3
"""Fit the weights of crates/newstem/src/story/similarity.rs.

    fit-stories.py --families evaluation/families > families.jsonl
    cargo xtask stories --features families.jsonl > families.features.jsonl
    fit-stories.py ECB.features.jsonl MEANTIME.features.jsonl families.features.jsonl

ECB and MEANTIME are piles of records with the `story` that each is of, ids of ECB+ beginning with the number of the topic and ids of
MEANTIME `language/corpus/…`. Printed are the weights, then for each pile the BCubed F1 at the program's threshold, with weights that
were fitted on it too. Needs numpy and scipy.

The fit is logistic regression of "one story" over pairs of articles, positive and negative pairs weighing the same in each pile, weights
of at least 0. What sets languages apart is fitted second, with the weights of year, weekday and time as they are. The lists, rarities and
groups are worked out as the engine does, without its index: all pairs are compared.
"""
import datetime
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize

LEAST, BACKGROUND, COMMON = 0.02, 100.0, -8.2
CERTAIN, TEMPERATURE, GREATEST = 4.0, 2.0, 0.6
EIGHTS_MAX, UNDATED = 1.6, -0.25
MOST_TELLING, ENOUGH = 3.0, 4.0
ALONE, HELD_BACK, COHERENCE, THRESHOLD = 0.2, 2.0, 0.75, 0.1
SHARED = ["year", "weekday", "time"]
SAME_LANGUAGE = ["words", "anchors", "numbers", "pairs", "apart", *SHARED]
OTHER_LANGUAGE = ["anchors"]
RIDGE = 0.01
FOLDED, STEM, IS_ANCHOR, LOG_PROBABILITY = 1, 2, 3, 4
DAYS = """monday lunes lundi lunedi montag maandag segunda segunda-feira
tuesday martes mardi martedi dienstag dinsdag terca terca-feira
wednesday miercoles mercredi mercoledi mittwoch woensdag quarta quarta-feira
thursday jueves jeudi giovedi donnerstag donderdag quinta quinta-feira
friday viernes vendredi venerdi freitag vrijdag sexta sexta-feira
saturday sabado samedi sabato samstag zaterdag
sunday domingo dimanche domenica sonntag zondag"""
WEEKDAYS = {word: day for day, line in enumerate(DAYS.split("\n")) for word in line.split()}


def families(folder):
    """The families of a folder as a pile: what the program is shown, less furniture; decoys are a story of their own."""
    for path in sorted(Path(folder).glob("*.json")):
        family = json.loads(path.read_text(encoding="utf-8"))
        shown = [(a, path.stem) for a in family["articles"] if a.get("in_pile", True)]
        shown += [(a, path.stem + "/x") for a in family["decoys"]]
        for article, story in shown:
            furniture = set(article.get("furniture", []))
            language = article.get("language") or family["language"]
            yield {
                "id": f"{path.stem}/{article['id']}", "story": story, "title": article["title"], "lang": language,
                "published": article.get("published"),
                "text": "\n".join(line for line in article["text"].split("\n") if line not in furniture),
            }


def interval(published):
    """Seconds from and to which it may have been; a date is a whole day."""
    if not published or len(published) < 10:
        return np.nan, np.nan
    time = datetime.datetime.fromisoformat(published.replace("Z", "+00:00"))
    seconds = (time if time.tzinfo else time.replace(tzinfo=datetime.timezone.utc)).timestamp()
    return (seconds, seconds + 86399) if len(published) == 10 else (seconds, seconds)


def cosines(lists, weight, damped):
    """Cosines of all lists of terms, of which the vocabulary weighs each."""
    numbers, rows, columns, values = {}, [], [], []
    for row, terms in enumerate(lists):
        for term, count in Counter(terms).items():
            rows.append(row)
            columns.append(numbers.setdefault(term, len(numbers)))
            values.append((1 + np.log(count) if damped else 1.0) * weight(term))
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(lists), max(1, len(numbers))))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    lengths[lengths == 0] = 1
    matrix = sparse.diags(1 / lengths) @ matrix
    return np.log(np.maximum(np.asarray((matrix @ matrix.T).todense()), 0) + LEAST)


def agreement(sets):
    """1 where two sets share something, -1 where they do not, 0 where one is empty."""
    members = sorted({member for one in sets for member in one})
    table = np.array([[member in one for member in members] for one in sets], float).reshape(len(sets), len(members))
    has = table.any(1)
    return np.where(has[:, None] & has[None], np.where(table @ table.T > 0, 1.0, -1.0), 0.0)


def apart(articles):
    """How far articles speak of other values, as crates/newstem/src/story/facts.rs has it."""
    told = [{name: telling / MOST_TELLING for name, telling in facts.items() if telling >= 1} for facts in articles]
    names = {name: place for place, name in enumerate(sorted({name for facts in told for name in facts}))}
    has, tells = np.zeros((len(told), len(names))), np.zeros(len(names))
    for row, facts in enumerate(told):
        for name, telling in facts.items():
            has[row, names[name]], tells[names[name]] = 1, telling
    all_told = has @ tells
    return np.exp(-(has * tells) @ has.T) * np.minimum(np.minimum(all_told[:, None], all_told[None]), ENOUGH)


class Pile:
    def __init__(self, records):
        self.records = records
        self.stories = [record["story"] for record in records]
        told = np.unique(self.stories, return_inverse=True)[1]
        self.is_one = told[:, None] == told[None]
        languages = np.array([record["lang"].split("-")[0] for record in records])
        self.is_same = languages[:, None] == languages[None]
        times = np.array([interval(record.get("published")) for record in records])
        gap = np.fmax(times[:, None, 0] - times[None, :, 1], times[None, :, 0] - times[:, None, 1])
        self.days = np.maximum(gap, 0) / 86400
        self.compared = self._compared()

    def _compared(self):
        sentences = [record["title"] + record["body"] for record in self.records]
        words = [[word for sentence in article for word in sentence] for article in sentences]
        articles_with, log_probability, stem_of = Counter(), {}, {}
        for article in words:
            for word in article:
                log_probability.setdefault(word[STEM], word[LOG_PROBABILITY])
                stem_of.setdefault(word[FOLDED], word[STEM])
            articles_with.update({word[STEM] for word in article})

        def weight(stem):
            background = BACKGROUND * -np.expm1(-300 * np.exp(log_probability[stem]))
            return max(0.0, np.log((BACKGROUND + len(words) + 1) / (articles_with[stem] + background + 0.5)))

        weights = {stem: weight(stem) for stem in articles_with}
        anchors = [[word[FOLDED] for word in article if word[IS_ANCHOR]] for article in words]
        numbers = [[anchor for anchor in article if anchor[0].isnumeric()] for article in anchors]
        years = [[word[FOLDED] for word in article if re.fullmatch(r"19[5-9]\d|20[0-4]\d", word[FOLDED])] for article in words]
        weekdays = [{WEEKDAYS[word[FOLDED]] for word in article if word[FOLDED] in WEEKDAYS} for article in words]
        return {
            "words": cosines([[word[STEM] for word in article] for article in words], weights.get, True),
            "anchors": cosines(anchors, lambda anchor: weights[stem_of[anchor]], True),
            "numbers": cosines(numbers, lambda anchor: weights[stem_of[anchor]], False),
            "pairs": cosines([pairs(article) for article in sentences], lambda pair: weights[pair[0]] + weights[pair[1]], False),
            "apart": -apart([dict(record["facts"]) for record in self.records]),
            "year": agreement([{max(named)} if named else set() for named in years]),
            "weekday": agreement(weekdays),
            "time": np.where(np.isnan(self.days), UNDATED, -np.minimum(np.nan_to_num(self.days) / 8, EIGHTS_MAX)),
        }

    def log_odds(self, weights):
        def summed(keys, chosen):
            return sum(chosen[key] * self.compared[key] for key in keys)

        same, other = weights["same_language"], weights["other_language"]
        across = summed(OTHER_LANGUAGE, other) + summed(SHARED, same) + other["constant"]
        return np.where(self.is_same, summed(SAME_LANGUAGE, same) + same["constant"], across)

    def likeness(self, weights):
        return np.minimum(np.exp((self.log_odds(weights) - CERTAIN) / TEMPERATURE), GREATEST)

    def rows(self, mask, keys, shared=None):
        """Features of the pairs under a mask, whether they are of one story, what they weigh, and what is added."""
        upper = np.triu_indices(len(self.records), 1)
        chosen = mask[upper]
        of = {key: self.compared[key][upper][chosen] for key in set(keys) | set(SHARED)}
        one = self.is_one[upper][chosen].astype(float)
        added = sum((shared[key] * of[key] for key in SHARED), np.zeros(len(one))) if shared else np.zeros(len(one))
        weight = np.where(one == 1, 0.5 / max(one.sum(), 1), 0.5 / max((1 - one).sum(), 1))
        return np.stack([of[key] for key in keys], -1), one, weight, added


def pairs(sentences):
    told = [[word[STEM] for word in sentence if word[LOG_PROBABILITY] < COMMON] for sentence in sentences]
    return [pair for stems in told for pair in zip(stems, stems[1:])]


def logistic(parts, keys):
    """Weights of at least 0, and a constant, from pairs with what each set of pairs weighs."""
    features, one, weight, added = (
        np.concatenate(column) for column in zip(*[(rows[0], rows[1], share * rows[2], rows[3]) for share, rows in parts])
    )

    def loss(chosen):
        odds = features @ chosen[:-1] + chosen[-1] + added
        slope = weight * (1 / (1 + np.exp(-odds)) - one)
        value = (weight * (np.logaddexp(0, odds) - one * odds)).sum() + RIDGE * (chosen[:-1] ** 2).sum()
        return value, np.r_[features.T @ slope + 2 * RIDGE * chosen[:-1], slope.sum()]

    bounds = [(0, None)] * len(keys) + [(None, None)]
    found = minimize(loss, np.r_[np.full(len(keys), 0.5), 1], jac=True, method="L-BFGS-B", bounds=bounds).x
    return dict(zip([*keys, "constant"], map(float, found)))


def fit(ecb, meantime, families):
    topic = np.array([record["id"].split("_")[0] for record in ecb.records])
    same = [(1, ecb.rows(topic[:, None] == topic[None], SAME_LANGUAGE)), (1, ecb.rows(np.ones_like(ecb.is_same), SAME_LANGUAGE))]
    same += [(1 / len(families), family.rows(told(family) & family.is_same, SAME_LANGUAGE)) for family in families]
    same.append((1, meantime.rows(meantime.is_same, SAME_LANGUAGE)))
    weights = {"same_language": logistic(same, SAME_LANGUAGE)}
    shared = weights["same_language"]
    several = [family for family in families if not family.is_same.all()]
    other = [(1, family.rows(told(family) & ~family.is_same, OTHER_LANGUAGE, shared)) for family in several]
    corpus = np.array([record["id"].split("/")[1] for record in meantime.records])
    near = (corpus[:, None] == corpus[None]) & (meantime.days < 12)
    other += [(1, meantime.rows(mask & ~meantime.is_same, OTHER_LANGUAGE, shared)) for mask in (np.ones_like(near), near)]
    weights["other_language"] = logistic(other, OTHER_LANGUAGE)
    return weights


def told(family):
    """Two decoys of one family may be of one story or two, so that nothing is learnt of them."""
    decoy = np.array([story.endswith("/x") for story in family.stories])
    return ~(decoy[:, None] & decoy[None])


def group(likeness, threshold):
    """The group of each article, as crates/newstem/src/story/grouping.rs has it."""
    count = len(likeness)
    sums = np.array(likeness, float)
    np.fill_diagonal(sums, 0)
    size, within, home = np.ones(count), np.zeros(count), np.arange(count)
    alive = np.ones(count, bool)
    while True:
        coherence = (2 * within + HELD_BACK * ALONE * size) / (size * (size - 1 + HELD_BACK))
        close = sums / np.outer(size, size) * (ALONE**2 / np.outer(coherence, coherence)) ** (COHERENCE / 2)
        close[~alive] = -1
        close[:, ~alive] = -1
        np.fill_diagonal(close, -1)
        left, right = sorted(np.unravel_index(close.argmax(), close.shape))
        if close[left, right] < threshold:
            return home
        within[left] += within[right] + sums[left, right]
        size[left] += size[right]
        sums[left] += sums[right]
        sums[:, left] = sums[left]
        sums[left, left] = 0
        alive[right] = False
        home[home == right] = left


def bcubed(said, truth):
    both, found, known = Counter(zip(said, truth)), Counter(said), Counter(truth)
    precision = sum(n * n / found[home] for (home, _), n in both.items()) / len(truth)
    recall = sum(n * n / known[story] for (_, story), n in both.items()) / len(truth)
    return 2 * precision * recall / (precision + recall)


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--families":
        for record in families(sys.argv[2]):
            print(json.dumps(record, ensure_ascii=False))
        return
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    ecb, meantime, all_families = (
        sorted(map(json.loads, open(path, encoding="utf-8")), key=lambda record: record["id"]) for path in sys.argv[1:]
    )
    by_family = defaultdict(list)
    for record in all_families:
        by_family[record["id"].split("/")[0]].append(record)
    ecb, meantime = Pile(ecb), Pile(meantime)
    all_families = [Pile(records) for records in by_family.values()]
    weights = fit(ecb, meantime, all_families)
    for name, chosen in weights.items():
        print(name, " ".join(f"{key} {value:.3f}" for key, value in chosen.items()))
    for name, piles in (("ECB+", [ecb]), ("MEANTIME", [meantime]), ("families", all_families)):
        f1 = np.mean([bcubed(group(pile.likeness(weights), THRESHOLD).tolist(), pile.stories) for pile in piles])
        print(f"{name:10} BCubed F1 {f1:.3f} at the threshold of {THRESHOLD}")


if __name__ == "__main__":
    main()
