//! The whole pipeline: what is asked of the engine, stage by stage, in SQL.
//!
//! Each stage reads tables that stages before it wrote, so that each can be done again by itself, and
//! nothing is held back for later in memory. Stages that are not here are short, and done on one
//! machine by `driver`: they number articles, tell copies apart, join articles into stories.
//!
//! | stage | a row is |
//! |---|---|
//! | `files` | a file to read (driver) |
//! | `documents` | a document of a file, or a problem |
//! | `numbers` | the id and the number of a document (driver) |
//! | `articles` | a document without its furniture |
//! | `sketches` | an article's words, values, fingerprint and time |
//! | `banded` | a fingerprint that has a band in common with another |
//! | `copies` | a near-duplicate and the article that stands for it (driver) |
//! | `places` | any other article's place in time and shelf (driver) |
//! | `stems`, `anchors` | a word of the pile, in the order in which it was met |
//! | `weighed` | an article by the words of the whole pile, in the order of time, a file for a shelf |
//! | `frequent` | a term of very many articles within twice the window and one of these |
//! | `behind` | an article that no later one finds, as far as is known (driver) |
//! | `too_common` | a term by which an article is not looked up |
//! | `marks` | an article to be looked up, with the terms that are left out (driver) |
//! | `alike` | two articles and how alike they are |
//! | `homes` | the story of an article (driver) |
//! | `traces` | the trace of a story |
//!
//! Who stands behind another is known when stories are, and they follow from `alike`. So the stages from
//! `behind` on are done again until nothing changes; in the order of time the first article for which
//! anything was wrong is right after each round, and a round that changes nothing is what the engine finds.
//! Each round looks up only those articles again that have other terms left out than before. Likenesses
//! to articles behind others are found too; grouping, which knows who stands when, passes over them.
//!
//! `{run}` is where functions find what concerns all of a pile. Grouping without an aggregate
//! (`GROUP BY unit, path, name`) puts rows that are much work each into partitions by hash.

use crate::functions::ReadingParameters;

/// Articles further apart than this are not compared, as in the engine.
const WINDOW_SECONDS: i64 = 45 * 86_400;
/// A term of more earlier articles within the window finds nothing, as in the engine.
const LONGEST_POSTING: usize = 400;

/// The stretch of articles without a time, before all others and next to none.
const UNDATED: i64 = -1_000_000_000;

/// The documents of all files.
pub fn documents(reading: &ReadingParameters) -> String {
    let reading = serde_json::to_string(reading).unwrap_or_default().replace('\'', "''");
    format!(
        "SELECT unit, found['place'] AS place, found['id'] AS id,
                found['document'] AS document, found['problem'] AS problem
         FROM (SELECT unit, unnest(read_file(path, name, '{reading}')) AS found
               FROM (SELECT unit, path, name FROM files GROUP BY unit, path, name))"
    )
}

/// All documents, cleaned.
pub fn articles(run: &str) -> String {
    format!(
        "SELECT number, cleaned['article'] AS article, cleaned['problem'] AS problem
         FROM (SELECT n.number, clean(d.document, n.id, '{run}') AS cleaned
               FROM documents d JOIN numbers n ON d.unit = n.unit AND d.place = n.place)"
    )
}

/// What grouping needs of all articles.
pub fn sketches() -> String {
    "SELECT number, sketched['words'] AS words, sketched['traits'] AS traits,
            sketched['signature'] AS signature, sketched['earliest'] AS earliest,
            sketched['is_short'] AS is_short
     FROM (SELECT number, sketch(article) AS sketched FROM articles)"
        .to_owned()
}

/// Fingerprints that share a band with another: of all others it is known that they are no copies.
pub fn banded() -> String {
    let bands = "SELECT number, unnest(bands(signature)) AS band FROM sketches
                 WHERE signature IS NOT NULL";
    format!(
        "SELECT s.number, s.signature FROM sketches s WHERE s.number IN
           (SELECT b.number FROM ({bands}) b
            JOIN (SELECT band FROM ({bands}) GROUP BY band HAVING count(*) > 1) several
              ON b.band = several.band)"
    )
}

/// All stems with the number of articles that have them, near-duplicates not counted.
pub fn stems() -> String {
    "SELECT stem['term'] AS term, min(stem['first']) AS first, sum(stem['articles']) AS articles
     FROM (SELECT unnest(stems(s.number, s.words,
                               CASE WHEN c.number IS NULL THEN 1 ELSE 0 END)) AS stem
           FROM sketches s LEFT JOIN copies c ON s.number = c.number)
     GROUP BY stem['term'] ORDER BY first"
        .to_owned()
}

