//! What articles that come without end say of each other.
//!
//! A pile is read to its end before any article is made of it; a desk takes each article as it comes and
//! knows those before it. The sample is that of [`ContextBuilder`], bounded as there. What follows from
//! an outlet's sample is kept until enough of the sample is new, so that an article costs no more for
//! the thousands before it. Rejected: cleaning earlier articles again when more is known, which would
//! change texts that people have read and traces point into.
//!
//! Where it fails: the first articles of an outlet keep what later ones show to be furniture.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::context::{Context, ContextBuilder, Lines, outlet_hash};
use crate::credit::Outlets;
use crate::document::Document;

/// What follows from a sample is worked out again when one in so many of it is new.
const ONE_IN: usize = 8;

/// A context that grows with every document.
#[derive(Clone, Debug, Default)]
pub struct GrowingContext {
    builder: ContextBuilder,
    repeats: BTreeMap<u64, Repeats>,
    outlets: Arc<Outlets>,
    outlets_known: usize,
}

/// The repeated lines of an outlet, and how many of its sampled documents came after they were found.
#[derive(Clone, Debug, Default)]
struct Repeats {
    lines: Lines,
    new: usize,
}

impl GrowingContext {
    /// Takes a document into account.
    pub fn observe(&mut self, document: &Document) {
        if let Some(outlet) = self.builder.sample(document) {
            self.repeats.entry(outlet).or_default().new += 1;
        }
    }

    /// What is known by now that matters to these documents.
    pub fn context_of(&mut self, documents: &[Document]) -> Context {
        self.forget();
        self.learn_names();
        let outlets: BTreeSet<u64> = documents.iter().filter_map(outlet_hash).collect();
        let repeated = outlets.into_iter().filter_map(|outlet| Some((outlet, self.lines(outlet)?)));
        let repeated = repeated.collect();
        Context { outlets: Arc::clone(&self.outlets), repeated }
    }

    /// Forgets outlets that are sampled no more.
    fn forget(&mut self) {
        let builder = &self.builder;
        if self.repeats.len() > builder.outlets_sampled() {
            self.repeats.retain(|outlet, _| builder.sample_of(*outlet).is_some());
        }
    }

    fn lines(&mut self, outlet: u64) -> Option<Lines> {
        let sample = self.builder.sample_of(outlet)?;
        let repeats = self.repeats.get_mut(&outlet)?;
        if repeats.new > 0 && repeats.new * ONE_IN >= sample.len() {
            *repeats = Repeats { lines: sample.repeated_lines(), new: 0 };
        }
        Some(Arc::clone(&repeats.lines))
    }

    fn learn_names(&mut self) {
        let count = self.builder.names().len();
        let new = count.saturating_sub(self.outlets_known);
        if new > 0 && new * ONE_IN >= count {
            let names = self.builder.names().iter().map(String::as_str);
            self.outlets = Arc::new(Outlets::of(names));
            self.outlets_known = count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "Ask our reporters on the northern desk";

    fn document(outlet: &str, number: usize) -> Document {
        let own = ["rain", "ice", "fog", "hail", "wind"][number % 5];
        let paragraph = |n: usize| format!("{own} {number} came over {} again.", "x".repeat(n));
        let paragraphs: Vec<String> = (0..8).map(paragraph).collect();
        Document {
            outlet: Some(outlet.to_owned()),
            text: format!("{}\n{LINE}", paragraphs.join("\n").replace(char::is_numeric, "")),
            ..Document::default()
        }
    }

    /// For each of the documents that come one by one whether the line at its end is known to repeat.
    fn check(outlets: &[&str], expected: &[bool]) {
        let mut growing = GrowingContext::default();
        let known = outlets.iter().enumerate().map(|(number, outlet)| {
            let document = document(outlet, number);
            growing.observe(&document);
            growing.context_of(std::slice::from_ref(&document)).is_repeated(&document, LINE)
        });
        assert_eq!(known.collect::<Vec<_>>(), expected, "{outlets:?}");
    }

    #[test]
    fn a_line_is_known_from_the_second_article_of_an_outlet_on() {
        check(&["Post", "Post", "Post"], &[false, true, true]);
        check(&["Post", "Echo", "Post", "Echo"], &[false, false, true, true]);
    }

    #[test]
    fn what_is_known_is_what_a_pile_knows() {
        let documents: Vec<Document> = (0..5).map(|number| document("Post", number)).collect();
        let mut growing = GrowingContext::default();
        documents.iter().for_each(|document| growing.observe(document));
        let (grown, whole) = (growing.context_of(&documents), Context::of(&documents));
        for line in documents.iter().flat_map(|document| document.text.lines()) {
            let [grown, whole] = [&grown, &whole].map(|one| one.is_repeated(&documents[0], line));
            assert_eq!(grown, whole, "{line}");
        }
    }

    #[test]
    fn nothing_is_kept_of_outlets_that_are_sampled_no_more() {
        let mut growing = GrowingContext::default();
        for number in 0..20_000 {
            growing.observe(&document(&format!("Post {number}"), number));
        }
        growing.context_of(&[document("Post 1", 1)]);
        assert!(growing.repeats.len() <= growing.builder.outlets_sampled());
    }
}
