//! A desk's settings out of three places, by the same names: typed (`--listen`), in the environment
//! (`NEWSTEM_LISTEN`), in a file (`listen = …`). What is typed wins over the environment, and that over
//! the file. A name that nobody knows is told of, with the one that was probably meant.

use std::path::{Path, PathBuf};
use std::time::Duration;

use newstem_server::Settings;

use super::file;
use crate::exit::Failure;

/// How an entry changes the settings; a list has several values.
type Apply = fn(&mut Settings, &[String]) -> Result<(), String>;

/// Every name with what it does, in the order of the help.
const NAMES: &[(&str, Apply)] = &[
    ("data", |settings, given| one(given).map(|text| settings.data = PathBuf::from(text))),
    ("listen", |settings, given| parse(given).map(|address| settings.listen = address)),
    ("token", |settings, given| one(given).map(|text| settings.token = Some(text.to_owned()))),
    ("reading-needs-token", |settings, given| {
        parse(given).map(|needs| settings.reading_needs_token = needs)
    }),
    ("hosts", |settings, given| {
        settings.hosts = given.to_vec();
        Ok(())
    }),
    ("window-articles", |settings, given| {
        parse(given).map(|count| settings.window_articles = count)
    }),
    ("tracing-threads", |settings, given| {
        parse(given).map(|count| settings.tracing_threads = count)
    }),
    ("request-bytes-max", |settings, given| {
        parse(given).map(|bytes| settings.request_bytes_max = bytes)
    }),
    ("waiting-bytes-max", |settings, given| {
        parse(given).map(|bytes| settings.waiting_bytes_max = bytes)
    }),
    ("fetch-ports", |settings, given| all(given).map(|ports| settings.fetch.ports = ports)),
    ("fetch-private", |settings, given| {
        all(given).map(|places| settings.fetch.allowed_private = places)
    }),
    ("sources", |settings, given| all(given).map(|sources| settings.sources = sources)),
    ("folders-allowed", |settings, given| {
        all(given).map(|folders| settings.folders_allowed = folders)
    }),
    ("poll-feeds-s", |settings, given| {
        seconds(given).map(|time| settings.poll_interval.feed = time)
    }),
    ("poll-sitemaps-s", |settings, given| {
        seconds(given).map(|time| settings.poll_interval.sitemap = time)
    }),
    ("poll-folders-s", |settings, given| {
        seconds(given).map(|time| settings.poll_interval.folder = time)
    }),
    ("fetch-threads", |settings, given| parse(given).map(|count| settings.fetch_threads = count)),
    ("host-delay-s", |settings, given| seconds(given).map(|time| settings.host_delay = time)),
    ("user-agent", |settings, given| {
        one(given).map(|text| text.clone_into(&mut settings.user_agent))
    }),
];

/// Settings with what there is to tell of them.
pub struct Gathered {
    /// The settings.
    pub settings: Settings,
    /// Names that nobody knows.
    pub warnings: Vec<String>,
}

/// Where entries come from.
pub struct Places<'a> {
    /// What was typed: names and values.
    pub typed: Vec<(&'static str, Vec<String>)>,
    /// The environment.
    pub environment: Vec<(String, String)>,
    /// The file, where one is named.
    pub file: Option<&'a Path>,
}

/// Puts the settings together.
///
/// # Errors
///
/// Where the file cannot be read, or a value makes no sense.
pub fn gather(places: &Places<'_>, data: PathBuf) -> Result<Gathered, Failure> {
    let mut gathered = Gathered { settings: Settings::of(data), warnings: Vec::new() };
    if let Some(path) = places.file {
        let place = path.display().to_string();
        for (name, values) in file::entries(path)? {
            gathered.take(&name, &values, &place)?;
        }
    }
    for (name, value) in &places.environment {
        let Some(name) = name.strip_prefix("NEWSTEM_") else { continue };
        let name = name.to_lowercase().replace('_', "-");
        let values: Vec<String> = value.split(',').map(|one| one.trim().to_owned()).collect();
        gathered.take(&name, &values, "the environment")?;
    }
    for (name, values) in &places.typed {
        gathered.take(name, values, "the command line")?;
    }
    Ok(gathered)
}

