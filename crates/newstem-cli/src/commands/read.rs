//! `newstem read PILE…`: the articles of a pile, cleaned, one after the other.
//!
//! Memory does not grow with the pile. Ids stay as the pile gives them, even where two are the
//! same, for only a list of all of them could tell.

use std::io::{self, Write};

use newstem::Article;
use newstem_read::{article_with_problem, read_documents};

use crate::arguments::{ReadArguments, ReadFormat};
use crate::exit::{Failure, Outcome};
use crate::progress::Progress;
use crate::spool::{Spool, Spooled};
use crate::{output, pile};

/// Reads a pile and writes its articles.
pub fn run(arguments: &ReadArguments) -> Result<Outcome, Failure> {
    if let Some(target) = &arguments.output {
        output::check_target(target)?;
    }
    let (inputs, missing) = pile::inputs(&arguments.pile)?;
    let progress = Progress::start("reading");
    let mut spool = Spool::new().map_err(Failure::Spool)?;
    missing.into_iter().for_each(|problem| newstem_read::Sink::problem(&mut spool, problem));
    read_documents(&inputs, &pile::options(&arguments.pile), &mut spool);
    let spooled = spool.finish().map_err(Failure::Spool)?;
    if spooled.documents == 0 {
        return Err(Failure::Empty);
    }
    progress.stage("writing");
    let mut problems = spooled.problems;
    output::write(arguments.output.as_deref(), |out| {
        problems += write_articles(&spooled, arguments.format, out)?;
        Ok(())
    })?;
    drop(progress);
    Ok(Outcome::of_problems(problems))
}

/// Writes all articles; gives how many problems there were to tell.
fn write_articles(spooled: &Spooled, format: ReadFormat, out: &mut dyn Write) -> io::Result<usize> {
    let mut problems = 0;
    for document in spooled.documents() {
        let (article, problem) = article_with_problem(&document?, &spooled.context);
        problems += usize::from(problem.is_some());
        problem.iter().for_each(pile::tell_problem);
        match format {
            ReadFormat::Jsonl => write_line(&article, out)?,
            ReadFormat::Text => write_text(&article, out)?,
        }
    }
    Ok(problems)
}

fn write_line(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, article)?;
    out.write_all(b"\n")
}

fn write_text(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    if !article.title.is_empty() {
        writeln!(out, "{}\n", article.title)?;
    }
    writeln!(out, "{}\n", article.body)
}
