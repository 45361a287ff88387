//! Recipes: how the bytes of a hostile file are made, one step a line.
//!
//! A step adds to the bytes made so far, or changes all of them: `gzip` after ten `repeat`s packs
//! what they made. There are no conditions and no loops but `repeat`; a case that needs more is
//! two cases.

use std::collections::BTreeMap;

use super::literal::words;
use super::pack::{Packing, packed, tar_entry, zipped};

/// How much a recipe is to make, where it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// As much as the case was meant to hold.
    Full,
    /// As much as the tests have time for.
    Small,
}

/// One step of a recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `| A line.`, `text "bytes"` or `hex 50415231`: adds bytes.
    Text(Vec<u8>),
    /// `repeat 60000:600 "<ul>"`: adds bytes again and again, less often in the tests.
    Repeat(Count, Vec<u8>),
    /// `number 1000 "<i a{}>"`: the same, with the number of the turn in place of `{}`.
    Number(Count, Vec<u8>),
    /// `use NAME`: adds the bytes of a part.
    Use(String),
    /// `gzip`, `zstd`, `bzip2`: compresses all.
    Pack(Packing),
    /// `zip NAME=PART…`: adds a zip of parts.
    Zip(Vec<Member>),
    /// `entry KIND NAME=PART [SIZE]`: adds an entry of a tar, which may lie about its size.
    Entry(u8, Member, Option<u64>),
    /// `keep 100`: drops what follows; `keep -9`: drops the last nine bytes.
    Keep(i64),
    /// `flip 17`, `flip -1`: turns all bits of one byte, counted from the start or the end.
    Flip(i64),
    /// `replace "a" "b"`: puts one thing for another, wherever it stands.
    Replace(Vec<u8>, Vec<u8>),
    /// `crlf`: ends every line with CR LF.
    LineEnds,
    /// `utf-16le`, `utf-16be`: writes the text in that encoding.
    Utf16(ByteOrder),
}

/// Which byte of a unit of UTF-16 comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// The lower one.
    Little,
    /// The higher one.
    Big,
}

/// A file of an archive: its name there, and the part that is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    name: Vec<u8>,
    part: String,
}

/// How often, at full size and in the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    full: usize,
    small: usize,
}

impl Count {
    fn at(self, size: Size) -> usize {
        match size {
            Size::Full => self.full,
            Size::Small => self.small,
        }
    }
}

/// The step that a line describes.
pub fn step(line: &str) -> Result<Step, String> {
    if let Some(text) = line.strip_prefix('|') {
        let text = text.strip_prefix(' ').unwrap_or(text);
        return Ok(Step::Text(format!("{text}\n").into_bytes()));
    }
    let words = words(line).map_err(|error| error.to_string())?;
    let unknown = || format!("{line:?} is no step of a recipe");
    let (name, arguments) = words.split_first().ok_or_else(unknown)?;
    let name = str::from_utf8(name).map_err(|_| unknown())?;
    of_words(name, arguments).ok_or_else(unknown)
}

fn of_words(name: &str, arguments: &[Vec<u8>]) -> Option<Step> {
    let step = match (name, arguments) {
        ("text", [text]) => Step::Text(text.clone()),
        ("hex", [digits]) => Step::Text(bytes_of(text_of(digits)?.as_str())?),
        ("repeat", [count, unit]) => Step::Repeat(count_of(count)?, unit.clone()),
        ("number", [count, unit]) => Step::Number(count_of(count)?, unit.clone()),
        ("use", [part]) => Step::Use(text_of(part)?),
        ("zip", members) => Step::Zip(members.iter().map(|m| member(m)).collect::<Option<_>>()?),
        ("entry", [kind, entry]) => Step::Entry(*kind.first()?, member(entry)?, None),
        ("entry", [kind, entry, size]) => {
            Step::Entry(*kind.first()?, member(entry)?, Some(text_of(size)?.parse().ok()?))
        }
        ("keep", [count]) => Step::Keep(text_of(count)?.parse().ok()?),
        ("flip", [at]) => Step::Flip(text_of(at)?.parse().ok()?),
        ("replace", [from, to]) => Step::Replace(from.clone(), to.clone()),
        (name, []) => bare(name)?,
        _ => return None,
    };
    Some(step)
}

/// The steps that need no arguments.
fn bare(name: &str) -> Option<Step> {
    Some(match name {
        "gzip" => Step::Pack(Packing::Gzip),
        "zstd" => Step::Pack(Packing::Zstd),
        "bzip2" => Step::Pack(Packing::Bzip2),
        "crlf" => Step::LineEnds,
        "utf-16le" => Step::Utf16(ByteOrder::Little),
        "utf-16be" => Step::Utf16(ByteOrder::Big),
        _ => return None,
    })
}

fn text_of(word: &[u8]) -> Option<String> {
    String::from_utf8(word.to_vec()).ok()
}

fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
    if rest.is_empty() { pairs.iter().map(byte).collect() } else { None }
}

fn count_of(word: &[u8]) -> Option<Count> {
    let word = text_of(word)?;
    let (full, small) = word.split_once(':').unwrap_or((&word, &word));
    Some(Count { full: full.parse().ok()?, small: small.parse().ok()? })
}

fn member(word: &[u8]) -> Option<Member> {
    let at = word.iter().rposition(|byte| *byte == b'=')?;
    Some(Member { name: word[..at].to_vec(), part: text_of(&word[at + 1..])? })
}

