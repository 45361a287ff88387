//! The pages behind items: asked for where the host allows it, taken in with what the item says.
//!
//! Where a page cannot be had, the text of the feed is an article at once and stays it until the item
//! changes. Rejected: taking the page later as a new version, which would look as if the outlet had
//! changed its text. An item without a text of its own is no article and waits for its page, a few looks
//! long.

use std::collections::VecDeque;

use newstem_fetch::{FetchError, Outcome, Request, Robots, Target, robots_url};
use newstem_read::{Document, Problem, ReadOptions};

use super::board::{Board, Rules};
use super::entry::{Entry, merged};
use super::job::{Job, Step, Stepped, Stop};
use super::taking::{note, skipped_of, take_in};
use crate::clock;
use crate::desk::Desk;
use crate::intake::{Form, gather};
use crate::writer::with_sources;

/// A host that asks to come back later is waited for so often for one page, and so long.
const DELAYS_MAX: u8 = 2;
const DELAY_MS_MAX: u64 = 10 * 60 * 1000;
/// Where it does not say how long, so long.
const DELAY_MS: u64 = 60 * 1000;
const ACCEPT: &str = "text/html, application/xhtml+xml, */*;q=0.5";

/// What became of an item.
enum Looked {
    /// It is done with, and nothing was asked for it.
    Settled,
    /// It is done with, and the host's turn is used up.
    Asked,
    /// It is to be looked at again.
    Again(Box<Entry>),
}

/// Why there is no page.
enum NoPage {
    /// There will be none.
    Never(String),
    /// It may be there the next time.
    NotNow(String),
}

impl Job {
    /// Goes through items until one of them needed a request.
    pub(super) fn visit(
        &mut self,
        desk: &Desk,
        board: &Board,
        mut entries: VecDeque<Entry>,
    ) -> Stepped {
        while let Some(entry) = entries.pop_front() {
            if desk.wake.is_closing() {
                return Err(Stop::Left);
            }
            match self.look_at(desk, board, entry)? {
                Looked::Settled => self.count_step(desk)?,
                Looked::Asked => {
                    self.count_step(desk)?;
                    break;
                }
                Looked::Again(entry) => {
                    entries.push_front(*entry);
                    break;
                }
            }
        }
        Ok((!entries.is_empty()).then_some(Step::Entries(entries)))
    }

    fn look_at(&mut self, desk: &Desk, board: &Board, entry: Entry) -> Result<Looked, Stop> {
        let Some(url) = entry.document.url.clone() else {
            self.take(desk, entry, None)?;
            return Ok(Looked::Settled);
        };
        let host = match Target::parse(&url, &desk.settings.fetch) {
            Ok(target) => target.host().to_owned(),
            Err(error) => {
                self.go_without(desk, entry, &url, NoPage::Never(error.to_string()))?;
                return Ok(Looked::Settled);
            }
        };
        let rules = board.rules(&url, clock::unix_ms());
        if let Some(why) = rules.as_ref().and_then(|rules| self.forbidden(rules, &host, &url)) {
            self.go_without(desk, entry, &url, why)?;
            return Ok(Looked::Settled);
        }
        match rules {
            _ if self.host.as_ref() != Some(&host) => Ok(Looked::Again(Box::new(entry))),
            None => {
                ask_rules(desk, board, &url, &host);
                Ok(Looked::Again(Box::new(entry)))
            }
            Some(_) => self.fetch(desk, board, entry, &url),
        }
    }

    fn forbidden(&mut self, rules: &Rules, host: &str, url: &str) -> Option<NoPage> {
        match rules {
            Rules::Told(robots) if robots.allows(url) => None,
            Rules::Told(_) => {
                self.complain(format!("robots.txt of `{host}` forbids pages"));
                Some(NoPage::Never(format!("robots.txt of `{host}` forbids the page")))
            }
            Rules::Silent(why) => {
                let told = format!("robots.txt of `{host}` cannot be had: {why}");
                self.complain(told.clone());
                Some(NoPage::NotNow(told))
            }
        }
    }

