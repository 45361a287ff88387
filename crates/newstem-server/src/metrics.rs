//! Numbers for Prometheus, counted where things happen. The text format (version 0.0.4) is a dozen
//! lines to write, less than the glue to a library for it.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the buckets of durations, in seconds.
const BOUNDS_S: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5];

/// Durations by how long they were.
#[derive(Default)]
pub struct Histogram {
    buckets: [AtomicU64; BOUNDS_S.len()],
    count: AtomicU64,
    sum_us: AtomicU64,
}

impl Histogram {
    /// Counts one.
    pub fn observe(&self, took: Duration) {
        let seconds = took.as_secs_f64();
        for (bucket, bound) in self.buckets.iter().zip(BOUNDS_S) {
            if seconds <= bound {
                bucket.fetch_add(1, Ordering::Relaxed);
            }
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.sum_us.fetch_add(us, Ordering::Relaxed);
    }

    fn write(&self, out: &mut String, name: &str, help: &str) {
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} histogram");
        for (bucket, bound) in self.buckets.iter().zip(BOUNDS_S) {
            let count = bucket.load(Ordering::Relaxed);
            let _ = writeln!(out, "{name}_bucket{{le=\"{bound}\"}} {count}");
        }
        let count = self.count.load(Ordering::Relaxed);
        let seconds = self.sum_us.load(Ordering::Relaxed) as f64 / 1e6;
        let _ = writeln!(
            out,
            "{name}_bucket{{le=\"+Inf\"}} {count}\n{name}_sum {seconds}\n{name}_count {count}"
        );
    }
}

/// Everything that is counted.
#[derive(Default)]
pub struct Metrics {
    /// Articles that were written, known ones too.
    pub articles_written: AtomicU64,
    /// Requests that were told to come back later.
    pub refused_busy: AtomicU64,
    /// Stories traced.
    pub stories_traced: AtomicU64,
    /// Articles placed in a story.
    pub articles_placed: AtomicU64,
    /// Records that could not be read.
    pub skipped: AtomicU64,
    /// From a batch's first article to its sync.
    pub write: Histogram,
    /// From a request to its answer.
    pub request: Histogram,
    /// For a story.
    pub trace: Histogram,
}

/// What is known only when it is asked for.
pub struct Gauges {
    /// Name, what it is, and its value.
    pub values: Vec<(&'static str, &'static str, u64)>,
}

impl Metrics {
    /// Counts a transaction.
    pub fn wrote(&self, articles: usize, took: Duration) {
        self.articles_written.fetch_add(articles as u64, Ordering::Relaxed);
        self.write.observe(took);
    }

    /// All as text.
    pub fn render(&self, gauges: &Gauges) -> String {
        let mut out = String::new();
        let counters = [
            ("newstem_articles_written_total", "Articles taken in.", &self.articles_written),
            ("newstem_articles_placed_total", "Articles placed in a story.", &self.articles_placed),
            ("newstem_stories_traced_total", "Traces made.", &self.stories_traced),
            ("newstem_skipped_total", "Records that could not be read.", &self.skipped),
            ("newstem_refused_busy_total", "Requests answered with 429.", &self.refused_busy),
        ];
        for (name, help, value) in counters {
            let value = value.load(Ordering::Relaxed);
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}");
        }
        for (name, help, value) in &gauges.values {
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
        }
        self.write.write(&mut out, "newstem_write_seconds", "Transactions of articles.");
        self.request.write(&mut out, "newstem_request_seconds", "Requests of the API.");
        self.trace.write(&mut out, "newstem_trace_seconds", "Traces of stories.");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_count_all_that_is_no_longer() {
        let histogram = Histogram::default();
        histogram.observe(Duration::from_millis(3));
        histogram.observe(Duration::from_secs(9));
        let mut out = String::new();
        histogram.write(&mut out, "x", "X.");
        assert!(out.contains("x_bucket{le=\"0.0025\"} 0\nx_bucket{le=\"0.005\"} 1\n"), "{out}");
        assert!(out.ends_with("x_bucket{le=\"+Inf\"} 2\nx_sum 9.003\nx_count 2\n"), "{out}");
    }
}
