"""A scheduler, executors and runs of `newstem-cluster` as processes of this machine, what they take, and
what they find.

`NEWSTEM_CLUSTER` and `NEWSTEM` name the programs.
"""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import threading
import time

PATIENCE_S = 3_600


class Failure(Exception):
    """What should hold does not."""


def program(variable, default):
    named = os.environ.get(variable, default)
    found = shutil.which(named)
    if found is None:
        raise Failure(f"there is no program {named!r}; set {variable}")
    return found


class Process:
    """A process whose lines are kept as they come, and whose processor time is known when it has ended."""

    def __init__(self, name, arguments, environment=None):
        self.name, self.lines, self.usage, self.code = name, [], None, None
        self.spoken = threading.Condition()
        self.begun = time.monotonic()
        command = [program("NEWSTEM_CLUSTER", "newstem-cluster"), *map(str, arguments)]
        self.child = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={**os.environ, **(environment or {})},
        )
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.child.stdout:
            with self.spoken:
                self.lines.append(line.rstrip("\n"))
                self.spoken.notify_all()
        with self.spoken:
            self.lines.append(None)
            self.spoken.notify_all()

    def wait_for(self, words, patience_s=PATIENCE_S):
        """The first line with these words."""

        def heard():
            return any(line is None or words in line for line in self.lines)

        with self.spoken:
            if not self.spoken.wait_for(heard, patience_s):
                raise Failure(f"{self.name} does not say {words!r}: {self.told()}")
            for line in self.lines:
                if line is not None and words in line:
                    return line
        raise Failure(f"{self.name} ended before it said {words!r}: {self.told()}")

    def told(self):
        return "\n".join(line for line in self.lines if line is not None)

    def kill(self):
        """As a machine ends that loses its power."""
        if self.code is None:
            self.child.kill()
            self.end()

    def end(self):
        """Waits for the end, and takes down the processor time and the largest memory."""
        if self.code is None:
            _, status, self.usage = os.wait4(self.child.pid, 0)
            self.code = self.child.returncode = os.waitstatus_to_exitcode(status)
            self.wall_s = time.monotonic() - self.begun
        return self.code

    def cpu_now_s(self):
        """Processor time until now, of a process that may still run."""
        if self.usage is not None:
            return self.cpu_s()
        fields = pathlib.Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_now_mib(self):
        """The largest memory until now."""
        told = pathlib.Path(f"/proc/{self.child.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", told).group(1)) // 1024

    def cpu_s(self):
        return self.usage.ru_utime + self.usage.ru_stime

    def memory_mib(self):
        return self.usage.ru_maxrss // 1024


class Cluster:
    """A scheduler on a port of its own, and executors that come and go."""

    def __init__(self, room, tasks=1, memory_mib=1024, timeout_s=20, environment=None):
        self.room, self.tasks, self.memory_mib = pathlib.Path(room), tasks, memory_mib
        self.timeout_s, self.environment, self.made = timeout_s, environment, 0
        self.executors, self.ended = [], []
        self.start_scheduler("127.0.0.1:0")

    def start_scheduler(self, address):
        arguments = ["scheduler", "--listen", address, "--executor-timeout-s", self.timeout_s]
        self.scheduler = Process("scheduler", arguments, self.environment)
        self.address = self.scheduler.wait_for("listens on", 120).rsplit(" ", 1)[1]

    def add_executor(self):
        self.made += 1
        work = self.room / f"executor-{self.made}"
        arguments = ["executor", "--scheduler", self.address, "--tasks", self.tasks]
        arguments += ["--memory-mib", self.memory_mib, "--work", work]
        executor = Process(f"executor {self.made}", arguments, self.environment)
        executor.wait_for("executor", 120)
        executor.work = work
        self.executors.append(executor)
        return executor

    def kill_executor(self, executor):
        executor.kill()
        shutil.rmtree(executor.work, ignore_errors=True)
        self.executors.remove(executor)
        self.ended.append(executor)

    def processes(self):
        return [self.scheduler, *self.executors]

    def shuffled_bytes(self):
        """What executors hold for each other; they keep it for some minutes after a query."""
        # A walk passes over folders that go while it is under way.
        walks = (walk for one in self.executors for walk in os.walk(one.work))
        return sum(size_of(pathlib.Path(at, name)) for at, _, names in walks for name in names)

    def begin_run(self, inputs, run, *more):
        arguments = ["trace", *inputs, "--scheduler", self.address, "--run", run, *more]
        return Process("driver", arguments, self.environment)

    def stop(self):
        for executor in list(self.executors):
            self.kill_executor(executor)
        self.scheduler.kill()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def size_of(path):
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0


def manifest_of(run):
    return json.loads((pathlib.Path(run) / "manifest.json").read_text())


def digest(found):
    text = json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Findings:
    """Digests of all stories in their order and of all articles: trees, quotes and claims to the last digit."""

    def __init__(self):
        self.stories, self.articles = [], {}
        self.counts = {"links": 0, "quotes": 0, "claims": 0}

    def add_story(self, story):
        self.stories.append(digest(story))
        self.counts["links"] += len(story["tree"].get("links", []))
        self.counts["quotes"] += len(story["quotes"])
        self.counts["claims"] += len(story["claims"])

    def add_article(self, article):
        self.articles[article["id"]] = digest(article)

    def check(self, other):
        if self.articles != other.articles:
            raise Failure(f"{len(self.articles)} and {len(other.articles)} articles are not the same")
        if self.stories != other.stories:
            pairs = zip(self.stories, other.stories)
            differing = sum(mine != theirs for mine, theirs in pairs)
            raise Failure(
                f"of {len(self.stories)} and {len(other.stories)} stories {differing} differ"
            )

    def told(self):
        counts = ", ".join(f"{count} {what}" for what, count in self.counts.items())
        return f"{len(self.articles)} articles, {len(self.stories)} stories, {counts}"


def findings_of_run(run):
    found = Findings()
    for path in sorted((pathlib.Path(run) / "traces").glob("part-*.jsonl")):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                trace = json.loads(line)
                for story in trace["stories"]:
                    found.add_story(story)
                for article in trace["articles"]:
                    found.add_article(article)
    return found


def findings_of_trace(path):
    """Of what `newstem trace --format json` wrote, one story after another, since all at once fill the memory."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    found = Findings()
    for name, add in [("articles", found.add_article), ("stories", found.add_story)]:
        start = re.search(rf'^\s*"{name}": ?\[|[{{,]"{name}":\[', text, re.MULTILINE).end()
        for one in listed(text, start):
            add(one)
    return found


def listed(text, place):
    decoder, blank = json.JSONDecoder(), re.compile(r"[\s,]*")
    while True:
        place = blank.match(text, place).end()
        if text[place] == "]":
            return
        one, place = decoder.raw_decode(text, place)
        yield one
