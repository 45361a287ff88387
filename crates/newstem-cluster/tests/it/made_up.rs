//! Piles for the tests, the same at every run.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

const PLACES: [&str; 6] = ["Quillport", "Mapledon", "Westhaven", "Orrin Bay", "Lomvia", "Tarn"];
const THINGS: [&str; 6] = ["ferry", "bridge", "reservoir", "tramline", "archive", "lighthouse"];
const VERBS: [&str; 4] = ["closed", "flooded", "reopened", "burned"];
const PEOPLE: [&str; 5] = ["Ada Brook", "Tomas Rell", "Ines Varga", "Otto Lind", "Mira Stane"];

/// A dozen events of several reports each: copies, rewritten ones, headlines, some without a time,
/// some of a day only, two ids the same.
pub fn events(folder: &Path) -> PathBuf {
    let mut lines = String::new();
    for event in 0..12 {
        for (report, outlet) in PLACES.iter().enumerate().take(5) {
            let id = if report == 4 { format!("e{event}") } else { format!("e{event}-{report}") };
            let published = match (event + report) % 6 {
                0 => None,
                1 => Some(format!("2024-03-{:02}", 1 + event)),
                _ => Some(format!("2024-03-{:02}T{:02}:30:00Z", 1 + event, 6 + report)),
            };
            let text = match report {
                4 => headline(event),
                report => report_of(event, report),
            };
            let record = json!({
                "id": id, "published": published, "text": text,
                "title": headline(event + report / 4),
                "outlet": format!("The {outlet} Post"),
            });
            writeln!(lines, "{record}").unwrap();
        }
    }
    let again = json!({ "id": "e0", "title": "Another", "text": report_of(3, 1) });
    writeln!(lines, "{again}").unwrap();
    written(folder, &lines)
}

fn headline(event: usize) -> String {
    format!("{} {} in {}", THINGS[event % 6], VERBS[event % 4], PLACES[event * 5 % 6])
}

/// Report 1 copies report 0, the others tell the same in other words.
fn report_of(event: usize, report: usize) -> String {
    let (place, thing) = (PLACES[event * 5 % 6], THINGS[event % 6]);
    let (verb, person) = (VERBS[event % 4], PEOPLE[event % 5]);
    let (count, hour) = (event * 7 + 13, 3 + event);
    let first = format!(
        "The {thing} of {place} {verb} at {hour}:40 on Monday after {count} people had left it.\n\
         \"We saw the {thing} go within {hour} minutes and could do nothing,\" said {person}.\n\
         Some {} crews came from {} towns around {place} and stayed until noon.",
        count + 4,
        event + 2
    );
    match report {
        0 => first,
        1 => format!("{first}\nMore follows."),
        2 => format!(
            "{person} told reporters that {count} people were out of the {thing} when it {verb}.\n\
             In {place} it was {hour}:40. The Quillport Post reported that {} crews came.",
            count + 4
        ),
        _ => format!(
            "Nobody in {place} was hurt as the {thing} {verb}, the council said on Monday evening.\n\
             There were {} people, it said, and \"we saw the {thing} go within {hour} minutes\".",
            count + 1
        ),
    }
}

/// Very many pages with one template around a sentence of their own.
pub fn one_template(folder: &Path) -> PathBuf {
    let mut lines = String::new();
    for page in 0..900 {
        let (own, other) = (page * 7919 % 1000, page * 104_729 % 1000);
        let text = format!(
            "Harbourmaster Elspeth Quarrie publishes Skerrymoor tide tables number {own}.\n\
             Vessel w{own} berthed beside v{other}, keel x{page}, mast y{page}, hull z{page}."
        );
        let hour = page % 24;
        let published = format!("2024-04-{:02}T{hour:02}:00:00Z", 1 + page / 60);
        let record = json!({ "id": format!("p{page:04}"), "title": "", "text": text, "published": published });
        writeln!(lines, "{record}").unwrap();
    }
    written(folder, &lines)
}

fn written(folder: &Path, lines: &str) -> PathBuf {
    let path = folder.join("pile.jsonl");
    fs::write(&path, lines).unwrap();
    path
}
