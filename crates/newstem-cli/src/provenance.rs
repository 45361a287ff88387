//! What a report says of its own making: the command line, the files with their hashes, what was
//! skipped.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use newstem_read::{Problem, files_of};
use newstem_report::provenance::{Input, Provenance};
use sha2::{Digest, Sha256};

use crate::arguments::PileArguments;
use crate::{environment, pile};

/// Of a pile that was read just now. Standard input is gone once it is read, so it has no hash.
pub fn of_pile(arguments: &PileArguments, problems: &[Problem]) -> Provenance {
    let inputs = pile::inputs(arguments).map(|(inputs, _)| inputs).unwrap_or_default();
    let files = files_of(&inputs, &pile::options(arguments));
    let skipped = problems.iter().map(|problem| pile::in_words(problem).trim_end().to_owned());
    Provenance { skipped: skipped.collect(), ..of_files(&files) }
}

/// Of what was made from these files.
pub fn of_files(files: &[PathBuf]) -> Provenance {
    let inputs = files.iter().filter_map(|path| input(path).ok());
    Provenance {
        command: Some(command_line(environment::arguments())),
        inputs: inputs.collect(),
        skipped: Vec::new(),
    }
}

fn input(path: &Path) -> io::Result<Input> {
    let mut file = BufReader::new(File::open(path)?);
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
    let digits = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Input { name: path.display().to_string(), bytes, sha256: digits })
}

/// The command as it could be typed again; the program by its name alone, and without the place that
/// it wrote to, which is no matter of the findings.
fn command_line(arguments: impl Iterator<Item = impl AsRef<OsStr>>) -> String {
    let mut typed = vec!["newstem".to_owned()];
    let mut is_place = false;
    for argument in arguments.skip(1) {
        let argument = argument.as_ref().to_string_lossy();
        let names_place = argument == "-o" || argument == "--output";
        if !is_place && !names_place && !argument.starts_with("--output=") {
            typed.push(quoted(&argument));
        }
        is_place = names_place;
    }
    typed.join(" ")
}

fn quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=:,@%+".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        return argument.to_owned();
    }
    format!("'{}'", argument.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_typed_again() {
        let typed = ["/bin/newstem", "trace", "my pile", "-o", "a.html", "it's", ""];
        let line = command_line(typed.iter());
        assert_eq!(line, r"newstem trace 'my pile' 'it'\''s' ''");
    }
}
