//! Plain text, of mails above all, is broken into lines of some seventy characters; here its
//! paragraphs come together again. A line was broken by a program if the first word of the next
//! one would not have fitted behind it; other breaks were meant, as in poems, lists and tables.
//!
//! Where it fails: a headline as long as the lines below it, without an empty line between, joins
//! them.

/// No program breaks lines that are shorter than this at their longest, in characters.
const WIDTH_MIN: usize = 50;
/// Nor does any leave lines that are longer.
const WIDTH_MAX: usize = 100;

/// The lines of `text`, one a paragraph.
pub(super) fn paragraphs(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let breaks = breaks(&lines);
    let mut joined = String::with_capacity(text.len());
    for (line, is_break) in lines.iter().zip(breaks) {
        joined.push_str(line);
        joined.push(if is_break { ' ' } else { '\n' });
    }
    let filled = joined.lines().map(str::trim).filter(|line| !line.is_empty());
    filled.collect::<Vec<_>>().join("\n")
}

/// For each line, whether a program broke it off. None is, where that would hold for fewer than
/// half of those that another follows: then nobody broke lines, and one merely is the longest.
fn breaks(lines: &[&str]) -> Vec<bool> {
    let breakable = lines.iter().filter(|line| line.trim().contains(char::is_whitespace));
    let width = breakable.map(|line| line.chars().count()).max().unwrap_or(0);
    let next = lines.iter().skip(1).chain([&""]);
    let breaks: Vec<bool> =
        lines.iter().zip(next).map(|(line, next)| is_broken(line, next, width)).collect();
    let broken = breaks.iter().filter(|is_break| **is_break).count();
    let followed = lines.windows(2).filter(|two| two.iter().all(|line| !line.is_empty())).count();
    let is_wrapped = (WIDTH_MIN..=WIDTH_MAX).contains(&width) && 2 * broken >= followed;
    if is_wrapped { breaks } else { vec![false; lines.len()] }
}

/// True where `next` goes on with what the end of `line` broke off.
fn is_broken(line: &str, next: &str, width: usize) -> bool {
    if begins_block(next) || line.starts_with('#') {
        return false;
    }
    let first_word = next.split(char::is_whitespace).next().unwrap_or_default();
    let room = width.saturating_sub(line.chars().count());
    // A word that fits into no line is an address, and stands alone.
    !line.is_empty() && (room.max(1)..=width).contains(&first_word.chars().count())
}

/// True of a line that begins something of its own: an entry of a list, a row of a table, a
/// heading or a quotation in Markdown, an indented line.
fn begins_block(line: &str) -> bool {
    let numbers = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = numbers.len() < line.len() && numbers.starts_with([')', '.']);
    let marks = ["- ", "* ", "+ ", "• ", "– ", "— ", "#", ">", "|", "  ", "\t"];
    numbered || marks.iter().any(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn check(text: &str, expected: &str) {
        assert_eq!(paragraphs(text), expected);
    }

    #[test]
    fn lines_that_a_program_broke_come_together() {
        check(
            "It rained all day in the valley, and the wardens closed the\nbridge before dusk. The river rose by a metre.\n\nThen it stopped.",
            "It rained all day in the valley, and the wardens closed the bridge before dusk. The river rose by a metre.\nThen it stopped.",
        );
    }

    #[test]
    fn an_address_longer_than_the_lines_is_no_measure_of_them() {
        let address = format!("https://bridge.example/{}", "x".repeat(90));
        check(
            &format!(
                "It rained all day in the valley, and the wardens closed the\nbridge before dusk.\n{address}"
            ),
            &format!(
                "It rained all day in the valley, and the wardens closed the bridge before dusk.\n{address}"
            ),
        );
    }

    #[test]
    fn lists_tables_and_poems_keep_their_lines() {
        let check_kept = |text: &str| check(text, text);
        check_kept(
            "The wardens of the valley closed all these bridges on Monday:\n- the bridge at the mill, which is the oldest in the valley\n- the bridge at the weir, which the flood had undermined badly",
        );
        check_kept(
            "1. The bridge at the mill, which is the oldest of the valley\n2. The bridge at the weir, which the flood had undermined all",
        );
        check_kept(
            "| bridge at the mill in the upper valley | closed on Monday |\n| bridge at the weir in the lower valley | opened on Sunday |",
        );
        check_kept(
            "The tide came in at half past four and took the planks away\nand nobody who saw it come\nhad anything at all to say about the bridge that day\nbut stood and looked",
        );
    }

    #[test]
    fn breaks_that_were_meant_stay() {
        let text = "Dear editors,\nIt rained all day in the valley, and the wardens closed the bridge.\nYours,\nA. Bee";
        check(text, text);
        check("One\ntwo", "One\ntwo");
        let long = format!("{}\nThen it stopped.", "It rained all day. ".repeat(9).trim_end());
        check(&long, &long);
    }
}
