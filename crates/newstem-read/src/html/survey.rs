//! A page as a whole: where its running text stands, what is around each block, what occurs twice.
//! Everything that judging a block needs beyond the block is worked out here once.

use super::block::{Block, Blocks, Group, Kind, hash};
use super::looks::Looks;
use super::part::{PART_NAMES, Parts, part_bit};

/// The frames: the innermost elements that hold this part of all running text.
const FRAME_SHARES: [f32; 3] = [0.4, 0.6, 0.85];
/// A group with less than this part of the running text is a minor one.
const MINOR_SHARE: f32 = 0.4;
/// Levels between two blocks beyond which more says nothing.
pub(super) const LEVELS_MAX: f32 = 30.0;
/// Elements that tell something of all that is in them; a bit each.
pub(super) const KINDS: [Kind; 10] = [
    Kind::Entry,
    Kind::Table,
    Kind::Caption,
    Kind::Figure,
    Kind::Header,
    Kind::Footer,
    Kind::Navigation,
    Kind::Aside,
    Kind::Form,
    Kind::Quote,
];

/// What a page and others say of its article, beside its blocks.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The title that the page gives itself.
    pub(super) title: String,
    /// The text of the article in its linked data.
    pub(super) text: String,
    /// The part of each block that the first opinion keeps.
    pub(super) kept: Vec<f32>,
    /// How many texts the first opinion was not asked about.
    pub(super) dear_texts: usize,
}

/// A page with all that is known of its blocks and groups.
pub(super) struct Survey<'a> {
    pub(super) page: &'a Blocks,
    pub(super) looks: Vec<Looks>,
    /// What the blocks in each group come to, and all blocks.
    pub(super) sums: Vec<Sum>,
    pub(super) total: Sum,
    pub(super) around: Vec<Around>,
    pub(super) frames: [usize; 3],
    /// Running text before each block, in bytes.
    pub(super) before: Vec<usize>,
    /// The block that is the headline.
    pub(super) h1: Option<usize>,
    /// How many `article` elements there are.
    pub(super) articles: usize,
    pub(super) kept: Vec<f32>,
    /// Bytes of the blocks that the first opinion keeps.
    pub(super) kept_size: usize,
    /// Bytes of running text of each path, in order of the paths.
    paths: Vec<(u64, usize)>,
    title: String,
    /// Numbers of the texts of all blocks, sorted.
    copies: Vec<u64>,
    told: Vec<u64>,
}

/// What the blocks in a group come to, in blocks and bytes.
#[derive(Debug, Default, Clone)]
pub(super) struct Sum {
    pub(super) blocks: usize,
    pub(super) size: usize,
    pub(super) link_size: usize,
    /// Paragraphs of running text, and their bytes.
    pub(super) paragraphs: usize,
    pub(super) running: usize,
}

/// What is around a group, itself included.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Around {
    pub(super) parts: Parts,
    /// Which of `KINDS`, a bit each.
    pub(super) kinds: u16,
    /// The innermost `article`; the root where there is none.
    pub(super) article: usize,
}

impl<'a> Survey<'a> {
    /// Surveys a page.
    pub(super) fn of(page: &'a Blocks, told: Told) -> Self {
        let looks: Vec<Looks> = page.blocks.iter().map(Looks::of).collect();
        let sums = sums(page, &looks);
        let total = total(page, &looks);
        let minor =
            |group: usize| (sums[group].running as f32) < total.running as f32 * MINOR_SHARE;
        let is_h1 = |block: &Block| page.groups[block.group].kind == Kind::Heading(1);
        let mut copies: Vec<u64> = page.blocks.iter().map(|block| hash(0, &block.text)).collect();
        copies.sort_unstable();
        Self {
            around: around(&page.groups, minor),
            frames: FRAME_SHARES.map(|share| frame(page, &sums, share)),
            before: before(page, &looks),
            h1: page.blocks.iter().position(is_h1),
            articles: page.groups.iter().filter(|group| group.kind == Kind::Article).count(),
            kept_size: kept_size(page, &told.kept),
            kept: told.kept,
            paths: paths(page, &looks),
            title: squeezed(&told.title),
            told: pairs(&told.text),
            page,
            looks,
            sums,
            total,
            copies,
        }
    }

    /// True where the names of what is around a block say that it is no part of the article.
    pub(super) fn is_outside(&self, index: usize) -> bool {
        let block = &self.page.blocks[index];
        (self.around[block.group].parts | block.parts) & part_bit("outside") != 0
    }

    /// True where the first opinion keeps most of a block.
    pub(super) fn is_kept(&self, index: usize) -> bool {
        self.kept[index] >= 0.5
    }

    /// True where it keeps the block, or a block within `reach` on either side.
    pub(super) fn is_kept_near(&self, index: usize, reach: usize) -> bool {
        let before = (0..index).rev().take(reach).any(|at| self.is_kept(at));
        let after = (index + 1..self.kept.len()).take(reach).any(|at| self.is_kept(at));
        self.is_kept(index) || before && after
    }

