"""Writes the Parquet files beside it, with pyarrow 26. Each is a form that writers in use give."""

import datetime
import decimal
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).parent
UTC = datetime.timezone.utc
TEXT = "It rained all day in the valley, “and all night”, the wardens said. "
NOON = datetime.datetime(2023, 5, 4, 18, 20)


def articles(count):
    return pa.table({
        "id": [f"a{n}" for n in range(count)],
        "title": [f"Rain {n}" for n in range(count)],
        "text": [f"{n}. {TEXT}" for n in range(count)],
        "published": pa.array([NOON.replace(tzinfo=UTC)] * count, pa.timestamp("us", tz="UTC")),
    })


def nested():
    people = pa.list_(pa.struct([("name", pa.string()), ("age", pa.int32())]))
    return pa.table({
        "text": ["One.", "Two.", "Three.", "Four."],
        "authors": pa.array([["A. Bee", "C. Dee"], [], None, ["E. Eff", None]], pa.list_(pa.string())),
        "people": pa.array([[{"name": "A", "age": 1}, {"name": None, "age": 2}], None, [None], []], people),
        "deep": pa.array([[[1, 2], []], [None], [], None], pa.list_(pa.list_(pa.int64()))),
        "meta": pa.array([{"a": {"b": 1}}, {"a": None}, None, {"a": {"b": None}}],
                         pa.struct([("a", pa.struct([("b", pa.int64())]))])),
        "tags": pa.array([[("k", 1), ("l", None)], [], None, [("m", 3)]], pa.map_(pa.string(), pa.int64())),
        "vector": pa.array([[0.5, 0.25], [], None, [1.0]], pa.list_(pa.float32())),
    })


def typed():
    return pa.table({
        "text": ["One.", "Two."],
        "published": pa.array([NOON, None], pa.timestamp("ns")),
        "updated": pa.array([NOON.replace(tzinfo=UTC), None], pa.timestamp("ms", tz="UTC")),
        "day": pa.array([NOON.date(), None], pa.date32()),
        "clock": pa.array([NOON.time(), None], pa.time64("us")),
        "price": pa.array([decimal.Decimal("-12.30"), None], pa.decimal128(10, 2)),
        "count": pa.array([2**64 - 1, None], pa.uint64()),
        "small": pa.array([-3, None], pa.int8()),
        "share": pa.array([0.5, float("nan")], pa.float64()),
        "is_free": pa.array([True, None]),
        "raw": pa.array([b"\xff\x00", b"text"], pa.binary()),
        "kind": pa.array(["news", "news"]).dictionary_encode(),
        "html": ["<p>One.", "<p>Two."],
    })


def write(name, table, **options):
    pq.write_table(table, HERE / f"{name}.parquet", store_schema=False, **options)


for codec in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    write(codec, articles(3), compression=codec)
write("groups", articles(40), row_group_size=10, data_page_size=200, write_batch_size=2, compression="none")
write("pages-v2", nested(), data_page_version="2.0", compression="zstd")
write("nested", nested())
write("typed", typed())
write("int96", typed().select(["text", "published"]), use_deprecated_int96_timestamps=True)
deltas = {"id": "DELTA_LENGTH_BYTE_ARRAY", "title": "DELTA_BYTE_ARRAY", "text": "DELTA_BYTE_ARRAY",
          "published": "DELTA_BINARY_PACKED"}
write("deltas", articles(40), use_dictionary=False, column_encoding=deltas)
