//! What the names that authors of pages give to elements say of their role: a class `story-body`
//! speaks for the article, `related-links` against. The words stand in `data/page-parts.tsv`.

use std::sync::LazyLock;

use crate::lookup::Lookup;

/// How many roles there are.
pub(super) const PARTS: usize = 17;
/// Names of the roles, as the table has them; the place of a name is its bit.
pub(super) const PART_NAMES: [&str; PARTS] = [
    "body",
    "article",
    "comment",
    "related",
    "share",
    "sign-up",
    "advert",
    "byline",
    "media",
    "caption",
    "navigation",
    "summary",
    "tags",
    "headline",
    "aside",
    "hidden",
    "outside",
];
/// Classes beyond so many bytes of an element say nothing more.
const CLASS_BYTES_MAX: usize = 400;

const TABLE: &str = include_str!("../../data/page-parts.tsv");

/// A set of roles, a bit each.
pub(super) type Parts = u32;

/// The roles that the words of a class list or an id name.
pub(super) fn parts_of(names: &str) -> Parts {
    let end = names.floor_char_boundary(CLASS_BYTES_MAX);
    let mut parts = 0;
    let mut word = String::with_capacity(24);
    let mut previous = ' ';
    for character in names[..end].chars() {
        let starts = character.is_ascii_uppercase() && previous.is_ascii_lowercase();
        if starts || !character.is_ascii_alphabetic() {
            parts |= parts_of_word(&word);
            word.clear();
        }
        if character.is_ascii_alphabetic() {
            word.push(character.to_ascii_lowercase());
        }
        previous = character;
    }
    parts | parts_of_word(&word)
}

/// The roles that one word in small letters names.
pub(super) fn parts_of_word(word: &str) -> Parts {
    if word.len() < 2 {
        return 0;
    }
    WORDS.get(word).unwrap_or(0)
}

static WORDS: LazyLock<Lookup<Parts>> =
    LazyLock::new(|| Lookup::of(table(), |one, other| one | other));

/// The table: a line a role, its name and its words. A word may name several roles.
fn table() -> Vec<(&'static str, Parts)> {
    let mut words: Vec<(&str, Parts)> = Vec::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, list)) = line.split_once('\t') else { continue };
        let Some(bit) = PART_NAMES.iter().position(|part| *part == name) else { continue };
        words.extend(list.split_whitespace().map(|word| (word, 1 << bit)));
    }
    words
}

/// The bit of a role; none where there is no such role.
pub(super) fn part_bit(name: &str) -> Parts {
    PART_NAMES.iter().position(|part| *part == name).map_or(0, |bit| 1 << bit)
}

#[cfg(test)]
mod tests {
    use super::{part_bit, parts_of};

    #[test]
    fn words_are_found_however_they_are_joined() {
        let check = |names: &str, part: &str, expected: bool| {
            assert_eq!(parts_of(names) & part_bit(part) != 0, expected, "{names}");
        };
        check("story-body", "body", true);
        check("storyBody", "body", true);
        check("article__related-links", "outside", true);
        check("NewsletterBox", "sign-up", true);
        check("somebody", "body", false);
        check("", "body", false);
    }
}
