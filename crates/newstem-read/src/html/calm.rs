//! A page as `dom_smoothie` can take it: without the stretches of text that it would write out for
//! minutes.
//!
//! Its serialiser looks to the end of a text for the next mark to escape, again for every mark that
//! it finds on the way, so a text of ampersands costs the square of its length. What that comes to
//! is counted beforehand, text by text, and a text that is too dear is left out of the first opinion,
//! and so of the article, unless what is around it is kept; that is told. Rejected: a limit on the
//! marks, as a long page may hold many, each in a short text.

use dom_query::{Document, NodeData, NodeRef, TreeNode};
use memchr::memchr2_iter;

/// Steps that all texts of a page may cost; a step takes some hundredths of a nanosecond.
const STEPS_MAX: usize = 1 << 31;

/// Takes its dear texts out of a page, and says how many there were.
pub(super) fn calm(document: &Document) -> usize {
    without_dear(document, STEPS_MAX)
}

fn without_dear(document: &Document, mut steps: usize) -> usize {
    let mut dear = Vec::new();
    for node in document.root().descendants_it() {
        let cost = node.query_or(0, steps_of_node);
        match steps.checked_sub(cost) {
            Some(left) => steps = left,
            None => dear.push(node),
        }
    }
    dear.iter().for_each(NodeRef::remove_from_parent);
    dear.len()
}

fn steps_of_node(node: &TreeNode) -> usize {
    match &node.data {
        NodeData::Text { contents } => steps_of(contents),
        _ => 0,
    }
}

fn steps_of(text: &str) -> usize {
    // The serialiser stops at the first byte of every character from U+0080 to U+00BF, for among
    // them is the space that does not break.
    let marks = memchr2_iter(b'&', 0xc2, text.as_bytes());
    marks.count().saturating_mul(text.len())
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::without_dear;

    #[test]
    fn a_dear_text_is_left_out() {
        let check = |html: &str, expected: &str| {
            let document = Document::from(html);
            let before = document.text();
            let dear = without_dear(&document, 100);
            assert_eq!(document.text().as_ref(), expected);
            assert_eq!(dear > 0, document.text() != before);
        };
        check("<p>a &amp; b</p>", "a & b");
        check("<p>&&&&&&&&&&&&</p><p>x", "x");
        check("<p>\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}</p>", "");
        check("<p>&</p><p>&</p><p>&</p>", "&&&");
        check("", "");
    }
}
