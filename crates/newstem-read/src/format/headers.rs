//! Lines of `Name: value`, as records of crawls, answers of web servers and mails begin with.
//! Nothing is copied until it is asked for; names are compared without regard to case, and bytes
//! that are not UTF-8 are replaced, since no value that matters here holds any.

/// A block of header lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Headers<'a>(pub(super) &'a [u8]);

impl Headers<'_> {
    /// The first value under `name`, lines that continue it included.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut lines = self.0.split(|byte| *byte == b'\n');
        let first = lines.by_ref().find_map(|line| value_under(name, line))?;
        let mut value = text(first);
        for line in lines.take_while(|line| line.starts_with(b" ") || line.starts_with(b"\t")) {
            value.push(' ');
            value.push_str(&text(line));
        }
        Some(value)
    }
}

fn value_under<'a>(name: &str, line: &'a [u8]) -> Option<&'a [u8]> {
    let (own, rest) = line.split_at_checked(name.len())?;
    if !own.eq_ignore_ascii_case(name.as_bytes()) {
        return None;
    }
    rest.trim_ascii_start().strip_prefix(b":")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.trim_ascii()).into_owned()
}

/// Splits a message into its head, up to and with the blank line, and its body. All of it is head
/// where no blank line is.
pub(super) fn split_head(message: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        start += line.len();
        if line.trim_ascii().is_empty() {
            break;
        }
    }
    message.split_at(start)
}

/// The media type that a content type begins with, in small letters.
pub(super) fn media_type(content_type: &str) -> String {
    let name = content_type.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

/// The encoding that a content type names.
pub(super) fn charset(content_type: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1);
    let named = parameters.filter_map(|parameter| parameter.split_once('='));
    let mut charsets = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charsets.next().map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_names() {
        let check = |name: &str, expected: Option<&str>| {
            let headers =
                Headers(b"WARC/1.0\r\nA-b:  1 \r\nLong: x\r\n\t y\r\nA-B: 2\r\nLon:\r\n\r\n");
            assert_eq!(headers.get(name).as_deref(), expected, "{name}");
        };
        check("a-B", Some("1"));
        check("long", Some("x y"));
        check("Lon", Some(""));
        check("Lo", None);
        check("", None);
    }

    #[test]
    fn the_head_ends_with_a_blank_line() {
        let check = |message: &str, head: &str, body: &str| {
            assert_eq!(split_head(message.as_bytes()), (head.as_bytes(), body.as_bytes()));
        };
        check("A: 1\r\n\r\nB", "A: 1\r\n\r\n", "B");
        check("A: 1\n\nB\n\nC", "A: 1\n\n", "B\n\nC");
        check("\n", "\n", "");
        check("A: 1", "A: 1", "");
    }

    #[test]
    fn a_content_type_has_a_name_and_may_have_a_charset() {
        assert_eq!(media_type("Text/HTML ; charset=x"), "text/html");
        assert_eq!(media_type(""), "");
        assert_eq!(charset("text/html;level=1; Charset=\"utf-8\"").as_deref(), Some("utf-8"));
        assert_eq!(charset("text/html"), None);
    }
}
