//! A file that is broken throughout would tell of every record. The first problems are told, the
//! rest counted: nobody reads a million lines, and they would fill memory and disk.

use crate::document::Document;
use crate::problem::Problem;
use crate::sink::{Sink, Work};

/// Passes on all documents of a file, and its problems up to a number.
pub(super) struct Tale<'a> {
    sink: &'a mut dyn Sink,
    file: &'a str,
    left: usize,
    untold: usize,
}

impl<'a> Tale<'a> {
    pub(super) fn new(file: &'a str, problems_max: usize, sink: &'a mut dyn Sink) -> Self {
        Self { sink, file, left: problems_max, untold: 0 }
    }

    /// Tells how many problems were kept back.
    pub(super) fn finish(self) {
        let reason = match self.untold {
            0 => return,
            1 => "1 more problem of this file is not told".to_owned(),
            count => format!("{count} more problems of this file are not told"),
        };
        let hint = "mend what is told first; the rest may be of the same kind";
        self.sink.problem(Problem::of_file(self.file, reason, hint));
    }
}

impl Sink for Tale<'_> {
    fn document(&mut self, document: Document) {
        self.sink.document(document);
    }

    fn problem(&mut self, problem: Problem) {
        if self.left == 0 {
            self.untold += 1;
            return;
        }
        self.left -= 1;
        self.sink.problem(problem);
    }

    fn work(&mut self, work: Work) {
        self.sink.work(work);
    }

    fn wait(&mut self) {
        self.sink.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::Gathered;

    fn check(problems: usize, expected: &[&str]) {
        let mut gathered = Gathered::default();
        let mut tale = Tale::new("a", 2, &mut gathered);
        for number in 1..=problems {
            tale.problem(Problem::of_record("a", number, "no", "b"));
        }
        tale.finish();
        let told: Vec<String> = gathered.problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn the_first_are_told_and_the_rest_counted() {
        check(0, &[]);
        check(2, &["a:1: no", "a:2: no"]);
        check(3, &["a:1: no", "a:2: no", "a: 1 more problem of this file is not told"]);
        check(9, &["a:1: no", "a:2: no", "a: 7 more problems of this file are not told"]);
    }
}
