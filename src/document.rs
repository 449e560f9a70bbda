//! A text made ready for reading: an NFC view aligned with the source, cut into tokens and sentences.
//!
//! Vietnamese comes composed ("ệ"), decomposed ("e" + two marks) and half-composed ("ê" + dot below). Everything
//! after this module works on the NFC [view](Document::view) and comes back to the caller's own bytes through
//! [`Document::to_source`]:
//!
//! ```text
//! source   V i e ◌̣ ◌̂ t        bytes 0 1 2 3 5 7      (NFD)
//! view     V i    ệ   t        bytes 0 1   2   5      (NFC)
//! ```
//!
//! ```
//! use trich::document::Document;
//! let text = "Vie\u{323}\u{302}t Nam";
//! let document = Document::new(text);
//! let first = document.tokens()[0];
//! assert_eq!(document.token_text(first), "Việt");
//! assert_eq!(&text[document.to_source(first.span).range()], "Vie\u{323}\u{302}t");
//! ```

mod abbreviation;
mod alignment;
pub(crate) mod character;
mod glue;
mod sentence;
mod token;

use std::borrow::Cow;

use self::alignment::Alignment;
pub use self::token::{Token, TokenKind};
use crate::span::{Source, Span, Tokens, View};

/// A text, its NFC view, its tokens and its sentences.
///
/// Holds no copy of a text that is in NFC already.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    source: &'t str,
    view: Cow<'t, str>,
    alignment: Alignment,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

/// A sentence, a headline, or another line that stands alone. Sentences are in order and never cross a line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, at least one.
    pub tokens: Span<Tokens>,
    /// From its first token's first byte to its last token's end, in the view.
    pub span: Span<View>,
}

impl<'t> Document<'t> {
    /// Reads `source`; any text will do, the empty one too.
    pub fn new(source: &'t str) -> Self {
        let (view, alignment) = alignment::compose(source);
        let tokens = token::tokenize(&view);
        let sentences = sentence::split(&view, &tokens);
        Document { source, view, alignment, tokens, sentences }
    }

    /// The caller's text, untouched.
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// The text in NFC.
    pub fn view(&self) -> &str {
        &self.view
    }

    /// All tokens in order; what lies between them is white space or cannot be seen, as a byte order mark.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences in order; every token is in exactly one.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// A token's text in NFC.
    pub fn token_text(&self, token: Token) -> &str {
        &self.view[token.span.range()]
    }

    /// A run of tokens as the span from the first one's start to the last one's end; empty for an empty run.
    pub fn tokens_span(&self, tokens: Span<Tokens>) -> Span<View> {
        match &self.tokens[tokens.range()] {
            [] => Span::new(0, 0),
            [only] => only.span,
            [first, .., last] => first.span.join(last.span),
        }
    }

    /// The bytes of the caller's text that `span` came from. A span that ends inside a composed character takes
    /// all of it, so the result always lies on character boundaries.
    pub fn to_source(&self, span: Span<View>) -> Span<Source> {
        self.alignment.to_source(span)
    }

    /// The caller's own text of a view span.
    pub fn source_text(&self, span: Span<View>) -> &'t str {
        &self.source[self.to_source(span).range()]
    }
}
