//! `newstem quotes PILE…`: what each article gives to a speaker, by itself and without stories.

use std::io::{self, Write};

use newstem::Quotation;

use crate::arguments::{QuotesArguments, QuotesFormat};
use crate::exit::{Failure, Outcome};
use crate::{output, pile};

/// Finds the quotations of a pile and writes a line for each.
pub fn run(arguments: &QuotesArguments) -> Result<Outcome, Failure> {
    if let Some(target) = &arguments.output {
        output::check_target(target)?;
    }
    let (pile, progress) = pile::read_some(&arguments.pile)?;
    progress.stage(&format!("reading what was said in {}", pile::count(&pile.articles)));
    let quotations =
        newstem::find_quotations(pile.articles, &pile::trace_options(&arguments.pile))?;
    drop(progress);
    pile::tell_problems(&pile.problems);
    output::write(arguments.output.as_deref(), |out| {
        quotations.iter().try_for_each(|quotation| write_one(quotation, arguments.format, out))
    })?;
    Ok(Outcome::of_problems(pile.problems.len()))
}

fn write_one(quotation: &Quotation, format: QuotesFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        QuotesFormat::Jsonl => {
            serde_json::to_writer(&mut *out, quotation)?;
            out.write_all(b"\n")
        }
        QuotesFormat::Text => out.write_all(newstem_report::quotations::line(quotation).as_bytes()),
    }
}
