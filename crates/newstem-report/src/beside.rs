//! An article beside those that it was made from, sentence by sentence.
//!
//! Rows follow the article. A sentence of a parent that it left out stands where the article would
//! have had it: behind the one that came before it in the parent. What stands in another order than
//! in the parent is moved: all but the longest run of sentences that are in order.

use newstem::lineage::{Link, Match};
use newstem::{Article, Story};

use crate::changes;
use crate::sentences::{LIKENESS_MIN, Sentences, Span};

/// Parents shown beside an article; more would leave no room for words.
const PARENTS_MAX: usize = 3;

/// What became of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The same words.
    Kept,
    /// Other words.
    Changed,
    /// In another place.
    Moved,
    /// Only the article has it.
    Added,
    /// Only a parent has it.
    Dropped,
}

impl Fate {
    /// One word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Added => "added",
            Self::Dropped => "dropped",
        }
    }
}

/// Sentences that belong beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// What became of it.
    pub(crate) fate: Fate,
    /// The article's sentence.
    pub(crate) own: Option<Span>,
    /// Each parent's, in the order of [`Beside::parents`].
    pub(crate) theirs: Vec<Option<Span>>,
}

/// An article and its parents side by side.
pub(crate) struct Beside<'a> {
    /// The parents at hand.
    pub(crate) parents: Vec<&'a Article>,
    /// From the top of the article to its end.
    pub(crate) rows: Vec<Row>,
}

impl<'a> Beside<'a> {
    /// Lays an article beside its parents; nothing where none is at hand.
    pub(crate) fn of(
        article: &'a Article,
        story: &'a Story,
        sentences: &Sentences<'a>,
        find: impl Fn(&str) -> Option<&'a Article>,
    ) -> Option<Self> {
        // A link without sentences tells nothing of what was kept; older traces have no others.
        let links = story.tree.links.iter();
        let links = links.filter(|link| link.child == article.id && !link.sentences.is_empty());
        let mut columns: Vec<Column> = links
            .filter_map(|link| Some(Column::of(link, find(&link.parent)?, sentences)))
            .collect();
        columns.truncate(PARENTS_MAX);
        if columns.is_empty() {
            return None;
        }
        let rows = rows(article, sentences.in_article(&article.id), &columns);
        Some(Self { parents: columns.iter().map(|column| column.parent).collect(), rows })
    }

    /// How many rows have a fate.
    pub(crate) fn count(&self, fate: Fate) -> usize {
        self.rows.iter().filter(|row| row.fate == fate).count()
    }
}

/// One parent.
struct Column<'a> {
    parent: &'a Article,
    sentences: Vec<Span>,
    pairs: Vec<Match>,
    /// Starts of the article's sentences that stand elsewhere in the parent.
    moved: Vec<usize>,
}

impl<'a> Column<'a> {
    fn of(link: &'a Link, parent: &'a Article, sentences: &Sentences) -> Self {
        let alike = link.sentences.iter().filter(|pair| pair.likeness >= LIKENESS_MIN);
        let pairs: Vec<Match> = alike.copied().collect();
        let sentences = sentences.in_article(&parent.id).to_vec();
        let moved = out_of_order(&pairs);
        Self { parent, sentences, pairs, moved }
    }

    /// The parent's sentence for one of the article.
    fn beside(&self, own: Span) -> Option<Span> {
        let pair = self.pairs.iter().find(|pair| pair.start == own.start)?;
        Some(Span { start: pair.parent_start, end: pair.parent_end })
    }

    fn is_used(&self, sentence: Span) -> bool {
        self.pairs.iter().any(|pair| pair.parent_start == sentence.start)
    }

    /// The sentences that the article left out and that follow one of the parent's, or open it.
    fn dropped_after(&self, sentence: Option<Span>) -> Vec<Span> {
        let follows = |other: &&Span| sentence.is_none_or(|before| other.start > before.start);
        let after = self.sentences.iter().filter(follows);
        after.take_while(|other| !self.is_used(**other)).copied().collect()
    }
}

/// The starts of pairs that are not in the longest run in the parent's order.
fn out_of_order(pairs: &[Match]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        let before = (0..at).filter(|&other| pairs[other].parent_start <= pair.parent_start);
        let longest = before.max_by_key(|&other| (best[other].0, std::cmp::Reverse(other)));
        best.push((1 + longest.map_or(0, |other| best[other].0), longest));
    }
    let mut next = (0..best.len()).max_by_key(|&at| (best[at].0, std::cmp::Reverse(at)));
    let mut in_order = Vec::new();
    while let Some(at) = next {
        in_order.push(at);
        next = best[at].1;
    }
    let moved = (0..pairs.len()).filter(|at| !in_order.contains(at));
    moved.map(|at| pairs[at].start).collect()
}

