//! YAKE (Campos et al., 2020): features of words within the one text.

use std::collections::{HashMap, HashSet};

use super::baseline::{Word, best, ngrams, words};
use crate::document::Document;

/// What is counted of a word.
#[derive(Default)]
struct Counts<'w> {
    frequency: f64,
    capitals: f64,
    acronyms: f64,
    sentences: Vec<usize>,
    left: HashSet<&'w str>,
    right: HashSet<&'w str>,
    /// Neighbours, each time it has one.
    lefts: f64,
    rights: f64,
}

/// The `most` n-grams of the best YAKE score.
pub fn yake(document: &Document<'_>, most: usize) -> Vec<String> {
    let words = words(document);
    let scores = word_scores(document, &words);
    let scored = ngrams(&words).into_iter().map(|(phrase, places)| {
        let each = || phrase.split(' ').map(|word| scores[word]);
        let score = each().product::<f64>() / (places.len() as f64 * (1.0 + each().sum::<f64>()));
        // Small scores are good ones.
        (phrase, -score)
    });
    best(scored.collect(), most)
}

fn word_scores<'w>(document: &Document<'_>, words: &'w [Word]) -> HashMap<&'w str, f64> {
    let counts = count(document, words);
    let frequencies: Vec<f64> = counts.values().map(|counts| counts.frequency).collect();
    let total = frequencies.len().max(1) as f64;
    let mean = frequencies.iter().sum::<f64>() / total;
    let deviation = (frequencies.iter().map(|f| (f - mean).powi(2)).sum::<f64>() / total).sqrt();
    let highest = frequencies.iter().copied().fold(1.0, f64::max);
    let all_sentences = document.sentences().len() as f64;
    let score = |counts: &Counts<'_>| {
        let case = counts.capitals.max(counts.acronyms) / (1.0 + counts.frequency.ln());
        let median = counts.sentences[counts.sentences.len() / 2] as f64;
        let position = (3.0 + median).ln().ln();
        let frequency = counts.frequency / (mean + deviation);
        let different = |set: &HashSet<&str>, all: f64| if all > 0.0 { set.len() as f64 / all } else { 0.0 };
        let spread = different(&counts.left, counts.lefts) + different(&counts.right, counts.rights);
        let relatedness = 1.0 + spread * counts.frequency / highest;
        let distinct: HashSet<usize> = counts.sentences.iter().copied().collect();
        let sentences = distinct.len() as f64 / all_sentences;
        relatedness * position / (case + frequency / relatedness + sentences / relatedness)
    };
    counts.iter().map(|(word, counts)| (*word, score(counts))).collect()
}

fn count<'w>(document: &Document<'_>, words: &'w [Word]) -> HashMap<&'w str, Counts<'w>> {
    let mut counts: HashMap<&str, Counts<'_>> = HashMap::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| !word.is_stop) {
        let beside = |other: Option<&'w Word>| {
            other.filter(|other| other.sentence == word.sentence && !other.is_stop).map(|other| &*other.key)
        };
        let left = beside(at.checked_sub(1).map(|before| &words[before]));
        let right = beside(words.get(at + 1));
        let opens = at.checked_sub(1).is_none_or(|before| words[before].sentence != word.sentence);
        let text = document.token_text(document.tokens()[word.token]);
        let is_acronym = text.chars().count() > 1 && text.chars().all(char::is_uppercase);
        let counts = counts.entry(&word.key).or_default();
        counts.frequency += 1.0;
        counts.acronyms += f64::from(u8::from(is_acronym));
        counts.capitals += f64::from(u8::from(!opens && text.starts_with(char::is_uppercase)));
        counts.sentences.push(word.sentence);
        counts.lefts += f64::from(u8::from(left.is_some()));
        counts.rights += f64::from(u8::from(right.is_some()));
        counts.left.extend(left);
        counts.right.extend(right);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_early_phrases() {
        let text =
            "Cá tra lên giá. Nông dân nuôi cá tra phấn khởi. Thương lái tìm mua cá tra. Mưa ở miền núi.";
        let found = yake(&Document::new(text), 3);
        assert!(found.contains(&"cá tra".to_owned()), "{found:?}");
        assert!(yake(&Document::new(""), 5).is_empty());
    }
}
