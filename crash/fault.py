"""Has the n-th write or sync of a desk's files fail, for many n, and looks whether it lied.

A script of 200 requests (articles, new versions, the same again, decisions, decisions taken back,
broken records) is sent one after the other to a desk whose n-th call fails: once, or that one and all
after it. Then the desk is killed or asked to end, and started again without the fault. What was
acknowledged must be there; what was refused is there whole or not at all, and not at all where the
answer said that the disk is full; nothing else is there; `newstem verify` is clean. Where the call
failed once, the desk must go on by itself: articles that come later are placed, traced and found.

Then the disk is full for a while: articles are refused with 507 and `disk_full`, reading goes on, and so
does everything once there is room.
"""

import argparse
import collections
import random
import re
import shutil
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

import shim
from articles import Maker, lines
from desk import Desk, Died, Failure, Held, binary, check_log, exchange, must_verify, verify, waits

OPERATIONS = 200
# After a fault that lasts, so many more requests are sent; after one that does not, so many.
AFTER_LASTING, AFTER_ONE = 12, 40
LINES_PER_S_MAX = 500


class Client:
    """Sends a script and knows what must come of it."""

    def __init__(self, seed):
        self.chance = random.Random(f"fault {seed}")
        self.maker = Maker(seed, "f")
        self.kept, self.latest, self.refused = {}, {}, []
        self.decided, self.refused_decisions = {}, []
        self.statuses = collections.Counter()
        self.lied = []

    def operate(self, connection):
        """One request; whether it was acknowledged, None where there was no answer."""
        draw = self.chance.random()
        if draw < 0.12 and len(self.latest) > 4:
            return self.decide(connection)
        if draw < 0.16 and any(not undone for _, undone in self.decided.values()):
            return self.undo(connection)
        return self.post(connection, self.draw(), is_broken=draw > 0.92)

    def draw(self):
        batch = []
        for _ in range(self.chance.choice([1, 1, 1, 2, 3, 8])):
            names = list(self.latest)[-60:] if self.chance.random() < 0.35 else []
            if not names:
                batch.append(self.maker.next())
                continue
            record = self.latest[self.chance.choice(names)]
            count = int(record["title"].rsplit(" v", 1)[1].rstrip(")"))
            batch.append(record if self.chance.random() < 0.5 else self.maker.revised(record, count + 1))
        return batch

    def after(self, batch):
        kept = {}
        for record in batch:
            titles = kept.setdefault(record["id"], list(self.kept.get(record["id"], [])))
            if not titles or titles[-1] != record["title"]:
                titles.append(record["title"])
        return kept

    def post(self, connection, batch, is_broken=False):
        body = lines(batch) + (b'{"id": "broken", "text": \n' if is_broken else b"")
        status, answer = exchange(connection, "POST", "/v1/articles", body, "application/x-ndjson")
        self.count("post", status, answer)
        kept = self.after(batch)
        if status == 200:
            if len(answer["articles"]) != len(batch):
                raise Failure(f"{len(batch)} articles were answered with {answer}")
            self.kept.update(kept)
            self.latest.update({record["id"]: record for record in batch})
            return True
        self.check_refusal(status, answer)
        changed = {name: titles for name, titles in kept.items() if titles != self.kept.get(name)}
        before = {name: self.kept.pop(name, None) for name in changed}
        for name in changed:
            self.latest.pop(name, None)
        self.refused.append((status, before, changed))
        return None if status is None else False

    def decide(self, connection):
        child, parent = self.chance.sample(sorted(self.latest), 2)
        decision = {"decision": "not_derived", "child": child, "parent": parent}
        status, answer = exchange(connection, "POST", "/v1/overrides", {**decision, "by": "fault"})
        self.count("decide", status, answer)
        if status == 201:
            self.decided[answer["number"]] = (decision, False)
            return True
        self.check_refusal(status, answer)
        self.refused_decisions.append((status, decision))
        return None if status is None else False

    def undo(self, connection):
        number = self.chance.choice(sorted(n for n, (_, undone) in self.decided.items() if not undone))
        status, answer = exchange(connection, "DELETE", f"/v1/overrides/{number}")
        self.count("undo", status, answer)
        decision, _ = self.decided[number]
        if status == 204:
            self.decided[number] = (decision, True)
            return True
        self.check_refusal(status, answer)
        del self.decided[number]
        self.refused_decisions.append((status, decision))
        return None if status is None else False

    def count(self, name, status, answer):
        code = answer.get("code") if isinstance(answer, dict) else None
        self.statuses[f"{name} {status}{' ' + code if code else ''}"] += 1

    def check_refusal(self, status, answer):
        if status is not None and (status, answer.get("code")) not in ((500, "internal"), (507, "disk_full"), (503, "unavailable")):
            raise Failure(f"a request was answered with {status} {answer}")

    def compare(self, held):
        """Compares with a store; gives how many refused requests are in it."""
        expected, there = dict(self.kept), 0
        for status, before, changed in self.refused:
            present = {name for name, titles in changed.items() if held.versions.get(name) == titles}
            absent = {name for name in changed if held.versions.get(name) == before[name]}
            if present and present == set(changed):
                there += 1
                if status == 507:
                    self.lied.append(f"kept though answered with 507 `disk_full`: {sorted(changed)[:3]}")
            elif absent != set(changed):
                raise Failure(f"a request refused with {status} is there in part: {sorted(present)} of {sorted(changed)}")
            for name in changed:
                if name in held.versions:
                    expected[name] = held.versions[name]
        for name in {**expected, **held.versions}:
            if held.versions.get(name) != expected.get(name):
                raise Failure(f"{name} should hold {expected.get(name)} and holds {held.versions.get(name)}")
        for number, told in self.decided.items():
            if held.overrides.get(number) != told:
                raise Failure(f"decision {number} should be {told} and is {held.overrides.get(number)}")
        refused = [decision for _, decision in self.refused_decisions]
        for number in set(held.overrides) - set(self.decided):
            if held.overrides[number][0] not in refused:
                raise Failure(f"decision {number}, {held.overrides[number]}, was taken by nobody")
            there += 1
        return there


