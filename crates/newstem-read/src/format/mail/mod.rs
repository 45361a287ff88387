//! Mails, alone (`.eml`) or many in one file (`.mbox`): press releases, newsletters, what a wire
//! sends. Each is an article.
//!
//! `mail-parser` takes them apart: it reads every encoding of RFC 2047 and MIME, knows no errors,
//! and goes no deeper than three mails in one another. Plain text is preferred to HTML, as it
//! holds less that is no text; where it only says that there is HTML, that is taken. All of the
//! HTML becomes text: pages have furniture around an article, newsletters rarely an article to
//! tell from it.

mod mailbox;
mod parts;
mod sender;

use mail_parser::{Message, MessageParser, PartType};
use serde_json::Value;

use super::fragment::{self, Fragment};
use super::{posted, wrapping};
use crate::caught::caught;
use crate::document::Document;
use crate::input::{Fault, ReadOptions, Source, decode, unreadable};
use crate::sink::Sink;
use mailbox::{Mail, Mailbox};
use parts::{Mended, mended};
use sender::{Sender, sender};

const GIVE_TEXT: &str = "give the text of the mail as a .txt file";
/// Plain text shorter than this part of what the HTML says only stands in for it.
const PLAIN_SHARE_MIN: f64 = 0.25;

/// Reads one mail.
pub(super) fn read(mut source: Source<'_>, sink: &mut dyn Sink) {
    let (name, bytes_max) = (source.name.clone(), source.options.article_bytes_max);
    let (bytes, cut) = source.beginning(bytes_max);
    let found = if cut.is_some() { document_of_cut(&bytes) } else { document(&bytes) };
    match found {
        Ok((document, faults)) => {
            faults.into_iter().for_each(|fault| sink.problem(fault.in_file(&name)));
            sink.document(Document { id: name.clone(), source: name.clone(), ..document });
        }
        Err(fault) => sink.problem(fault.in_file(&name)),
    }
    if let Some(fault) = cut {
        sink.problem(fault.in_file(&name));
    }
}

/// Reads every mail of a mailbox.
pub(super) fn read_mailbox(source: Source<'_>, sink: &mut dyn Sink) {
    let (name, options) = (source.name.clone(), source.options);
    let mut mailbox = Mailbox::new(source, options.article_bytes_max);
    while let Some(mail) = mailbox.next() {
        let read = match mail {
            Mail::Whole(bytes) => document(bytes),
            Mail::Cut(bytes) => document_of_cut(bytes).map(|(document, mut faults)| {
                faults.push(too_large(options));
                (document, faults)
            }),
            Mail::Broken(error) => Err(unreadable(&error)),
        };
        let number = mailbox.number();
        let mut tell =
            |fault: Fault| sink.problem(fault.in_record(&name, number).at(mailbox.offset()));
        match read {
            Ok((document, faults)) => {
                faults.into_iter().for_each(&mut tell);
                let id = format!("{name}#{number}");
                sink.document(Document { id: id.clone(), source: id, ..document });
            }
            Err(fault) => tell(fault),
        }
    }
    if mailbox.number() == 0 {
        sink.problem(Fault::new("the mailbox holds no mails", GIVE_TEXT).in_file(&name));
    }
}

fn too_large(options: &ReadOptions) -> Fault {
    let bytes_max = options.article_bytes_max;
    let reason = format!("the mail is larger than {bytes_max} bytes; what follows is left out");
    Fault::new(reason, GIVE_TEXT)
}

/// The document of a mail, and what of it could not be read.
fn document(mail: &[u8]) -> Result<(Document, Vec<Fault>), Fault> {
    let Some(Mended { mail, fault }) = mended(mail) else {
        return taken_apart(mail);
    };
    let (document, mut faults) = taken_apart(&mail)?;
    faults.push(fault);
    Ok((document, faults))
}

/// The same of the beginning of a mail: that it breaks off need not be told.
fn document_of_cut(mail: &[u8]) -> Result<(Document, Vec<Fault>), Fault> {
    match mended(mail) {
        Some(mended) => taken_apart(&mended.mail),
        None => taken_apart(mail),
    }
}

fn taken_apart(mail: &[u8]) -> Result<(Document, Vec<Fault>), Fault> {
    // As of pages: the parser is not ours, and a mail that makes it panic costs that mail alone.
    caught(|| parsed(mail))
        .map_err(|_| Fault::new("the mail could not be taken apart", GIVE_TEXT))?
}

fn parsed(mail: &[u8]) -> Result<(Document, Vec<Fault>), Fault> {
    let message = MessageParser::default().parse(mail).ok_or_else(no_mail)?;
    if message.from().is_none() && message.subject().is_none() {
        return Err(no_mail());
    }
    let content = content(&message);
    if content.text.contains('\u{fffd}')
        && std::str::from_utf8(mail).is_err()
        && let Ok(text) = decode(mail, None)
    {
        // An encoding that is not declared, or wrongly: its letters tell it.
        return parsed(text.as_bytes());
    }
    if content.text.is_empty() {
        return Err(Fault::new("the mail holds no text", GIVE_TEXT));
    }
    let mut faults = Vec::new();
    let document = described(content, &message, &mut faults);
    Ok((document, faults))
}

fn no_mail() -> Fault {
    Fault::new("the file has no headers of a mail", GIVE_TEXT)
}

fn described(content: Fragment, message: &Message<'_>, faults: &mut Vec<Fault>) -> Document {
    let header = |name: &'static str| message.header_raw(name).map(|value| value.trim().to_owned());
    let Sender { author, outlet } = sender(message);
    let mut document = Document {
        title: message.subject().unwrap_or_default().trim().to_owned(),
        author,
        outlet,
        url: header("Archived-At").and_then(|written| address(&written)),
        published: posted::time_or_fault("published", header("Date"), faults),
        text: content.text,
        captions: content.captions,
        ..Document::default()
    };
    let id = message.message_id().map(str::to_owned);
    for (name, value) in [("message_id", id), ("list_id", header("List-Id"))] {
        if let Some(value) = value {
            document.extra.insert(name.to_owned(), Value::String(value));
        }
    }
    document
}

fn address(written: &str) -> Option<String> {
    let address = written.trim_matches(['<', '>', ' ']);
    address.starts_with("http").then(|| address.to_owned())
}

/// What a mail says, in its plain text or its HTML.
fn content(message: &Message<'_>) -> Fragment {
    let mut plain = String::new();
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            plain.push_str(&wrapping::paragraphs(text));
            plain.push('\n');
        }
    }
    let plain = plain.trim();
    let html: Vec<&str> = message.html_bodies().filter_map(html_of).collect();
    let html = fragment::read(&html.join("\n"));
    if (plain.len() as f64) < PLAIN_SHARE_MIN * html.text.len() as f64 {
        return html;
    }
    Fragment { text: plain.to_owned(), captions: Vec::new() }
}

fn html_of<'a>(part: &'a mail_parser::MessagePart<'_>) -> Option<&'a str> {
    match &part.body {
        PartType::Html(html) => Some(html),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