/// What recipes have made so far, by name.
pub type Parts = BTreeMap<String, Vec<u8>>;

/// The bytes that `steps` make.
pub fn make(steps: &[Step], parts: &Parts, size: Size) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    for step in steps {
        bytes = after(step, bytes, parts, size)?;
    }
    Ok(bytes)
}

fn after(step: &Step, mut bytes: Vec<u8>, parts: &Parts, size: Size) -> Result<Vec<u8>, String> {
    match step {
        Step::Text(text) => bytes.extend_from_slice(text),
        Step::Repeat(count, unit) => bytes.extend(unit.repeat(count.at(size))),
        Step::Number(count, unit) => bytes.extend(numbered(unit, count.at(size))),
        Step::Use(part) => bytes.extend_from_slice(part_of(parts, part)?),
        Step::Pack(packing) => return packed(&bytes, *packing).map_err(|e| e.to_string()),
        Step::Zip(members) => bytes.extend(zip_of(members, parts)?),
        Step::Entry(kind, member, declared) => {
            let content = part_of(parts, &member.part)?;
            let declared = declared.unwrap_or(content.len() as u64);
            bytes.extend(tar_entry(*kind, &member.name, content, declared));
        }
        Step::Keep(count) => bytes.truncate(place_of(*count, &bytes)),
        Step::Flip(at) => flip(&mut bytes, *at)?,
        Step::Replace(from, to) => return Ok(replaced(&bytes, from, to)),
        Step::LineEnds => return Ok(replaced(&bytes, b"\n", b"\r\n")),
        Step::Utf16(order) => return utf16(bytes, *order),
    }
    Ok(bytes)
}

fn utf16(text: Vec<u8>, order: ByteOrder) -> Result<Vec<u8>, String> {
    let text = String::from_utf8(text).map_err(|error| error.to_string())?;
    let to_bytes = match order {
        ByteOrder::Little => u16::to_le_bytes,
        ByteOrder::Big => u16::to_be_bytes,
    };
    Ok(text.encode_utf16().flat_map(to_bytes).collect())
}

fn part_of<'a>(parts: &'a Parts, name: &str) -> Result<&'a [u8], String> {
    let part = parts.get(name).ok_or_else(|| format!("there is no part {name:?} above"))?;
    Ok(part)
}

fn numbered(unit: &[u8], count: usize) -> Vec<u8> {
    let turn = |number: usize| replaced(unit, b"{}", number.to_string().as_bytes());
    (0..count).flat_map(turn).collect()
}

fn zip_of(members: &[Member], parts: &Parts) -> Result<Vec<u8>, String> {
    let mut files = Vec::new();
    for member in members {
        let name = String::from_utf8(member.name.clone()).map_err(|error| error.to_string())?;
        files.push((name, part_of(parts, &member.part)?));
    }
    zipped(&files).map_err(|error| error.to_string())
}

/// A place counted from the start, or from the end where it is negative.
fn place_of(at: i64, bytes: &[u8]) -> usize {
    let from_end = usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX);
    if at < 0 { bytes.len().saturating_sub(from_end) } else { from_end }
}

fn flip(bytes: &mut [u8], at: i64) -> Result<(), String> {
    let place = place_of(at, bytes);
    let byte = bytes.get_mut(place).ok_or_else(|| format!("there is no byte {at} to flip"))?;
    *byte = !*byte;
    Ok(())
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        if !from.is_empty() && rest.starts_with(from) {
            out.extend_from_slice(to);
            rest = &rest[from.len()..];
        } else {
            out.push(*byte);
            rest = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(recipe: &str, size: Size) -> Result<Vec<u8>, String> {
        let parts = Parts::from([("a".to_owned(), b"It rained.".to_vec())]);
        let steps: Result<Vec<Step>, String> = recipe.lines().map(step).collect();
        make(&steps?, &parts, size)
    }

    fn check(recipe: &str, expected: &[u8]) {
        assert_eq!(made(recipe, Size::Full).as_deref(), Ok(expected), "{recipe}");
    }

    #[test]
    fn steps_add_and_change() {
        check("| A.\n|  b\n|", b"A.\n b\n\n");
        check("repeat 2 \"<ul>\"\nnumber 2 \"<i a{}>\"", b"<ul><ul><i a0><i a1>");
        check("hex 41ff", b"A\xff");
        check("use a\nkeep -1\nreplace ain our", b"It roured");
        check("text abc\nflip 0\nflip -1", b"\x9eb\x9c");
        check("text \"a\\n\"\ncrlf\nutf-16be", b"\0a\0\r\0\n");
    }

    #[test]
    fn the_tests_may_make_less() {
        assert_eq!(made("repeat 5:2 a", Size::Small).as_deref(), Ok(&b"aa"[..]));
    }

    #[test]
    fn a_tar_that_is_not_broken_is_right() {
        let tar = made("entry 0 a.txt=a\nrepeat 1024 \"\\x00\"", Size::Full).unwrap();
        let mut archive = tar::Archive::new(tar.as_slice());
        let entry = archive.entries().unwrap().next().unwrap().unwrap();
        assert_eq!((entry.path().unwrap().to_str(), entry.size()), (Some("a.txt"), 10));
    }

    #[test]
    fn what_is_no_step_says_so() {
        for line in ["bake 5", "repeat x y", "use", "zip a", "hex 5"] {
            assert!(step(line).is_err(), "{line}");
        }
        assert!(made("use b", Size::Full).is_err());
        assert!(made("flip 3", Size::Full).is_err());
    }
}
