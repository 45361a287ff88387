//! Folding: the form under which words are compared. Case, accents, ligatures, the shape of the
//! apostrophe, the points of `U.S.` and the commas of `1,400` are not differences between two
//! printings of one word.
//!
//! Letters are taken apart by Unicode's compatibility decomposition (NFKD, UAX 15), Latin, Greek
//! and Cyrillic accents and the vowel points of Arabic and Hebrew are left out, and what remains
//! is put together again (NFC), so that both normal forms fold alike. Marks that are letters of
//! their own stay: й, kana voicing, the vowels of Indic scripts.
//!
//! `'s` is dropped without asking whether it is a possessive: `it's` becomes `it`, which costs
//! little, since both are function words. A point between digits stays, because it parts
//! thousands in some languages and decimals in others; a comma before exactly three digits is
//! taken to part thousands, which is wrong of a Spanish `1,400` metres.

use unicode_normalization::UnicodeNormalization;

use super::token::is_invisible;

/// The form of a word under which it is compared. Folding twice changes nothing more.
pub fn fold(word: &str) -> String {
    let mut folded = if word.is_ascii() { word.to_ascii_lowercase() } else { fold_letters(word) };
    folded.truncate(without_possessive(&folded).len());
    if is_dotted(&folded) {
        folded.retain(|character| character != '.');
    }
    if let Some(length) = grouped_length(&folded) {
        let whole = folded[..length].replace([',', ' '], "");
        folded.replace_range(..length, &whole);
    }
    folded
}

fn fold_letters(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let mut base = ' ';
    for letter in word.nfkd().flat_map(char::to_lowercase) {
        if is_accent(letter) {
            folded.extend(Some(letter).filter(|_| is_own_letter(base, letter)));
        } else if !is_invisible(letter) {
            base = letter;
            push_plain(&mut folded, letter);
        }
    }
    folded.nfc().collect()
}

/// Marks that may be left out in print.
fn is_accent(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

/// й and ў, whose breve tells them from и and у.
fn is_own_letter(base: char, accent: char) -> bool {
    accent == '\u{306}' && matches!(base, 'и' | 'у')
}

/// Letters that Unicode does not take apart, in the letters that replace them in print.
fn push_plain(folded: &mut String, letter: char) {
    match letter {
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ß' => folded.push_str("ss"),
        'þ' => folded.push_str("th"),
        'ð' | 'đ' => folded.push('d'),
        'ħ' => folded.push('h'),
        'ı' => folded.push('i'),
        'ł' => folded.push('l'),
        'ø' => folded.push('o'),
        'ς' => folded.push('σ'),
        '’' | 'ʼ' => folded.push('\''),
        other => folded.push(other),
    }
}

/// Less a possessive, and less the apostrophe of an elided word (`l'`).
fn without_possessive(word: &str) -> &str {
    let mut kept = word;
    while let Some(owner) = kept.strip_suffix("'s").or_else(|| kept.strip_suffix('\'')) {
        if owner.is_empty() {
            break;
        }
        kept = owner;
    }
    kept
}

/// `u.s.`: single letters with points between them.
fn is_dotted(word: &str) -> bool {
    let mut characters = word.chars();
    let mut letters = 0;
    while let Some(letter) = characters.next() {
        let point = characters.next();
        if !letter.is_alphabetic() || !matches!(point, None | Some('.')) {
            return false;
        }
        letters += 1;
    }
    letters >= 2
}

/// The length of the leading digits of `1,400`: every group but the first has exactly three.
fn grouped_length(word: &str) -> Option<usize> {
    let first = leading_digits(word);
    if !(1..=3).contains(&first) || word.starts_with('0') {
        return None;
    }
    let mut length = first;
    while word[length..].starts_with([',', ' ']) {
        if leading_digits(&word[length + 1..]) != 3 {
            return None;
        }
        length += 4;
    }
    (length > first).then_some(length)
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn check(words: &[&str], expected: &str) {
        for word in words {
            assert_eq!(fold(word), expected, "{word}");
        }
    }

    #[test]
    fn case_accents_and_possessives_are_no_difference() {
        check(&["Café", "CAFE\u{301}", "café’s"], "cafe");
        check(&["O’Neil’s", "O'NEIL", "Oʼneil"], "o'neil");
        check(&["DON'T"], "don't");
        check(&["'s"], "'s");
        check(&["x's's"], "x");
    }

    #[test]
    fn both_normal_forms_fold_alike() {
        check(&["Việt", "Vie\u{323}\u{302}t"], "viet");
        check(&["Ώρα", "Ω\u{301}ρα", "ΩΡΑ"], "ωρα");
        check(&["мой", "мои\u{306}"], "мой");
        check(&["ガ", "カ\u{3099}"], "ガ");
        check(&["한", "\u{1112}\u{1161}\u{11ab}"], "한");
    }

    #[test]
    fn letters_that_do_not_come_apart_are_spelled_out() {
        check(&["Łódź"], "lodz");
        check(&["Þórð"], "thord");
        check(&["Straße", "STRASSE", "STRAẞE"], "strasse");
        check(&["Œuvre", "œuvre"], "oeuvre");
        check(&["Đokić", "Dokic"], "dokic");
        check(&["İST", "ıst"], "ist");
        check(&["ΟΔΟΣ", "οδός"], "οδοσ");
    }

    #[test]
    fn the_printer_s_forms_are_no_difference() {
        check(&["ﬁve", "Ｆｉｖｅ", "fi\u{ad}ve", "fi\u{200b}ve"], "five");
    }

    #[test]
    fn points_of_an_abbreviation_are_left_out() {
        check(&["U.S.", "U.S", "US", "u.s.’s"], "us");
        check(&["4.37"], "4.37");
        check(&["A."], "a.");
    }

    #[test]
    fn an_elided_word_loses_its_apostrophe() {
        check(&["l’", "L'"], "l");
    }

    #[test]
    fn marks_between_thousands_are_left_out() {
        check(&["1,400", "1\u{a0}400", "1\u{202f}400", "1\u{2009}400", "1400"], "1400");
        check(&["1,400.50"], "1400.50");
        check(&["12,000,000km"], "12000000km");
        check(&["1.400"], "1.400");
        check(&["1,4000"], "1,4000");
        check(&["0,500"], "0,500");
        check(&["38,4"], "38,4");
    }

    #[test]
    fn every_character_folds_once_and_for_all() {
        let without_ideographs = ('\0'..='\u{33ff}').chain('\u{a000}'..='\u{1ffff}');
        for character in without_ideographs {
            let folded = fold(&character.to_string());
            assert_eq!(fold(&folded), folded, "{character:?}");
        }
    }
}
