//! A block as a row of numbers: what the trees of `likelihood` see of it. A number and its name are
//! pushed together, so that the fitted trees can be held against the names.

use super::block::{Block, Blocks, Kind};
use super::part::{PART_NAMES, PARTS};
use super::survey::{KINDS, LEVELS_MAX, Survey, Told};

/// Neighbours looked at, by their distance, and what their numbers are called.
const NEIGHBOURS: [(isize, [&str; 5]); 4] = [
    (-2, ["at-2_words", "at-2_links", "at-2_ends", "at-2_levels", "at-2_heading"]),
    (-1, ["at-1_words", "at-1_links", "at-1_ends", "at-1_levels", "at-1_heading"]),
    (1, ["at1_words", "at1_links", "at1_ends", "at1_levels", "at1_heading"]),
    (2, ["at2_words", "at2_links", "at2_ends", "at2_levels", "at2_heading"]),
];
/// Blocks further off than this are as good as none.
const FAR: usize = 12;

/// The row of the block at `index`.
pub(super) fn row(survey: &Survey<'_>, index: usize) -> Vec<f32> {
    let mut row = Row::default();
    push_all(&mut row, survey, index);
    row.values
}

/// What the numbers of a row are called.
pub(super) fn names() -> Vec<String> {
    let page = Blocks::sample();
    let survey = Survey::of(&page, Told { kept: vec![0.0], ..Told::default() });
    let mut row = Row { names: Some(Vec::new()), ..Row::default() };
    push_all(&mut row, &survey, 0);
    row.names.unwrap_or_default()
}

#[derive(Default)]
struct Row {
    values: Vec<f32>,
    /// Kept only where they are asked for.
    names: Option<Vec<String>>,
}

impl Row {
    fn push(&mut self, name: &str, value: f32) {
        self.values.push(value);
        if let Some(names) = &mut self.names {
            names.push(name.to_owned());
        }
    }

    fn flag(&mut self, name: &str, value: bool) {
        self.push(name, if value { 1.0 } else { 0.0 });
    }

    /// A number for each role, under its name behind a prefix.
    fn push_parts(&mut self, prefix: &str, values: [f32; PARTS]) {
        self.values.extend(values);
        if let Some(names) = &mut self.names {
            names.extend(PART_NAMES.iter().map(|part| format!("{prefix}_{part}")));
        }
    }
}

fn push_all(row: &mut Row, survey: &Survey<'_>, index: usize) {
    push_size(row, survey, index);
    push_marks(row, survey, index);
    push_roles(row, survey, index);
    push_kinds(row, survey, index);
    push_holders(row, survey, index);
    push_path(row, survey, index);
    push_place(row, survey, index);
    push_kept(row, survey, index);
    for (distance, names) in NEIGHBOURS {
        let at = index.checked_add_signed(distance).filter(|at| *at < survey.looks.len());
        push_neighbour(row, survey, names, index, at);
    }
}

fn push_size(row: &mut Row, survey: &Survey<'_>, index: usize) {
    let (block, looks) = (&survey.page.blocks[index], &survey.looks[index]);
    let words = looks.words.max(1) as f32;
    row.push("words", log(looks.words));
    row.push("size", log(block.size));
    row.push("links", looks.links);
    row.flag("ends", looks.ends_sentence);
    row.push("sentences", looks.sentences.min(10) as f32);
    row.push("commas", looks.commas as f32 / words);
    row.push("digits", part(looks.digits, block.size));
    row.push("capitalised", looks.capitalised as f32 / words);
    row.push("capitals", part(looks.capitals, looks.letters));
}

fn push_marks(row: &mut Row, survey: &Survey<'_>, index: usize) {
    let block = &survey.page.blocks[index];
    let text = block.text.as_str();
    let first_letter = text.chars().find(|c| c.is_alphabetic());
    let address = text.contains("http") || text.contains("www.");
    row.flag("quotes", text.contains(['"', '“', '”', '«', '„']));
    row.flag("small_start", first_letter.is_some_and(char::is_lowercase));
    row.flag("colon", text.ends_with(':'));
    row.flag("separators", text.contains(['|', '•', '·', '»', '›']));
    row.flag("marks", text.contains(['©', '@', '®']) || address);
    let looks = &survey.looks[index];
    row.push("word_size", looks.letters as f32 / looks.words.max(1) as f32);
    row.push("copies", survey.copies(index) as f32);
    row.flag("is_title", survey.is_title(index));
    row.push("strong", part(block.strong_size, block.size));
    row.flag("time", block.is_time);
    row.push("breaks", text.bytes().filter(|byte| *byte == b'\n').take(5).count() as f32);
}

fn push_roles(row: &mut Row, survey: &Survey<'_>, index: usize) {
    let block = &survey.page.blocks[index];
    let group = survey.group(index);
    let near = block.parts | group.parts | survey.page.groups[group.parent].parts;
    let around = survey.around[block.group].parts;
    let bits = |parts: u32| std::array::from_fn(|bit| (parts >> bit & 1) as f32);
    row.push_parts("said", survey.looks[index].said.map(f32::from));
    row.push_parts("near", bits(near));
    row.push_parts("around", bits(around));
}

fn push_kinds(row: &mut Row, survey: &Survey<'_>, index: usize) {
    let kind = survey.group(index).kind;
    let level = if let Kind::Heading(level) = kind { level } else { 0 };
    row.flag("is_paragraph", kind == Kind::Paragraph);
    row.push("is_heading", f32::from(level));
    row.flag("is_entry", kind == Kind::Entry);
    row.flag("is_quote", kind == Kind::Quote);
    row.flag("is_cell", kind == Kind::Cell);
    row.flag("is_division", kind == Kind::Division);
    let around = survey.around[survey.page.blocks[index].group].kinds;
    let names = [
        "in_Entry",
        "in_Table",
        "in_Caption",
        "in_Figure",
        "in_Header",
        "in_Footer",
        "in_Navigation",
        "in_Aside",
        "in_Form",
        "in_Quote",
    ];
    for (bit, name) in names.iter().enumerate().take(KINDS.len()) {
        row.flag(name, around >> bit & 1 == 1);
    }
}