    /// The group of a block.
    pub(super) fn group(&self, index: usize) -> &'a Group {
        &self.page.groups[self.page.blocks[index].group]
    }

    /// The group that holds `group` among its like: not the paragraph itself.
    pub(super) fn holder(&self, group: usize) -> usize {
        let mut group = group;
        while !self.page.groups[group].kind.holds_blocks()
            && self.page.groups[group].parent != group
        {
            group = self.page.groups[group].parent;
        }
        group
    }

    /// The part that so many bytes are of all running text.
    pub(super) fn share(&self, running: usize) -> f32 {
        running as f32 / self.total.running.max(1) as f32
    }

    /// How many levels below `frame` a group is; how many levels it is outside, as a negative.
    pub(super) fn levels_in(&self, group: usize, frame: usize) -> f32 {
        let meet = self.meeting(group, frame);
        let depth = |group: usize| self.page.groups[group].depth as f32;
        if meet == frame { depth(group) - depth(frame) } else { depth(meet) - depth(frame) }
    }

    /// How many elements are between two blocks and what is around both.
    pub(super) fn levels_between(&self, one: usize, other: usize) -> f32 {
        let (one, other) = (self.page.blocks[one].group, self.page.blocks[other].group);
        let meet = self.meeting(one, other);
        let depth = |group: usize| self.page.groups[group].depth as f32;
        (depth(one) + depth(other) - 2.0 * depth(meet)).min(LEVELS_MAX)
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

    /// Bytes of running text that stand on the page as a block of this path does.
    pub(super) fn running_of_path(&self, path: u64) -> usize {
        let found = self.paths.binary_search_by_key(&path, |(path, _)| *path);
        found.map_or(0, |at| self.paths[at].1)
    }

    /// The most running text that any path has.
    pub(super) fn running_of_best_path(&self) -> usize {
        self.paths.iter().map(|(_, size)| *size).max().unwrap_or(0)
    }

    /// How often the text of a block is on the page, at most four times.
    pub(super) fn copies(&self, index: usize) -> usize {
        let this = hash(0, &self.page.blocks[index].text);
        let at = self.copies.partition_point(|other| *other < this);
        self.copies[at..].iter().take(4).take_while(|other| **other == this).count()
    }

    /// True where a block says no more than the title of the page.
    pub(super) fn is_title(&self, index: usize) -> bool {
        let text = &self.page.blocks[index].text;
        let comparable = text.len() >= 8 && text.len() <= self.title.len() * 2;
        comparable && self.title.contains(&squeezed(text))
    }

    /// The part of a block that linked data holds as the article's text; less than nothing where
    /// it holds none, or where the block is too short to tell.
    pub(super) fn told_share(&self, index: usize) -> f32 {
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

fn sums(page: &Blocks, looks: &[Looks]) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); page.groups.len()];
    for (block, looks) in page.blocks.iter().zip(looks) {
        sums[block.group].add(block, looks);
    }
    for group in (1..page.groups.len()).rev() {
        let inner = sums[group].clone();
        sums[page.groups[group].parent].join(&inner);
    }
    sums
}

fn total(page: &Blocks, looks: &[Looks]) -> Sum {
    let mut total = Sum::default();
    for (block, looks) in page.blocks.iter().zip(looks) {
        total.add(block, looks);
    }
    total
}

fn before(page: &Blocks, looks: &[Looks]) -> Vec<usize> {
    let mut running = 0;
    let mut all = Vec::with_capacity(looks.len());
    for (block, looks) in page.blocks.iter().zip(looks) {
        all.push(running);
        running += if looks.is_paragraph { block.size } else { 0 };
    }
    all
}

fn paths(page: &Blocks, looks: &[Looks]) -> Vec<(u64, usize)> {
    let running = page.blocks.iter().zip(looks).filter(|(_, looks)| looks.is_paragraph);
    let mut paths: Vec<(u64, usize)> =
        running.map(|(block, _)| (page.groups[block.group].path, block.size)).collect();
    paths.sort_unstable();
    paths.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        earlier.1 += if same { later.1 } else { 0 };
        same
    });
    paths
}

fn kept_size(page: &Blocks, kept: &[f32]) -> usize {
    let kept = page.blocks.iter().zip(kept).filter(|(_, kept)| **kept >= 0.5);
    kept.map(|(block, _)| block.size).sum()
}

/// Only what holds little of the running text says by its name what is in it: a page may well be
/// classed `with-sidebar`. What speaks for an article does so at any size.
fn around(groups: &[Group], minor: impl Fn(usize) -> bool) -> Vec<Around> {
    let always = part_bit(PART_NAMES[0]) | part_bit(PART_NAMES[1]);
    let mut all: Vec<Around> = Vec::with_capacity(groups.len());
    for (index, group) in groups.iter().enumerate() {
        let mut around = all.get(group.parent).copied().unwrap_or_default();
        around.parts |= if minor(index) { group.parts } else { group.parts & always };
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

/// The innermost group that holds `share` of the running text.
fn frame(page: &Blocks, sums: &[Sum], share: f32) -> usize {
    let enough = sums.first().map_or(0.0, |sum| sum.running as f32 * share);
    let holds = |group: &usize| sums[*group].running as f32 >= enough;
    let inner = (0..page.groups.len()).filter(holds).max_by_key(|group| page.groups[*group].depth);
    inner.unwrap_or(0)
}

/// The letters and digits of a text, in small letters.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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

#[cfg(test)]
mod tests {
    use super::{Survey, Told};
    use crate::html::block::blocks;
    use crate::html::tree::Tree;

    const RUNNING: &str = "<p>The river rose for three days and then, to everyone's surprise, fell within a night.</p>";

    fn check_outside(html: &str, expected: &[bool]) {
        let page = blocks(&Tree::of(html));
        let survey = Survey::of(&page, Told::default());
        let outside = (0..page.blocks.len()).map(|index| survey.is_outside(index));
        assert_eq!(outside.collect::<Vec<bool>>(), expected);
    }

    #[test]
    fn a_small_part_of_a_page_is_what_it_is_called() {
        let box_in_text = format!("{RUNNING}<div class=newsletter><b>Sign up</b></div>{RUNNING}");
        check_outside(&box_in_text, &[false, true, false]);
    }

    #[test]
    fn what_holds_the_article_is_no_comment_whatever_it_is_called() {
        let page = format!("<div class=has-comments>{RUNNING}{RUNNING}</div>");
        check_outside(&page, &[false, false]);
    }
}
