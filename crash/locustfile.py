"""Overload by a load generator that others wrote: `locust -f crash/locustfile.py`, see the README.

Users post batches of articles as fast as they are answered, and each reads a page after so many batches. An
answer is right when it is 200, or 429 with Retry-After; the articles are made up anew for each batch.
"""

import itertools
import os
import random

from locust import FastHttpUser, constant_throughput, task

BATCH = int(os.environ.get("BATCH", "50"))
WORDS = [f"{a}{b}{c}an" for a, b, c in itertools.product(["ba", "de", "fi", "go", "lu", "mo", "ne", "ri"], repeat=3)]
PAGES = ("/", "/health/ready", "/v1/stories", "/v1/search?q=badebaan", "/metrics")
numbers = itertools.count()
chance = random.Random(1)


def article():
    number = next(numbers)
    lines = [" ".join(chance.choices(WORDS, k=16)).capitalize() + f" {number}." for _ in range(5)]
    text = "\\n".join(lines)
    return f'{{"id":"l{number}","outlet":"Outlet {number % 300}","title":"{lines[0]}","published":"2026-03-01T12:00:00Z","text":"{text}"}}'


class Sender(FastHttpUser):
    wait_time = constant_throughput(float(os.environ.get("BATCHES_PER_USER_S", "1")))
    headers = {"Authorization": "Bearer " + os.environ.get("TOKEN", "t"), "Content-Type": "application/x-ndjson"}
    network_timeout = 60.0
    connection_timeout = 60.0

    @task(20)
    def post(self):
        body = "\n".join(article() for _ in range(BATCH))
        with self.client.post("/v1/articles", data=body.encode(), headers=self.headers, name="post", catch_response=True) as answer:
            if answer.status_code == 429 and answer.headers.get("Retry-After"):
                answer.request_meta["name"] = "post, told to come back"
                answer.success()

    @task(1)
    def read(self):
        self.client.get(random.choice(PAGES), name="read")
