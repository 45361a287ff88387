"""Kills a desk at any moment, again and again, and looks whether what it acknowledged is there.

Each run starts the desk over the folder that the last kill left, posts from several threads, kills it
with SIGKILL some time after the first acknowledgement, and compares the store with what was sent:
every acknowledged version is there once, a request that was under way is there whole or not at all,
nothing else is there. With --power the store is looked at as a loss of power would leave it at worst:
only what was synced before the kill.
"""

import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import shim
from articles import Maker, lines
from desk import Desk, Died, Failure, Held, binary, check_log, exchange, must_verify, wait_until_quiet

SENDERS = 3
FOLDER_RUNS = 50


class Sender:
    """Posts articles of its own, and keeps what must be there: for each id the titles of its versions."""

    def __init__(self, seed, number):
        self.chance = random.Random(f"{seed} sender {number}")
        self.maker = Maker(seed, f"s{number}")
        self.kept = {}
        self.latest = {}
        self.batch = None
        self.decision = None
        self.decided = {}
        self.acknowledged = 0

    def draw(self):
        batch = []
        for _ in range(self.chance.randint(1, 20)):
            draw = self.chance.random()
            names = list(self.latest) if draw < 0.3 else []
            if not names:
                batch.append(self.maker.next())
                continue
            record = self.latest[self.chance.choice(names[-200:])]
            count = int(record["title"].rsplit(" v", 1)[1].rstrip(")"))
            batch.append(record if draw < 0.15 else self.maker.revised(record, count + 1))
        return batch

    def after(self, batch):
        """What becomes of a batch: the receipts, and the versions with it."""
        kept, receipts = {}, []
        for record in batch:
            titles = kept.setdefault(record["id"], list(self.kept.get(record["id"], [])))
            if titles and titles[-1] == record["title"]:
                receipts.append({"outcome": "known", "id": record["id"]})
                continue
            titles.append(record["title"])
            receipt = {"outcome": "new", "id": record["id"]}
            if len(titles) > 1:
                receipt = {"outcome": "version", "id": record["id"], "version": len(titles)}
            receipts.append(receipt)
        return kept, receipts

    def send(self, desk, first):
        connection = desk.connection()
        while True:
            if self.batch is None:
                self.batch = self.draw()
            status, answer = exchange(connection, "POST", "/v1/articles", lines(self.batch), "application/x-ndjson")
            if status is None:
                return
            kept, receipts = self.after(self.batch)
            if status != 200 or answer["articles"] != receipts or answer["skipped"]:
                raise Failure(f"a post of {len(self.batch)} was answered with {status} {str(answer)[:600]}")
            self.keep(kept)
            self.acknowledged += len(receipts)
            first.set()
            if self.chance.random() < 0.1 and len(self.kept) > 1 and not self.decide(connection):
                return

    def keep(self, kept):
        self.kept.update(kept)
        for record in self.batch:
            self.latest[record["id"]] = record
        self.batch = None

    def decide(self, connection):
        child, parent = self.chance.sample(list(self.kept)[-100:], 2)
        self.decision = {"decision": "not_derived", "child": child, "parent": parent}
        status, answer = exchange(connection, "POST", "/v1/overrides", {**self.decision, "by": "crash"})
        if status is None:
            return False
        if status != 201:
            raise Failure(f"a decision was answered with {status} {answer}")
        self.decided[answer["number"]] = self.decision
        self.decision = None
        return True

    def settle(self, held):
        """Compares with a store; what was under way is kept if it is there."""
        if self.batch is not None:
            kept, _ = self.after(self.batch)
            changed = {name for name, titles in kept.items() if titles != self.kept.get(name)}
            there = {name for name in changed if held.versions.get(name) == kept[name]}
            lacking = {name for name in changed if held.versions.get(name) == self.kept.get(name)}
            if changed and there == changed:
                self.keep(kept)
            elif lacking != changed:
                raise Failure(f"a request is there in part: {sorted(there)} without {sorted(changed - there)}")
        for name, titles in self.kept.items():
            if held.versions.get(name) != titles:
                raise Failure(f"{name} should hold {titles} and holds {held.versions.get(name)}")
        prefix = self.maker.name + "-"
        if more := {name for name in held.versions if name.startswith(prefix)} - set(self.kept):
            raise Failure(f"articles that nobody sent: {sorted(more)[:5]}")

    def settle_decisions(self, held, others):
        for number, decision in self.decided.items():
            if held.overrides.get(number) != (decision, False):
                raise Failure(f"decision {number} should be {decision} and is {held.overrides.get(number)}")
        if self.decision is not None:
            for number in set(held.overrides) - others:
                if held.overrides[number][0] == self.decision:
                    self.decided[number] = self.decision
                    break
        self.decision = None


def post_and_kill(desk, senders, delay):
    first, failures = threading.Event(), []

    def work(sender):
        try:
            sender.send(desk, first)
        except Failure as failure:
            failures.append(failure)
            first.set()

    threads = [threading.Thread(target=work, args=(sender,)) for sender in senders]
    for thread in threads:
        thread.start()
    if not first.wait(30):
        raise Failure("nothing was acknowledged within 30 s")
    time.sleep(delay)
    desk.kill()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def look(data, senders):
    held = Held(data)
    for sender in senders:
        sender.settle(held)
    for sender in senders:
        others = set().union(*(set(other.decided) for other in senders))
        sender.settle_decisions(held, others)
    if more := set(held.overrides) - set().union(*(set(sender.decided) for sender in senders)):
        raise Failure(f"decisions that nobody took: {sorted(more)}")
    return held


