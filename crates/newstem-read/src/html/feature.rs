//! What is to be known of a block before it is judged: a row of numbers a block.

use super::block::{Block, Blocks, Group, Kind, hash};
use super::part::{PARTS, PART_NAMES, Parts, parts_of_word};

/// A paragraph of running text has at least so many words.
const PARAGRAPH_WORDS_MIN: usize = 12;
/// And no more than this part of it in links.
const PARAGRAPH_LINKS_MAX: f32 = 0.4;
/// The frames: the innermost elements that hold this part of all running text.
const FRAME_SHARES: [f32; 3] = [0.4, 0.6, 0.85];
/// Neighbours looked at on either side.
const REACH: isize = 2;
const FAR: usize = 12;

/// What one block says by itself.
#[derive(Debug, Default, Clone)]
pub(super) struct Looks {
    pub(super) words: usize,
    sentences: usize,
    commas: usize,
    digits: usize,
    capitals: usize,
    letters: usize,
    capitalised: usize,
    said: [u8; PARTS],
    pub(super) ends_sentence: bool,
    pub(super) links: f32,
    pub(super) is_paragraph: bool,
}

/// What the blocks in a group come to.
#[derive(Debug, Default, Clone)]
struct Sum {
    blocks: usize,
    size: usize,
    link_size: usize,
    paragraphs: usize,
    running: usize,
}

/// A page with all that is known of its blocks and groups.
pub(super) struct Survey<'a> {
    page: &'a Blocks,
    pub(super) looks: Vec<Looks>,
    sums: Vec<Sum>,
    /// Groups around each group, of each kind of part.
    around: Vec<Around>,
    frames: [usize; 3],
    paths: Vec<(u64, usize)>,
    total: Sum,
    before: Vec<usize>,
    h1: Option<usize>,
    title: String,
    copies: Vec<u64>,
    told: Vec<u64>,
    articles: usize,
    kept: Vec<f32>,
    kept_size: usize,
}

/// What is around a group, itself included.
#[derive(Debug, Default, Clone, Copy)]
struct Around {
    parts: Parts,
    kinds: u16,
    article: usize,
}

pub(super) fn names() -> Vec<String> {
    let page = Blocks::default();
    let _ = page;
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| names.push(name.to_owned());
    for name in ["words", "size", "links", "ends", "sentences", "commas", "digits", "capitalised", "capitals", "quotes",
        "small_start", "colon", "separators", "marks", "word_size", "copies", "is_title", "strong", "time", "breaks"] {
        add(name);
    }
    for part in PART_NAMES { names.push(format!("said_{part}")); }
    for part in PART_NAMES { names.push(format!("near_{part}")); }
    for part in PART_NAMES { names.push(format!("around_{part}")); }
    for kind in ["paragraph", "heading", "entry", "quote", "cell", "division"] { names.push(format!("is_{kind}")); }
    for kind in KINDS { names.push(format!("in_{kind:?}")); }
    for name in ["depth", "parent_paragraphs", "parent_share", "parent_links", "parent_blocks",
        "grand_paragraphs", "grand_share", "grand_links", "grand_blocks",
        "frame0", "frame1", "frame2", "article_share", "articles", "path_share", "path_count",
        "place", "before", "after", "h1", "to_previous", "to_next", "previous_levels", "next_levels", "told", "total", "path_rank",
        "kept", "kept_before", "kept_after", "kept_before_levels", "kept_after_levels", "kept_size", "part_of_kept", "kept1", "kept4"] {
        names.push(name.to_owned());
    }
    for place in [-2, -1, 1, 2] {
        for name in ["words", "links", "ends", "levels", "heading"] { names.push(format!("at{place}_{name}")); }
    }
    names
}

const KINDS: [Kind; 10] = [
    Kind::Entry, Kind::Table, Kind::Caption, Kind::Figure, Kind::Header, Kind::Footer, Kind::Navigation, Kind::Aside,
    Kind::Form, Kind::Quote,
];

