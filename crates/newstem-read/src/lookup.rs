//! A fixed list of words, each with what it means, looked up fast: every word of every page is.
//!
//! The slots are twice as many as the words, a word stands in the slot that its hash names or in
//! the first free one behind it. Rejected: a sorted list, where a search compares ten times.

/// Words with what each means.
#[derive(Debug)]
pub(crate) struct Lookup<T> {
    /// A power of two of them, at least half of them free.
    slots: Vec<Option<(&'static str, T)>>,
}

impl<T: Copy> Lookup<T> {
    /// A table of words; of one that is given twice `join` makes what it means.
    pub(crate) fn of(words: Vec<(&'static str, T)>, join: impl Fn(T, T) -> T) -> Self {
        let mut table = Self { slots: vec![None; (2 * words.len()).next_power_of_two().max(2)] };
        for (word, meaning) in words {
            let slot = table.slot(word);
            let known = table.slots[slot].map(|(_, known)| join(known, meaning));
            table.slots[slot] = Some((word, known.unwrap_or(meaning)));
        }
        table
    }

    /// What a word means.
    pub(crate) fn get(&self, word: &str) -> Option<T> {
        self.slots[self.slot(word)].map(|(_, meaning)| meaning)
    }

    /// The slot of a word, or the free one that it would take.
    fn slot(&self, word: &str) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = hash(word) & last;
        while self.slots[slot].is_some_and(|(other, _)| other != word) {
            slot = (slot + 1) & last;
        }
        slot
    }
}

/// FNV-1a with its upper half mixed into the lower, by which slots are told.
fn hash(word: &str) -> usize {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    (hash ^ hash >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::Lookup;

    #[test]
    fn words_are_found_with_what_they_mean() {
        let words = vec![("rain", 1), ("ice", 2), ("rain", 4), ("", 8)];
        let table = Lookup::of(words, |one, other| one | other);
        assert_eq!(
            ["rain", "ice", "", "fog"].map(|word| table.get(word)),
            [Some(5), Some(2), Some(8), None]
        );
        let empty: Lookup<u8> = Lookup::of(Vec::new(), |one, _| one);
        assert_eq!(empty.get("rain"), None);
    }
}