class Test:
    def __init__(self, given, work):
        self.given, self.work = given, work
        self.program = binary(given.newstem)
        self.env, self.shadow = {}, None
        self.starts, self.starts_filled, self.verified, self.kills = [], [], 0, 0
        self.acknowledged, self.versions, self.decided = 0, 0, 0

    def run(self):
        for folder in range(self.given.skip // FOLDER_RUNS, (self.given.runs + FOLDER_RUNS - 1) // FOLDER_RUNS):
            runs = min(FOLDER_RUNS, self.given.runs - folder * FOLDER_RUNS)
            self.run_folder(folder, runs)
            print(f"{folder * FOLDER_RUNS + runs} runs, {self.kills} kills, {self.acknowledged} acknowledged", flush=True)

    def run_folder(self, folder, runs):
        data = self.work / f"data-{folder}"
        seed = f"{self.given.seed} {folder}"
        senders = [Sender(seed, number) for number in range(SENDERS)]
        chance = random.Random(seed)
        if self.given.power:
            self.shadow = self.work / f"synced-{folder}"
            self.shadow.mkdir()
            self.env = shim.power(data, self.shadow, self.given.lie)
        for run in range(runs):
            try:
                self.once(data, senders, chance, run)
            except (Failure, Died) as failure:
                raise Failure(f"folder {folder}, run {run}, seed {self.given.seed}: {failure}") from failure
        self.acknowledged += sum(sender.acknowledged for sender in senders)
        self.decided += sum(len(sender.decided) for sender in senders)
        self.versions += sum(len(titles) for sender in senders for titles in sender.kept.values())
        shutil.rmtree(data)
        if self.shadow:
            shutil.rmtree(self.shadow)

    def once(self, data, senders, chance, run):
        log = self.work / "log"
        log.unlink(missing_ok=True)
        if run and chance.random() < 0.3:
            for _ in range(chance.randint(1, 3)):
                early = Desk(self.program, data, log, self.env, wait=False)
                time.sleep(chance.uniform(0, 0.08))
                early.kill()
                self.kills += 1
        desk = Desk(self.program, data, log, self.env)
        (self.starts_filled if run else self.starts).append(desk.took)
        try:
            post_and_kill(desk, senders, chance.uniform(0, 0.4))
        finally:
            desk.kill()
        self.kills += 1
        check_log(log.read_text(errors="replace"))
        if self.shadow:
            self.power_fails(data)
        look(data, senders)
        if self.given.runs <= FOLDER_RUNS or (run + 1) % self.given.verify_every == 0:
            must_verify(self.program, data, self.env)
            look(data, senders)
            self.verified += 1
        if run + 1 in (FOLDER_RUNS // 2, FOLDER_RUNS):
            self.orderly(data, senders, log)

    def power_fails(self, data):
        """Has the store be what was synced, no more; the index of search stays as it is."""
        for file in data.glob("newstem.sqlite*"):
            file.unlink()
        # What is not synced the next time must be seen as lost again, so the copies stay where they are.
        for file in self.shadow.glob("newstem.sqlite*"):
            if not file.name.endswith(".part"):
                shutil.copy(file, data / file.name)

    def orderly(self, data, senders, log):
        desk = Desk(self.program, data, log, self.env)
        self.starts_filled.append(desk.took)
        try:
            wait_until_quiet(desk)
            status = desk.stop()
        finally:
            desk.kill()
        if status != 0:
            raise Failure(f"the desk ended with {status} when asked to end")
        check_log(desk.told())
        told = must_verify(self.program, data, self.env)
        if "all as they were written" not in told or "reindex" in told:
            raise Failure(f"after an orderly end `newstem verify` tells: {told}")
        look(data, senders)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--newstem", help="the program [default: the environment's NEWSTEM]")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--skip", type=int, default=0, help="so many runs, in fifties, are left out of --runs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verify-every", type=int, default=10, help="runs from one `newstem verify` to the next")
    parser.add_argument("--power", action="store_true", help="look at what was synced, not at what was written")
    parser.add_argument("--lie", action="store_true", help="with --power: syncs do nothing, so that the test must fail")
    given = parser.parse_args()
    begun = time.monotonic()
    work = Path(tempfile.mkdtemp(prefix="newstem-kill-"))
    test = Test(given, work)
    try:
        test.run()
    except Failure as failure:
        print(f"FAILED: {failure}\nwhat is left is in {work}", file=sys.stderr)
        raise SystemExit(1) from None
    shutil.rmtree(work)
    starts = sorted(test.starts_filled or test.starts)
    print(
        f"{given.runs - given.skip // FOLDER_RUNS * FOLDER_RUNS} runs, {test.kills} kills in {time.monotonic() - begun:.0f} s: "
        f"{test.acknowledged} articles and {test.decided} decisions acknowledged, {test.versions} versions kept, none lost, "
        f"none twice; verify was clean {test.verified} times; "
        f"starts took {starts[len(starts) // 2] * 1000:.0f} ms, at most {starts[-1] * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
