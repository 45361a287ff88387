//! `newstem ingest PILE… --data DIR`: articles into a store, whether a desk runs on it or not.

use std::time::SystemTime;

use newstem_read::read_documents;
use newstem_server::incoming;
use newstem_store::{Incoming, Moment, Receipt, Store};

use crate::arguments::IngestArguments;
use crate::exit::{Failure, Outcome};
use crate::output;
use crate::pile;
use crate::progress::Progress;
use crate::spool::{Spool, Spooled};

/// So many articles are written at a time.
const WRITTEN_AT_ONCE: usize = 1000;

/// Reads a pile and keeps its articles.
pub fn run(arguments: &IngestArguments) -> Result<Outcome, Failure> {
    let (inputs, missing) = pile::inputs(&arguments.pile)?;
    let mut store = Store::open(&arguments.data)?;
    let progress = Progress::start("reading");
    let mut spool = Spool::new().map_err(Failure::Spool)?;
    missing.into_iter().for_each(|problem| newstem_read::Sink::problem(&mut spool, problem));
    read_documents(&inputs, &pile::options(&arguments.pile), &mut spool);
    let spooled = spool.finish().map_err(Failure::Spool)?;
    if spooled.documents == 0 {
        return Err(Failure::Empty);
    }
    progress.stage("keeping");
    let (tally, problems) = keep(&spooled, &mut store)?;
    drop(progress);
    output::write(None, |out| writeln!(out, "{}", tally.told()))?;
    Ok(Outcome::of_problems(spooled.problems + problems))
}

/// What became of the articles.
#[derive(Default)]
struct Tally {
    new: usize,
    versions: usize,
    known: usize,
}

impl Tally {
    fn count(&mut self, receipts: &[Receipt]) {
        for receipt in receipts {
            match receipt {
                Receipt::New { .. } => self.new += 1,
                Receipt::Version { .. } => self.versions += 1,
                Receipt::Known { .. } => self.known += 1,
            }
        }
    }

    fn told(&self) -> String {
        format!("{} new, {} changed, {} known", self.new, self.versions, self.known)
    }
}

fn keep(spooled: &Spooled, store: &mut Store) -> Result<(Tally, usize), Failure> {
    let (mut tally, mut problems) = (Tally::default(), 0);
    let mut waiting: Vec<Incoming> = Vec::with_capacity(WRITTEN_AT_ONCE);
    for document in spooled.documents() {
        let (one, problem) = incoming(&document.map_err(Failure::Spool)?, &spooled.context);
        problems += usize::from(problem.is_some());
        problem.iter().for_each(pile::tell_problem);
        waiting.push(one);
        if waiting.len() == WRITTEN_AT_ONCE {
            tally.count(&store.take_in(&std::mem::take(&mut waiting), &now())?);
        }
    }
    tally.count(&store.take_in(&waiting, &now())?);
    Ok((tally, problems))
}

fn now() -> Moment {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Moment::of_unix_ms(u64::try_from(since.as_millis()).unwrap_or_default())
}
