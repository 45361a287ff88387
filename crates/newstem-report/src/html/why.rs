//! What speaks for one link, what speaks against it, and what it was preferred to.

use newstem::Article;
use newstem::lineage::{Link, Match, Rejected};

use super::candidates;
use super::compared::write_pieces;
use super::markup::Markup;
use super::view::{View, is_uncertain};
use crate::family::Member;
use crate::reasons::{margins_in_words, reasons};
use crate::{changes, evidence, words};

/// Pairs of sentences shown; all stand side by side in the article's own view.
const PAIRS_SHOWN: usize = 3;

/// Writes a link, folded; the script shows it in a drawer.
pub(super) fn write(page: &mut Markup, view: &View, link: &Link) {
    let place = view.place_of_link(link);
    page.element("details", &[("class", "evidence"), ("id", &place)], |page| {
        page.element("summary", &[], |page| write_summary(page, view, link));
        page.element("div", &[("class", "why")], |page| write_reasons(page, view, link));
    });
}

/// `paraphrased from Globe Bulletin 365, likely (0.94)`.
pub(super) fn write_summary(page: &mut Markup, view: &View, link: &Link) {
    let parent = view.names.of_id(&link.parent);
    page.text(&format!("{} {parent}, ", words::came_from(link.kind)));
    let class = if is_uncertain(link) { "doubt" } else { "good" };
    page.leaf("span", &[("class", class)], &words::confidence(link.confidence));
}

fn write_reasons(page: &mut Markup, view: &View, link: &Link) {
    write_telling_words(page, view, link);
    candidates::write(page, view, link);
    page.element("ul", &[], |page| {
        let rest = candidates::left_of_evidence(link);
        for phrase in evidence::phrases_in_full(&rest, link.kind, &view.names) {
            page.leaf("li", &[], &phrase);
        }
        if is_uncertain(link) {
            write_doubts(page, view, link);
        }
    });
    if let Some(rejected) = &link.rejected {
        write_rejected(page, view, rejected);
    }
    let articles = view.article(&link.child).zip(view.article(&link.parent));
    if let Some((child, parent)) = articles {
        write_sentences(page, view, link, child, parent);
    }
    if let Some(margins) = &link.log_odds {
        page.element("details", &[], |page| {
            page.leaf("summary", &[], "Technical details");
            page.leaf("p", &[("class", "how")], &margins_in_words(margins));
        });
    }
}

fn write_telling_words(page: &mut Markup, view: &View, link: &Link) {
    let Some(rejected) = &link.rejected else { return };
    let words = view.vocabulary.telling(&link.child, &link.parent, &rejected.parent);
    if words.is_empty() {
        return;
    }
    page.element("p", &[], |page| {
        page.text("It has in common with ");
        view.name(page, &link.parent);
        page.text(", and not with ");
        view.name(page, &rejected.parent);
        page.text(": ");
        page.leaf("em", &[], &words.join(", "));
        page.text(".");
    });
}

fn write_doubts(page: &mut Markup, view: &View, link: &Link) {
    let Some(child) = view.article(&link.child) else { return };
    let parent = view.article(&link.parent).map(Member::Article);
    let doubts = evidence::doubts(link, Member::Article(child), parent);
    if !doubts.is_empty() {
        let text = format!("uncertain because {}", words::list(&doubts));
        page.leaf("li", &[("class", "doubt")], &text);
    }
}

fn write_sentences(page: &mut Markup, view: &View, link: &Link, child: &Article, parent: &Article) {
    if link.sentences.is_empty() {
        return;
    }
    let matched = words::count(link.sentences.len(), "sentence", "sentences");
    page.element("p", &[("class", "origin")], |page| {
        page.text(&format!("{matched} with a counterpart; the longest that are most alike: "));
        let target = format!("#{}-beside", view.place_of(&link.child));
        page.leaf("a", &[("href", &target)], "all side by side");
    });
    page.element("dl", &[("class", "pairs")], |page| {
        for pair in telling(&link.sentences) {
            write_pair(page, pair, child, parent);
        }
    });
}

/// The pairs that show most: long and alike, in the order of the child.
fn telling(pairs: &[Match]) -> Vec<&Match> {
    let mut telling: Vec<&Match> = pairs.iter().collect();
    let shown = |pair: &Match| (pair.end.saturating_sub(pair.start)) as f64 * pair.likeness;
    telling.sort_by(|a, b| shown(b).total_cmp(&shown(a)));
    telling.truncate(PAIRS_SHOWN);
    telling.sort_by_key(|pair| pair.start);
    telling
}

fn write_pair(page: &mut Markup, pair: &Match, child: &Article, parent: &Article) {
    let own = child.body.get(pair.start..pair.end).unwrap_or_default();
    let theirs = parent.body.get(pair.parent_start..pair.parent_end).unwrap_or_default();
    let (own_pieces, their_pieces) = match child.language == parent.language {
        true => changes::compare(own, theirs),
        false => (changes::whole(own), changes::whole(theirs)),
    };
    let place = |start, end| format!("bytes {start}–{end}");
    page.leaf("dt", &[], &format!("its own, {}", place(pair.start, pair.end)));
    page.element("dd", &[("dir", "auto")], |page| write_pieces(page, "ins", &own_pieces));
    page.leaf("dt", &[], &format!("the parent’s, {}", place(pair.parent_start, pair.parent_end)));
    page.element("dd", &[("dir", "auto")], |page| write_pieces(page, "del", &their_pieces));
}

fn write_rejected(page: &mut Markup, view: &View, rejected: &Rejected) {
    page.element("p", &[("class", "rejected")], |page| {
        page.text("Next best: ");
        view.name(page, &rejected.parent);
        let alone = words::confidence(rejected.confidence);
        page.text(&format!(", {alone} were it the only one"));
        let against = reasons(&rejected.against);
        if !against.is_empty() {
            page.text(&format!("; rejected because, in log-odds: {}", against.join("; ")));
        }
        page.text(".");
    });
}
