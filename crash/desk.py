"""A desk as a process of its own: started, asked, killed; and what its store holds, read past it."""

import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

TOKEN = "crash-test"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
STORE = "newstem.sqlite"


class Failure(Exception):
    """Something that must not happen happened."""


class Died(Exception):
    """The desk ended before it listened."""


def binary(given=None):
    found = given or os.environ.get("NEWSTEM")
    if not found:
        raise SystemExit("say which program to test: --newstem FILE, or NEWSTEM=FILE")
    return str(Path(found).resolve())


class Desk:
    """A running `newstem serve`."""

    def __init__(self, program, data, log, env=None, arguments=(), wait=True):
        self.data = Path(data)
        self.log = Path(log)
        self.log_from = self.log.stat().st_size if self.log.exists() else 0
        self.stderr = open(self.log, "ab")
        command = [program, "serve", "--data", str(data), "--listen", "127.0.0.1:0", "--token", TOKEN, *arguments]
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=self.stderr, env={**os.environ, **(env or {})}
        )
        self.port = None
        if wait:
            self.wait_until_open()

    def wait_until_open(self, limit=30.0):
        deadline = time.monotonic() + limit
        while self.port is None:
            with open(self.log, "rb") as log:
                log.seek(self.log_from)
                told = log.read().decode(errors="replace")
            for line in told.splitlines(keepends=True):
                if line.endswith("\n") and " at http://127.0.0.1:" in line:
                    self.port = int(line.rsplit(":", 1)[1].strip().strip("/"))
            if self.port is None:
                if self.process.poll() is not None:
                    raise Died(f"the desk ended with {self.process.returncode}: {told.strip()[-400:]}")
                if time.monotonic() > deadline:
                    raise Failure("the desk does not listen")
                time.sleep(0.002)
        self.took = time.monotonic() - self.started

    def connection(self, timeout=20.0):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method, path, body=None, kind="application/json", timeout=20.0):
        """Status and answer; None for both where the desk did not answer."""
        connection = self.connection(timeout)
        try:
            return exchange(connection, method, path, body, kind)
        finally:
            connection.close()

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.stderr.close()

    def stop(self, limit=60.0):
        """Asks it to end; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(limit)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failure(f"the desk did not end within {limit} s of being asked to") from None
        self.stderr.close()
        return status

    def told(self):
        with open(self.log, "rb") as log:
            log.seek(self.log_from)
            return log.read().decode(errors="replace")


def exchange(connection, method, path, body=None, kind="application/json"):
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body).encode()
    headers = dict(HEADERS)
    if body is not None:
        headers["Content-Type"] = kind
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return None, None
    try:
        return response.status, json.loads(text) if text else None
    except ValueError:
        return response.status, text.decode(errors="replace")


def check_log(told):
    if found := re.search(r"thread '.*panicked at .*(\n.*)?", told):
        raise Failure(f"the desk panicked: {found.group()[:600]}")


class Held:
    """What a store holds, read from a copy so that looking changes nothing."""

    def __init__(self, data):
        data = Path(data)
        with tempfile.TemporaryDirectory(prefix="newstem-held-") as folder:
            # A store that is being made has a journal, which whoever opens the copy must roll back.
            for ending in ("", "-wal", "-journal"):
                one = data / (STORE + ending)
                if one.exists():
                    shutil.copy(one, folder)
            self.versions, self.overrides, self.is_there = {}, {}, False
            file = Path(folder) / STORE
            if not file.exists():
                return
            store = sqlite3.connect(file)
            try:
                self.read(store)
            except sqlite3.DatabaseError as error:
                raise Failure(f"SQLite cannot read the store: {error}") from error
            finally:
                store.close()

    def read(self, store):
        if not store.execute("SELECT 1 FROM sqlite_schema WHERE name = 'versions'").fetchone():
            return
        self.is_there = True
        whole = store.execute("PRAGMA integrity_check").fetchone()[0]
        if whole != "ok":
            raise Failure(f"SQLite finds the store broken: {whole}")
        twice = "SELECT article, version FROM versions GROUP BY 1, 2 HAVING count(*) > 1"
        if found := store.execute(twice).fetchall():
            raise Failure(f"versions that are there twice: {found[:5]}")
        twice = "SELECT id FROM articles GROUP BY 1 HAVING count(*) > 1"
        if found := store.execute(twice).fetchall():
            raise Failure(f"articles that are there twice: {found[:5]}")
        look = (
            "SELECT a.id, v.version, v.title, length(v.body), v.record_hash FROM versions v "
            "JOIN articles a USING (article) ORDER BY a.id, v.version"
        )
        last = None
        for name, version, title, length, record_hash in store.execute(look):
            titles = self.versions.setdefault(name, [])
            titles.append(title)
            if version != len(titles):
                raise Failure(f"{name} has version {version} as its {len(titles)}th")
            if last == (name, record_hash):
                raise Failure(f"{name} holds the same thing twice, as version {version} and the one before")
            if not length:
                raise Failure(f"version {version} of {name} is empty")
            last = (name, record_hash)
        sql = "SELECT override, data, undone_at IS NOT NULL FROM overrides"
        self.overrides = {number: (json.loads(data), bool(undone)) for number, data, undone in store.execute(sql)}


def verify(program, data, env=None):
    """Exit status of `newstem verify` and what it tells."""
    done = subprocess.run([program, "verify", "--data", str(data)], capture_output=True, text=True, timeout=300, env={**os.environ, **(env or {})})
    return done.returncode, (done.stdout + done.stderr).strip()


def must_verify(program, data, env=None):
    status, told = verify(program, data, env)
    if status != 0:
        raise Failure(f"`newstem verify` ended with {status}: {told}")
    return told


def waits(desk):
    """How much is still to be placed and traced; None where the desk does not say."""
    status, answer = desk.ask("GET", "/health/ready")
    return answer["counts"]["unplaced"] + answer["counts"]["untraced"] if status == 200 else None


def wait_until_quiet(desk, limit=120.0):
    """Until everything that came in is placed and traced, and search has had time to follow.

    The limit is for the time in which nothing gets less: how fast it goes is not looked at.
    """
    last, deadline = None, time.monotonic() + limit
    while time.monotonic() < deadline:
        left = waits(desk)
        if left == 0:
            time.sleep(1.3)
            return
        if left != last:
            last, deadline = left, time.monotonic() + limit
        time.sleep(0.05)
    raise Failure(f"the desk does not come to rest: {last} articles and stories wait")
