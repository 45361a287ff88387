//! Segmentation by a unigram model (Kudo 2018): of all ways to cut a word into pieces, the one
//! whose pieces' log-probabilities add up to most, found by Viterbi's algorithm (1967).

use super::pieces::PieceIndex;

/// Id of a character that is part of no piece.
pub(super) const UNKNOWN: u32 = 0;

/// How much less likely than the least likely piece an unknown character is: SentencePiece's value.
const UNKNOWN_PENALTY: f32 = 10.0;

/// Pieces with their log-probabilities.
#[derive(Debug)]
pub(super) struct Unigram<'a> {
    index: PieceIndex<'a>,
    /// Log-probability by id.
    scores: Vec<f32>,
    unknown_score: f32,
}

/// The best way to a place in the word: its score, the id and the length of its last piece.
#[derive(Clone, Copy, Debug)]
struct Step {
    score: f32,
    id: u32,
    length: usize,
}

const UNREACHED: Step = Step { score: f32::NEG_INFINITY, id: UNKNOWN, length: 0 };

impl<'a> Unigram<'a> {
    /// A model of the given pieces, each with its id; `scores` has a place for each id.
    pub fn new(pieces: Vec<(&'a [u8], u32)>, scores: Vec<f32>) -> Self {
        let listed = pieces.iter().filter_map(|&(_, id)| scores.get(id as usize));
        let least = listed.copied().fold(0.0, f32::min);
        Self { index: PieceIndex::new(pieces), scores, unknown_score: least - UNKNOWN_PENALTY }
    }

    /// Appends the ids of the best segmentation of `word`.
    pub fn segment(&self, word: &str, ids: &mut Vec<u32>) {
        let best = self.best_steps(word);
        let first = ids.len();
        let mut end = word.len();
        while end > 0 {
            let step = best[end];
            ids.push(step.id);
            end -= step.length.max(1);
        }
        ids[first..].reverse();
    }

    /// For each byte offset, the best step that ends there.
    fn best_steps(&self, word: &str) -> Vec<Step> {
        let mut best = vec![UNREACHED; word.len() + 1];
        best[0].score = 0.0;
        for (start, character) in word.char_indices() {
            let score = best[start].score;
            let mut alone = false;
            for (length, id) in self.index.prefixes(&word[start..]) {
                alone |= length == character.len_utf8();
                let score = score + self.score(id);
                improve(&mut best[start + length], Step { score, id, length });
            }
            if !alone {
                let length = character.len_utf8();
                let score = score + self.unknown_score;
                improve(&mut best[start + length], Step { score, id: UNKNOWN, length });
            }
        }
        best
    }

    /// Log-probability of a piece; that of the unknown is below every other.
    pub fn score(&self, id: u32) -> f32 {
        self.scores.get(id as usize).copied().unwrap_or(self.unknown_score)
    }
}

fn improve(place: &mut Step, candidate: Step) {
    if candidate.score > place.score {
        *place = candidate;
    }
}

#[cfg(test)]
mod tests {
    use super::Unigram;

    fn model() -> Unigram<'static> {
        let pieces = ["a", "b", "ab", "abc", "bcd", "é"];
        let scores = vec![0.0, -2.0, -2.0, -3.0, -8.0, -4.0, -1.0];
        let numbered = pieces.iter().map(|piece| piece.as_bytes()).zip(1..);
        Unigram::new(numbered.collect(), scores)
    }

    fn check(word: &str, expected: &[u32]) {
        let mut ids = Vec::new();
        model().segment(word, &mut ids);
        assert_eq!(ids, expected, "{word}");
    }

    #[test]
    fn the_likeliest_cut_wins_over_the_longest_piece() {
        check("ab", &[3]);
        check("abcd", &[1, 5]);
        check("abab", &[3, 3]);
        check("", &[]);
    }

    #[test]
    fn a_character_without_a_piece_is_unknown() {
        check("axb", &[1, 0, 2]);
        check("éé火", &[6, 6, 0]);
        check("abc", &[4]);
    }

    #[test]
    fn no_other_cut_scores_better() {
        for word in ["abababcd", "bcdabc", "aabbaabb", "cabcab"] {
            let mut ids = Vec::new();
            let model = model();
            model.segment(word, &mut ids);
            let found: f32 = ids.iter().map(|&id| score(&model, id)).sum();
            assert_eq!(found, best_of_all_cuts(&model, word), "{word}");
        }
    }

    fn score(model: &Unigram<'_>, id: u32) -> f32 {
        if id == super::UNKNOWN { model.unknown_score } else { model.score(id) }
    }

    /// The slow and obvious way: try every first piece.
    fn best_of_all_cuts(model: &Unigram<'_>, word: &str) -> f32 {
        if word.is_empty() {
            return 0.0;
        }
        let unknown = model.unknown_score + best_of_all_cuts(model, &word[1..]);
        let pieces = model.index.prefixes(word);
        pieces
            .map(|(length, id)| model.score(id) + best_of_all_cuts(model, &word[length..]))
            .fold(unknown, f32::max)
    }
}
