//! One sentence as the rules see it: pieces in lower case, cut finer than tokens.
//!
//! A token may be "19km" or "8h06"; the rules want "19" "km". So tokens that begin with a digit are cut where digits
//! and letters meet. Tokens that begin with a letter ("m2", "F22") stay whole: their digits belong to the name.

use crate::document::{Document, Sentence};
use crate::span::{Span, View};

/// Marks a [`Span`] of piece numbers of a [`Line`].
#[derive(Debug)]
pub(crate) enum Pieces {}

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Digits,
    Letters,
    Symbol,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span<View>,
    /// Its text in `Line::lower`.
    lower: (usize, usize),
    kind: Kind,
    /// No white space before it.
    glued: bool,
    capital: bool,
}

/// The pieces of a sentence. Positions past either end read as empty pieces, so that rules may look around freely.
#[derive(Debug)]
pub(crate) struct Line<'d> {
    view: &'d str,
    lower: String,
    pieces: Vec<Piece>,
}

impl<'d> Line<'d> {
    pub(crate) fn new(document: &'d Document<'_>, sentence: Sentence) -> Self {
        let tokens = &document.tokens()[sentence.tokens.range()];
        let mut line = Line {
            view: document.view(),
            lower: String::with_capacity(sentence.span.len()),
            pieces: Vec::with_capacity(tokens.len() + 8),
        };
        for token in tokens {
            line.push_token(token.span);
        }
        line
    }

    fn push_token(&mut self, span: Span<View>) {
        let text = &self.view[span.range()];
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return self.push_word(span);
        }
        let mut start = span.start;
        for (offset, pair) in text.as_bytes().windows(2).enumerate() {
            let at = span.start + offset + 1;
            // Once letters follow, "m2" in "50m2" stays whole.
            let cut = pair[0].is_ascii_digit() != pair[1].is_ascii_digit();
            if cut && (pair[0].is_ascii_digit() || self.digits_go_on(at, span.end)) {
                self.push(Span::new(start, at));
                start = at;
            }
        }
        self.push(Span::new(start, span.end));
    }

    /// No code is spelled with Vietnamese letters: in "là20" only a space is missing.
    fn push_word(&mut self, span: Span<View>) {
        let text = &self.view[span.range()];
        let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
        let letters = text.len() - digits;
        if digits > 0 && !text.is_ascii() && text[..letters].chars().all(char::is_lowercase) {
            self.push(Span::new(span.start, span.start + letters));
            self.push(Span::new(span.start + letters, span.end));
            // As if the space were there.
            if let Some(last) = self.pieces.last_mut() {
                last.glued = false;
            }
            return;
        }
        self.push(span);
    }

    /// Whether what follows in the token is a number of its own, as in "8h06", not an exponent, as in "50m2".
    fn digits_go_on(&self, at: usize, end: usize) -> bool {
        let digits = self.view[at..end].bytes().take_while(u8::is_ascii_digit).count();
        digits >= 2
    }

    fn push(&mut self, span: Span<View>) {
        let text = &self.view[span.range()];
        let glued = self.pieces.last().is_some_and(|last| last.span.end == span.start);
        let start = self.lower.len();
        let first = text.chars().next().unwrap_or(' ');
        if text.is_ascii() {
            self.lower.extend(text.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        } else {
            self.lower.extend(text.chars().flat_map(char::to_lowercase));
        }
        let kind = match first {
            c if text.bytes().all(|b| b.is_ascii_digit()) && c.is_ascii_digit() => Kind::Digits,
            c if c.is_alphanumeric() || c == '_' => Kind::Letters,
            _ => Kind::Symbol,
        };
        let lower = (start, self.lower.len());
        self.pieces.push(Piece { span, lower, kind, glued, capital: first.is_uppercase() });
    }

    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The piece in lower case; empty outside the line.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| &self.lower[piece.lower.0..piece.lower.1])
    }

    /// The piece `back` places before `at` in lower case; empty outside the line.
    pub(crate) fn lower_before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |before| self.lower(before))
    }

    /// The piece as written; empty outside the line.
    pub(crate) fn written(&self, at: usize) -> &'d str {
        self.pieces.get(at).map_or("", |piece| &self.view[piece.span.range()])
    }

    pub(crate) fn kind(&self, at: usize) -> Option<Kind> {
        self.pieces.get(at).map(|piece| piece.kind)
    }

    pub(crate) fn is_digits(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Digits)
    }

    pub(crate) fn is_letters(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Letters)
    }

    /// Whether there is such a piece and nothing stands between it and the one before.
    pub(crate) fn is_glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.glued)
    }

    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.capital)
    }

    /// The value of a piece of at most nine digits.
    pub(crate) fn digits_value(&self, at: usize) -> Option<u32> {
        if !self.is_digits(at) || self.lower(at).len() > 9 {
            return None;
        }
        self.lower(at).parse().ok()
    }

    /// From the first piece's first byte to the last piece's end.
    pub(crate) fn span(&self, pieces: Span<Pieces>) -> Span<View> {
        match self.pieces.get(pieces.range()) {
            Some([first, .., last]) => first.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::new(0, 0),
        }
    }

    /// The number of pieces for which `before` holds; it has to hold for a beginning of the line.
    pub(crate) fn partition_point(&self, before: impl Fn(Span<View>) -> bool) -> usize {
        self.pieces.partition_point(|piece| before(piece.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let document = Document::new(text);
        let line = Line::new(&document, document.sentences()[0]);
        (0..line.len()).map(|at| line.lower(at).to_owned()).collect()
    }

    #[test]
    fn numbers_come_apart_from_units() {
        for (text, want) in [
            ("19,7km", vec!["19", ",", "7", "km"]),
            ("8h06", vec!["8", "h", "06"]),
            ("50m2", vec!["50", "m2"]),
            ("F22 Hà", vec!["f22", "hà"]),
            ("1A", vec!["1", "a"]),
            ("là20", vec!["là", "20"]),
        ] {
            assert_eq!(pieces(text), want, "{text}");
        }
    }
}
