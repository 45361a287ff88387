//! One article of a story, prepared for comparison with the others.

use super::comparison::Subject;
use crate::align::Profile;
use crate::article::Article;
use crate::published::{Interval, interval};
use crate::text::vector::Embedder;
use crate::text::{Rarity, Reading};

/// An article, what of it is compared, and when it appeared.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its body, read.
    pub reading: &'a Reading,
    /// Its text, prepared.
    pub subject: Subject,
    /// When it was published, where that is known.
    pub published: Option<Interval>,
}

impl<'a> Member<'a> {
    /// Prepares one article. `rarity` is that of the pile's words; an `embedder` is of use where
    /// the story is told in several languages.
    pub fn new(
        article: &'a Article,
        reading: &'a Reading,
        rarity: &Rarity,
        embedder: Option<&dyn Embedder>,
    ) -> Self {
        let profile = match embedder {
            Some(embedder) => Profile::with_vectors(reading, rarity, embedder),
            None => Profile::new(reading, rarity),
        };
        let published = article.published.as_deref().and_then(interval);
        Self { article, reading, subject: Subject::new(reading, profile, rarity), published }
    }

    /// Whether both name the same outlet.
    pub fn same_outlet(&self, other: &Self) -> bool {
        let outlet = |member: &Self| {
            member.article.outlet.as_deref().map(outlet_key).filter(|k| !k.is_empty())
        };
        outlet(self).is_some_and(|mine| Some(mine) == outlet(other))
    }

    /// The words with which it names `other`'s outlet as its source.
    pub fn credit_to(&self, other: &Self) -> Option<&str> {
        let outlet = other.article.outlet.as_deref()?;
        let credits = self.article.credits.iter();
        let mut matching = credits.filter(|credit| may_be_one_outlet(&credit.outlet, outlet));
        matching.next().map(|credit| credit.text.as_str())
    }
}

/// The form under which outlets' names are compared: case, an article in front and punctuation
/// are no difference.
fn outlet_key(outlet: &str) -> String {
    let words = outlet.split(|character: char| !character.is_alphanumeric());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let named = match words.first().map(String::as_str) {
        Some("the") if words.len() > 1 => &words[1..],
        _ => &words[..],
    };
    named.join(" ")
}

/// Words that many outlets have in their names: one of them alone names none.
const GENERIC: [&str; 16] = [
    "news", "times", "post", "press", "agency", "wire", "newswire", "daily", "radio", "herald",
    "gazette", "tribune", "online", "media", "journal", "tv",
];

/// Whether two names may stand for one outlet: the words of one are all in the other, and not
/// generic all of them.
pub(super) fn may_be_one_outlet(left: &str, right: &str) -> bool {
    let (left, right) = (outlet_key(left), outlet_key(right));
    let within = |a: &str, b: &str| {
        let telling = a.split(' ').any(|word| !word.is_empty() && !GENERIC.contains(&word));
        telling && a.split(' ').all(|word| b.split(' ').any(|other| other == word))
    };
    left == right && !left.is_empty() || within(&left, &right) || within(&right, &left)
}

#[cfg(test)]
mod tests {
    use super::may_be_one_outlet;

    #[test]
    fn a_shorter_name_stands_for_a_fuller_one() {
        assert!(may_be_one_outlet("Commonfield Party", "the Commonfield Party press office"));
        assert!(may_be_one_outlet("Skelly", "Skelly News"));
        assert!(!may_be_one_outlet("Valley News", "Harbour News"));
        assert!(!may_be_one_outlet("News", "Harbour News"));
        assert!(!may_be_one_outlet("", "—"));
    }
}
