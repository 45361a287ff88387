"""Sends a desk far more than it can take, and then a steady stream, and measures both.

Flood: several processes post batches as fast as they are answered, without waiting where they are told to
wait. Every answer must be 200 or 429, each 429 with Retry-After; the memory of the desk must stay below a
limit; afterwards it must answer everything, hold every article that it acknowledged, and be found
clean. Steady: articles come at a set rate, whether or not those before are answered, singly and in batches of ten;
the times from when each was due to its acknowledgement are told.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from pathlib import Path

from articles import Maker
from desk import HEADERS, STORE, Desk, Failure, binary, check_log, must_verify

# Articles made before the load starts, sent again and again under other ids with other sentences.
MADE = 3000
PROCESSES = 4
MARK = "0123456789abcdef"


def make(seed, count):
    """Articles to be sent again and again: records whose text is a list of words, those that may be exchanged as numbers."""
    maker = Maker(seed, "load")
    numbers = {word: number for number, word in enumerate(maker.words)}
    made = []
    for _ in range(count):
        record = maker.next()
        record["id"], record["url"] = f"load-{MARK}", f"https://load.example/{MARK}"
        title = record["title"].rsplit("(", 1)[0] + MARK
        parts = re.split(r"([^\W\d_]{4,}|\d+)", title + "\n" + record["text"])
        parts = [numbers[p] if p in numbers and numbers[p] % 10 > 1 else p for p in parts]
        made.append((record, parts))
    return made, maker.words


class Source:
    """Records without end: rounds through what was made, each with other words, so that the articles of a story stay together and apart from other rounds'."""

    def __init__(self, made, name):
        self.made, self.words = made
        self.name, self.sent, self.lock = name, 0, threading.Lock()
        self.begin = random.Random(name).randrange(len(self.made))

    def next(self):
        with self.lock:
            self.sent += 1
            sent = self.sent
        turn, place = divmod(self.begin + sent, len(self.made))
        record, parts = self.made[place]
        shift, words = (turn * 7919 + sum(self.name.encode()) * 10007 + 1) % len(self.words), self.words
        text = "".join([p if type(p) is str else words[p - shift] for p in parts])
        title, text = text.split("\n", 1)
        record = {**record, "title": title, "text": text}
        return json.dumps(record, ensure_ascii=False).replace(MARK, f"{self.name}x{sent}").encode()


def flood_sender(port, made, name, batch, until, count, results):
    """One process, with a connection for each of its threads."""
    source, total = Source(made, name), Tally()
    threads = [threading.Thread(target=flood_thread, args=(port, source, batch, until, total)) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.put((total.statuses, total.acknowledged, total.took, total.wrong))


class Tally:
    def __init__(self):
        self.statuses, self.acknowledged, self.took, self.wrong, self.lock = {}, 0, [], [], threading.Lock()

    def count(self, status, acknowledged, took, wrong):
        with self.lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1
            self.acknowledged += acknowledged
            if status == 200:
                self.took.append(took)
            self.wrong += wrong


def flood_thread(port, source, batch, until, total):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    body = None
    while time.monotonic() < until:
        if body is None:
            body = b"\n".join(source.next() for _ in range(batch)) + b"\n"
        begun = time.monotonic()
        try:
            connection.request("POST", "/v1/articles", body, {**HEADERS, "Content-Type": "application/x-ndjson"})
            response = connection.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException) as error:
            total.count(type(error).__name__, 0, 0, [])
            connection.close()
            continue
        acknowledged, wrong = 0, []
        if response.status == 200:
            acknowledged, body = answer.count(b'"outcome"'), None
        elif response.status != 429 or not response.headers.get("Retry-After"):
            wrong = [(response.status, answer[:300].decode(errors="replace"))]
        total.count(response.status, acknowledged, time.monotonic() - begun, wrong)


