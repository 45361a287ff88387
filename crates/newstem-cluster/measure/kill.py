#!/usr/bin/env python3
"""Kills executors and the scheduler of a run, and looks whether the findings are the same each time.

    kill.py PILE --room FOLDER

After a run that nobody disturbs: one executor is killed (SIGKILL) in each of five stages; both are, one
after the other, the first replaced before; the scheduler is, and the run goes on with --resume; all
executors are, after which the run must end by itself, and goes on with --resume. A kill comes when half of
the time is over that the stage took undisturbed, so that some of its tasks are done and some are not. What
each cost in time is printed.
"""

import argparse
import pathlib
import shutil
import sys
import time

from cluster import Cluster, Failure, findings_of_run, manifest_of

# A stage, and the one whose end tells that it has begun.
STAGES = {
    "documents": "files",
    "sketches": "articles",
    "weighed": "anchors",
    "alike": "marks",
    "traces": "homes",
}


class Trial:
    def __init__(self, told):
        self.told, self.undisturbed, self.findings, self.stage_s = told, None, None, {}

    def run(self, name, disturb):
        """A run that is disturbed; the findings must be those of the first."""
        room = self.told.room / "trial"
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(parents=True)
        begun = time.monotonic()
        with Cluster(room, timeout_s=self.told.timeout_s) as cluster:
            cluster.add_executor()
            cluster.add_executor()
            self.begin = lambda *more: cluster.begin_run([self.told.pile], room / "run", *self.told.more, *more)
            disturb(self, cluster)
        took = time.monotonic() - begun
        found = findings_of_run(room / "run")
        if self.findings is None:
            self.findings, self.undisturbed = found, took
            self.stage_s = {stage["name"]: stage["seconds"] for stage in manifest_of(room / "run")["stages"]}
        found.check(self.findings)
        print(f"{name:44}{took:8.1f} s{took - self.undisturbed:+8.1f} s   {found.told()}", flush=True)
        shutil.rmtree(room)


def ended(driver, code=0):
    if driver.end() != code:
        raise Failure(f"the run ended with {driver.code}, not {code}: {driver.told()}")


def wait_into(trial, driver, stage):
    driver.wait_for(f"{STAGES[stage]}:")
    time.sleep(trial.stage_s[stage] / 2)
    if any(line and line.startswith(f"{stage}:") for line in driver.lines):
        print(f"  ({stage} was over when the kill came: take a larger pile)")


def nobody(trial, _cluster):
    ended(trial.begin())


def one_in(stage, which):
    def disturb(trial, cluster):
        driver = trial.begin()
        wait_into(trial, driver, stage)
        cluster.kill_executor(cluster.executors[which])
        ended(driver)

    return disturb


def both_in_turn(trial, cluster):
    driver, (first, second) = trial.begin(), cluster.executors
    wait_into(trial, driver, "sketches")
    cluster.kill_executor(first)
    cluster.add_executor()
    wait_into(trial, driver, "traces")
    cluster.kill_executor(second)
    ended(driver)


def the_scheduler(trial, cluster):
    driver = trial.begin()
    wait_into(trial, driver, "alike")
    cluster.scheduler.kill()
    ended(driver, 4)
    cluster.start_scheduler(cluster.address)
    for executor in list(cluster.executors):
        cluster.kill_executor(executor)
        cluster.add_executor()
    ended(trial.begin("--resume"))


def all_executors(trial, cluster):
    driver = trial.begin()
    wait_into(trial, driver, "alike")
    killed = time.monotonic()
    for executor in list(cluster.executors):
        cluster.kill_executor(executor)
    ended(driver, 4)
    print(f"  the run ended {time.monotonic() - killed:.1f} s after the last executor: {driver.lines[-3]}")
    refused = time.monotonic()
    ended(trial.begin("--resume"), 4)
    print(f"  another was refused within {time.monotonic() - refused:.1f} s")
    cluster.add_executor()
    cluster.add_executor()
    ended(trial.begin("--resume"))


def main():
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("pile", type=pathlib.Path)
    told.add_argument("--room", type=pathlib.Path, required=True, help="where everything is written")
    told.add_argument("--timeout-s", type=int, default=20, help="after which an executor is lost")
    told, told.more = told.parse_known_args()
    trial = Trial(told)
    trial.run("nobody is killed", nobody)
    for number, stage in enumerate(STAGES):
        trial.run(f"executor {number % 2 + 1} in {stage}", one_in(stage, number % 2))
    trial.run("executor 1 in sketches, executor 2 in traces", both_in_turn)
    trial.run("the scheduler in alike, then --resume", the_scheduler)
    trial.run("all executors in alike, then --resume", all_executors)


try:
    main()
except Failure as failure:
    sys.exit(f"kill.py: {failure}")
