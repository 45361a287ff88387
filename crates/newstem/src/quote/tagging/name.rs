//! Features are told by their names, and where millions are looked up the name is only needed as a number.
//!
//! A name is given in parts, so that no string is made of it: fitting joins them, labelling mixes their letters into 64
//! bits (FNV-1a; Fowler, Noll, Vo 1991). Two names of one number would share their weights; those of the shipped
//! fields have none in common, which a test holds. Rejected: numbers for the parts, which a field fitted on names
//! could not be read with.

/// What takes the names of the features of one word.
pub(super) trait Names {
    /// One feature, by the parts of its name.
    fn add(&mut self, parts: &[&str]);
}

impl Names for Vec<String> {
    fn add(&mut self, parts: &[&str]) {
        self.push(parts.concat());
    }
}

/// The names of features as numbers.
pub(super) type Numbers = Vec<u64>;

impl Names for Numbers {
    fn add(&mut self, parts: &[&str]) {
        self.push(number(parts));
    }
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The number of a name.
pub(super) fn number(parts: &[&str]) -> u64 {
    let letters = parts.iter().flat_map(|part| part.bytes());
    letters.fold(BASIS, |number, letter| (number ^ u64::from(letter)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn the_number_of_a_name_is_that_of_its_letters_however_they_are_parted() {
        assert_eq!(number(&["w-1", "=", "said"]), number(&["w", "-1=sa", "", "id"]));
        assert_ne!(number(&["w-1=said"]), number(&["w-2=said"]));
        // As the authors' own table has it.
        assert_eq!(number(&["foobar"]), 0x8594_4171_f739_67e8);
    }
}
