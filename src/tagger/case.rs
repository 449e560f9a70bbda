//! Sentences whose case says nothing: all in capitals, or all in small letters.

use crate::document::{Document, Sentence};

/// Words in capitals that make a sentence one in capitals, since a few may be names ("UBND TP.HCM").
const LEAST_WORDS: usize = 4;

/// Whether a sentence is written in capitals, as headlines are: their capitals say nothing, and the model knows small
/// letters far better than syllables such as "NGƯỜI".
pub(super) fn is_all_capitals(document: &Document<'_>, sentence: &Sentence) -> bool {
    let mut with_letters = 0;
    for word in words(document, sentence) {
        if word.contains(char::is_lowercase) {
            return false;
        }
        with_letters += usize::from(word.contains(char::is_uppercase));
    }
    with_letters >= LEAST_WORDS
}

/// Whether a sentence has small letters and no capital.
pub(super) fn is_all_small(document: &Document<'_>, sentence: &Sentence) -> bool {
    let has = |is_such: fn(char) -> bool| words(document, sentence).any(|word| word.contains(is_such));
    has(char::is_lowercase) && !has(char::is_uppercase)
}

/// A word with its first letter as a capital and the others small.
pub(super) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}

fn words<'d>(document: &'d Document<'_>, sentence: &Sentence) -> impl Iterator<Item = &'d str> {
    sentence.tokens.range().map(|index| document.token_text(document.tokens()[index]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_one_case() {
        for (text, capitals, small) in [
            ("GIÁ VÀNG TĂNG 5%", false, false),
            ("GIÁ VÀNG TĂNG MẠNH 5%", true, false),
            ("GIÁ VÀNG TĂNG MẠNH ở Huế", false, false),
            ("UBND TP HCM", false, false),
            ("12 34 56 78 90", false, false),
            ("giá vàng ở huế tăng 5%", false, true),
            ("giá vàng ở Huế tăng 5%", false, false),
        ] {
            let document = Document::new(text);
            let sentence = &document.sentences()[0];
            assert_eq!(is_all_capitals(&document, sentence), capitals, "{text}");
            assert_eq!(is_all_small(&document, sentence), small, "{text}");
        }
    }

    #[test]
    fn capitals_at_the_beginning() {
        for (word, want) in [("đà", "Đà"), ("NẴNG", "Nẵng"), ("5g", "5g"), ("", "")] {
            assert_eq!(capitalized(word), want);
        }
    }
}
