//! How deeply a page's elements are nested, counted before any parser sees it. HTML parsers take
//! time that grows with the square of the nesting (half a megabyte of `<ul><li>`: a minute and a
//! half), so a page deeper than browsers allow is refused. The count follows the parser's rules
//! only roughly: elements that close themselves (`p`, `li`, table cells) are not counted.

/// Elements without content, and those that the next of their kind closes.
const NOT_COUNTED: &str = "area base br col embed hr img input link meta param source track wbr \
    p li dt dd td th tr tbody thead tfoot option optgroup rp rt";
/// Elements whose content is not markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "noscript"];

/// True where more than `depth_max` elements of `html` are open at once.
pub(super) fn is_too_deep(html: &str, depth_max: usize) -> bool {
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = after(comment, "-->");
            continue;
        }
        let closing = rest.strip_prefix('/');
        let name = tag_name(closing.unwrap_or(rest));
        if name.is_empty() || holds(NOT_COUNTED, &name) {
            continue;
        }
        match closing {
            Some(_) => close(&mut open, &name),
            None if RAW.contains(&name.as_str()) => rest = after_raw(rest, &name),
            None => open.push(name),
        }
        if open.len() > depth_max {
            return true;
        }
    }
    false
}

fn tag_name(text: &str) -> String {
    let name = text.chars().take_while(char::is_ascii_alphanumeric);
    name.take(20).collect::<String>().to_ascii_lowercase()
}

fn close(open: &mut Vec<String>, name: &str) {
    if let Some(at) = open.iter().rposition(|other| other == name) {
        open.truncate(at);
    }
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.find(end).map_or("", |at| &text[at + end.len()..])
}

/// What follows the end tag of a raw element; all of the text where it has none, as a second look
/// is cheaper than a wrong one.
fn after_raw<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if tag_name(rest) == name {
            return rest;
        }
    }
    text
}

fn holds(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|entry| entry == word)
}

#[cfg(test)]
mod tests {
    use super::is_too_deep;

    fn check(html: &str, depth_max: usize, expected: bool) {
        assert_eq!(is_too_deep(html, depth_max), expected, "{html:.60}");
    }

    #[test]
    fn elements_open_at_once_are_counted() {
        check("<div><div><div>x</div></div></div>", 3, false);
        check("<div><div><div>x</div></div></div>", 2, true);
        check(&"<div>x</div>".repeat(1000), 2, false);
        check(&"<ul><li>".repeat(1000), 512, true);
    }

    #[test]
    fn elements_that_close_themselves_do_not_nest() {
        check(&"<p>x<br><li>y".repeat(1000), 10, false);
    }

    #[test]
    fn a_stray_end_tag_hides_no_depth() {
        check(&"<div></b></p>".repeat(1000), 512, true);
    }

    #[test]
    fn scripts_and_comments_hold_no_elements() {
        check(&format!("<script>{}</script>", "'<div>'".repeat(600)), 512, false);
        check(&format!("<!--{}-->", "<div>".repeat(600)), 512, false);
        check(&format!("<script>{}", "<div>".repeat(600)), 512, true);
    }
}
