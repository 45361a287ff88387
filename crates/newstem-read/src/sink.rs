//! Where readers put what they find, as they find it. Nothing is gathered on the way, so that a
//! pile larger than memory can pass.

use crate::document::Document;
use crate::problem::Problem;

/// Takes documents and problems in the order in which they are met.
pub trait Sink {
    /// One more document.
    fn document(&mut self, document: Document);
    /// One more thing that could not be read.
    fn problem(&mut self, problem: Problem);

    /// Work that takes long and finds its own documents and problems. It is done at once, unless
    /// the sink has others to do it.
    fn work(&mut self, work: Work) {
        let mut found = Gathered::default();
        work(&mut found);
        found.problems.into_iter().for_each(|problem| self.problem(problem));
        found.documents.into_iter().for_each(|document| self.document(document));
    }

    /// Waits until all work given so far is done and what it found has been taken.
    fn wait(&mut self) {}
}

/// Work that can be done on any thread.
pub type Work = Box<dyn FnOnce(&mut Gathered) + Send>;

/// Keeps everything.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// What could be read.
    pub documents: Vec<Document>,
    /// What could not.
    pub problems: Vec<Problem>,
}

impl Sink for Gathered {
    fn document(&mut self, document: Document) {
        self.documents.push(document);
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
}
