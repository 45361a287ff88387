//! The store as its callers see it, and what damage does to it.

mod deciding;
mod golden;
mod growing;
mod losing;
mod opening;
mod searching;
mod taking_in;
mod watching;

use newstem::{Article, StoryId};
use newstem_store::{Incoming, Moment, Placed, Placing, Reader, Store};
use tempfile::TempDir;

/// A store in a folder that goes with it.
struct Desk {
    folder: TempDir,
    store: Store,
    reader: Reader,
}

fn moment() -> Moment {
    Moment::of_unix_ms(1_772_668_800_000)
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("there is room");
    let store = Store::open(folder.path()).expect("the folder is empty");
    let reader = Reader::open(folder.path()).expect("the store is there");
    Desk { folder, store, reader }
}

fn article(id: &str, body: &str) -> Article {
    Article {
        id: id.to_owned(),
        title: format!("Title of {id}"),
        language: "en".to_owned(),
        body: body.to_owned(),
        ..Article::default()
    }
}

fn incoming(id: &str, body: &str) -> Incoming {
    let mut record_hash = [0; 32];
    body.bytes().take(32).enumerate().for_each(|(at, byte)| record_hash[at] = byte);
    Incoming { article: article(id, body), record_hash }
}

impl Desk {
    /// Takes articles in, all new, and puts each into a story.
    fn hold(&mut self, articles: &[(&str, u64)]) {
        let before = self.reader.progress("placed").expect("the store can be read");
        let texts: Vec<Incoming> = articles.iter().map(|(id, _)| incoming(id, id)).collect();
        self.store.take_in(&texts, &moment()).expect("there is room");
        let kept = self.reader.arrivals_after(before, 100).expect("the store can be read");
        let placed = kept
            .iter()
            .zip(articles)
            .map(|(kept, &(_, story))| Placed { article: kept.article, story: StoryId(story) });
        let placing = Placing {
            through: kept.last().map_or(before, |kept| kept.arrival),
            next_story: 100,
            placed: placed.collect(),
            ..Placing::default()
        };
        self.store.place(&placing, &moment()).expect("there is room");
    }

    /// Every story that is shown, with its articles: `s1:a,b p4:c`.
    fn shown(&self) -> String {
        let mut cards = self.reader.cards(None, 1, 100).expect("the store can be read");
        cards.sort_by(|a, b| a.story.cmp(&b.story));
        let told = cards.iter().map(|card| {
            let articles = self.reader.articles_of(&card.story).expect("the store can be read");
            assert_eq!(articles.len(), card.articles as usize);
            let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
            format!("{}:{}", card.story, ids.join(","))
        });
        told.collect::<Vec<_>>().join(" ")
    }
}
