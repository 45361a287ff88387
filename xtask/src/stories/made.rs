//! A made-up pile of any size, the same at every run, with the term statistics of news: words by
//! Zipf's law (1949), new names with every story and old ones that come back, topics that many
//! stories share, stories of one article mostly and of hundreds seldom, near-copies among them. A
//! larger pile covers more days at the same rate.
//!
//! What groups well here need not group well in news; the pile is for time and memory.

use newstem::Article;

use super::bcubed::Homes;
use super::labelled::Labelled;

const ARTICLES_A_DAY: usize = 3_000;
/// 1 January 2024, in seconds since 1970.
const FIRST_DAY: i64 = 1_704_067_200;
const DAY: i64 = 86_400;
const WORDS: u64 = 60_000;
const NAMES: u64 = 200_000;
const TOPICS: u64 = 400;
const TOPIC_WORDS: usize = 150;
const STORY_WORDS: usize = 60;
const STORY_NAMES: usize = 8;
const STORY_NUMBERS: usize = 5;
const LARGEST_STORY: f64 = 500.0;
/// Share of stories with at least n articles falls with n to this power.
const STORY_TAIL: f64 = 1.3;
/// One article in so many of a story is a near-copy of its first.
const COPY_EVERY: u64 = 4;
const SENTENCE_WORDS: usize = 18;

/// Makes a pile.
pub(super) fn make(count: usize) -> Labelled {
    let mut lot = Lot(1);
    let topics: Vec<Vec<u64>> = (0..TOPICS).map(|_| lot.words(TOPIC_WORDS)).collect();
    let mut pile = Labelled { articles: Vec::with_capacity(count), stories: Homes::new() };
    while pile.articles.len() < count {
        let story = Story::new(&topics, &mut lot, pile.articles.len());
        let size = lot.story_size().min(count - pile.articles.len());
        let first = story.text(&mut lot);
        for _ in 0..size {
            let body = if lot.below(COPY_EVERY) == 0 {
                copy(&first, &mut lot)
            } else {
                story.text(&mut lot)
            };
            let id = format!("article-{:09}", pile.articles.len());
            pile.stories.insert(id.clone(), story.name.clone());
            pile.articles.push(story.article(id, body, &mut lot));
        }
    }
    pile
}

/// What the articles of one story draw from.
struct Story<'a> {
    name: String,
    started: i64,
    topic: &'a [u64],
    words: Vec<u64>,
    /// Names and numbers, as they are printed.
    anchors: Vec<String>,
}

impl<'a> Story<'a> {
    fn new(topics: &'a [Vec<u64>], lot: &mut Lot, made: usize) -> Self {
        let day = (made / ARTICLES_A_DAY) as i64;
        let names = (0..STORY_NAMES).map(|_| capitalised(&spelled(WORDS + lot.zipf(NAMES))));
        let mut anchors: Vec<String> = names.collect();
        anchors.extend((0..STORY_NUMBERS).map(|_| (2 + lot.zipf(5_000)).to_string()));
        Self {
            name: format!("story-{made}"),
            started: FIRST_DAY + day * DAY + lot.below(DAY as u64) as i64,
            topic: &topics[lot.zipf(TOPICS) as usize],
            words: lot.words(STORY_WORDS),
            anchors,
        }
    }

    fn article(&self, id: String, body: String, lot: &mut Lot) -> Article {
        let published = self.started + lot.below(2 * DAY as u64) as i64;
        Article {
            title: body.split(' ').take(9).collect::<Vec<_>>().join(" "),
            published: Some(rfc3339(published)),
            source: id.clone(),
            language: "en".to_owned(),
            id,
            body,
            ..Article::default()
        }
    }

    fn text(&self, lot: &mut Lot) -> String {
        let sentences = 8 + lot.below(20) as usize;
        let sentences: Vec<String> = (0..sentences).map(|_| self.sentence(lot)).collect();
        sentences.join(" ")
    }

    fn sentence(&self, lot: &mut Lot) -> String {
        let words: Vec<String> = (0..SENTENCE_WORDS).map(|_| self.word(lot)).collect();
        capitalised(&words.join(" ")) + "."
    }

    fn word(&self, lot: &mut Lot) -> String {
        match lot.below(100) {
            0..60 => spelled(lot.zipf(WORDS)),
            60..75 => spelled(lot.pick(self.topic)),
            75..92 => spelled(lot.pick(&self.words)),
            _ => self.anchors[lot.below(self.anchors.len() as u64) as usize].clone(),
        }
    }
}

/// The text with a few words changed.
fn copy(text: &str, lot: &mut Lot) -> String {
    let words = text.split(' ').map(|word| match lot.below(60) {
        0 => spelled(lot.zipf(WORDS)),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A word for each number: a syllable a digit, so that frequent words are short.
fn spelled(mut number: u64) -> String {
    const ONSETS: [&str; 16] =
        ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st"];
    const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
    let mut word = String::new();
    loop {
        word += ONSETS[(number % 16) as usize];
        word += VOWELS[(number / 16 % 5) as usize];
        number /= 80;
        if number == 0 {
            return word + "n";
        }
        number -= 1;
    }
}

fn capitalised(word: &str) -> String {
    word[..1].to_ascii_uppercase() + &word[1..]
}

/// A time of 2024 and later as RFC 3339 writes it.
fn rfc3339(seconds: i64) -> String {
    let (mut day, second) = ((seconds - FIRST_DAY) / DAY, seconds.rem_euclid(DAY));
    let mut year = 2024;
    let length = |year: i64| if year % 4 == 0 { 366 } else { 365 };
    while day >= length(year) {
        day -= length(year);
        year += 1;
    }
    let mut month = 1;
    for days in [31, length(year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < days {
            break;
        }
        day -= days;
        month += 1;
    }
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", day + 1)
}

/// Draws by lot (SplitMix64; Steele, Lea, Flood 2014).
struct Lot(u64);

impl Lot {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// From 0 to 1, neither of them.
    fn share(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn pick(&mut self, numbers: &[u64]) -> u64 {
        numbers[self.below(numbers.len() as u64) as usize]
    }

    /// A rank below `limit`, each with a chance that falls as the rank grows.
    fn zipf(&mut self, limit: u64) -> u64 {
        let rank = (limit as f64 + 1.0).powf(self.share()) - 1.0;
        (rank as u64).min(limit - 1)
    }

    /// Words of a topic or story, none of the most frequent among them.
    fn words(&mut self, count: usize) -> Vec<u64> {
        (0..count).map(|_| 200 + self.zipf(WORDS - 200)).collect()
    }

    fn story_size(&mut self) -> usize {
        self.share().powf(-1.0 / STORY_TAIL).min(LARGEST_STORY) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_they_are_read() {
        for seconds in [0, 59 * DAY + 3_661, 366 * DAY - 1, 366 * DAY, 700 * DAY + 12_345] {
            let read = newstem::published::interval(&rfc3339(FIRST_DAY + seconds));
            assert_eq!(read.map(|time| time.earliest), Some(FIRST_DAY + seconds));
        }
    }

    #[test]
    fn a_pile_is_as_large_as_asked_and_the_same_each_time() {
        let (one, two) = (make(200), make(200));
        assert_eq!(one.articles.len(), 200);
        assert_eq!(one.articles, two.articles);
        assert_eq!(one.stories, two.stories);
    }
}
