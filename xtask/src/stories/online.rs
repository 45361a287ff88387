//! Articles added one by one in the order of their times, each with the time that it took.

use std::time::{Duration, Instant};

use newstem::text::vector::Embedders;
use newstem::{Article, Grouper, Options, TraceError};

use super::bcubed::Homes;

/// How long additions took, the quickest first.
pub(super) struct Additions(Vec<Duration>);

impl Additions {
    /// A line for a person.
    pub(super) fn line(&self) -> String {
        let at = |share: f64| {
            let place = (self.0.len() as f64 * share) as usize;
            let took = self.0.get(place.min(self.0.len().saturating_sub(1)));
            took.map_or(0.0, |took| took.as_secs_f64() * 1e3)
        };
        format!(
            "one article: median {:.2} ms, 99 of 100 within {:.2} ms, all within {:.2} ms\n",
            at(0.5),
            at(0.99),
            at(1.0)
        )
    }
}

/// Adds all; the last tenth, which meets the largest index, is timed.
pub(super) fn group(
    articles: &[Article],
    options: &Options,
) -> Result<(Homes, Additions), TraceError> {
    let embedders = Embedders::new()?;
    let mut grouper = Grouper::new(&embedders, options.story_threshold);
    let mut in_time: Vec<&Article> = articles.iter().collect();
    in_time.sort_by_key(|article| (&article.published, &article.id));
    let mut took = Vec::new();
    for (place, article) in in_time.iter().enumerate() {
        let start = Instant::now();
        grouper.add(article)?;
        if place * 10 >= in_time.len() * 9 {
            took.push(start.elapsed());
        }
    }
    took.sort_unstable();
    let homes = grouper.ledger().stories().flat_map(|(story, numbers)| {
        let id = |&number: &usize| in_time[number].id.clone();
        numbers.iter().map(move |number| (id(number), story.0.to_string()))
    });
    Ok((homes.collect(), Additions(took)))
}
