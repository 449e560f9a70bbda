//! When two phrases are the same, or nearly.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use crate::document::character::is_word_character;
use crate::tokenizer::normalize_word;

/// The words of a phrase in lower case and one spelling, joined by single spaces.
pub(super) fn fold(phrase: &str) -> String {
    let composed: String = phrase.nfc().collect();
    let words = composed.split(|c: char| !is_word_character(c)).filter(|word| !word.is_empty());
    words.map(|word| normalize_word(word).to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// How many gold phrases are among the found ones.
pub(super) fn exact(found: &[String], gold: &[String]) -> usize {
    let found: HashSet<&String> = found.iter().collect();
    gold.iter().collect::<HashSet<_>>().intersection(&found).count()
}

/// How many pairs share half of their syllables, the most alike paired first.
pub(super) fn overlapping(found: &[String], gold: &[String]) -> usize {
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (i, one) in found.iter().enumerate() {
        pairs.extend(gold.iter().enumerate().map(|(j, other)| (common_share(one, other), i, j)));
    }
    pairs.retain(|(share, ..)| *share >= 0.5);
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken_found, mut taken_gold) = (HashSet::new(), HashSet::new());
    pairs
        .iter()
        .filter(|(_, i, j)| {
            let free = !taken_found.contains(i) && !taken_gold.contains(j);
            free && taken_found.insert(*i) && taken_gold.insert(*j)
        })
        .count()
}

fn common_share(one: &str, other: &str) -> f32 {
    let (one, other): (HashSet<&str>, HashSet<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    one.intersection(&other).count() as f32 / one.union(&other).count() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(fold("SARS-CoV-2"), "sars cov 2");
        assert_eq!(fold("Thuỷ  lợi"), fold("thủy lợi"));
        assert_eq!(fold("e\u{323}\u{302}"), "ệ");
    }

    #[test]
    fn each_phrase_is_matched_once() {
        let phrases = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let cases: [(&[&str], &[&str], usize, usize); 5] = [
            (&["giá lúa"], &["giá lúa"], 1, 1),
            (&["giá lúa", "giá lúa gạo"], &["giá lúa"], 1, 1),
            (&["giá lúa gạo", "lúa gạo"], &["lúa gạo", "giá lúa"], 1, 2),
            (&["giá"], &["giá lúa gạo"], 0, 0),
            (&[], &["giá"], 0, 0),
        ];
        for (found, gold, same, alike) in cases {
            let (found, gold) = (phrases(found), phrases(gold));
            assert_eq!((exact(&found, &gold), overlapping(&found, &gold)), (same, alike), "{found:?}");
        }
    }
}