/// The group that holds the block, and the next one outwards.
fn push_holders(row: &mut Row, survey: &Survey<'_>, index: usize) {
    let group = survey.page.blocks[index].group;
    row.push("depth", survey.group(index).depth as f32);
    let parent = survey.holder(group);
    let grand = survey.holder(survey.page.groups[parent].parent);
    let names = [
        ["parent_paragraphs", "parent_share", "parent_links", "parent_blocks"],
        ["grand_paragraphs", "grand_share", "grand_links", "grand_blocks"],
    ];
    for (holder, names) in [parent, grand].into_iter().zip(names) {
        let sum = &survey.sums[holder];
        row.push(names[0], sum.paragraphs.min(30) as f32);
        row.push(names[1], survey.share(sum.running));
        row.push(names[2], part(sum.link_size, sum.size));
        row.push(names[3], log(sum.blocks));
    }
    for (frame, name) in survey.frames.into_iter().zip(["frame0", "frame1", "frame2"]) {
        row.push(name, survey.levels_in(group, frame));
    }
    let article = survey.around[group].article;
    let in_article = survey.share(survey.sums[article].running);
    row.push("article_share", if article == 0 { -1.0 } else { in_article });
    row.push("articles", survey.articles.min(10) as f32);
}

fn push_path(row: &mut Row, survey: &Survey<'_>, index: usize) {
    let of_path = survey.running_of_path(survey.group(index).path);
    row.push("path_share", survey.share(of_path));
    row.push("path_count", part(of_path, survey.page.blocks[index].size));
    row.push("path_rank", part(of_path, survey.running_of_best_path()));
}

fn push_place(row: &mut Row, survey: &Survey<'_>, index: usize) {
    let before = survey.before[index];
    row.push("place", part(index, survey.looks.len()));
    row.push("before", survey.share(before));
    row.push("after", survey.share(survey.total.running.saturating_sub(before)));
    let from_h1 = |h1: usize| (index as f32 - h1 as f32).clamp(-20.0, 20.0);
    row.push("h1", survey.h1.map_or(0.0, from_h1));
    let is_paragraph = |at: usize| survey.looks[at].is_paragraph;
    let [previous, next] = nearest(survey, index, is_paragraph);
    row.push("to_previous", distance(index, previous));
    row.push("to_next", distance(index, next));
    row.push("previous_levels", levels(survey, index, previous));
    row.push("next_levels", levels(survey, index, next));
    row.push("told", survey.told_share(index));
    row.push("total", log(survey.total.running));
}

/// What the first opinion says of the block and of those around it.
fn push_kept(row: &mut Row, survey: &Survey<'_>, index: usize) {
    let [before, after] = nearest(survey, index, |at| survey.is_kept(at));
    row.push("kept", survey.kept[index]);
    row.push("kept_before", distance(index, before));
    row.push("kept_after", distance(index, after));
    row.push("kept_before_levels", levels(survey, index, before));
    row.push("kept_after_levels", levels(survey, index, after));
    row.push("kept_size", log(survey.kept_size));
    row.push("part_of_kept", part(survey.page.blocks[index].size, survey.kept_size));
    row.push("kept1", mean_kept(survey, index, 1));
    row.push("kept4", mean_kept(survey, index, 4));
}

fn mean_kept(survey: &Survey<'_>, index: usize, reach: usize) -> f32 {
    let end = (index + reach + 1).min(survey.kept.len());
    let near = &survey.kept[index.saturating_sub(reach)..end];
    near.iter().sum::<f32>() / near.len() as f32
}

fn push_neighbour(
    row: &mut Row,
    survey: &Survey<'_>,
    names: [&str; 5],
    index: usize,
    at: Option<usize>,
) {
    let looks = at.map(|at| &survey.looks[at]);
    let is_heading = |at: usize| matches!(survey.group(at).kind, Kind::Heading(_));
    row.push(names[0], looks.map_or(0.0, |looks| log(looks.words)));
    row.push(names[1], looks.map_or(0.0, |looks| looks.links));
    row.flag(names[2], looks.is_some_and(|looks| looks.ends_sentence));
    row.push(names[3], levels(survey, index, at));
    row.flag(names[4], at.is_some_and(is_heading));
}

/// The nearest blocks before and after `index` of which something holds.
fn nearest(survey: &Survey<'_>, index: usize, holds: impl Fn(usize) -> bool) -> [Option<usize>; 2] {
    let before = (0..index).rev().take(FAR).find(|at| holds(*at));
    let after = (index + 1..survey.looks.len()).take(FAR).find(|at| holds(*at));
    [before, after]
}

fn distance(index: usize, other: Option<usize>) -> f32 {
    other.map_or(FAR, |other| index.abs_diff(other)) as f32
}

fn levels(survey: &Survey<'_>, index: usize, other: Option<usize>) -> f32 {
    other.map_or(LEVELS_MAX, |other| survey.levels_between(index, other))
}

fn log(count: usize) -> f32 {
    (count as f32).ln_1p()
}

fn part(some: usize, all: usize) -> f32 {
    some as f32 / all.max(1) as f32
}

impl Blocks {
    /// The least page there is: one word.
    fn sample() -> Self {
        let mut page = Self::default();
        page.groups.push(super::block::Group::default());
        page.blocks.push(Block::default());
        page
    }
}
