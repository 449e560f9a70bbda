//! Laws of documents: they hold for any text.

use proptest::prelude::*;
use trich::document::Document;
use trich::span::{Span, View};
use unicode_normalization::UnicodeNormalization;

/// Any characters, and texts of what makes reading hard: marks in every order, characters that composing replaces,
/// full stops, quotes and line breaks.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[aăâeêioôơuưyAĂÂEÊIOÔƠUƯYđĐ]",
        "[\u{300}\u{301}\u{303}\u{309}\u{323}\u{302}\u{306}\u{31b}\u{340}\u{341}]",
        "[\u{212b}\u{212a}\u{37e}\u{344}\u{feff}\u{200b}=<(]",
        "[.!?…\"“”()\n\r \u{a0}]",
        "(TP|GS|Sau|1|, )",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// White space and what cannot be seen.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || "\u{200b}\u{200e}\u{200f}\u{2060}\u{feff}".contains(c))
}

fn token_texts(text: &str) -> Vec<String> {
    let document = Document::new(text);
    document.tokens().iter().map(|&token| document.token_text(token).to_owned()).collect()
}

proptest! {
    #[test]
    fn the_view_is_nfc(text in texts()) {
        let document = Document::new(&text);
        prop_assert_eq!(document.view(), text.nfc().collect::<String>());
    }

    #[test]
    fn tokens_are_in_order_and_cover_all_that_can_be_seen(text in texts()) {
        let document = Document::new(&text);
        let mut end = 0;
        for token in document.tokens() {
            prop_assert!(end <= token.span.start && !token.span.is_empty());
            prop_assert!(is_blank(&document.view()[end..token.span.start]));
            prop_assert!(!document.token_text(*token).contains(char::is_whitespace));
            end = token.span.end;
        }
        prop_assert!(is_blank(&document.view()[end..]));
    }

    #[test]
    fn every_token_is_in_one_sentence(text in texts()) {
        let document = Document::new(&text);
        let mut next = 0;
        for sentence in document.sentences() {
            prop_assert_eq!(sentence.tokens.start, next);
            prop_assert!(!sentence.tokens.is_empty());
            prop_assert_eq!(sentence.span, document.tokens_span(sentence.tokens));
            let line_breaks = ['\n', '\r', '\u{2028}'];
            prop_assert!(!document.view()[sentence.span.range()].contains(line_breaks));
            next = sentence.tokens.end;
        }
        prop_assert_eq!(next, document.tokens().len());
    }

    #[test]
    fn tokens_come_from_slices_of_the_source(text in texts()) {
        let document = Document::new(&text);
        let mut end = 0;
        for &token in document.tokens() {
            let source = document.to_source(token.span);
            prop_assert!(end <= source.start, "source spans overlap");
            end = source.end;
            let slice = text.get(source.range()).expect("on character boundaries");
            prop_assert_eq!(slice.nfc().collect::<String>(), document.token_text(token));
        }
    }

    #[test]
    fn any_span_has_a_source(text in texts(), a in 0..200_usize, b in 0..200_usize) {
        let document = Document::new(&text);
        let boundary = |at: usize| document.view().floor_char_boundary(at);
        let span: Span<View> = Span::new(boundary(a.min(b)), boundary(a.max(b)));
        prop_assert!(text.get(document.to_source(span).range()).is_some());
    }

    #[test]
    fn composed_and_decomposed_texts_read_alike(text in texts()) {
        let want = token_texts(&text);
        prop_assert_eq!(&token_texts(&text.nfc().collect::<String>()), &want);
        prop_assert_eq!(&token_texts(&text.nfd().collect::<String>()), &want);
    }
}