impl<'a> Survey<'a> {
    pub(super) fn of(page: &'a Blocks, title: &str, told: &str, kept: Vec<f32>) -> Self {
        let looks: Vec<Looks> = page.blocks.iter().map(looks).collect();
        let mut sums = vec![Sum::default(); page.groups.len()];
        let mut total = Sum::default();
        let mut paths: Vec<(u64, usize)> = Vec::new();
        let mut before = Vec::new();
        for (block, looks) in page.blocks.iter().zip(&looks) {
            before.push(total.running);
            if let Some(sum) = sums.get_mut(block.group) {
                sum.add(block, looks);
            }
            total.add(block, looks);
            if looks.is_paragraph {
                paths.push((page.groups[block.group].path, block.size));
            }
        }
        for group in (1..page.groups.len()).rev() {
            let inner = sums[group].clone();
            sums[page.groups[group].parent].join(&inner);
        }
        let around = around(&page.groups);
        let frames = FRAME_SHARES.map(|share| frame(page, &sums, share));
        paths.sort_unstable();
        let mut merged: Vec<(u64, usize)> = Vec::new();
        for (path, size) in paths {
            match merged.last_mut() {
                Some(last) if last.0 == path => last.1 += size,
                _ => merged.push((path, size)),
            }
        }
        let is_h1 = |block: &Block| page.groups[block.group].kind == Kind::Heading(1);
        let h1 = page.blocks.iter().position(is_h1);
        let mut copies: Vec<u64> = page.blocks.iter().map(|block| hash(0, &block.text)).collect();
        copies.sort_unstable();
        let articles = page.groups.iter().filter(|group| group.kind == Kind::Article).count();
        Self { page, looks, sums, around, frames, paths: merged, total, before, h1, title: squeezed(title), copies, told: pairs(told), articles, kept_size: page.blocks.iter().zip(&kept).filter(|(_, kept)| **kept >= 0.5).map(|(block, _)| block.size).sum(), kept }
    }

    /// The row of the block at `index`.
    pub(super) fn row(&self, index: usize) -> Vec<f32> {
        let mut row = Vec::with_capacity(140);
        self.push_text(&mut row, index);
        self.push_parts(&mut row, index);
        self.push_place(&mut row, index);
        self.push_kept(&mut row, index);
        for distance in -REACH..=REACH {
            if distance != 0 {
                self.push_neighbour(&mut row, index, distance);
            }
        }
        row
    }

