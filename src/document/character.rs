//! What single characters are to the reader of a text.

use unicode_normalization::char::is_combining_mark;

/// Whether a line ends at `c`: the line feed, the carriage return and Unicode's other mandatory breaks.
pub(crate) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether nothing is to be seen of `c`, so that no token may consist of it: white space, the byte order mark, and
/// the zero-width and direction marks that pages leave in copied text.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether `c` belongs to a word: letters, digits, underscores and the marks on letters.
pub(crate) fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

/// Whether `c` is a mark that stands on or under what precedes it.
pub(crate) fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}