/// All names and numbers with their stems.
pub fn anchors() -> String {
    "SELECT term, min(first) AS first
     FROM (SELECT anchor['term'] AS term, anchor['first'] AS first
           FROM (SELECT unnest(anchors(number, words)) AS anchor FROM sketches))
     GROUP BY term ORDER BY substr(min(first), 1, 10), term"
        .to_owned()
}

/// All articles that stand for themselves, by the words of the whole pile.
pub fn weighed(run: &str) -> String {
    format!(
        "SELECT number, place, time, weighed['telling'] AS telling, weighed['weighed'] AS weighed
         FROM (SELECT s.number, p.place, p.time,
                      weigh(s.number, s.words, s.traits, '{run}') AS weighed
               FROM sketches s JOIN places p ON s.number = p.number)
         ORDER BY place"
    )
}

/// The terms that more articles have than may find each other, each where it is so frequent: the pile is cut
/// into stretches as long as the window, and what is earlier within it lies in an article's own stretch or the
/// one before. Undated articles have no window. What is counted in each round is counted among these.
pub fn frequent() -> String {
    let looked_up = format!(
        "SELECT number, place, time, term,
                coalesce(floor(time / {WINDOW_SECONDS}.0), {UNDATED}) AS stretch
         FROM (SELECT number, place, time, unnest(telling) AS term FROM weighed)"
    );
    format!(
        "SELECT l.number, l.place, l.time, l.term
         FROM ({looked_up}) l
         JOIN (SELECT term, stretch
               FROM (SELECT term, stretch, articles,
                            CASE WHEN lag(stretch) OVER stretches = stretch - 1
                              THEN lag(articles) OVER stretches ELSE 0 END AS before,
                            CASE WHEN lead(stretch) OVER stretches = stretch + 1
                              THEN lead(articles) OVER stretches ELSE 0 END AS after,
                            sum(articles) OVER (PARTITION BY term) AS anywhere,
                            min(stretch) OVER (PARTITION BY term) AS first
                     FROM (SELECT term, stretch, count(*) AS articles
                           FROM ({looked_up}) GROUP BY term, stretch)
                     WINDOW stretches AS (PARTITION BY term ORDER BY stretch))
               WHERE articles + before > {LONGEST_POSTING}
                  OR articles + after > {LONGEST_POSTING}
                  OR (first = {UNDATED} AND anywhere > {LONGEST_POSTING})) frequent
           ON l.term = frequent.term AND l.stretch = frequent.stretch"
    )
}

