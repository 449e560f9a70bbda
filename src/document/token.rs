//! Syllable tokens: what the tagger labels and the rules match.

use super::character::{is_blank, is_mark, is_word_character};
use super::glue;
use crate::span::{Span, View};

/// A syllable, a number's run of digits, or one other visible character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the document's view.
    pub span: Span<View>,
    /// What it is made of.
    pub kind: TokenKind,
}

/// What a [`Token`] is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, digits and underscores: "Nội", "COVID", "2025", "1A".
    Word,
    /// One character that is neither, with the marks on it if there are any: "-", "%", "“".
    Symbol,
}

/// Runs of word characters, apart where two words run into each other, and every other character that is not blank
/// alone.
pub(super) fn tokenize(view: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(view.len() / 5);
    for token in runs(view) {
        let mut start = token.span.start;
        if token.kind == TokenKind::Word {
            for seam in glue::seams(&view[token.span.range()]) {
                let end = token.span.start + seam;
                tokens.push(Token { span: Span::new(start, end), ..token });
                start = end;
            }
        }
        tokens.push(Token { span: Span::new(start, token.span.end), ..token });
    }
    tokens
}

fn runs(view: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(view.len() / 5);
    for (start, c) in view.char_indices() {
        if is_blank(c) {
            continue;
        }
        let end = start + c.len_utf8();
        let kind = if is_word_character(c) { TokenKind::Word } else { TokenKind::Symbol };
        match tokens.last_mut() {
            Some(last) if last.span.end == start && continues(last.kind, c) => last.span.end = end,
            _ => tokens.push(Token { span: Span::new(start, end), kind }),
        }
    }
    tokens
}

/// Whether `c` belongs to the token of this `kind` that it touches.
///
/// A mark stays with its symbol because composing may reorder the two: apart, they had no source of their own.
fn continues(kind: TokenKind, c: char) -> bool {
    match kind {
        TokenKind::Word => is_word_character(c),
        TokenKind::Symbol => is_mark(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(view: &str) -> Vec<&str> {
        tokenize(view).iter().map(|token| &view[token.span.range()]).collect()
    }

    #[test]
    fn syllables_numbers_and_symbols() {
        assert_eq!(texts("Hà Nội, 11% (G7)"), ["Hà", "Nội", ",", "11", "%", "(", "G7", ")"]);
        assert_eq!(texts("2,5 tỷ\u{a0}đồng…"), ["2", ",", "5", "tỷ", "đồng", "…"]);
        assert_eq!(texts("Hà NộiSáng 2/3"), ["Hà", "Nội", "Sáng", "2", "/", "3"]);
        assert_eq!(texts("=\u{323}x ≠"), ["=\u{323}", "x", "≠"]);
        assert!(texts(" \n\t\u{a0}").is_empty());
        assert_eq!(texts("\u{feff}Hà\u{200b}Nội\u{200e}"), ["Hà", "Nội"]);
    }
}
