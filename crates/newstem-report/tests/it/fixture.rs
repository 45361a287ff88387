//! `ferry-fire.json`: one invented event in nine articles (an unseen wire report, a copy, a spun
//! copy and its uncertain paraphrase, an update, a merged report, a quote that is altered and
//! then given to somebody else, a number that changes on the way down) and one article of another
//! event.

use newstem::Trace;

pub fn ferry_fire() -> Trace {
    serde_json::from_str(include_str!("ferry-fire.json")).unwrap()
}

/// The same trace with every string that an article supplies replaced.
pub fn with_hostile_text(hostile: &str) -> Trace {
    let mut trace = ferry_fire();
    for article in &mut trace.articles {
        article.title = hostile.to_owned();
        article.outlet = Some(hostile.to_owned());
        article.author = Some(hostile.to_owned());
        article.url = Some(hostile.to_owned());
        article.published = Some(hostile.to_owned());
        article.language = hostile.to_owned();
        article.source = hostile.to_owned();
        article.body = hostile.to_owned();
        for line in &mut article.furniture {
            line.text = hostile.to_owned();
            line.reason = hostile.to_owned();
        }
    }
    for story in &mut trace.stories {
        story.headline = hostile.to_owned();
        for quote in &mut story.quotes {
            quote.speaker = Some(hostile.to_owned());
            quote.role = Some(hostile.to_owned());
            for occurrence in &mut quote.occurrences {
                occurrence.text = hostile.to_owned();
                occurrence.speaker = Some(hostile.to_owned());
            }
        }
        for claim in &mut story.claims {
            claim.statement = hostile.to_owned();
            for assertion in &mut claim.asserted {
                assertion.value = hostile.to_owned();
                assertion.text = hostile.to_owned();
            }
        }
    }
    trace
}

/// A story of one article and nothing else.
pub fn alone() -> Trace {
    let mut trace = ferry_fire();
    trace.articles.truncate(1);
    trace.stories.truncate(1);
    let story = &mut trace.stories[0];
    story.articles = vec![trace.articles[0].id.clone()];
    story.tree = newstem::lineage::Tree::default();
    story.independent_sources = 1;
    story.circular.clear();
    story.quotes.clear();
    story.claims.clear();
    trace
}
