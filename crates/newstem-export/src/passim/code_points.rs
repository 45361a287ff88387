//! From bytes to code points.
//!
//! A body is marked every so often, so that a long one with many passages is not counted from its
//! start for each.

/// Bytes between marks.
const STEP_BYTES: usize = 1024;

/// A text whose code points can be counted.
pub struct CodePoints<'t> {
    text: &'t str,
    /// How many code points begin before every so many bytes.
    marks: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    /// Marks the text.
    pub fn of(text: &'t str) -> Self {
        let mut marks = vec![0];
        let mut counted = 0;
        for step in text.as_bytes().chunks(STEP_BYTES) {
            counted += beginning(step);
            marks.push(counted);
        }
        Self { text, marks }
    }

    /// How many code points begin before a byte of the text.
    pub fn before(&self, byte: usize) -> usize {
        let step = byte / STEP_BYTES;
        self.marks[step] + beginning(&self.text.as_bytes()[step * STEP_BYTES..byte])
    }
}

fn beginning(bytes: &[u8]) -> usize {
    let is_continued = |byte: u8| byte & 0b1100_0000 == 0b1000_0000;
    bytes.iter().filter(|&&byte| !is_continued(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_from_the_start() {
        let check = |text: &str| {
            let code_points = CodePoints::of(text);
            let mut counted = 0;
            for (byte, _) in text.char_indices() {
                assert_eq!(code_points.before(byte), counted);
                counted += 1;
            }
            assert_eq!(code_points.before(text.len()), counted);
        };
        check("");
        check("aé漢🦀");
        check(&"aé漢🦀".repeat(700));
        check(&"a".repeat(2 * STEP_BYTES));
    }
}
