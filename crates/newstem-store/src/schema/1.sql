-- Version 1. One row an article; its texts are versions, of which the last is the one that is traced.
CREATE TABLE articles (
    article INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    url TEXT,
    versions INTEGER NOT NULL
) STRICT;
CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;

-- `arrival` counts everything that ever came in, in order. `record_hash` is the SHA-256 of what was
-- sent, by which the same thing sent twice is known; `checksum` is the XXH64 of the columns before it.
CREATE TABLE versions (
    arrival INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (article),
    version INTEGER NOT NULL,
    received TEXT NOT NULL,
    record_hash BLOB NOT NULL,
    source TEXT NOT NULL,
    outlet TEXT,
    title TEXT NOT NULL,
    author TEXT,
    published TEXT,
    language TEXT NOT NULL,
    body TEXT NOT NULL,
    rest TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (article, version)
) STRICT;

-- Where the program put each article, and in which story it is shown: the two differ where a person
-- has decided.
CREATE TABLE placements (
    article INTEGER PRIMARY KEY REFERENCES articles (article),
    placed INTEGER NOT NULL,
    story TEXT NOT NULL
) STRICT;
CREATE INDEX placements_by_story ON placements (story);
CREATE INDEX placements_by_placed ON placements (placed);

-- Changes are counted: `touched` is the number of the last one that this story saw, `traced` of the last
-- one that its trace knows. `trace_number` counts the traces written, of which the index of search keeps
-- the last that it holds. `merged_into` is the program's doing; what people merged stands in `overrides`.
CREATE TABLE stories (
    story TEXT PRIMARY KEY,
    merged_into TEXT,
    opened TEXT NOT NULL,
    changed TEXT NOT NULL,
    touched INTEGER NOT NULL,
    traced INTEGER NOT NULL DEFAULT 0,
    articles INTEGER NOT NULL DEFAULT 0,
    headline TEXT NOT NULL DEFAULT '',
    follows TEXT,
    sources INTEGER,
    disputes INTEGER,
    circles INTEGER,
    trace TEXT,
    trace_number INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX stories_by_change ON stories (changed, story) WHERE articles > 0;
CREATE INDEX stories_to_trace ON stories (touched) WHERE touched > traced AND articles > 0;

CREATE INDEX stories_by_trace ON stories (trace_number);

CREATE TABLE events (
    event INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    story TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;

-- What people decided, never deleted: a decision that was taken back keeps its row.
CREATE TABLE overrides (
    override INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    note TEXT NOT NULL,
    data TEXT NOT NULL,
    undone_at TEXT,
    undone_by TEXT
) STRICT;

CREATE TABLE sources (
    source TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    last_success TEXT,
    last_error TEXT,
    last_error_at TEXT,
    articles INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What was left out on the way in, with the reason.
CREATE TABLE problems (
    problem INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    source TEXT NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    hint TEXT NOT NULL
) STRICT;
CREATE INDEX problems_by_source ON problems (source, problem);

CREATE TABLE webhooks (
    webhook INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    created TEXT NOT NULL,
    delivered INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    last_error TEXT
) STRICT;

-- Numbers that go on: the last arrival that was placed, the next story of the program, the last change
-- of a story, the last trace.
CREATE TABLE progress (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
INSERT INTO progress VALUES ('placed', 0), ('next_story', 0), ('change', 0), ('trace', 0);
