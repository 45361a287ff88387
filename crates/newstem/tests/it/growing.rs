//! Laws of stories that grow article by article.

use std::collections::{BTreeMap, BTreeSet};

use newstem::story::Lexis;
use newstem::text::vector::Embedders;
use newstem::{AddError, Article, Grouper, Options, Rearranged, StoryId, find_stories};
use proptest::prelude::*;

use crate::runner;
use crate::written::any_pile;

const CASES: u32 = 8;

fn embedders() -> Embedders {
    Embedders::new().expect("the embedded models can be read")
}

fn grouper(embedders: &Embedders) -> Grouper<'_> {
    Grouper::new(embedders, Options::default().story_threshold)
}

/// The ids of each story's articles, whatever the story is called.
type Stories = BTreeSet<BTreeSet<String>>;

fn stories(grouper: &Grouper<'_>) -> Stories {
    let known = &grouper.archive().known;
    let stories = grouper.ledger().stories();
    stories.map(|(_, articles)| articles.iter().map(|&a| known[a].id.clone()).collect()).collect()
}

fn at_once(pile: &[Article]) -> Stories {
    let placed = find_stories(pile.to_vec(), &Options::default()).expect("the models can be read");
    let mut stories: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for placement in placed.articles {
        stories.entry(placement.story).or_default().insert(placement.id);
    }
    stories.into_values().collect()
}

#[test]
fn settled_stories_are_those_of_the_pile_whatever_came_first() {
    let embedders = embedders();
    let held = runner(CASES).run(&any_pile().prop_shuffle(), |pile| {
        let mut grouper = grouper(&embedders);
        for article in &pile {
            grouper.add(article).expect("each id is another");
        }
        grouper.settle(2);
        prop_assert_eq!(stories(&grouper), at_once(&pile));
        Ok(())
    });
    assert_eq!(held, Ok(()));
}

/// Somebody who is told of every change and sees nothing else.
#[derive(Default)]
struct Follower(BTreeMap<String, StoryId>);

impl Follower {
    fn hear(&mut self, changes: &Rearranged<String>) {
        for split in &changes.splits {
            for article in &split.articles {
                assert_eq!(self.0.insert(article.clone(), split.into), Some(split.from));
            }
        }
        for merge in &changes.merges {
            assert!(merge.into < merge.from, "the older id stays");
            self.0.values_mut().filter(|id| **id == merge.from).for_each(|id| *id = merge.into);
        }
    }
}

#[test]
fn whoever_hears_of_every_change_knows_every_story() {
    let embedders = embedders();
    let held = runner(CASES).run(&any_pile().prop_shuffle(), |pile| {
        let mut grouper = grouper(&embedders);
        let mut follower = Follower::default();
        for article in &pile {
            let change = grouper.add(article).expect("each id is another");
            follower.hear(&change.rearranged);
            follower.0.insert(article.id.clone(), change.story);
        }
        follower.hear(&grouper.settle(2));
        for (story, articles) in grouper.ledger().stories() {
            for &article in articles {
                let id = &grouper.archive().known[article].id;
                prop_assert_eq!(follower.0.get(id), Some(&story));
                prop_assert_eq!(grouper.ledger().resolve(story), Some(story));
            }
        }
        Ok(())
    });
    assert_eq!(held, Ok(()));
}

/// Every story with its id and its articles, in order.
fn held(grouper: &Grouper<'_>) -> Vec<(StoryId, Vec<usize>)> {
    grouper.ledger().stories().map(|(id, articles)| (id, articles.to_vec())).collect()
}

#[test]
fn restored_stories_are_those_that_were() {
    let embedders = embedders();
    let law = runner(CASES).run(&any_pile().prop_shuffle(), |pile| {
        let mut before = grouper(&embedders);
        for article in &pile {
            before.add(article).expect("each id is another");
        }
        let homes: Vec<StoryId> =
            (0..pile.len()).filter_map(|number| before.ledger().story_of(number)).collect();
        let mut after = grouper(&embedders);
        after.keep(&pile, &mut [Lexis::default()]).expect("each id is another");
        after.restore(&homes, before.ledger().next_id(), 2);
        prop_assert_eq!(held(&after), held(&before));
        after.settle(2);
        prop_assert_eq!(stories(&after), at_once(&pile));
        Ok(())
    });
    assert_eq!(law, Ok(()));
}

