//! What stands around a report that is a page of a site: the site's navigation, and what the page may
//! load from the site. A page that stands alone has none of it and may load nothing.

use super::markup::Markup;

/// The site that a report is shown in; by default none.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Places of the site: what they are called and where they are. Where there are any, the first is
    /// that of the list of stories.
    pub places: Vec<(String, String)>,
    /// The site's icon, by address.
    pub icon: Option<String>,
    /// The site's style sheets, by address.
    pub styles: Vec<String>,
    /// The site's scripts, by address.
    pub scripts: Vec<String>,
    /// Attributes of the page's body, by which the site's scripts know what they see.
    pub attributes: Vec<(&'static str, String)>,
    /// What there is to say of the page as a whole.
    pub notice: Option<String>,
}

impl Frame {
    /// Where the list of stories stands.
    pub(super) fn home(&self) -> &str {
        self.places.first().map_or("#stories", |(_, address)| address)
    }

    /// For the page's policy: what more it may load, and where it may send to.
    pub(super) fn allowances(&self) -> (&str, &str) {
        if self.places.is_empty() {
            return ("", "form-action 'none'");
        }
        (" 'self'", "connect-src 'self'; img-src 'self'; form-action 'self'")
    }

    pub(super) fn attributes(&self) -> Vec<(&'static str, &str)> {
        self.attributes.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }

    pub(super) fn write_loading(&self, page: &mut Markup) {
        if let Some(address) = &self.icon {
            page.void("link", &[("rel", "icon"), ("href", address)]);
        }
        for address in &self.styles {
            page.void("link", &[("rel", "stylesheet"), ("href", address)]);
        }
        for address in &self.scripts {
            page.leaf("script", &[("src", address), ("defer", "defer")], "");
        }
    }

    pub(super) fn write_navigation(&self, page: &mut Markup) {
        if self.places.is_empty() {
            return;
        }
        page.element("nav", &[("class", "site"), ("aria-label", "Site")], |page| {
            for (name, address) in &self.places {
                page.leaf("a", &[("href", address)], name);
                page.text(" ");
            }
        });
        if let Some(notice) = &self.notice {
            page.leaf("p", &[("class", "measure"), ("id", "notice"), ("role", "status")], notice);
        }
    }
}