def finds(desk, record):
    """Whether search knows an article."""
    words = " ".join("+" + word for word in record["title"].rsplit("(", 1)[1].rstrip(")").split())
    question = urllib.parse.quote(words)
    status, answer = desk.ask("GET", f"/v1/search?kind=article&limit=100&q={question}")
    return status == 200 and record["id"] in str(answer)


def within(seconds, holds):
    deadline = time.monotonic() + seconds
    while not (done := holds()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return done


def comes_to_rest(desk, limit=30.0):
    """Whether everything gets placed and traced; the limit is for the time in which nothing gets less."""
    last, deadline = None, time.monotonic() + limit
    while time.monotonic() < deadline:
        left = waits(desk)
        if left == 0:
            return True
        if left != last:
            last, deadline = left, time.monotonic() + limit
        time.sleep(0.05)
    return False


def shape(told):
    """The first finding without what is in it, so that the same are counted together."""
    return re.sub(r"\d+", "N", re.sub(r"`[^`]*-\d+`", "...", told.splitlines()[0]))


class Test:
    def __init__(self, given, work):
        self.given, self.work = given, work
        self.program = binary(given.newstem)
        self.statuses, self.places, self.ends = collections.Counter(), collections.Counter(), collections.Counter()
        self.findings = collections.Counter()
        self.example = {}
        self.points = 0

    def find(self, what, where):
        self.findings[what] += 1
        self.example.setdefault(what, where)

    def count_calls(self):
        """How many calls the script makes where nothing fails."""
        data, count = self.work / "counted", self.work / "calls"
        client = Client(self.given.seed)
        desk = Desk(self.program, data, self.work / "log", shim.fault(data, "eio", 1 << 60, count=count))
        connection = desk.connection()
        for _ in range(OPERATIONS):
            if not client.operate(connection):
                raise Failure(f"refused without a fault: {client.statuses}")
        comes_to_rest(desk)
        time.sleep(1)
        desk.stop()
        client.compare(Held(data))
        must_verify(self.program, data)
        calls = count.read_text().splitlines()
        shutil.rmtree(data)
        return len(calls)

    def point(self, kind, is_once, number):
        where = f"--kind {kind} {'--once' if is_once else '--lasting'} --point {number}"
        data, count, log = self.work / "data", self.work / "count", self.work / "log"
        for file in (count, log):
            file.unlink(missing_ok=True)
        env = shim.fault(data, kind, number, number if is_once else None, count)
        client = Client(self.given.seed)
        try:
            self.ends[self.under_fault(client, data, log, count, env, number, is_once, where)] += 1
            check_log(log.read_text(errors="replace"))
            for line in count.read_text().splitlines() if count.exists() else []:
                if line.endswith(" FAILS"):
                    _, call, file, _ = line.split()
                    self.places[f"{call} {'search' if file.startswith('search/') else file}"] += 1
            self.reopened(client, data, log, where)
        except Failure as failure:
            shutil.copytree(data, self.work / f"failed-{kind}-{is_once}-{number}", dirs_exist_ok=True)
            self.find(f"FAILED: {failure}", where)
        self.statuses.update(client.statuses)
        self.points += 1
        shutil.rmtree(data, ignore_errors=True)

    def under_fault(self, client, data, log, count, env, number, is_once, where):
        try:
            desk = Desk(self.program, data, log, env)
        except Died:
            return "did not start"
        connection, end = desk.connection(), "killed"
        try:
            after, last = 0, None
            for _ in range(OPERATIONS):
                done = client.operate(connection)
                if done is None:
                    return "died"
                after += "FAILS" in count.read_text() if after == 0 else 1
                if after > (AFTER_ONE if is_once else AFTER_LASTING):
                    break
            if is_once and after:
                last = self.goes_on(client, desk, connection, where)
            if number % 2 and desk.process.poll() is None:
                status = desk.stop()
                end = f"ended with {status} when asked to" + (", went on" if last else "")
        finally:
            desk.kill()
        return end

    def goes_on(self, client, desk, connection, where):
        """After one fault: articles that come later are taken in, placed, traced and found."""
        record = client.maker.next()
        if not client.post(connection, [record]):
            self.find("articles are still refused after one fault", where)
            return False
        if not comes_to_rest(desk):
            status, answer = desk.ask("GET", "/health/ready")
            self.find(f"after one fault the desk does not come to rest: {status} {(answer or {}).get('code', 'ready')}", where)
            shutil.copy(desk.log, self.work / f"log-{self.points}")
            return False
        if not within(5, lambda: finds(desk, record)):
            self.find("after one fault search does not follow any more", where)
            return False
        return True

    def reopened(self, client, data, log, where):
        there = client.compare(Held(data))
        self.ends["refused requests that are there"] += there
        status, told = verify(self.program, data) if client.kept else (0, "")
        if status:
            self.find("before the restart verify tells: " + shape(told), where)
        desk = Desk(self.program, data, log)
        try:
            if not comes_to_rest(desk):
                raise Failure("after the restart the desk does not come to rest")
            record = client.maker.next()
            if not client.post(desk.connection(), [record]):
                raise Failure("after the restart articles are refused")
            if not (comes_to_rest(desk) and within(10, lambda: finds(desk, record))):
                raise Failure("after the restart an article is not found")
            desk.stop()
        finally:
            desk.kill()
        client.compare(Held(data))
        for lie in client.lied:
            self.find(lie.split(":")[0], where)
        status, told = verify(self.program, data)
        if status:
            self.find("after an orderly restart and end verify tells: " + shape(told), where)
            shutil.copytree(data, self.work / f"unmended-{self.points}", dirs_exist_ok=True)

    def full(self, number):
        """The disk is full for a while."""
        data, room, log = self.work / "full", self.work / "room", self.work / "log"
        log.unlink(missing_ok=True)
        room.touch()
        client = Client(f"{self.given.seed} full {number}")
        desk = Desk(self.program, data, log, shim.fault(data, "enospc", 1, room=room))
        where = f"--full, round {number}"
        try:
            connection = desk.connection()
            for _ in range(40):
                client.operate(connection)
            time.sleep(number % 4 * 0.3)
            room.unlink()
            before, lines_before, begun = client.statuses.copy(), len(desk.told().splitlines()), time.monotonic()
            while time.monotonic() < begun + self.given.full_seconds:
                status, answer = exchange(connection, "POST", "/v1/articles", [client.maker.next()])
                client.count("post", status, answer)
                if status != 507 or answer["code"] != "disk_full":
                    self.find(f"on a full disk a post is answered with {status} {answer}", where)
                for path in ("/v1/stories", "/v1/search?q=the", "/health/ready", "/metrics", "/v1/overrides", "/v1/articles/f-1", "/"):
                    status, answer = desk.ask("GET", path)
                    if status != 200:
                        self.find(f"on a full disk {path} is answered with {status} {answer}", where)
                time.sleep(0.05)
            lines_per_s = (len(desk.told().splitlines()) - lines_before) / self.given.full_seconds
            self.ends["lines logged on a full disk, most in a second"] = max(
                self.ends["lines logged on a full disk, most in a second"], round(lines_per_s)
            )
            if lines_per_s > LINES_PER_S_MAX:
                self.find("on a full disk the log is flooded", where)
            self.statuses.update({f"full disk: {name}": count for name, count in (client.statuses - before).items()})
            room.touch()
            record = client.maker.next()
            if not client.post(connection, [record]):
                self.find("with room again a post is refused", where)
            for _ in range(20):
                client.operate(connection)
            if not comes_to_rest(desk):
                self.find("with room again the desk does not come to rest", where)
            elif not within(5, lambda: finds(desk, record)):
                self.find("with room again search does not follow any more", where)
            desk.stop()
        finally:
            desk.kill()
        client.compare(Held(data))
        status, told = verify(self.program, data)
        if status:
            self.find("after a full disk verify tells: " + shape(told), where)
            shutil.copytree(data, self.work / f"full-{number}", dirs_exist_ok=True)
        self.reopened(client, data, log, where)
        shutil.rmtree(data)

    def report(self, seconds):
        print(f"{self.points} faults in {seconds:.0f} s")
        for name, counted in (("calls that failed", self.places), ("answers", self.statuses), ("ends", self.ends)):
            print(f"{name}:")
            for what, count in sorted(counted.items()):
                print(f"  {count:6} {what}")
        for what, count in self.findings.most_common():
            print(f"FOUND {count} times: {what}\n  first with {self.example[what]}")
        sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--newstem", help="the program [default: the environment's NEWSTEM]")
    parser.add_argument("--points", type=int, default=10, help="how many n for each kind of fault, spread over all")
    parser.add_argument("--all", action="store_true", help="every n; takes hours")
    parser.add_argument("--kind", choices=["eio", "enospc", "short"], action="append")
    parser.add_argument("--once", action="store_true", help="only calls that fail once")
    parser.add_argument("--lasting", action="store_true", help="only calls that fail from then on")
    parser.add_argument("--point", type=int, help="this n alone")
    parser.add_argument("--offset", type=int, default=0, help="start from another n, to meet others than the last time")
    parser.add_argument("--rounds", type=int, default=3, help="how often the disk is full")
    parser.add_argument("--full", action="store_true", help="only the full disk")
    parser.add_argument("--full-seconds", type=float, default=4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    begun = time.monotonic()
    work = Path(tempfile.mkdtemp(prefix="newstem-fault-"))
    test = Test(given, work)
    for number in range(given.rounds if given.point is None else 0):
        test.full(number)
    if not given.full:
        calls = test.count_calls()
        print(f"the script makes {calls} calls where nothing fails", flush=True)
        spread = range(1, calls + 1) if given.all else [1 + (given.offset + k * calls // given.points) % calls for k in range(given.points)]
        modes = [True, False] if given.once == given.lasting else [given.once]
        for number in [given.point] if given.point else spread:
            for kind in given.kind or ["eio", "enospc", "short"]:
                for is_once in modes:
                    test.point(kind, is_once, number)
            print(f"  call {number}: {test.points} faults, {sum(test.findings.values())} findings", flush=True)
    test.report(time.monotonic() - begun)
    if test.findings:
        print(f"what is left is in {work}")
        raise SystemExit(1)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
