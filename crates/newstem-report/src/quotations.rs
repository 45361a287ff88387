//! What each article gives to a speaker, a line each: article, form, speaker and words, tabs between
//! them.

use newstem::Quotation;
use newstem::quote::Form;

use crate::words;

/// The line of one quotation, its end included.
pub fn line(quotation: &Quotation) -> String {
    let form = match quotation.form {
        Form::Direct => "direct",
        Form::Mixed => "mixed",
        Form::Indirect => "indirect",
    };
    let speaker = quotation.speaker.as_deref().or(quotation.speaker_text.as_deref());
    let [article, speaker, text] =
        [&quotation.article, speaker.unwrap_or("unknown"), &quotation.text].map(words::plain);
    format!("{article}\t{form}\t{speaker}\t{text}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotation(speaker: Option<&str>, printed: Option<&str>) -> Quotation {
        Quotation {
            article: "a\t\u{1b}[2Jb".to_owned(),
            start: 0,
            end: 9,
            text: "We saw\nit".to_owned(),
            form: Form::Direct,
            speaker: speaker.map(str::to_owned),
            role: None,
            speaker_text: printed.map(str::to_owned),
            cue: None,
        }
    }

    #[test]
    fn a_line_holds_four_columns_whatever_an_article_holds() {
        let check = |speaker, printed, expected| {
            assert_eq!(line(&quotation(speaker, printed)), expected);
        };
        check(Some("Anna Krall"), Some("she"), "a [2Jb\tdirect\tAnna Krall\tWe saw it\n");
        check(None, Some("officials"), "a [2Jb\tdirect\tofficials\tWe saw it\n");
        check(None, None, "a [2Jb\tdirect\tunknown\tWe saw it\n");
    }
}
