//! Articles grouped into stories, by BCubed (Bagga and Baldwin, 1998): for each article, how pure
//! the story is in which the trace puts it, and how much of its true company is there.
//!
//! Whether the decoys of one family belong together is not known, so they are not judged against
//! each other.

use super::count::rate;
use crate::figures::Agreement;
use crate::gold::Family;
use crate::said::Said;

struct Item<'a> {
    id: &'a str,
    family: &'a str,
    is_decoy: bool,
    story: &'a str,
}

impl Item<'_> {
    fn is_kin(&self, other: &Item) -> bool {
        (self.family, self.is_decoy) == (other.family, other.is_decoy)
    }

    fn is_judged_with(&self, other: &Item) -> bool {
        self.id == other.id || !(self.is_decoy && self.is_kin(other))
    }

    fn shares_story(&self, other: &Item) -> bool {
        self.story == other.story
    }
}

pub fn score(said: &Said, families: &[Family]) -> Agreement {
    let items: Vec<Item> = families.iter().flat_map(|f| items(said, f)).collect();
    let mean = |rates: f64| rates / items.len().max(1) as f64;
    let precision = mean(items.iter().map(|item| precision(item, &items)).sum());
    let recall = mean(items.iter().map(|item| recall(item, &items)).sum());
    Agreement::new(precision, recall, items.len())
}

fn items<'a>(said: &'a Said, family: &'a Family) -> impl Iterator<Item = Item<'a>> {
    let seen = family.pile().map(|article| (article, false));
    let decoys = family.decoys.iter().map(|article| (article, true));
    seen.chain(decoys).map(|(article, is_decoy)| Item {
        id: &article.id,
        family: &family.name,
        is_decoy,
        story: said.story(&article.id),
    })
}

fn precision(item: &Item, items: &[Item]) -> f64 {
    let judged = items.iter().filter(|other| item.is_judged_with(other));
    let together: Vec<&Item> = judged.filter(|other| item.shares_story(other)).collect();
    let kin = together.iter().filter(|other| item.is_kin(other)).count();
    rate(kin, together.len())
}

fn recall(item: &Item, items: &[Item]) -> f64 {
    let judged = items.iter().filter(|other| item.is_judged_with(other));
    let kin: Vec<&Item> = judged.filter(|other| item.is_kin(other)).collect();
    let together = kin.iter().filter(|other| item.shares_story(other)).count();
    rate(together, kin.len())
}