fn rows(article: &Article, own: &[Span], columns: &[Column]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        drop_after(&mut rows, column, index, columns.len(), None);
    }
    for &sentence in own {
        let theirs: Vec<Option<Span>> =
            columns.iter().map(|column| column.beside(sentence)).collect();
        let fate = fate(article, sentence, &theirs, columns);
        let last_uses: Vec<Option<Span>> = theirs
            .iter()
            .zip(columns)
            .map(|(theirs, column)| theirs.filter(|t| is_last_use(column, sentence, *t)))
            .collect();
        rows.push(Row { fate, own: Some(sentence), theirs });
        for (index, used) in last_uses.into_iter().enumerate() {
            if used.is_some() {
                drop_after(&mut rows, &columns[index], index, columns.len(), used);
            }
        }
    }
    rows
}

/// Whether no later sentence of the article was made from the same one.
fn is_last_use(column: &Column, own: Span, theirs: Span) -> bool {
    let mut uses = column.pairs.iter().filter(|pair| pair.parent_start == theirs.start);
    uses.all(|pair| pair.start <= own.start)
}

fn drop_after(
    rows: &mut Vec<Row>,
    column: &Column,
    index: usize,
    columns: usize,
    sentence: Option<Span>,
) {
    for dropped in column.dropped_after(sentence) {
        let mut theirs = vec![None; columns];
        theirs[index] = Some(dropped);
        rows.push(Row { fate: Fate::Dropped, own: None, theirs });
    }
}

fn fate(article: &Article, own: Span, theirs: &[Option<Span>], columns: &[Column]) -> Fate {
    let text = own.of(&article.body);
    let beside = || theirs.iter().zip(columns).filter_map(|(t, column)| Some(((*t)?, column)));
    if beside().next().is_none() {
        return Fate::Added;
    }
    if beside().all(|(_, column)| column.moved.contains(&own.start)) {
        return Fate::Moved;
    }
    let is_kept = |(t, column): (Span, &Column)| changes::is_same(text, t.of(&column.parent.body));
    if beside().any(is_kept) { Fate::Kept } else { Fate::Changed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(start: usize, parent_start: usize) -> Match {
        Match { start, end: start + 1, parent_start, parent_end: parent_start + 1, likeness: 1.0 }
    }

    #[test]
    fn the_longest_run_in_order_was_not_moved() {
        let check = |pairs: &[(usize, usize)], expected: &[usize]| {
            let pairs: Vec<Match> = pairs.iter().map(|&(a, b)| pair(a, b)).collect();
            assert_eq!(out_of_order(&pairs), expected);
        };
        check(&[], &[]);
        check(&[(0, 0), (1, 1), (2, 2)], &[]);
        // The first was the last.
        check(&[(0, 9), (1, 1), (2, 2)], &[0]);
        check(&[(0, 0), (1, 5), (2, 2), (3, 6)], &[2]);
        // Two made from one are in order.
        check(&[(0, 3), (1, 3)], &[]);
    }

    /// A sentence a letter; the child's letters in capitals are other words.
    fn check(child: &str, parent: &str, expected: &str) {
        let article = |id: &str, letters: &str| {
            let body: Vec<String> = letters.chars().map(|c| format!("{c}.")).collect();
            Article { id: id.to_owned(), body: body.join("\n"), ..Article::default() }
        };
        let (own, theirs) = (article("c", child), article("p", parent));
        let spans = |a: &Article| -> Vec<Span> {
            (0..a.body.len().div_ceil(3)).map(|n| Span { start: 3 * n, end: 3 * n + 2 }).collect()
        };
        let found =
            |(at, c): (usize, char)| Some(pair(3 * at, 3 * parent.find(c.to_ascii_lowercase())?));
        let pairs: Vec<Match> = child.chars().enumerate().filter_map(found).collect();
        let moved = out_of_order(&pairs);
        let column = Column { parent: &theirs, sentences: spans(&theirs), pairs, moved };
        let rows = rows(&own, &spans(&own), &[column]);
        let shown = rows.iter().map(|row| {
            let text = |span: Option<Span>, a: &Article| {
                span.map_or("-".to_owned(), |s| s.of(&a.body)[..1].to_owned())
            };
            format!(
                "{}{}{}",
                text(row.own, &own),
                &row.fate.word()[..1],
                text(row.theirs[0], &theirs)
            )
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn what_was_left_out_stands_where_it_would_have_been() {
        check("abc", "abc", "aka bkb ckc");
        check("ac", "abc", "aka -db ckc");
        check("bc", "abc", "-da bkb ckc");
        check("axc", "abc", "aka -db xa- ckc");
        check("cab", "abc", "cmc aka bkb");
    }
}
