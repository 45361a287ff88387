//! The local search against exhaustive search, on made-up log-odds of small families.

use super::*;

/// Log-odds made up for every child and set of parents, the same on every run.
struct MadeUp {
    seed: u64,
    count: usize,
}

impl MadeUp {
    /// A number from `low` to `high` that belongs to these (the mixer of Steele et al. 2014).
    fn draw(&self, low: f64, high: f64, of: [usize; 3]) -> f64 {
        let mut mixed = self.seed;
        for part in of {
            mixed = mixed.wrapping_add(part as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed ^= mixed >> 27;
        }
        low + (high - low) * (mixed % 1000) as f64 / 1000.0
    }

    /// The total of the best sound forest there is.
    fn best_total(&self) -> f64 {
        let mut best = 0.0;
        self.try_all(0, &mut Forest { parents: vec![Vec::new(); self.count] }, &mut best);
        best
    }

    /// Tries all parents of `child` and of those after it.
    fn try_all(&self, child: usize, forest: &mut Forest, best: &mut f64) {
        if child == self.count {
            let total = self.total(forest);
            *best = total.max(*best);
            return;
        }
        for parents in self.parent_sets(child) {
            forest.parents[child] = parents;
            if is_sound_for(forest, &[child], self) {
                self.try_all(child + 1, forest, best);
            }
        }
        forest.parents[child].clear();
    }

    fn parent_sets(&self, child: usize) -> Vec<Vec<usize>> {
        let others: Vec<usize> = (0..self.count).filter(|&other| other != child).collect();
        let mut sets = vec![Vec::new()];
        for (place, &first) in others.iter().enumerate() {
            sets.push(vec![first]);
            sets.extend(others[place + 1..].iter().map(|&second| vec![first, second]));
        }
        sets
    }

    fn total(&self, forest: &Forest) -> f64 {
        let nodes = forest.parents.iter().enumerate();
        nodes.map(|(child, parents)| self.log_odds(child, parents)).sum()
    }
}

impl Explains for MadeUp {
    fn candidates(&self, child: usize) -> Vec<usize> {
        (0..self.count).filter(|&parent| parent != child).collect()
    }

    /// Two parents explain as much as the better one and some more, for a price.
    fn log_odds(&self, child: usize, parents: &[usize]) -> f64 {
        let single = |parent: usize| self.draw(-8.0, 12.0, [child, parent, parent]);
        match *parents {
            [] => 0.0,
            [only] => single(only),
            [a, b, ..] => {
                let more = self.draw(-3.9, 8.0, [child, a.min(b), a.max(b)]);
                single(a).max(single(b)) + more
            }
        }
    }

    /// The articles of odd number are dated, in their order.
    fn may_descend(&self, descendant: usize, ancestor: usize) -> bool {
        let is_dated = |article: usize| article & 1 == 1;
        !is_dated(descendant) || !is_dated(ancestor) || ancestor < descendant
    }
}

/// The best sound forest is found, wherever it can be looked for one by one.
#[test]
fn it_finds_what_exhaustive_search_finds() {
    for seed in 0..120 {
        let count = if seed % 60 == 0 { 6 } else { 2 + (seed % 4) as usize };
        let made_up = MadeUp { seed, count };
        let forest = best_forest(made_up.count, &made_up);
        assert!((0..count).all(|node| is_sound(&forest, node, &made_up)), "{seed}: {forest:?}");
        let missed = made_up.best_total() - made_up.total(&forest);
        assert!(missed.abs() < LEAST_GAIN, "seed {seed}: {missed} missed");
    }
}

/// In a story too large for that every forest is sound all the same.
#[test]
fn what_the_local_search_finds_is_sound() {
    for seed in 0..4 {
        let made_up = MadeUp { seed, count: exact::ARTICLES_MAX + 3 };
        let forest = best_forest(made_up.count, &made_up);
        let is_sound = (0..made_up.count).all(|node| is_sound(&forest, node, &made_up));
        assert!(is_sound, "seed {seed}: {forest:?}");
    }
}

/// However many parents would explain an article, it may do without.
#[test]
fn no_parents_are_always_a_choice() {
    struct Eager;

    impl Explains for Eager {
        fn candidates(&self, child: usize) -> Vec<usize> {
            (0..9).filter(|&parent| parent != child).collect()
        }

        fn log_odds(&self, _: usize, parents: &[usize]) -> f64 {
            parents.len() as f64
        }

        fn may_descend(&self, _: usize, _: usize) -> bool {
            true
        }
    }

    let choices = choices(0, &best_singles(0, &Eager), &Eager);
    assert_eq!(choices.len(), SETS_CONSIDERED);
    assert!(choices.iter().any(|(set, _)| set.is_empty()));
}
