//! What holds of every file, however damaged: reading it comes to an end without a panic, and no
//! record that ends before the damage is lost or changed by it.

use std::io::Write;

use proptest::prelude::*;
use proptest::sample::Index;

use crate::document::Document;
use crate::input::{Input, ReadOptions};
use crate::sink::Gathered;

const NAMES: [&str; 10] =
    ["d.warc", "d.warc.gz", "d.rss", "d.xml", "d.json", "d.eml", "d.mbox", "d.html", "d.txt", "-"];

fn read(name: &str, bytes: Vec<u8>) -> Gathered {
    let mut gathered = Gathered::default();
    let options = ReadOptions { article_bytes_max: 50_000, ..ReadOptions::default() };
    let inputs = [Input::Bytes { name: name.to_owned(), bytes }];
    crate::read_documents(&inputs, &options, &mut gathered);
    gathered
}

/// What a damaged record is made of: its bytes with some changed, put in, taken out or cut off.
#[derive(Clone, Debug)]
enum Damage {
    Changed(Index, u8),
    Added(Index, Vec<u8>),
    Removed(Index, usize),
    Cut(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let pieces = prop::sample::select(vec![
        "WARC/1.0\r\n",
        "\r\n\r\n",
        "Content-Length: 99999\r\n",
        "<![CDATA[",
        "]]>",
        "<item>",
        "</item>",
        "<",
        "&",
        "\0",
        "\n\nFrom x\n",
        "--b\n",
        "\u{feff}",
        "<!--",
    ]);
    let bytes = prop_oneof![
        pieces.prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 1..20),
    ];
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Changed(at, byte)),
        (any::<Index>(), bytes).prop_map(|(at, bytes)| Damage::Added(at, bytes)),
        (any::<Index>(), 1..30_usize).prop_map(|(at, count)| Damage::Removed(at, count)),
        any::<Index>().prop_map(Damage::Cut),
    ]
}

impl Damage {
    /// Does it to a record behind its first `spared` bytes.
    fn apply(&self, record: &mut Vec<u8>, spared: usize) {
        let mut rest = record.split_off(spared);
        self.apply_to(&mut rest);
        record.append(&mut rest);
    }

    fn apply_to(&self, record: &mut Vec<u8>) {
        match self {
            Damage::Changed(at, byte) => {
                let at = at.index(record.len());
                record[at] = *byte;
            }
            Damage::Added(at, bytes) => {
                let at = at.index(record.len());
                record.splice(at..at, bytes.iter().copied());
            }
            Damage::Removed(at, count) => {
                let at = at.index(record.len());
                record.drain(at..record.len().min(at + count));
            }
            Damage::Cut(at) => record.truncate(at.index(record.len())),
        }
    }
}

const TITLES: [&str; 4] = ["Rain", "Wind", "Snow", "Frost"];

/// Long enough that what damage adds is not a hundredth of a file, which would be no text any more.
fn text(title: &str) -> String {
    format!(
        "{title} stops play\nThe warden spoke of {title} and of nothing else, all day long. When the \
         others had gone he went on speaking of it to the gulls and to the tide."
    )
}

fn warc_record(title: &str) -> Vec<u8> {
    let text = text(title);
    let length = text.len();
    format!("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{text}\r\n\r\n").into_bytes()
}

fn packed_record(title: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&warc_record(title)).expect("a vector takes all");
    encoder.finish().expect("a vector takes all")
}

fn item(title: &str) -> Vec<u8> {
    format!(
        "<item><title>{title}</title><description><![CDATA[<p>{}</p>]]></description></item>\n",
        text(title)
    )
    .into_bytes()
}

fn mail(title: &str) -> Vec<u8> {
    format!("From x\nFrom: a@b.example\nSubject: {title}\n\n{}\n\n", text(title)).into_bytes()
}

/// Damages record `place` of a file of four and says which documents before it should be there.
fn check(
    name: &str,
    (head, spared): (&str, usize),
    record: fn(&str) -> Vec<u8>,
    place: usize,
    damage: &Damage,
) -> Result<(), TestCaseError> {
    let mut records: Vec<Vec<u8>> = TITLES.iter().map(|title| record(title)).collect();
    let file = |records: &[Vec<u8>]| [head.as_bytes(), &records.concat()].concat();
    let sound = read(name, file(&records)).documents;
    prop_assert_eq!(sound.len(), TITLES.len());
    damage.apply(&mut records[place], spared);
    if let Damage::Cut(_) = damage {
        records.truncate(place + 1);
    }
    let found = read(name, file(&records));
    let before: Vec<&Document> = found.documents.iter().take(place).collect();
    let expected: Vec<&Document> = sound.iter().take(place).collect();
    prop_assert_eq!(before, expected, "{:?}", found.problems);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_bytes_are_read_to_their_end(
        name in prop::sample::select(NAMES.to_vec()),
        start in prop::sample::select(vec!["", "WARC/1.0\r\n", "<rss><item>", "<feed><entry>", "From: x\nSubject: y\n", "From x\nTo: y\nFrom: z\n", "\u{1f}\u{8b}\u{8}"]),
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let start: Vec<u8> = start.chars().map(|c| c as u8).collect();
        let found = read(name, [start, bytes].concat());
        let told = found.documents.len() + found.problems.len();
        prop_assert!(told > 0, "nothing is lost in silence");
    }

    #[test]
    fn damage_to_a_crawl_spares_what_is_before_it(place in 0..4_usize, damage in damage()) {
        check("d.warc", ("", 0), warc_record, place, &damage)?;
    }

    #[test]
    fn damage_to_a_packed_crawl_spares_what_is_before_it(place in 0..4_usize, damage in damage()) {
        check("d.warc.gz", ("", 0), packed_record, place, &damage)?;
    }

    #[test]
    fn damage_to_a_feed_spares_what_is_before_it(place in 0..4_usize, damage in damage()) {
        check("d.rss", ("<rss><channel><title>Valley Post</title>\n", 0), item, place, &damage)?;
    }

    #[test]
    fn damage_to_a_mailbox_spares_what_is_before_it(place in 0..4_usize, damage in damage()) {
        // Without the line above it, a mail is part of the one before.
        check("d.mbox", ("", "From x\n".len()), mail, place, &damage)?;
    }
}
