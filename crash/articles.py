"""Made-up articles in any number, out of the families under `evaluation/families`.

A story is a family with its names and many of its words exchanged for others, so that each story is
about something else and no two of them run together; its articles are those of the family, which copy
from each other. How many articles a story has is drawn: most have one or two. The same seed gives the
same articles.
"""

import json
import random
import re
from pathlib import Path

FAMILIES = Path(__file__).resolve().parent.parent / "evaluation" / "families"
WORD = re.compile(r"[^\W\d_]{4,}|\d+")
# Of the numbers and the words of four letters and more, so many are exchanged in a story.
EXCHANGED = 0.9
STORY_SIZES = [1] * 10 + [2] * 6 + [3] * 3 + [4] * 2 + [6, 9, 14]


def read_families():
    families = [json.loads(path.read_text()) for path in sorted(FAMILIES.glob("*.json"))]
    return [family for family in families if family.get("language", "en") == "en"]


class Maker:
    """Makes articles one after the other; `name` keeps the ids of several makers apart."""

    def __init__(self, seed, name="m"):
        self.chance = random.Random(f"{seed} {name}")
        self.name = name
        self.families = read_families()
        words = {word for family in self.families for a in family["articles"] for word in WORD.findall(a["text"])}
        self.words = sorted(words)
        self.made = 0
        self.stories = 0
        self.open = []

    def next(self):
        """A new article, as the record that is sent."""
        # A few stories run at a time, as news does.
        while len(self.open) < 4:
            self.open.append(self.story())
        story = self.chance.randrange(len(self.open))
        article = self.open[story].pop()
        if not self.open[story]:
            del self.open[story]
        self.made += 1
        article["id"] = f"{self.name}-{self.made}"
        article["url"] = f"https://{self.name}.example/articles/{self.made}"
        article["title"] += f" ({self.name} {self.made} v1)"
        return article

    def story(self):
        self.stories += 1
        family = self.chance.choice(self.families)
        exchanged = {}

        def exchange(match):
            word = match.group()
            if word not in exchanged:
                other = self.chance.random() < EXCHANGED
                exchanged[word] = self.chance.choice(self.words) if other else word
            return exchanged[word]

        size = min(self.chance.choice(STORY_SIZES), len(family["articles"]))
        made = []
        for article in self.chance.sample(family["articles"], size):
            text = WORD.sub(exchange, article["text"])
            title = WORD.sub(exchange, article["title"])
            made.append({"outlet": article["outlet"], "published": article["published"], "title": title, "text": text})
        return made

    def revised(self, record, version):
        """The same article with another text, told apart by its title."""
        again = dict(record)
        again["title"] = record["title"].rsplit(" v", 1)[0] + f" v{version})"
        again["text"] = record["text"] + f"\nThis report was changed for the {version}th time, by its editor."
        return again


def lines(records):
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode() + b"\n"