    fn push_text(&self, row: &mut Vec<f32>, index: usize) {
        let block = &self.page.blocks[index];
        let looks = &self.looks[index];
        let words = looks.words.max(1) as f32;
        let text = block.text.as_str();
        row.push((looks.words as f32).ln_1p());
        row.push((block.size as f32).ln_1p());
        row.push(looks.links);
        row.push(flag(looks.ends_sentence));
        row.push(looks.sentences.min(10) as f32);
        row.push(looks.commas as f32 / words);
        row.push(looks.digits as f32 / block.size.max(1) as f32);
        row.push(looks.capitalised as f32 / words);
        row.push(looks.capitals as f32 / looks.letters.max(1) as f32);
        row.push(flag(text.contains(['"', '“', '”', '«', '„'])));
        row.push(flag(text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)));
        row.push(flag(text.ends_with(':')));
        row.push(flag(text.contains(['|', '•', '·', '»', '›'])));
        row.push(flag(text.contains(['©', '@', '®']) || text.contains("http") || text.contains("www.")));
        row.push(looks.letters as f32 / words);
        let this = hash(0, text);
        let at = self.copies.partition_point(|other| *other < this);
        row.push(self.copies[at..].iter().take(4).take_while(|other| **other == this).count() as f32);
        row.push(flag(is_title(text, &self.title)));
        row.push(block.strong_size as f32 / block.size.max(1) as f32);
        row.push(flag(block.is_time));
        row.push(text.bytes().filter(|byte| *byte == b'\n').take(5).count() as f32);
    }

    fn push_parts(&self, row: &mut Vec<f32>, index: usize) {
        let block = &self.page.blocks[index];
        let looks = &self.looks[index];
        for count in looks.said {
            row.push(f32::from(count));
        }
        let group = &self.page.groups[block.group];
        let parent = &self.page.groups[group.parent];
        let near = block.parts | group.parts | parent.parts;
        let around = self.around[block.group];
        for bit in 0..PARTS {
            row.push(flag(near >> bit & 1 == 1));
        }
        for bit in 0..PARTS {
            row.push(flag(around.parts >> bit & 1 == 1));
        }
        row.push(flag(group.kind == Kind::Paragraph));
        row.push(match group.kind { Kind::Heading(level) => f32::from(level), _ => 0.0 });
        row.push(flag(group.kind == Kind::Entry));
        row.push(flag(group.kind == Kind::Quote));
        row.push(flag(group.kind == Kind::Cell));
        row.push(flag(group.kind == Kind::Division));
        for bit in 0..KINDS.len() {
            row.push(flag(around.kinds >> bit & 1 == 1));
        }
    }

    fn push_place(&self, row: &mut Vec<f32>, index: usize) {
        let block = &self.page.blocks[index];
        let group = &self.page.groups[block.group];
        row.push(group.depth as f32);
        let parent = self.holder(block.group);
        let grand = self.holder(self.page.groups[parent].parent);
        for group in [parent, grand] {
            let sum = &self.sums[group];
            row.push(sum.paragraphs.min(30) as f32);
            row.push(self.share(sum.running));
            row.push(sum.link_size as f32 / sum.size.max(1) as f32);
            row.push((sum.blocks as f32).ln_1p());
        }
        for frame in self.frames {
            row.push(self.levels_in(block.group, frame));
        }
        let article = self.around[block.group].article;
        row.push(if article == 0 { -1.0 } else { self.share(self.sums[article].running) });
        row.push(self.articles.min(10) as f32);
        let path = self.paths.binary_search_by_key(&group.path, |(path, _)| *path);
        let of_path = path.map_or(0, |at| self.paths[at].1);
        row.push(self.share(of_path));
        row.push(of_path as f32 / block.size.max(1) as f32);
        row.push(index as f32 / self.page.blocks.len() as f32);
        row.push(self.share(self.before[index]));
        row.push(self.total.running.saturating_sub(self.before[index]) as f32 / self.total.running.max(1) as f32);
        row.push(self.h1.map_or(0.0, |h1| (index as f32 - h1 as f32).clamp(-20.0, 20.0)));
        let previous = (0..index).rev().take(FAR).find(|at| self.looks[*at].is_paragraph);
        let next = (index + 1..self.looks.len()).take(FAR).find(|at| self.looks[*at].is_paragraph);
        row.push(previous.map_or(FAR, |at| index - at) as f32);
        row.push(next.map_or(FAR, |at| at - index) as f32);
        row.push(previous.map_or(30.0, |at| self.levels_between(index, at)));
        row.push(next.map_or(30.0, |at| self.levels_between(index, at)));
        row.push(self.told_share(index));
        row.push((self.total.running as f32).ln_1p());
        let best = self.paths.iter().map(|(_, size)| *size).max().unwrap_or(0);
        row.push(of_path as f32 / best.max(1) as f32);
    }

    fn push_kept(&self, row: &mut Vec<f32>, index: usize) {
        let is_kept = |at: &usize| self.kept[*at] >= 0.5;
        row.push(self.kept[index]);
        let before = (0..index).rev().take(FAR).find(is_kept);
        let after = (index + 1..self.kept.len()).take(FAR).find(is_kept);
        row.push(before.map_or(FAR, |at| index - at) as f32);
        row.push(after.map_or(FAR, |at| at - index) as f32);
        row.push(before.map_or(30.0, |at| self.levels_between(index, at)));
        row.push(after.map_or(30.0, |at| self.levels_between(index, at)));
        row.push((self.kept_size as f32).ln_1p());
        row.push(self.page.blocks[index].size as f32 / self.kept_size.max(1) as f32);
        let around = |reach: usize| {
            let near = &self.kept[index.saturating_sub(reach)..(index + reach + 1).min(self.kept.len())];
            near.iter().sum::<f32>() / near.len() as f32
        };
        row.push(around(1));
        row.push(around(4));
    }

    fn push_neighbour(&self, row: &mut Vec<f32>, index: usize, distance: isize) {
        let at = index.checked_add_signed(distance).filter(|at| *at < self.looks.len());
        let Some(at) = at else {
            row.extend([0.0, 0.0, 0.0, 30.0, 0.0]);
            return;
        };
        let looks = &self.looks[at];
        row.push((looks.words as f32).ln_1p());
        row.push(looks.links);
        row.push(flag(looks.ends_sentence));
        row.push(self.levels_between(index, at));
        row.push(flag(matches!(self.page.groups[self.page.blocks[at].group].kind, Kind::Heading(_))));
    }

    /// The group that holds the block of `group` among its like: not the paragraph itself.
    fn holder(&self, group: usize) -> usize {
        let mut group = group;
        while matches!(
            self.page.groups[group].kind,
            Kind::Paragraph | Kind::Heading(_) | Kind::Entry | Kind::Strong | Kind::Link | Kind::Phrase | Kind::Quote
        ) && self.page.groups[group].parent != group
        {
            group = self.page.groups[group].parent;
        }
        group
    }

    fn share(&self, running: usize) -> f32 {
        running as f32 / self.total.running.max(1) as f32
    }

    /// How many levels below `frame` a group is; how many levels it is outside, as a negative.
    fn levels_in(&self, group: usize, frame: usize) -> f32 {
        let meet = self.meeting(group, frame);
        let depth = |group: usize| self.page.groups[group].depth as f32;
        if meet == frame { depth(group) - depth(frame) } else { depth(meet) - depth(frame) }
    }

    /// How many elements are between two blocks and what is around both.
    fn levels_between(&self, one: usize, other: usize) -> f32 {
        let (one, other) = (self.page.blocks[one].group, self.page.blocks[other].group);
        let meet = self.meeting(one, other);
        let depth = |group: usize| self.page.groups[group].depth as f32;
        (depth(one) + depth(other) - 2.0 * depth(meet)).min(30.0)
    }

    /// The innermost group around both.
    fn meeting(&self, one: usize, other: usize) -> usize {
        let (mut one, mut other) = (one, other);
        while one != other {
            if one > other {
                one = self.page.groups[one].parent;
            } else {
                other = self.page.groups[other].parent;
            }
        }
        one
    }

    /// The part of a block that linked data holds as the article's text; -1 where it holds none.
    fn told_share(&self, index: usize) -> f32 {
        if self.told.is_empty() {
            return -1.0;
        }
        let pairs = pairs(&self.page.blocks[index].text);
        let found = pairs.iter().filter(|pair| self.told.binary_search(pair).is_ok()).count();
        if pairs.is_empty() { -0.5 } else { found as f32 / pairs.len() as f32 }
    }
}

