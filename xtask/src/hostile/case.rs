//! The form in which cases are written down.
//!
//! ```text
//! # A row with more values than there are columns: usually an open quote above.
//! case too-many-values
//! file table.csv
//!   | title,text
//!   | Rain,It fell.,x
//! documents 0
//! problem table.csv:1@11: the row has 3 values and the table 2 columns
//! ```
//!
//! A comment says why, of every case. What stands before the first case are parts that all cases
//! of the file may use. `file` and `part` are followed by a recipe, indented; what was read of the
//! folder with all the files comes last. A part is no file: other recipes use it. Where a limit is
//! met at full size alone, `full documents` and `full problem` say what is read there; a case with
//! one of them says all that is expected of it in such lines.

use super::outcome::Outcome;
use super::recipe::{Step, step};
use crate::hostile::literal::words;

/// One hostile input, and what reading it gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Tells the case from all others.
    pub name: String,
    /// What is hostile about it.
    pub why: String,
    /// What is laid into the folder that is read, in order.
    pub entries: Vec<Entry>,
    /// How many documents are read.
    pub documents: usize,
    /// The problems that are told, in order, each as [`super::outcome::told`] writes it.
    pub problems: Vec<String>,
    /// What is read at full size, where that is something else.
    pub full: Option<Outcome>,
}

/// Something in the folder that is read, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// `file NAME`: a file made by the recipe below it. Names are bytes.
    File(Vec<u8>, Vec<Step>),
    /// `part NAME`: bytes that later recipes use.
    Part(String, Vec<Step>),
    /// `folder NAME`: a folder.
    Folder(Vec<u8>),
    /// `link NAME TARGET`: a symbolic link.
    Link(Vec<u8>, Vec<u8>),
    /// `pipe NAME`: a named pipe that nobody writes into.
    Pipe(Vec<u8>),
    /// `hole NAME BYTES`: a file of so many zeros that takes no room.
    Hole(Vec<u8>, u64),
}

/// A line of a file of cases that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct CaseError {
    /// Counted from 1.
    pub line: usize,
    /// A lowercase fragment.
    pub reason: String,
}

/// All cases that `text` describes.
pub fn read_cases(text: &str) -> Result<Vec<Case>, CaseError> {
    let mut reader = Reader::default();
    for (index, line) in text.lines().enumerate() {
        let read = reader.line(line);
        read.map_err(|reason| CaseError { line: index + 1, reason })?;
    }
    Ok(reader.cases)
}

/// `text` with the given outcomes in place of those that it expects, one a case.
pub fn rewritten(text: &str, outcomes: &[Outcome]) -> String {
    let mut outcomes = outcomes.iter();
    let mut blocks = Vec::new();
    for block in text.split("\n\n") {
        let is_kept = |line: &&str| {
            !["documents ", "problem ", "full "].iter().any(|word| line.starts_with(word))
        };
        let mut kept: Vec<&str> = block.lines().filter(is_kept).collect();
        let found = match block.lines().any(|line| line.starts_with("case ")) {
            true => outcomes.next().map(Outcome::lines).unwrap_or_default(),
            false => String::new(),
        };
        kept.extend(found.lines());
        kept.extend(block.lines().filter(|line| line.starts_with("full ")));
        blocks.push(kept.join("\n"));
    }
    blocks.join("\n\n") + "\n"
}

#[derive(Default)]
struct Reader {
    /// Holds the parts that stand before the first case.
    shared: Case,
    cases: Vec<Case>,
    /// The comment lines read since the last case.
    comment: Vec<String>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if let Some(comment) = line.strip_prefix('#') {
            self.comment.push(comment.trim().to_owned());
            return Ok(());
        }
        if let Some(name) = line.strip_prefix("case ") {
            return self.begin(name);
        }
        if line.trim().is_empty() {
            return Ok(());
        }
        if self.cases.is_empty() && !line.starts_with("  ") && !line.starts_with("part ") {
            return Err("only parts stand before the first case".to_owned());
        }
        let case = self.cases.last_mut().unwrap_or(&mut self.shared);
        match line.strip_prefix("  ") {
            Some(recipe) => recipe_of(case)?.push(step(recipe)?),
            None => head(case, line)?,
        }
        Ok(())
    }

    fn begin(&mut self, name: &str) -> Result<(), String> {
        let why = std::mem::take(&mut self.comment).join(" ");
        if why.is_empty() {
            return Err("the case has no comment that says why".to_owned());
        }
        if self.cases.iter().any(|case| case.name == name) {
            return Err(format!("there are two cases {name:?}"));
        }
        let entries = self.shared.entries.clone();
        self.cases.push(Case { name: name.to_owned(), why, entries, ..Case::default() });
        Ok(())
    }
}