def memory_mib(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Watch(threading.Thread):
    """Samples memory and what the desk says of itself, each second."""

    def __init__(self, desk):
        super().__init__(daemon=True)
        self.desk, self.ended = desk, threading.Event()
        self.memory, self.live_took, self.samples = [], [], []

    def run(self):
        begun = time.monotonic()
        while not self.ended.wait(1):
            pid = self.desk.process.pid
            self.memory.append(memory_mib(pid))
            asked = time.monotonic()
            status, _ = self.desk.ask("GET", "/health/live")
            self.live_took.append(time.monotonic() - asked if status == 200 else float("inf"))
            if len(self.memory) % 10 == 0:
                status, text = self.desk.ask("GET", "/metrics", timeout=60)
                told = dict(re.findall(r"^(newstem_\w+) (\d+)$", text or "", re.M))
                self.samples.append(told)
                print(
                    f"  {time.monotonic() - begun:4.0f} s: {self.memory[-1]:.0f} MiB, {told.get('newstem_articles_written_total')} written, "
                    f"{told.get('newstem_unplaced')} to place, {told.get('newstem_untraced')} to trace, "
                    f"{int(told.get('newstem_waiting_bytes', 0)) >> 20} MiB wait, {told.get('newstem_refused_busy_total')} refused",
                    flush=True,
                )


def at(times, share):
    times = sorted(times)
    return times[min(len(times) - 1, int(len(times) * share))] * 1000 if times else float("nan")


def flood(given, work, made):
    data = work / "flood"
    desk = Desk(given.newstem, data, work / "flood.log", arguments=given.argument)
    watch = Watch(desk)
    try:
        watch.start()
        results = multiprocessing.Queue()
        until = time.monotonic() + given.seconds
        cpu = cpu_seconds(desk.process.pid)
        senders = [
            multiprocessing.Process(
                target=flood_sender,
                args=(desk.port, made, f"p{number}", given.batch, until, given.connections // PROCESSES, results),
            )
            for number in range(PROCESSES)
        ]
        for sender in senders:
            sender.start()
        gathered = [results.get(timeout=given.seconds + 180) for _ in senders]
        for sender in senders:
            sender.join()
        cpu = (cpu_seconds(desk.process.pid) - cpu) / given.seconds
        statuses, acknowledged, took, wrong = {}, 0, [], []
        for one, count, times, more in gathered:
            for status, number in one.items():
                statuses[status] = statuses.get(status, 0) + number
            acknowledged += count
            took += times
            wrong += more
        begun = time.monotonic()
        for path in ("/health/live", "/health/ready", "/v1/stories", "/v1/search?q=minister", "/metrics", "/"):
            status, answer = desk.ask("GET", path, timeout=60)
            if status != 200:
                raise Failure(f"after the flood {path} is answered with {status} {answer}")
        answered = time.monotonic() - begun
    finally:
        watch.ended.set()
        watch.join()
        if desk.process.poll() is not None:
            raise Failure(f"the desk ended with {desk.process.returncode}: {desk.told()[-600:]}")
        begun = time.monotonic()
        status = desk.stop(limit=300)
        stopped = time.monotonic() - begun
    check_log(desk.told())
    print(
        f"flood, {given.seconds} s, {given.connections} connections, batches of {given.batch}: {acknowledged / given.seconds:.0f} articles/s acknowledged, "
        f"answers {statuses}, p50 {at(took, 0.5):.1f} ms, p99 {at(took, 0.99):.1f} ms; the desk used {cpu:.2f} cores; "
        f"memory at most {max(watch.memory):.0f} MiB; /health/live took {at(watch.live_took, 0.5):.1f} ms, at most {at(watch.live_took, 1):.1f} ms; "
        f"six pages afterwards took {answered:.2f} s; ended in {stopped:.1f} s",
        flush=True,
    )
    if wrong or set(statuses) - {200, 429}:
        raise Failure(f"answers {statuses}: {wrong[:3]}")
    if status:
        raise Failure(f"the desk ended with {status}")
    if max(watch.memory) > given.memory_mib:
        raise Failure(f"the desk held {max(watch.memory):.0f} MiB, more than {given.memory_mib}")
    store = sqlite3.connect(f"file:{data / STORE}?mode=ro", uri=True)
    held = store.execute("SELECT count(*), count(DISTINCT article) FROM versions").fetchone()
    store.close()
    if held != (acknowledged, acknowledged):
        raise Failure(f"{acknowledged} articles were acknowledged, and the store has {held[0]} versions of {held[1]}")
    begun = time.monotonic()
    print(f"  {must_verify(given.newstem, data)} (verify took {time.monotonic() - begun:.0f} s)", flush=True)
    shutil.rmtree(data)


def steady_sender(port, made, name, batch, rate, seconds, start, results):
    source = Source(made, name)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    took, statuses = [], {}
    for number in range(int(rate * seconds / batch)):
        body = b"\n".join(source.next() for _ in range(batch)) + b"\n"
        due = start + number * batch / rate
        if (wait := due - time.monotonic()) > 0:
            time.sleep(wait)
        connection.request("POST", "/v1/articles", body, {**HEADERS, "Content-Type": "application/x-ndjson"})
        response = connection.getresponse()
        response.read()
        took.append(time.monotonic() - due)
        statuses[response.status] = statuses.get(response.status, 0) + 1
    results.put((took, statuses))


def steady(given, work, made, batch):
    data = work / f"steady-{batch}"
    desk = Desk(given.newstem, data, work / "steady.log", arguments=given.argument)
    watch = Watch(desk)
    try:
        watch.start()
        results = multiprocessing.Queue()
        count = 4
        start, cpu = time.monotonic() + 1, cpu_seconds(desk.process.pid)
        senders = [
            multiprocessing.Process(
                target=steady_sender,
                args=(desk.port, made, f"q{number}", batch, given.rate / count, given.steady_seconds, start + number * batch / given.rate, results),
            )
            for number in range(count)
        ]
        for sender in senders:
            sender.start()
        gathered = [results.get(timeout=given.steady_seconds + 180) for _ in senders]
        seconds = time.monotonic() - start
        cpu = (cpu_seconds(desk.process.pid) - cpu) / seconds
    finally:
        watch.ended.set()
        watch.join()
        desk.stop(limit=300)
    took = [one for times, _ in gathered for one in times]
    statuses = {}
    for _, one in gathered:
        for status, number in one.items():
            statuses[status] = statuses.get(status, 0) + number
    print(
        f"steady, {given.rate} articles/s in batches of {batch} for {seconds:.0f} s: {len(took) * batch / seconds:.0f} articles/s, answers {statuses}, "
        f"acknowledged within p50 {at(took, 0.5):.1f} ms, p90 {at(took, 0.9):.1f} ms, p99 {at(took, 0.99):.1f} ms, at most {at(took, 1):.1f} ms; the desk used {cpu:.2f} cores; "
        f"memory at most {max(watch.memory):.0f} MiB",
        flush=True,
    )
    must_verify(given.newstem, data)
    shutil.rmtree(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--newstem", help="the program [default: the environment's NEWSTEM]")
    parser.add_argument("--seconds", type=int, default=60, help="how long the flood lasts; 0 for none")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--batch", type=int, default=400, help="articles in each request of the flood")
    parser.add_argument("--steady-seconds", type=int, default=30, help="how long each steady stream lasts; 0 for none")
    parser.add_argument("--rate", type=int, default=300, help="articles a second of the steady streams")
    parser.add_argument("--memory-mib", type=int, default=2048, help="more than this is a failure")
    parser.add_argument("--argument", action="append", default=[], help="one more argument for `newstem serve`")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.newstem = binary(given.newstem)
    work = Path(tempfile.mkdtemp(prefix="newstem-load-"))
    made = make(given.seed, MADE)
    print(f"load average before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    try:
        if given.steady_seconds:
            for batch in (1, 10):
                steady(given, work, made, batch)
        if given.seconds:
            flood(given, work, made)
    except Failure as failure:
        print(f"FAILED: {failure}\nwhat is left is in {work}", file=sys.stderr)
        raise SystemExit(1) from None
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