impl Gathered {
    fn take(&mut self, name: &str, values: &[String], place: &str) -> Result<(), Failure> {
        let known = NAMES.iter().find(|(known, _)| *known == name.replace('_', "-"));
        let Some((name, apply)) = known else {
            self.warnings.push(unknown(name, place));
            return Ok(());
        };
        apply(&mut self.settings, values).map_err(|reason| Failure::Setting {
            name: (*name).to_owned(),
            place: place.to_owned(),
            reason,
        })
    }
}

fn unknown(name: &str, place: &str) -> String {
    let distance = |known: &str| strsim::damerau_levenshtein(known, name);
    let nearest = NAMES.iter().map(|(known, _)| *known).min_by_key(|known| distance(known));
    match nearest.filter(|known| distance(known) <= known.len() / 3 + 1) {
        Some(known) => format!("{place} sets `{name}`, which is no setting; `{known}` is one"),
        None => format!("{place} sets `{name}`, which is no setting"),
    }
}

fn one(given: &[String]) -> Result<&str, String> {
    match given {
        [value] => Ok(value),
        _ => Err("one value is needed".to_owned()),
    }
}

fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(given: &[String]) -> Result<T, String> {
    one(given)?.parse().map_err(|error: T::Err| error.to_string())
}

/// Whole or broken seconds.
fn seconds(given: &[String]) -> Result<Duration, String> {
    Duration::try_from_secs_f64(parse(given)?).map_err(|error| error.to_string())
}

fn all<T: std::str::FromStr<Err: std::fmt::Display>>(given: &[String]) -> Result<Vec<T>, String> {
    given.iter().map(|value| parse(std::slice::from_ref(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        typed: &[(&'static str, &str)],
        environment: &[(&str, &str)],
        file: &str,
        expected: &str,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("newstem.toml");
        std::fs::write(&path, file).unwrap();
        let typed = typed.iter().map(|(name, value)| (*name, vec![(*value).to_owned()])).collect();
        let environment =
            environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let places = Places { typed, environment: environment.collect(), file: Some(&path) };
        let told = match gather(&places, PathBuf::from("desk")) {
            Err(failure) => failure.to_string(),
            Ok(Gathered { settings, warnings }) => {
                let hosts = settings.hosts.join(" ");
                format!("{} [{hosts}] {}", settings.listen, warnings.join("; "))
            }
        };
        assert_eq!(told.replace(&path.display().to_string(), "FILE").trim(), expected);
    }

    #[test]
    fn what_is_typed_wins_over_the_environment_and_that_over_the_file() {
        let (typed, environment, file) = (
            [("listen", "127.0.0.1:3")],
            [("NEWSTEM_LISTEN", "127.0.0.1:2"), ("HOME", "x")],
            "listen = \"127.0.0.1:1\"\nhosts = [\"desk\", \"desk.example\"]\n",
        );
        check(&[], &[], "", "127.0.0.1:7420 []");
        check(&[], &[], file, "127.0.0.1:1 [desk desk.example]");
        check(&[], &environment, file, "127.0.0.1:2 [desk desk.example]");
        check(&typed, &environment, file, "127.0.0.1:3 [desk desk.example]");
    }

    #[test]
    fn a_name_that_nobody_knows_is_told_of() {
        let told = "127.0.0.1:7420 [] FILE sets `lisen`, which is no setting; `listen` is one";
        check(&[], &[], "lisen = \"127.0.0.1:1\"", told);
        let told = "127.0.0.1:7420 [] the environment sets `zebra-crossing`, which is no setting";
        check(&[], &[("NEWSTEM_ZEBRA_CROSSING", "1")], "", told);
    }

    #[test]
    fn a_value_that_makes_no_sense_is_refused() {
        let told = "`window-articles` in FILE: invalid digit found in string";
        check(&[], &[], "window_articles = -3", told);
    }
}
