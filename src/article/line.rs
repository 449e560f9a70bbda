//! The lines of a text, which blocks are made of.

use unicode_normalization::UnicodeNormalization;

use crate::document::character::{is_blank, is_line_break, is_mark};

/// A line of which something can be seen, with the blank lines after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// The first byte; the text's first line also takes the blank lines before it.
    pub start: usize,
    /// One past the line break and the blank lines that follow it, or the text's end.
    pub end: usize,
    /// What can be seen, without the white space round it.
    pub text: &'t str,
    /// Whether a blank line comes before.
    pub after_gap: bool,
}

/// All lines of which something can be seen; together they cover `text`, unless all of it is blank.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut start, mut after_gap) = (0, false);
    while start < text.len() {
        let end = line_end(text, start);
        let visible = text[start..end].trim_matches(is_blank);
        match lines.last_mut() {
            Some(last) if visible.is_empty() => last.end = end,
            None if visible.is_empty() => {}
            last => {
                let start = last.map_or(0, |last| last.end);
                lines.push(Line { start, end, text: visible, after_gap });
            }
        }
        after_gap = visible.is_empty();
        start = end;
    }
    lines
}

/// One past the break of the line that begins at `start`; a carriage return and a line feed are one break.
fn line_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    match rest.char_indices().find(|&(_, c)| is_line_break(c)) {
        None => text.len(),
        Some((at, '\r')) if rest[at..].starts_with("\r\n") => start + at + 2,
        Some((at, c)) => start + at + c.len_utf8(),
    }
}

/// A short line as the lists of phrases have it: in NFC and small letters, white space made one space. None if the
/// line is longer than `longest` bytes, so that looking a huge line up costs nothing.
pub(super) fn folded(text: &str, longest: usize) -> Option<String> {
    // Decomposed, a letter takes up to three times its bytes.
    if text.len() > 3 * longest {
        return None;
    }
    let text: String = text.nfc().flat_map(char::to_lowercase).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (text.len() <= longest).then_some(text)
}

/// The number of words, of which no more than `most` are counted.
pub(super) fn count_words(text: &str, most: usize) -> usize {
    text.split_whitespace().take(most).count()
}

/// Whether a sentence ends with the line: a full stop or another final mark, then at most quotes and brackets.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']']).trim_end().ends_with(['.', '!', '?', '…'])
}

/// The most words of a headline: of 16,000 of two newspapers, one in a thousand is longer. Leads begin there.
pub(super) const LONGEST_HEADLINE: usize = 31;

/// Whether the line could be a headline: a few words that begin like a sentence and end without a full stop. Questions
/// and exclamations are headlines as well; of lines that end in an ellipsis, leads are the most.
pub(super) fn reads_like_headline(text: &str) -> bool {
    let ends = text.ends_with(['.', '…', ',', ';', ':', '-', '–']);
    let begins = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
        && text.starts_with(|c: char| c.is_alphanumeric() || "“\"‘'«[(".contains(c));
    begins
        && !ends
        && (3..=LONGEST_HEADLINE).contains(&count_words(text, LONGEST_HEADLINE + 1))
        && agency_tag(text).is_none()
}

/// The tag with which an agency's dispatch begins, if the line has one: "(TTXVN)" of "(TTXVN) - Ngày 3/2, ...", "TTO" of
/// "TTO - Ngày 3/2, ...".
pub(super) fn agency_tag(text: &str) -> Option<&str> {
    let (tag, rest) = match text.strip_prefix('(') {
        Some(inner) => split_at_first(inner, ')')?,
        None => bare_tag(text)?,
    };
    let dashed = rest.trim_start().strip_prefix(['-', '–', '—'])?;
    let named = tag.starts_with(char::is_uppercase) && count_words(tag, 7) <= 6;
    (named && !dashed.trim().is_empty()).then_some(tag)
}

/// Cuts `text` at the first `end` if it stands within the length of a name.
fn split_at_first(text: &str, end: char) -> Option<(&str, &str)> {
    /// "Đài Truyền hình Thành phố Hồ Chí Minh" and a little more.
    const LONGEST: usize = 60;
    let at = text.char_indices().take(LONGEST).find(|&(_, c)| c == end)?.0;
    Some((&text[..at], &text[at + end.len_utf8()..]))
}

/// A tag without brackets: one word in capitals, perhaps with a domain's ending.
fn bare_tag(text: &str) -> Option<(&str, &str)> {
    let (tag, rest) = split_at_first(text, ' ')?;
    let capitals =
        tag.chars().all(|c| c.is_uppercase() || is_mark(c) || c == '.') && tag.chars().nth(1).is_some();
    capitals.then_some((tag, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_cover_the_text() {
        let text = "\n một\r\n\n hai \u{2028}\u{feff}ba\rbốn";
        let found: Vec<(&str, bool)> = lines(text).iter().map(|line| (line.text, line.after_gap)).collect();
        assert_eq!(found, [("một", true), ("hai", true), ("ba", false), ("bốn", false)]);
        assert_eq!(lines(text).iter().map(|line| &text[line.start..line.end]).collect::<String>(), text);
        assert!(lines("").is_empty() && lines(" \n\u{feff}\n").is_empty());
    }

    #[test]
    fn tags_of_agencies() {
        let cases = [
            ("(TTXVN) - Ngày 3/2, mưa to.", Some("TTXVN")),
            ("(Báo Miền Núi)– Mưa to.", Some("Báo Miền Núi")),
            ("BMN.VN - Mưa to.", Some("BMN.VN")),
            ("(32 tuổi) - người lái xe", None),
            ("(ảnh) - mưa to", None),
            ("(TTXVN) mưa to", None),
            ("(TTXVN) -", None),
            ("A - B", None),
            ("Mưa - gió", None),
            ("(", None),
        ];
        for (text, want) in cases {
            assert_eq!(agency_tag(text), want, "{text}");
        }
    }

    #[test]
    fn headlines() {
        for text in ["Mưa lớn ở miền núi", "“Chúng tôi sẽ thắng”", "Ai sẽ thắng?", "5 người mất tích"]
        {
            assert!(reads_like_headline(text), "{text}");
        }
        for text in [
            "Mưa to.",
            "Mưa lớn ở miền núi.",
            "mưa lớn ở miền núi",
            "Rồi sẽ ra sao...",
            "Gồm ba việc:",
            "- Một việc nữa",
            "(BMN) - Mưa to",
            "",
        ] {
            assert!(!reads_like_headline(text), "{text}");
        }
    }
}
