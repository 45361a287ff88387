//! Made-up articles in any number, the same at every run: words of the gold families drawn by
//! lot, so that quotes and letters beyond ASCII are as frequent as in news and compression finds
//! about as little to repeat.

use xtask::gold::Family;

/// Articles have at least so many bytes of text, and at most about twice as many.
const TEXT_BYTES_MIN: u64 = 2_600;
const PARAGRAPH_WORDS: u64 = 70;
const TEASER_TITLE_WORDS: usize = 9;
const TEASER_SUMMARY_WORDS: usize = 20;
/// 4 May 2023, in seconds since 1970: the day of all articles.
const DAY: i64 = 1_683_158_400;

/// One article, as a newsroom's export would give it.
pub(super) struct Article {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) outlet: String,
    pub(super) author: String,
    pub(super) url: String,
    pub(super) language: &'static str,
    pub(super) section: &'static str,
    /// Seconds since 1970, all of one day.
    pub(super) published: i64,
    /// A field that means nothing to Newstem.
    pub(super) words: i64,
}

impl Article {
    /// When it was published, as RFC 3339 writes it.
    pub(super) fn published_text(&self) -> String {
        let second = self.published - DAY;
        let (hour, minute) = (second / 3600, second / 60 % 60);
        format!("2023-05-04T{hour:02}:{minute:02}:{:02}Z", second % 60)
    }

    /// The bytes of all that it says.
    pub(super) fn bytes(&self) -> u64 {
        let texts = [&self.id, &self.title, &self.text, &self.outlet, &self.author, &self.url];
        let texts: usize = texts.iter().map(|text| text.len()).sum();
        (texts + self.language.len() + self.section.len() + 16) as u64
    }
}

/// What a page says of another.
pub(super) struct Teaser {
    pub(super) number: u64,
    pub(super) title: String,
    pub(super) summary: String,
}

/// Makes articles.
pub(crate) struct Articles {
    words: Vec<String>,
    titles: Vec<String>,
    outlets: Vec<String>,
    state: u64,
    made: i64,
}

impl Articles {
    /// Articles out of the words of `families`.
    pub(crate) fn of(families: &[Family]) -> Self {
        let shown = || families.iter().flat_map(Family::shown);
        let words = shown().flat_map(|article| article.text.split_whitespace());
        let words = words.map(str::to_owned).collect();
        let titles = shown().filter_map(|article| article.title.clone()).collect();
        let outlets = shown().filter_map(|article| article.outlet.clone()).collect();
        Self { words, titles, outlets, state: 1, made: 0 }
    }

    pub(super) fn make(&mut self) -> Article {
        self.made += 1;
        let text = self.text();
        let (title, outlet) = (self.draw(1 << 20), self.draw(1 << 20));
        Article {
            id: format!("article-{:09}", self.made),
            title: pick(&self.titles, title).to_owned(),
            outlet: pick(&self.outlets, outlet).to_owned(),
            author: "Ada Bee and Carl Dee".to_owned(),
            url: format!("https://news.example/2023/05/story-{:09}", self.made),
            language: "en",
            section: "Home",
            published: DAY + self.made % 86_400,
            words: (text.len() / 6).cast_signed() as i64,
            text,
        }
    }

    pub(super) fn make_teaser(&mut self) -> Teaser {
        let title = self.draw_words(TEASER_TITLE_WORDS);
        let summary = self.draw_words(TEASER_SUMMARY_WORDS);
        Teaser { number: self.draw(1_000_000_000), title, summary }
    }

    /// So many words, a space after each.
    pub(crate) fn draw_words(&mut self, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            let at = self.draw(self.words.len() as u64);
            text.push_str(pick(&self.words, at));
            text.push(' ');
        }
        text
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        let length = TEXT_BYTES_MIN + self.draw(TEXT_BYTES_MIN);
        while (text.len() as u64) < length {
            let at = self.draw(self.words.len() as u64);
            text.push_str(pick(&self.words, at));
            match at % PARAGRAPH_WORDS {
                0 => text.push_str(".\n\n\"No,\" she said. "),
                1 => text.push_str(".\n\n"),
                _ => text.push(' '),
            }
        }
        text
    }

    /// A number below `end`, by the generator of Steele, Lea and Flood, "Fast splittable
    /// pseudorandom number generators" (2014).
    pub(crate) fn draw(&mut self, end: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}

fn pick(texts: &[String], at: u64) -> &str {
    let index = usize::try_from(at).unwrap_or(0) % texts.len().max(1);
    texts.get(index).map_or("", String::as_str)
}
