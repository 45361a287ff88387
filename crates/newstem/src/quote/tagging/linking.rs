//! Which source, cue and content belong together.
//!
//! A content takes the cue that is nearest to it in its sentence, the cue the source that is nearest
//! to it and outside the content. A content that ends within marks reaches to them. Quoted parts of
//! one paragraph that no other source parts are one content with words between. A quotation without
//! cue or source goes on with the speaker before it.

use std::ops::Range;

use super::page::{Quoted, TaggedPage};
use super::{Attributed, Labels, spans_of};
use crate::quote::record::Form;

/// No cue is looked for beyond so many tokens from a content.
const NEAR: usize = 40;

/// The attributions of a text, in order.
pub(super) fn linked(
    page: &TaggedPage<'_>,
    [cues, sources, contents]: &[Labels; 3],
) -> Vec<Attributed> {
    let (cues, sources) = (spans_of(cues), spans_of(sources));
    let mut all: Vec<Attributed> = Vec::new();
    for content in whole_quotations(page, spans_of(contents), &cues) {
        let linker = Linker { page, cues: &cues, sources: &sources };
        let cue = linker.cue_of(&content);
        let source = linker.source_of(&content, cue.as_ref());
        let content = vec![content];
        let form = form_of(page, &content);
        let next = Attributed { source, cue, content, form };
        match all.last_mut() {
            Some(last) if goes_on(page, last, &next) => join(last, next),
            _ => all.push(next),
        }
    }
    carry_speakers(page, &mut all);
    all
}

/// Contents that begin or end within quotation marks reach to the marks, since nobody is quoted by
/// half; not over a cue, which tells that something is held inside a quotation.
fn whole_quotations(
    page: &TaggedPage<'_>,
    contents: Vec<Range<usize>>,
    cues: &[Range<usize>],
) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::with_capacity(contents.len());
    for content in contents {
        let start = page.quotation_start(content.start);
        let end = page.quotation_end(content.end - 1) + 1;
        let is_free = |added: Range<usize>| !cues.iter().any(|cue| overlap(cue, &added));
        let start = if is_free(start..content.start) { start } else { content.start };
        let end = if is_free(content.end..end) { end } else { content.end };
        match whole.last_mut().filter(|last| last.end > start) {
            Some(last) => last.end = last.end.max(end),
            None => whole.push(start..end),
        }
    }
    whole
}

struct Linker<'a> {
    page: &'a TaggedPage<'a>,
    cues: &'a [Range<usize>],
    sources: &'a [Range<usize>],
}

impl Linker<'_> {
    fn cue_of(&self, content: &Range<usize>) -> Option<Range<usize>> {
        let cues = self.cues.iter().filter(|cue| !overlap(cue, content));
        let near = cues.filter(|cue| self.same_sentence(cue, content));
        let near = near.map(|cue| (gap(cue, content), cue)).filter(|&(gap, _)| gap <= NEAR);
        near.min_by_key(|&(gap, cue)| (gap, cue.start)).map(|(_, cue)| cue.clone())
    }

    fn source_of(
        &self,
        content: &Range<usize>,
        cue: Option<&Range<usize>>,
    ) -> Option<Range<usize>> {
        let anchor = cue.unwrap_or(content);
        let sources = self.sources.iter().filter(|source| !overlap(source, content));
        let near = sources.filter(|source| self.same_sentence(source, anchor));
        let near = near.map(|source| (gap(source, anchor), source));
        near.min_by_key(|&(gap, source)| (gap, source.start)).map(|(_, source)| source.clone())
    }

    /// Whether a span lies in the sentence where another begins or ends.
    fn same_sentence(&self, span: &Range<usize>, other: &Range<usize>) -> bool {
        let sentence = |token: usize| self.page.sentence[token];
        let own = sentence(span.start);
        own == sentence(other.start) || own == sentence(other.end - 1)
    }
}

fn overlap(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end
}

fn gap(left: &Range<usize>, right: &Range<usize>) -> usize {
    if left.end <= right.start {
        right.start - left.end
    } else {
        left.start.saturating_sub(right.end)
    }
}

/// Whether all words stand in marks, some or none.
pub(super) fn form_of(page: &TaggedPage<'_>, content: &[Range<usize>]) -> Form {
    let words = content.iter().cloned().flatten().filter(|&token| page.is_word(token));
    let (mut marked, mut bare) = (0, 0);
    for token in words {
        if page.quoted[token] == Quoted::Out { bare += 1 } else { marked += 1 }
    }
    match (marked, bare) {
        (0, _) => Form::Indirect,
        (_, 0) => Form::Direct,
        _ => Form::Mixed,
    }
}

/// `“…,” said Krall. “…”`: the second part has no source or cue but that of the first.
fn goes_on(page: &TaggedPage<'_>, last: &Attributed, next: &Attributed) -> bool {
    let of_its_own = next.cue.is_some() && next.cue != last.cue;
    last.form != Form::Indirect
        && next.form == Form::Direct
        && !of_its_own
        && (next.source.is_none() || next.source == last.source)
        && page.paragraph_of(last.extent().start) == page.paragraph_of(next.extent().start)
}

fn join(last: &mut Attributed, next: Attributed) {
    last.content.extend(next.content);
    last.source = last.source.take().or(next.source);
    last.cue = last.cue.take().or(next.cue);
}

fn carry_speakers(page: &TaggedPage<'_>, all: &mut [Attributed]) {
    let paragraph = |of: &Attributed| page.paragraph_of(of.extent().start).unwrap_or_default();
    for index in 1..all.len() {
        let [last, next] = &mut all[index - 1..=index] else { continue };
        let near = paragraph(next) <= paragraph(last) + 1;
        if next.form == Form::Direct && next.source.is_none() && near {
            next.source = last.source.clone();
        }
    }
}
