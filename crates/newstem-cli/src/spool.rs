//! What was read, kept on the disk until all is read: only then is it known which lines an outlet
//! repeats, and a crawl does not fit in memory. Reading everything twice would do without the
//! disk, but standard input can be read only once and pages are slow to take apart.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};

use newstem_read::{Context, ContextBuilder, Document, Problem, Sink};

use crate::pile::tell_problem;

/// Takes documents to a temporary file, and tells problems as they come.
pub struct Spool {
    file: BufWriter<File>,
    context: ContextBuilder,
    documents: usize,
    problems: usize,
    failed: Option<io::Error>,
}

impl Spool {
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            file: BufWriter::new(tempfile::tempfile()?),
            context: ContextBuilder::default(),
            documents: 0,
            problems: 0,
            failed: None,
        })
    }

    /// All that was taken, or what went wrong in taking it.
    pub fn finish(self) -> io::Result<Spooled> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Spooled {
            file,
            context: self.context.build(),
            documents: self.documents,
            problems: self.problems,
        })
    }

    fn keep(&mut self, document: &Document) -> io::Result<()> {
        serde_json::to_writer(&mut self.file, document)?;
        self.file.write_all(b"\n")
    }
}

impl Sink for Spool {
    fn document(&mut self, document: Document) {
        if self.failed.is_some() {
            return;
        }
        self.context.observe(&document);
        self.documents += 1;
        self.failed = self.keep(&document).err();
    }

    fn problem(&mut self, problem: Problem) {
        self.problems += 1;
        tell_problem(&problem);
    }
}

/// Everything that was read.
pub struct Spooled {
    file: File,
    /// What the documents say of each other.
    pub context: Context,
    /// How many documents there are.
    pub documents: usize,
    /// How many problems were told.
    pub problems: usize,
}

impl Spooled {
    /// The documents, in the order in which they were read.
    pub fn documents(&self) -> impl Iterator<Item = io::Result<Document>> {
        let lines = BufReader::new(&self.file).lines();
        lines.map(|line| serde_json::from_str(&line?).map_err(io::Error::from))
    }
}