/// Terms that too many earlier articles within the window have, by article; those behind others are not
/// counted. Undated articles come last and have no window.
pub fn too_common() -> String {
    let outside = WINDOW_SECONDS + 1;
    format!(
        "SELECT number, place, term
         FROM (SELECT number, place, term, time,
                      sum(stands) OVER (PARTITION BY term ORDER BY place
                        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - stands AS before,
                      sum(stands) OVER (PARTITION BY term ORDER BY coalesce(time, 9000000000000)
                        RANGE BETWEEN UNBOUNDED PRECEDING AND {outside} PRECEDING) AS outside
               FROM (SELECT f.number, f.place, f.time, f.term,
                            CASE WHEN b.number IS NULL THEN 1 ELSE 0 END AS stands
                     FROM frequent f LEFT JOIN behind b ON f.number = b.number))
         WHERE before - CASE WHEN time IS NULL THEN 0 ELSE coalesce(outside, 0) END > {LONGEST_POSTING}"
    )
}

/// The articles that are like those to be looked up: each shelf that has any beside itself and beside the
/// earlier ones within the window, which is all of them for articles without a time.
pub fn alike(run: &str) -> String {
    let shelves = "SELECT shelf, min(time) AS first, max(time) AS last,
                          count(*) - count(time) AS undated
                   FROM places GROUP BY shelf";
    format!(
        "SELECT pair['later'] AS later, pair['earlier'] AS earlier, pair['likeness'] AS likeness
         FROM (SELECT unnest(compare(earlier, later, '{run}')) AS pair
               FROM (SELECT e.shelf AS earlier, l.shelf AS later
                     FROM ({shelves}) e
                     CROSS JOIN (SELECT * FROM ({shelves}) WHERE shelf IN
                                   (SELECT shelf FROM marks)) l
                     WHERE e.shelf <= l.shelf
                       AND (l.undated > 0 OR l.first - e.last <= {WINDOW_SECONDS})
                     GROUP BY e.shelf, l.shelf))"
    )
}

/// The trace of each story, largest first.
pub fn traces(run: &str) -> String {
    format!(
        "SELECT rank, trace_story(story, follows, central, articles, '{run}') AS trace
         FROM (SELECT h.rank, min(h.story) AS story, min(h.follows) AS follows,
                      min(h.central) AS central,
                      array_agg(a.article ORDER BY a.number) AS articles
               FROM articles a JOIN homes h ON a.number = h.number GROUP BY h.rank)
         ORDER BY rank"
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::array::RecordBatch;
    use datafusion::arrow::datatypes::{DataType, Field, Schema};
    use datafusion::arrow::util::pretty::pretty_format_batches;

    use super::*;
    use crate::session::{Place, session};

    /// A table without rows.
    fn empty(columns: &[(&str, DataType)]) -> RecordBatch {
        let field = |(name, kind): &(&str, DataType)| Field::new(*name, kind.clone(), true);
        RecordBatch::new_empty(Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>())))
    }

    async fn check_is_called_once(function: &str, query: String) {
        use DataType::{Binary, Int64, UInt32, Utf8};
        let session = session(&Place::Here { memory_bytes: None }, 2, "0").await.unwrap();
        let (words, traits) = (("words", Binary), ("traits", Binary));
        for (table, columns) in [
            ("documents", vec![("unit", UInt32), ("place", UInt32), ("document", Utf8)]),
            (
                "numbers",
                vec![("number", UInt32), ("id", Utf8), ("unit", UInt32), ("place", UInt32)],
            ),
            ("articles", vec![("number", UInt32), ("article", Utf8)]),
            ("sketches", vec![("number", UInt32), words, traits]),
            ("places", vec![("number", UInt32), ("place", UInt32), ("time", Int64)]),
        ] {
            session.register_batch(table, empty(&columns)).unwrap();
        }
        let plans =
            session.sql(&format!("EXPLAIN {query}")).await.unwrap().collect().await.unwrap();
        let told = pretty_format_batches(&plans).unwrap().to_string();
        let (_, physical) = told.split_once("physical_plan").unwrap();
        assert_eq!(physical.matches(&format!("newstem_{function}@0(")).count(), 1, "{told}");
    }

    /// Articles in the order of time, half a year of them and some without a time, with the terms of each: one that
    /// all have, one of every other in the first weeks, and one of every seventh that has a time.
    const WEIGHED: &str = "CREATE VIEW weighed AS
        SELECT value AS number, value AS place,
               CASE WHEN value < 3800 THEN value * 4000 + 2000000 END AS time,
               CASE WHEN value % 7 = 0 AND value < 900 AND value % 2 = 0 THEN [1, 2, 3]
                    WHEN value % 7 = 0 AND value < 3800 THEN [1, 3]
                    WHEN value % 2 = 0 AND value < 900 THEN [1, 2]
                    ELSE [1] END AS telling
        FROM generate_series(0, 3999)";

    /// The rows of what is too common where these are `frequent`, in order, and how many those are.
    async fn found_too_common(frequent: &str) -> (String, usize) {
        let session = session(&Place::Here { memory_bytes: None }, 2, "0").await.unwrap();
        session.sql(WEIGHED).await.unwrap();
        let columns = [("number", DataType::Int64)];
        session.register_batch("behind", empty(&columns)).unwrap();
        session.sql(&format!("CREATE VIEW frequent AS {frequent}")).await.unwrap();
        let rows = session.table("frequent").await.unwrap().count().await.unwrap();
        let sorted = format!("SELECT * FROM ({}) ORDER BY number, term", too_common());
        let found = session.sql(&sorted).await.unwrap().collect().await.unwrap();
        (pretty_format_batches(&found).unwrap().to_string(), rows)
    }

    #[tokio::test]
    async fn what_is_too_common_is_so_among_what_is_frequent() {
        let all = "SELECT number, place, time, unnest(telling) AS term FROM weighed";
        let (told, of_all) = found_too_common(all).await;
        let (found, of_frequent) = found_too_common(&frequent()).await;
        assert!(found.lines().count() > 100 && of_frequent < of_all, "{of_frequent} of {of_all}");
        assert_eq!(found, told);
    }

    #[tokio::test]
    async fn a_function_that_gives_a_row_is_called_once_for_it() {
        check_is_called_once("clean", articles("run")).await;
        check_is_called_once("sketch", sketches()).await;
        check_is_called_once("weigh", weighed("run")).await;
    }
}
