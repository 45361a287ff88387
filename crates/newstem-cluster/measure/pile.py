#!/usr/bin/env python3
"""Writes a made-up pile with the term statistics of news, the same at every call.

Words follow Zipf's law (60,000 of them), each story has words, names and two or three numbers of its own,
most stories are of one article and few of very many (the share of stories with at least n articles falls
with n to the power of 1.3), a quarter of the later articles of a story are copies of its first, and one
sentence in twelve is said by somebody. 3,000 articles a day, so that a larger pile covers more days.

With --template, a share of the pages has the same ten sentences around a few of its own, as pages of a
timetable or a weather service do.

    pile.py --articles 200000 --files 40 FOLDER
"""

import argparse
import bisect
import datetime
import itertools
import json
import pathlib
import random

ARTICLES_A_DAY = 3_000
WORDS = 60_000
NAMES = 200_000
STORY_TAIL = 1.3
FIRST_DAY = datetime.datetime(2026, 1, 1)
ONSETS = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st"]
VOWELS = "aeiou"


def spelled(number):
    """A word for each number: a syllable a digit, so that frequent words are short."""
    word = ""
    while True:
        word += ONSETS[number % 16] + VOWELS[number // 16 % 5]
        number //= 80
        if number == 0:
            return word + "n"
        number -= 1


class Pile:
    def __init__(self, seed, largest_story):
        self.lot = random.Random(seed)
        self.largest_story = largest_story
        self.words = [spelled(number) for number in range(WORDS)]
        self.chances = list(itertools.accumulate(1 / (rank + 1) for rank in range(WORDS)))

    def word(self):
        return self.words[bisect.bisect(self.chances, self.lot.random() * self.chances[-1])]

    def name(self):
        return spelled(WORDS + self.lot.randrange(NAMES)).capitalize()

    def story_size(self):
        return int(min(self.largest_story, (1 - self.lot.random()) ** (-1 / STORY_TAIL)))

    def page(self, template):
        own = [self.sentence(Story(self)) for _ in range(3)]
        return "\n".join(template[:5] + own + template[5:])

    def sentence(self, story):
        words = [story.word() for _ in range(18)]
        text = " ".join(words).capitalize()
        if self.lot.random() < 1 / 12:
            return f"\"{text},\" said {self.lot.choice(story.names)} {story.names[0]}."
        return text + "."


class Story:
    def __init__(self, pile):
        self.pile, lot = pile, pile.lot
        self.own = [pile.words[lot.randrange(2_000, WORDS)] for _ in range(60)]
        self.names = [pile.name() for _ in range(8)]
        self.numbers = [str(lot.randrange(2, 5_000)) for _ in range(lot.randrange(2, 4))]

    def word(self):
        lot = self.pile.lot
        drawn = lot.random()
        if drawn < 0.72:
            return self.pile.word()
        if drawn < 0.92:
            return lot.choice(self.own)
        return lot.choice(self.names) if drawn < 0.994 else lot.choice(self.numbers)

    def text(self):
        count = self.pile.lot.randrange(4, 17)
        return "\n".join(self.pile.sentence(self) for _ in range(count))


def articles(pile, count, template_share):
    lot, made = pile.lot, 0
    template = [pile.sentence(Story(pile)) for _ in range(10)]
    while made < count:
        story = Story(pile)
        first = story.text()
        for place in range(min(pile.story_size(), count - made)):
            if lot.random() < template_share:
                text = pile.page(template)
            elif place and lot.random() < 0.25:
                text = first
            else:
                text = story.text()
            yield record(lot, made, text)
            made += 1


def record(lot, number, text):
    minutes = number // ARTICLES_A_DAY * 1_440 + lot.randrange(1_440)
    published = FIRST_DAY + datetime.timedelta(minutes=minutes)
    outlet = lot.randrange(300)
    return {
        "id": f"a{number:09}",
        "outlet": f"Outlet {outlet} Post",
        "url": f"https://o{outlet}.example/{number}",
        "title": " ".join(text.split()[:9]),
        "published": published.strftime("%Y-%m-%dT%H:%M:00Z"),
        "text": text,
    }


def main():
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("folder", type=pathlib.Path)
    told.add_argument("--articles", type=int, default=20_000)
    told.add_argument("--files", type=int, default=8)
    told.add_argument("--template", type=float, default=0.0, metavar="SHARE")
    told.add_argument("--largest-story", type=int, default=300)
    told.add_argument("--seed", type=int, default=5)
    told = told.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    made = articles(Pile(told.seed, told.largest_story), told.articles, told.template)
    room = -(-told.articles // told.files)
    for number in range(told.files):
        with open(told.folder / f"part-{number:05}.jsonl", "w") as file:
            file.writelines(json.dumps(one) + "\n" for one in itertools.islice(made, room))


main()