#[test]
fn what_comes_after_a_restoration_finds_its_story() {
    let embedders = embedders();
    let mut grouper = grouper(&embedders);
    let day = "2026-03-04";
    let pile = [report("a", day, BRIDGE), report("c", day, FAIR)];
    grouper.keep(&pile, &mut [Lexis::default()]).expect("each id is another");
    grouper.restore(&[StoryId(7), StoryId(3)], StoryId(9), 1);
    let joins = grouper.add(&report("b", day, AGAIN)).expect("the id is new");
    assert_eq!(joins.story, StoryId(7));
    let opens =
        report("d", day, "A kiln in Arle burst in the night and 3 potters fled to the roof.");
    assert_eq!(grouper.add(&opens).expect("the id is new").story, StoryId(9));
}

fn report(id: &str, published: &str, body: &str) -> Article {
    Article {
        id: id.to_owned(),
        language: "en".to_owned(),
        published: Some(published.to_owned()),
        body: body.to_owned(),
        ..Article::default()
    }
}

const BRIDGE: &str = "The swing bridge at Lowe was shut on Tuesday after a barge struck its northern \
                      pier, said Anna Krall of the Harbour Board, and 46 boats had to wait there.";
const AGAIN: &str = "Some 46 boats had to wait at Lowe on Tuesday, as a barge had hit the northern \
                     pier of the swing bridge, Anna Krall of the Harbour Board told reporters.";
const FAIR: &str = "Rain stopped play in the valley, where the spring fair goes on for a week yet.";

#[test]
fn a_second_copy_changes_nothing_but_itself() {
    let day = "2026-03-04";
    let mut pile = vec![report("a", day, BRIDGE), report("b", day, AGAIN), report("c", day, FAIR)];
    let before = at_once(&pile);
    pile.push(report("copy", day, BRIDGE));
    let after = at_once(&pile).into_iter().map(|mut story| {
        assert_eq!(story.remove("copy"), story.contains("a"));
        story
    });
    assert_eq!(after.collect::<Stories>(), before);
}

#[test]
fn an_id_is_taken_once() {
    let embedders = embedders();
    let mut grouper = grouper(&embedders);
    let article = report("a", "2026-03-04", BRIDGE);
    let first = grouper.add(&article).expect("the id is new");
    assert_eq!(grouper.add(&article), Err(AddError::DuplicateId("a".to_owned())));
    assert_eq!(grouper.ledger().articles_of(first.story), [0]);
}

#[test]
fn threads_make_no_difference() {
    let day = "2026-03-04";
    let pile = [report("a", day, BRIDGE), report("b", day, AGAIN), report("c", day, FAIR)];
    let on = |threads| {
        let options = Options { threads, ..Options::default() };
        find_stories(pile.to_vec(), &options).expect("the models can be read")
    };
    assert_eq!(on(1), on(8));
}

#[test]
fn a_later_report_of_the_matter_follows_the_story() {
    let report = |id: &str, published: &str, body: &str| report(id, published, body);
    let inquiry = "An inquiry into the barge that struck the swing bridge at Lowe opened on Friday; \
                   its chair, Piet Varga, wants to hear 12 witnesses and Anna Krall in the autumn.";
    let pile = vec![
        report("a", "2026-03-04", BRIDGE),
        report("b", "2026-03-04", AGAIN),
        report("later", "2026-03-16", inquiry),
        report("fair", "2026-03-16", FAIR),
    ];
    let trace = newstem::trace(pile, &Options::default()).expect("the models can be read");
    let told: Vec<(&str, Option<&str>)> = trace
        .stories
        .iter()
        .map(|story| (story.articles[0].as_str(), story.follows.as_deref()))
        .collect();
    assert_eq!(told, [("a", None), ("fair", None), ("later", Some("s1"))]);
}
