//! Syllables and pairs of syllables as numbers.

use std::collections::BTreeMap;

use crate::document::{Document, Sentence, TokenKind};
use crate::tokenizer::normalize_word;

/// Counts by number.
pub(super) type Counts = BTreeMap<u32, u32>;

/// Counts a sentence's syllables, and pairs of those with nothing between, `times` each. Case does not count, nor do
/// digits: years and amounts are not what a topic is known by.
pub(super) fn count(counts: &mut Counts, document: &Document<'_>, sentence: &Sentence, times: u32) {
    let mut before: Option<String> = None;
    for &token in &document.tokens()[sentence.tokens.range()] {
        let word = (token.kind == TokenKind::Word).then(|| folded(document.token_text(token)));
        if let Some(word) = &word {
            *counts.entry(number(&[word])).or_default() += times;
            if let Some(before) = &before {
                *counts.entry(number(&[before, word])).or_default() += times;
            }
        }
        before = word;
    }
}

fn folded(word: &str) -> String {
    if word.chars().any(|c| c.is_numeric()) { "0".to_owned() } else { normalize_word(word).to_lowercase() }
}

/// FNV-1a of the words with a space between. Of a hundred thousand, one or two will share theirs with another.
fn number(words: &[&str]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for (place, word) in words.iter().enumerate() {
        let space: &[u8] = if place > 0 { b" " } else { b"" };
        for byte in space.iter().chain(word.as_bytes()) {
            hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(text: &str) -> Counts {
        let document = Document::new(text);
        let mut counts = Counts::default();
        document.sentences().iter().for_each(|sentence| count(&mut counts, &document, sentence, 1));
        counts
    }

    #[test]
    fn syllables_and_pairs() {
        let want = [&["bão"][..], &["lớn"], &["bão", "lớn"], &["0"], &["lớn", "0"]];
        let mut found: Vec<u32> = counts("Bão lớn 2025").into_keys().collect();
        let mut want: Vec<u32> = want.iter().map(|words| number(words)).collect();
        found.sort_unstable();
        want.sort_unstable();
        assert_eq!(found, want);
        assert_eq!(counts("Bão, lớn").len(), 2, "a comma parts a pair");
    }

    #[test]
    fn spelling_does_not_count() {
        assert_eq!(counts("HOÀ BÌNH 1975"), counts("hòa bình 2025"));
        assert_eq!(counts("a a a.")[&number(&["a"])], 3);
    }

    #[test]
    fn numbers_stay_what_they_were() {
        // The trained model depends on them.
        assert_eq!(number(&["a"]), 0xe40c_292c);
    }
}
