//! `newstem stories PILE…`: which articles tell one event, and why; nothing of what goes on inside
//! a story, which is what takes the time in a large pile.

use std::io::{self, Write};

use newstem::Placement;

use crate::arguments::{StoriesArguments, StoriesFormat};
use crate::exit::{Failure, Outcome};
use crate::{output, pile};

/// Groups a pile into stories and writes the place of each article.
pub fn run(arguments: &StoriesArguments) -> Result<Outcome, Failure> {
    if let Some(target) = &arguments.output {
        output::check_target(target)?;
    }
    let (pile, progress) = pile::read_some(&arguments.pile)?;
    progress.stage(&format!("grouping {}", pile::count(&pile.articles)));
    let placements = newstem::find_stories(pile.articles, &pile::trace_options(&arguments.pile))?;
    drop(progress);
    pile::tell_problems(&pile.problems);
    pile::tell_left_out(&placements.statistics);
    output::write(arguments.output.as_deref(), |out| {
        placements
            .articles
            .iter()
            .try_for_each(|placement| write_one(placement, arguments.format, out))
    })?;
    Ok(Outcome::of_problems(pile.problems.len()))
}

fn write_one(placement: &Placement, format: StoriesFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        StoriesFormat::Jsonl => {
            serde_json::to_writer(&mut *out, placement)?;
            out.write_all(b"\n")
        }
        StoriesFormat::Text => out.write_all(newstem_report::stories::line(placement).as_bytes()),
    }
}
