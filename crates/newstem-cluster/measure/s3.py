#!/usr/bin/env python3
"""Traces from and into an object store that speaks Amazon's S3, on this machine.

    s3.py                     (needs moto: pip install 'moto[server]'; a build with --features s3)

Partitioned Parquet is traced from a folder and from a bucket, WARC files by a listing of the same folder, of a
bucket, and by a listing that stands in the bucket itself; runs are in the bucket too, and one is stopped and
goes on there. The findings must be the same. Where moto is not to be had, it says so and does nothing.
"""

import argparse
import gzip
import html
import importlib.util
import os
import pathlib
import sys
import tempfile

from cluster import Cluster, Failure, findings_of_run

BUCKET = "newstem-test"
KEYS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ALLOW_HTTP": "true",
}


class Store:
    """moto's server with one bucket."""

    def __init__(self):
        import boto3
        from moto.server import ThreadedMotoServer

        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.server.start()
        host, port = self.server.get_host_and_port()
        self.environment = {**KEYS, "AWS_ENDPOINT": f"http://{host}:{port}"}
        os.environ.update(KEYS)
        self.client = boto3.client("s3", endpoint_url=self.environment["AWS_ENDPOINT"])
        self.client.create_bucket(Bucket=BUCKET)

    def put(self, key, content):
        self.client.put_object(Bucket=BUCKET, Key=key, Body=content)

    def put_folder(self, folder, key):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.put(f"{key}/{path.relative_to(folder)}", path.read_bytes())

    def get_folder(self, key, folder):
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=key)
        for found in (one for page in pages for one in page.get("Contents", [])):
            path = folder / pathlib.PurePosixPath(found["Key"]).relative_to(key)
            path.parent.mkdir(parents=True, exist_ok=True)
            self.client.download_file(BUCKET, found["Key"], str(path))

    def stop(self):
        self.server.stop()


def records():
    """A small pile: some events, told by several."""
    events = ["ferry to Quillport closed", "reservoir at Mapledon flooded", "archive of Westhaven reopened"]
    for number, event in enumerate(events * 4):
        place = number // len(events)
        said = "nobody was hurt and everybody was brought home before the evening"
        text = (
            f"The {event} on Monday at {3 + number}:40 after {20 + number} people had left, the council said.\n"
            f"\"We saw that {said},\" said Ada Brook of the fire service, which sent {4 + place} crews.\n"
            f"Report {number} of the Orrin Bay Post names {7 * number + 11} residents who were told on the day."
        )
        yield {
            "id": f"e{number:02}",
            "title": f"The {event}",
            "outlet": f"Post {place}",
            "published": f"2026-03-{1 + place:02}T08:{number:02}:00Z",
            "text": text,
        }


def write_table(folder):
    """The pile in two partitions."""
    import pyarrow
    import pyarrow.parquet

    for day in range(2):
        part = folder / f"day={day}"
        part.mkdir(parents=True)
        rows = [record for number, record in enumerate(records()) if number % 2 == day]
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), part / "part-00000.parquet")


def write_crawls(folder):
    """The pile as web pages in two WARC files, and a listing of them."""
    folder.mkdir()
    files = {"a/one.warc.gz": b"", "b/two.warc.gz": b""}
    for number, record in enumerate(records()):
        files[sorted(files)[number % 2]] += warc_record(record)
    for name, content in files.items():
        (folder / name).parent.mkdir()
        (folder / name).write_bytes(content)
    (folder / "warc.paths").write_text("".join(f"{name}\n" for name in files))


def warc_record(record):
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in record["text"].split("\n"))
    page = (
        f"<html><head><title>{record['title']}</title><meta property='article:published_time'"
        f" content='{record['published']}'></head><body><article><h1>{record['title']}</h1>"
        f"{paragraphs}</article></body></html>"
    )
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: https://post.example/{record['id']}\r\nWARC-Date: 2026-03-09T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-0000000000{record['id'][1:]}>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + body + b"\r\n\r\n")


class Trial:
    def __init__(self, room, store):
        self.room, self.store, self.made = room, store, 0

    def findings(self, cluster, inputs, run):
        driver = cluster.begin_run(inputs, run, "--shelf-articles", "5")
        if driver.end() != 0:
            raise Failure(f"the run of {inputs} failed: {driver.told()}")
        if run.startswith("s3://"):
            key, run = run.removeprefix(f"s3://{BUCKET}/"), self.room / f"fetched-{self.made}"
            self.made += 1
            self.store.get_folder(key, run)
        found = findings_of_run(run)
        if not found.stories:
            raise Failure(f"the run of {inputs} found nothing")
        print(f"{' '.join(map(str, inputs))} -> {found.told()}", flush=True)
        return found

    def tables(self, cluster):
        folder = self.room / "table"
        write_table(folder)
        self.store.put_folder(folder, "table")
        # The note that Spark leaves beside partitions; names with an underscore are left out of a bucket.
        self.store.put("table/_SUCCESS", b"")
        here = self.findings(cluster, [folder], str(self.room / "run-of-table"))
        there = self.findings(cluster, [f"s3://{BUCKET}/table/"], f"s3://{BUCKET}/runs/table")
        here.check(there)

    def crawls(self, cluster):
        folder = self.room / "crawls"
        write_crawls(folder)
        self.store.put_folder(folder, "crawls")
        listing, there = folder / "warc.paths", f"s3://{BUCKET}/crawls"
        here = self.findings(cluster, ["--listing", listing], str(self.room / "run-of-crawls"))
        below = ["--listing", listing, "--below", there]
        here.check(self.findings(cluster, below, f"s3://{BUCKET}/runs/below"))
        listed = ["--listing", f"{there}/warc.paths"]
        here.check(self.findings(cluster, listed, f"s3://{BUCKET}/runs/listed"))

    def resumed(self, cluster):
        """A run in the bucket that stopped goes on there."""
        inputs, run = [f"s3://{BUCKET}/table/"], f"s3://{BUCKET}/runs/resumed"
        stopped = cluster.begin_run(inputs, run, "--shelf-articles", "5", "--until", "stems")
        if stopped.end() != 0:
            raise Failure(f"the run did not stop: {stopped.told()}")
        self.findings(cluster, [*inputs, "--resume"], run)


def main():
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    missing = [name for name in ("moto", "boto3", "pyarrow") if importlib.util.find_spec(name) is None]
    if missing:
        print(f"s3.py: skipped, for lack of {', '.join(missing)}: pip install 'moto[server]' pyarrow")
        return
    store = Store()
    with tempfile.TemporaryDirectory() as room:
        trial = Trial(pathlib.Path(room), store)
        with Cluster(room, environment=store.environment) as cluster:
            cluster.add_executor()
            cluster.add_executor()
            trial.tables(cluster)
            trial.crawls(cluster)
            trial.resumed(cluster)
    store.stop()
    print("s3.py: the same findings from folders and from the object store")


try:
    main()
except Failure as failure:
    sys.exit(f"s3.py: {failure}")
