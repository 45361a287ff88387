//! Folders of this machine as they become articles.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use newstem_server::WatchedSource;
use newstem_store::SourceKind;

use crate::desk::{TestDesk, folder, settings};

/// Writes a file that was finished some seconds ago.
fn write(path: &Path, text: &str, seconds_ago: u64) {
    fs::write(path, text).unwrap();
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(seconds_ago)).unwrap();
}

#[test]
fn files_are_picked_up_and_again_when_they_change() {
    let (data, inbox) = (folder(), folder());
    let mut settings = settings(data.path(), &[]);
    let name = inbox.path().to_string_lossy().into_owned();
    settings.sources = vec![WatchedSource::new(&name, SourceKind::Folder).unwrap()];
    let desk = TestDesk::open(settings);
    fs::create_dir(inbox.path().join("wire")).unwrap();
    let story = inbox.path().join("wire").join("crane.txt");
    write(&inbox.path().join(".hidden.txt"), "Nobody reads this.", 60);
    write(&story, "A crane fell across the northern quay on Tuesday.", 60);
    let id = story.to_string_lossy().into_owned();
    let body = |version: serde_json::Value| version["body"].as_str().unwrap().to_owned();
    assert!(body(desk.version(&id, 1)).contains("northern quay"));
    write(&story, "A crane fell across the southern quay on Tuesday.", 30);
    assert!(body(desk.version(&id, 2)).contains("southern quay"));
    let records = "{\"id\":\"r1\",\"text\":\"It rained in Nordhafen.\"}\n{\"id\":";
    write(&inbox.path().join("pile.jsonl"), records, 60);
    assert_eq!(body(desk.version("r1", 1)), "It rained in Nordhafen.");
    desk.source(&name, |source| source["articles"] == 3);
    let page = desk.get("/sources").body;
    assert!(page.contains("pile.jsonl record 2"), "{page}");
    assert!(desk.versions(&inbox.path().join(".hidden.txt").to_string_lossy()).is_empty());
}

#[test]
fn a_folder_that_is_not_there_is_told_of() {
    let (data, inbox) = (folder(), folder());
    let mut settings = settings(data.path(), &[]);
    let missing = inbox.path().join("missing");
    let name = missing.to_string_lossy().into_owned();
    settings.sources = vec![WatchedSource::new(&name, SourceKind::Folder).unwrap()];
    let desk = TestDesk::open(settings);
    let source = desk.source(&name, |source| !source["last_error"].is_null());
    assert!(source["last_error"].as_str().unwrap().starts_with("the folder cannot be listed"));
    fs::create_dir(&missing).unwrap();
    write(&missing.join("a.txt"), "It rained.", 60);
    desk.version(&missing.join("a.txt").to_string_lossy(), 1);
}
