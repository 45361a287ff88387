//! Whose mail it is: a person writes for an outlet, an outlet writes for itself. Which of both is
//! told by the address: `news@`, `press@` and their like are no person's.

use mail_parser::{HeaderForm, Message};

use crate::outlet::domain;

/// What stands before the `@` of those who write for a whole house.
const ROLES: [&str; 25] = [
    "admin",
    "alerts",
    "bulletin",
    "communications",
    "contact",
    "desk",
    "donotreply",
    "editor",
    "editors",
    "hello",
    "info",
    "mail",
    "mailer",
    "media",
    "news",
    "newsdesk",
    "newsletter",
    "newsletters",
    "newsroom",
    "noreply",
    "presse",
    "press",
    "prensa",
    "pressoffice",
    "redaktion",
];
/// Where anyone may have an address, so that it names no outlet.
const FREE_MAIL: [&str; 14] = [
    "aol.com",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mail.com",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "web.de",
    "yahoo.com",
];

/// Who wrote a mail and for whom.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sender {
    pub(super) author: Option<String>,
    pub(super) outlet: Option<String>,
}

/// The sender of a mail.
pub(super) fn sender(message: &Message<'_>) -> Sender {
    let Some(from) = message.from().and_then(|from| from.first()) else {
        return Sender::default();
    };
    let house = message.header_as("Organization", HeaderForm::Text).into_iter().next();
    let house = house.and_then(|house| Some(house.as_text()?.trim().to_owned()));
    named(from.name().unwrap_or_default().trim(), from.address().unwrap_or_default(), house)
}

fn named(name: &str, address: &str, house: Option<String>) -> Sender {
    let (local, host) = address.rsplit_once('@').unwrap_or((address, ""));
    let name = Some(name).filter(|name| !name.is_empty() && !name.contains('@')).map(str::to_owned);
    let of_host = || domain(&format!("https://{host}")).filter(|host| !is_free(host));
    if is_role(local) {
        return Sender { author: None, outlet: house.or(name).or_else(of_host) };
    }
    Sender { author: name, outlet: house.or_else(of_host) }
}

fn is_role(local: &str) -> bool {
    let letters: String = local.chars().filter(char::is_ascii_alphabetic).collect();
    ROLES.contains(&letters.to_ascii_lowercase().as_str())
}

fn is_free(host: &str) -> bool {
    FREE_MAIL.contains(&host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_or_a_person_writes() {
        let check = |name: &str, address: &str, author: Option<&str>, outlet: Option<&str>| {
            let found = named(name, address, None);
            assert_eq!(
                (found.author.as_deref(), found.outlet.as_deref()),
                (author, outlet),
                "{address}"
            );
        };
        check("Valley Post", "no-reply@mail.post.example", None, Some("Valley Post"));
        check("A. Bee", "a.bee@mail.post.example", Some("A. Bee"), Some("post.example"));
        check("A. Bee", "a.bee@gmail.com", Some("A. Bee"), None);
        check("", "news@post.example", None, Some("post.example"));
        check("a@b.example", "a@b.example", None, Some("b.example"));
        check("", "", None, None);
    }

    #[test]
    fn a_house_that_is_named_comes_first() {
        let found = named("A. Bee", "a.bee@post.example", Some("Valley Post".to_owned()));
        assert_eq!(found.outlet.as_deref(), Some("Valley Post"));
    }
}