fn recipe_of(case: &mut Case) -> Result<&mut Vec<Step>, String> {
    match case.entries.last_mut() {
        Some(Entry::File(_, steps) | Entry::Part(_, steps)) => Ok(steps),
        _ => Err("a recipe stands below no file and no part".to_owned()),
    }
}

/// Reads a line that is neither indented nor a comment.
fn head(case: &mut Case, line: &str) -> Result<(), String> {
    if let Some(line) = line.strip_prefix("full ") {
        let full = case.full.get_or_insert_default();
        return expect(line, &mut full.documents, &mut full.problems);
    }
    if line.starts_with("problem ") || line.starts_with("documents ") {
        return expect(line, &mut case.documents, &mut case.problems);
    }
    let unknown = || unknown(line);
    let words = words(line).map_err(|error| error.to_string())?;
    let words: Vec<&[u8]> = words.iter().map(Vec::as_slice).collect();
    case.entries.push(entry(&words).ok_or_else(unknown)?);
    Ok(())
}

/// Reads a line that says what is read of the case.
fn expect(line: &str, documents: &mut usize, problems: &mut Vec<String>) -> Result<(), String> {
    if let Some(problem) = line.strip_prefix("problem ") {
        problems.push(problem.to_owned());
        return Ok(());
    }
    let count = line.strip_prefix("documents ").and_then(|count| count.parse().ok());
    *documents = count.ok_or_else(|| unknown(line))?;
    Ok(())
}

fn unknown(line: &str) -> String {
    format!("{line:?} is no line of a case")
}

fn entry(words: &[&[u8]]) -> Option<Entry> {
    Some(match words {
        [b"file", name] => Entry::File(name.to_vec(), Vec::new()),
        [b"part", name] => Entry::Part(text_of(name)?.to_owned(), Vec::new()),
        [b"folder", name] => Entry::Folder(name.to_vec()),
        [b"link", name, target] => Entry::Link(name.to_vec(), target.to_vec()),
        [b"pipe", name] => Entry::Pipe(name.to_vec()),
        [b"hole", name, bytes] => Entry::Hole(name.to_vec(), text_of(bytes)?.parse().ok()?),
        _ => return None,
    })
}

fn text_of(word: &[u8]) -> Option<&str> {
    str::from_utf8(word).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_read() {
        let text = "part p\n  text q\n\n# Why,\n# and more.\ncase a\nfile \"x y\"\n  | It rained.\nlink b a\n\
            documents 2\nproblem x:1: no\nfull documents 3\n\n# Why.\ncase b\nfolder c\n";
        let cases = read_cases(text).unwrap();
        let shared = Entry::Part("p".to_owned(), vec![Step::Text(b"q".to_vec())]);
        let first = Case {
            name: "a".to_owned(),
            why: "Why, and more.".to_owned(),
            entries: vec![
                shared.clone(),
                Entry::File(b"x y".to_vec(), vec![Step::Text(b"It rained.\n".to_vec())]),
                Entry::Link(b"b".to_vec(), b"a".to_vec()),
            ],
            documents: 2,
            problems: vec!["x:1: no".to_owned()],
            full: Some(Outcome { documents: 3, problems: Vec::new() }),
        };
        assert_eq!(cases[0], first);
        assert_eq!(cases[1].entries, [shared, Entry::Folder(b"c".to_vec())]);
    }

    #[test]
    fn a_case_is_brought_in_line() {
        let text =
            "# W\ncase a\nfile b\n  | c\ndocuments 3\nproblem x\nfull documents 9\n\n# W\ncase d\n";
        let found = Outcome { documents: 1, problems: vec!["b: no".to_owned()] };
        let expected = "# W\ncase a\nfile b\n  | c\ndocuments 1\nproblem b: no\n\
            full documents 9\n\n# W\ncase d\ndocuments 0\n";
        assert_eq!(rewritten(text, &[found, Outcome::default()]), expected);
    }

    fn check_error(text: &str, line: usize, reason: &str) {
        assert_eq!(read_cases(text), Err(CaseError { line, reason: reason.to_owned() }));
    }

    #[test]
    fn what_is_no_case_says_why() {
        check_error("file a", 1, "only parts stand before the first case");
        check_error("case a", 1, "the case has no comment that says why");
        check_error("# W\ncase a\n# W\ncase a", 4, "there are two cases \"a\"");
        check_error("# W\ncase a\nfile", 3, "\"file\" is no line of a case");
        check_error("# W\ncase a\n  | b", 3, "a recipe stands below no file and no part");
        check_error("# W\ncase a\nfile b\n  bake", 4, "\"bake\" is no step of a recipe");
    }
}