impl Sum {
    fn add(&mut self, block: &Block, looks: &Looks) {
        self.blocks += 1;
        self.size += block.size;
        self.link_size += block.link_size;
        if looks.is_paragraph {
            self.paragraphs += 1;
            self.running += block.size;
        }
    }

    fn join(&mut self, other: &Self) {
        self.blocks += other.blocks;
        self.size += other.size;
        self.link_size += other.link_size;
        self.paragraphs += other.paragraphs;
        self.running += other.running;
    }
}

fn flag(value: bool) -> f32 {
    if value { 1.0 } else { 0.0 }
}

fn around(groups: &[Group]) -> Vec<Around> {
    let mut all: Vec<Around> = Vec::with_capacity(groups.len());
    for (index, group) in groups.iter().enumerate() {
        let mut around = all.get(group.parent).copied().unwrap_or_default();
        around.parts |= group.parts;
        if let Some(bit) = KINDS.iter().position(|kind| *kind == group.kind) {
            around.kinds |= 1 << bit;
        }
        if group.kind == Kind::Article {
            around.article = index;
        }
        all.push(around);
    }
    all
}

/// The innermost group that holds `share` of the running text, found by going inwards.
fn frame(page: &Blocks, sums: &[Sum], share: f32) -> usize {
    let enough = sums.first().map_or(0.0, |sum| sum.running as f32 * share);
    let holds = |group: &usize| sums[*group].running as f32 >= enough;
    let innermost = (0..page.groups.len()).filter(holds).max_by_key(|group| page.groups[*group].depth);
    innermost.unwrap_or(0)
}

/// Looks at the text of a block.
fn looks(block: &Block) -> Looks {
    let mut looks = Looks { links: block.link_size as f32 / block.size.max(1) as f32, ..Looks::default() };
    let mut word = String::new();
    let mut wide = 0_usize;
    let mut stopped = false;
    for character in block.text.chars() {
        if character.is_alphanumeric() {
            if word.is_empty() {
                looks.words += 1;
                looks.capitalised += usize::from(character.is_uppercase());
            }
            looks.letters += 1;
            looks.capitals += usize::from(character.is_uppercase());
            looks.digits += usize::from(character.is_numeric());
            wide += usize::from(is_wide(character));
            stopped = false;
            word.extend(character.to_lowercase());
            continue;
        }
        finish_word(&mut looks, &mut word);
        looks.commas += usize::from(matches!(character, ',' | '،' | '，' | '、' | ';'));
        if matches!(character, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟') {
            looks.sentences += usize::from(!stopped);
            stopped = true;
        }
    }
    finish_word(&mut looks, &mut word);
    // Scripts without spaces: two characters make a word, roughly.
    looks.words += wide / 2;
    looks.ends_sentence = stopped;
    looks.is_paragraph =
        looks.words >= PARAGRAPH_WORDS_MIN && looks.sentences > 0 && looks.links < PARAGRAPH_LINKS_MAX;
    looks
}

fn finish_word(looks: &mut Looks, word: &mut String) {
    if looks.words <= 40 {
        let parts = parts_of_word(word);
        for (bit, count) in looks.said.iter_mut().enumerate() {
            *count += u8::from(parts >> bit & 1 == 1);
        }
    }
    word.clear();
}

fn is_wide(character: char) -> bool {
    matches!(character, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// The letters and digits of a text, in small letters.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_title(text: &str, title: &str) -> bool {
    if text.len() > title.len() * 2 || title.is_empty() || text.len() < 8 {
        return false;
    }
    title.contains(&squeezed(text))
}

/// A number for every two words that follow each other in a text, sorted.
fn pairs(text: &str) -> Vec<u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<u64> = words.map(|word| hash(0, word)).collect();
    let mut pairs: Vec<u64> =
        words.windows(2).map(|pair| pair[0].rotate_left(5) ^ pair[1]).collect();
    pairs.sort_unstable();
    pairs
}
