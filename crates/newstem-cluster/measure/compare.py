#!/usr/bin/env python3
"""Traces a pile with `newstem trace` and with two executors, and says what each took and whether they agree.

    compare.py PILE --room FOLDER

Figures are processor seconds of all processes, which other work on the machine hardly changes. With
--alone the figures and findings of an earlier `newstem trace` of the same pile are used.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

from cluster import Cluster, Failure, findings_of_run, findings_of_trace, manifest_of, program


def trace_alone(pile, room):
    out, begun = room / "alone.json", time.monotonic()
    command = [program("NEWSTEM", "newstem"), "trace", pile, "--format", "json", "-o", out]
    child = subprocess.Popen(list(map(str, command)), stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise Failure("newstem trace failed")
    figures = {
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 1),
        "wall_s": round(time.monotonic() - begun, 1),
        "memory_mib": usage.ru_maxrss // 1024,
        "load": os.getloadavg()[1],
    }
    (room / "alone.figures.json").write_text(json.dumps(figures))
    print("newstem trace:", figures, flush=True)
    return figures


def follow(driver, cluster):
    """For each stage its time, the processor time of all processes and of the driver, bytes shuffled, and the
    largest memory that any executor has had until its end."""
    stages, heard, before = [], 0, (0.0, 0.0, 0)
    while True:
        with driver.spoken:
            driver.spoken.wait_for(lambda: len(driver.lines) > heard)
            line, heard = driver.lines[heard], heard + 1
        is_end = line is None
        if not is_end and " rows in " not in line:
            continue
        # At its end the driver has no more to be asked; what it took since is in its last sum.
        of_driver = driver.cpu_now_s() if not is_end else ended(driver).cpu_s()
        total = of_driver + sum(process.cpu_now_s() for process in cluster.processes())
        shuffled = cluster.shuffled_bytes()
        name, seconds = ("output", 0.0) if is_end else parsed(line)
        cpu, driven, new = total - before[0], of_driver - before[1], shuffled - before[2]
        largest = max((one.memory_now_mib() for one in cluster.executors), default=0)
        stages.append((name, seconds, cpu, driven, max(new, 0), largest))
        before = (total, of_driver, shuffled)
        if is_end:
            return stages


def ended(process):
    process.end()
    return process


def parsed(line):
    name, rest = line.split(":", 1)
    return name, float(rest.rsplit(" in ", 1)[1].removesuffix(" s"))


def trace_on_cluster(pile, room, told):
    run = room / "run"
    shutil.rmtree(run, ignore_errors=True)
    with Cluster(room, told.tasks, told.memory_mib) as cluster:
        cluster.add_executor()
        cluster.add_executor()
        driver = cluster.begin_run([pile], run, *told.more)
        stages = follow(driver, cluster)
        if driver.end() not in (0, 3):
            raise Failure(f"the run failed: {driver.told()}")
        cluster.stop()
    processes = {"driver": driver, "scheduler": cluster.scheduler}
    processes |= {executor.name: executor for executor in cluster.ended}
    figures = {
        "cpu_s": round(sum(process.cpu_s() for process in processes.values()), 1),
        "wall_s": round(driver.wall_s, 1),
        "load": os.getloadavg()[1],
        "each": {
            name: {"cpu_s": round(process.cpu_s(), 1), "memory_mib": process.memory_mib()}
            for name, process in processes.items()
        },
    }
    sizes = {stage["name"]: stage for stage in manifest_of(run)["stages"]}
    print(f"  {'stage':12}{'rows':>12}{'bytes':>14}{'shuffled':>14}{'wall s':>9}{'CPU s':>9}{'driver':>9}{'MiB':>7}")
    for name, seconds, cpu, of_driver, shuffled, largest in stages:
        rows, size = sizes.get(name, {}).get("rows", 0), sizes.get(name, {}).get("bytes", 0)
        print(f"  {name:12}{rows:>12}{size:>14}{shuffled:>14}{seconds:>9.1f}{cpu:>9.1f}{of_driver:>9.1f}{largest:>7}")
    print(" ", manifest_of(run)["counters"])
    print("two executors:", json.dumps(figures, indent=1), flush=True)
    return figures


def main():
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("pile", type=pathlib.Path)
    told.add_argument("--room", type=pathlib.Path, required=True, help="where everything is written")
    told.add_argument("--tasks", type=int, default=1, help="tasks of an executor at once")
    told.add_argument("--memory-mib", type=int, default=1024)
    told.add_argument("--alone", action="store_true", help="newstem trace was run before, in this room")
    told.add_argument("--unlike", action="store_true", help="only what the cluster takes")
    told, told.more = told.parse_known_args()
    told.room.mkdir(parents=True, exist_ok=True)
    if told.unlike:
        return trace_on_cluster(told.pile, told.room, told)
    known = told.room / "alone.figures.json"
    alone = json.loads(known.read_text()) if told.alone else trace_alone(told.pile, told.room)
    figures = trace_on_cluster(told.pile, told.room, told)
    print(f"processor time: {figures['cpu_s'] / alone['cpu_s']:.2f} times that of newstem trace", flush=True)
    found = findings_of_run(told.room / "run")
    findings_of_trace(told.room / "alone.json").check(found)
    print(f"the same findings: {found.told()}")


try:
    main()
except Failure as failure:
    sys.exit(f"compare.py: {failure}")
