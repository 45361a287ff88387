//! `well.json`: one invented event in four articles (two from an unseen wire report, a copy, an
//! uncertain paraphrase that garbles a number) and one article of another event.

use newstem::Trace;
use newstem_export::table::{Table, TableFormat, tables};

pub fn well() -> Trace {
    serde_json::from_str(include_str!("well.json")).unwrap()
}

/// A table of a trace as a file.
pub fn file(trace: &Trace, name: &str, format: TableFormat) -> Vec<u8> {
    table(trace, name).write(format).unwrap()
}

/// A table of a trace.
pub fn table<'t>(trace: &'t Trace, name: &str) -> Table<'t> {
    tables(trace).find(|table| table.name == name).unwrap()
}

/// All tables of a trace as text, each under its name.
pub fn texts(trace: &Trace, format: TableFormat) -> String {
    let text = |table: Table| {
        let bytes = table.write(format).unwrap();
        format!("== {} ==\n{}", table.name, String::from_utf8(bytes).unwrap())
    };
    tables(trace).map(text).collect()
}

/// The trace with every text that an article supplies replaced.
pub fn with_hostile_text(hostile: &str) -> Trace {
    let mut trace = well();
    for article in &mut trace.articles {
        article.title = hostile.to_owned();
        article.outlet = Some(hostile.to_owned());
        article.author = Some(hostile.to_owned());
        article.url = Some(hostile.to_owned());
        article.published = Some(hostile.to_owned());
        article.language = hostile.to_owned();
        article.source = hostile.to_owned();
        article.body = hostile.to_owned();
    }
    for story in &mut trace.stories {
        story.headline = hostile.to_owned();
        story.tree.unseen.iter_mut().for_each(|unseen| unseen.label = Some(hostile.to_owned()));
        story.quotes.iter_mut().for_each(|quote| quote.speaker = Some(hostile.to_owned()));
        story.claims.iter_mut().for_each(|claim| claim.statement = hostile.to_owned());
    }
    trace
}

/// The same with the ids of all articles replaced, too, each by its own.
pub fn with_hostile_ids(hostile: &str) -> Trace {
    let mut json = include_str!("well.json").to_owned();
    for id in ["a.html", "b.html", "c.txt", "d.txt", "e.txt"] {
        let replaced = serde_json::Value::from(format!("{id}{hostile}")).to_string();
        json = json.replace(&format!("\"{id}\""), &replaced);
    }
    serde_json::from_str(&json).unwrap()
}
