//! Syllable tokens: what the tagger labels and the rules match.

use unicode_normalization::char::is_combining_mark;

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
    /// One character that is neither: "-", "%", "“".
    Symbol,
}

/// Runs of word characters, and every other character that is not white space alone.
pub(super) fn tokenize(view: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(view.len() / 5);
    for (start, c) in view.char_indices() {
        let end = start + c.len_utf8();
        if is_word_character(c) {
            match tokens.last_mut() {
                Some(last) if last.kind == TokenKind::Word && last.span.end == start => last.span.end = end,
                _ => tokens.push(Token { span: Span::new(start, end), kind: TokenKind::Word }),
            }
        } else if !c.is_whitespace() {
            tokens.push(Token { span: Span::new(start, end), kind: TokenKind::Symbol });
        }
    }
    tokens
}

fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || (!c.is_ascii() && is_combining_mark(c))
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
        assert!(texts(" \n\t\u{a0}").is_empty());
    }
}