    fn fetch(
        &mut self,
        desk: &Desk,
        board: &Board,
        mut entry: Entry,
        url: &str,
    ) -> Result<Looked, Stop> {
        let request = Request { accept: Some(ACCEPT.to_owned()), ..Request::new(url) };
        match desk.fetcher.fetch(&request) {
            Ok(fetched) => match page_of(fetched.outcome, url) {
                Ok(page) => self.take(desk, entry, Some(page))?,
                Err(why) => self.go_without(desk, entry, url, why)?,
            },
            Err(error) if self.comes_back(board, &error, entry.delays) => {
                entry.delays += 1;
                return Ok(Looked::Again(Box::new(entry)));
            }
            Err(error) => {
                self.go_without(desk, entry, url, NoPage::NotNow(with_sources(&error)))?;
            }
        }
        Ok(Looked::Asked)
    }

    /// Leaves a host alone that asks for it; whether the page is asked for again after that.
    fn comes_back(&self, board: &Board, error: &FetchError, delays: u8) -> bool {
        if !matches!(error.status(), Some(429 | 503)) {
            return false;
        }
        let now_ms = clock::unix_ms();
        let asked = error.retry_after().map(|retry| retry.at_ms(now_ms));
        let until_ms = asked.unwrap_or(now_ms.saturating_add(DELAY_MS));
        if let Some(host) = &self.host {
            board.postpone(host, until_ms, now_ms);
        }
        delays < DELAYS_MAX && until_ms.saturating_sub(now_ms) <= DELAY_MS_MAX
    }

    /// Takes an item by what it says itself, and tells why its page is missing.
    fn go_without(
        &mut self,
        desk: &Desk,
        entry: Entry,
        url: &str,
        why: NoPage,
    ) -> Result<(), Stop> {
        let (reason, is_final) = match why {
            NoPage::Never(reason) => (reason, true),
            NoPage::NotNow(reason) => (reason, false),
        };
        let has_text = !entry.document.text.trim().is_empty();
        let hint = match (has_text, is_final) {
            (true, _) => "the text that the feed gives was kept",
            (false, true) => "give its text by the API if it is needed",
            (false, false) => "it is asked for again at the next look",
        };
        let problem = Problem::of_file(url, reason, hint);
        note(desk, vec![skipped_of(self.name(), &problem)])?;
        if has_text || is_final {
            return self.take(desk, entry, None);
        }
        self.state.seen.fail(entry.key, entry.print);
        self.took_part();
        Ok(())
    }

    /// Takes an item in. Without any text it is no article.
    fn take(&mut self, desk: &Desk, entry: Entry, page: Option<Document>) -> Result<(), Stop> {
        let (key, print) = (entry.key, entry.print);
        let document = merged(entry.document, page);
        if !document.text.trim().is_empty() {
            self.source.articles += take_in(desk, self.name(), vec![document])?;
        }
        self.state.seen.settle(key, print);
        Ok(())
    }
}

/// The article of a page.
fn page_of(outcome: Outcome, url: &str) -> Result<Document, NoPage> {
    let Outcome::Body { bytes, .. } = outcome else {
        return Err(NoPage::NotNow("the server sent nothing".to_owned()));
    };
    let mut found = gather(&bytes, Form::Html, url, &ReadOptions::default());
    found.documents.pop().ok_or_else(|| {
        let reason = found.problems.pop().map(|problem| problem.reason);
        NoPage::Never(reason.unwrap_or_else(|| "no article was found on the page".to_owned()))
    })
}

/// Asks a site for its rules.
fn ask_rules(desk: &Desk, board: &Board, url: &str, host: &str) {
    let Some(file) = robots_url(url) else { return };
    let answer = desk.fetcher.fetch(&Request::new(&*file));
    let robots = Robots::of_answer(&answer, &desk.settings.user_agent);
    let robots = robots.unwrap_or_else(Robots::allow_all);
    let rules = match &answer {
        Err(error) if robots == Robots::disallow_all() => Rules::Silent(with_sources(error)),
        _ => Rules::Told(robots),
    };
    board.set_rules(&file, host, rules, clock::unix_ms());
}
