//! Sorted tables of two columns, searched by halving.

/// The rows of a table of two columns, sorted already, of which the first column is `key`.
pub(super) fn rows_of<'r, T>(rows: &'r [(&'static str, T)], key: &str) -> &'r [(&'static str, T)] {
    let first = rows.partition_point(|(word, _)| *word < key);
    let rows = &rows[first..];
    &rows[..rows.partition_point(|(word, _)| *word == key)]
}

/// The rows of two tab-separated columns; comments and lines of another form are passed over.
pub(super) fn read_rows(lines: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::{read_rows, rows_of};
    use crate::text::fold;

    /// Every embedded list that is searched by halving, by its name.
    const LISTS: [(&str, &str); 2] = [
        ("synonyms", include_str!("../../../assets/lexicon/synonyms.tsv")),
        ("irregular forms", include_str!("../../../assets/lexicon/irregular-forms.tsv")),
    ];

    #[test]
    fn embedded_lists_are_sorted_without_repeats() {
        for (name, list) in LISTS {
            let rows: Vec<Vec<&str>> =
                list.lines().map(|line| line.split('\t').collect()).collect();
            let unordered = rows.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(unordered, None, "{name}");
        }
    }

    #[test]
    fn embedded_words_are_folded() {
        for (name, list) in LISTS {
            let words = list.lines().filter_map(|line| line.split('\t').next());
            for word in words {
                assert_eq!(folded_each(word), word, "{name}");
            }
        }
    }

    /// Folds word by word, as a text is.
    fn folded_each(term: &str) -> String {
        term.split(' ').map(fold).collect::<Vec<String>>().join(" ")
    }

    #[test]
    fn finds_all_rows_of_a_key() {
        let rows: Vec<_> =
            read_rows("# a comment\twith a tab\na\t1\nb\t1\nb\t2\nno tab\nd\t1").collect();
        assert_eq!(rows_of(&rows, "b"), [("b", "1"), ("b", "2")]);
        for missing in ["", "c", "e"] {
            assert_eq!(rows_of(&rows, missing), []);
        }
    }
}
