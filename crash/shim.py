"""Builds `fault.c` and says how a process is to be started under it."""

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "fault.c"
built = None


def library():
    global built
    if built is None:
        folder = tempfile.mkdtemp(prefix="newstem-shim-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        built = os.path.join(folder, "fault.so")
        compiler = os.environ.get("CC", "gcc")
        subprocess.run([compiler, "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", built, str(SOURCE), "-ldl", "-lpthread"], check=True)
    return built


def power(folder, shadow, lies=False):
    """Every file below `folder` is copied to `shadow` whenever it is synced; where the disk lies, never."""
    env = {"LD_PRELOAD": library(), "FAULT_BELOW": os.path.realpath(folder), "FAULT_SHADOW": str(shadow)}
    return {**env, "FAULT_KIND": "lie"} if lies else env


def fault(folder, kind, first, last=None, count=None, room=None):
    """Calls `first` to `last` (for ever without it) fail as `kind` says: eio, enospc or short.

    With `room`, they fail while that file does not exist. `count` is a file that is told the calls.
    """
    env = {"LD_PRELOAD": library(), "FAULT_BELOW": os.path.realpath(folder), "FAULT_KIND": kind, "FAULT_FIRST": str(first)}
    if last is not None:
        env["FAULT_LAST"] = str(last)
    if count is not None:
        env["FAULT_COUNT"] = str(count)
    if room is not None:
        env["FAULT_ROOM"] = str(room)
    return env
