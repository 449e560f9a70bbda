//! What the baselines share: words with a stop list, n-grams of them, and no phrase inside of a better one.

use std::collections::HashMap;

use crate::document::Document;
use crate::keyphrase::stop_words;
use crate::tokenizer::normalize_word;

/// The longest phrase, in syllables.
pub(super) const LONGEST: usize = 5;

/// A syllable of the text.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub key: String,
    pub token: usize,
    pub sentence: usize,
    pub is_stop: bool,
}

/// All tokens, with our own list of stop words; numbers and marks are stop words too.
pub(super) fn words(document: &Document<'_>) -> Vec<Word> {
    let stop = stop_words(document);
    let sentences = document.sentences().iter().enumerate();
    let places = sentences.flat_map(|(number, sentence)| sentence.tokens.range().map(move |at| (number, at)));
    let word = |(sentence, token): (usize, usize)| Word {
        key: normalize_word(document.token_text(document.tokens()[token])).to_lowercase(),
        token,
        sentence,
        is_stop: stop[token],
    };
    places.map(word).collect()
}

/// Phrases with the places, in words, where they stand, by their first place.
pub(super) fn ngrams(words: &[Word]) -> Vec<(String, Vec<std::ops::Range<usize>>)> {
    let mut phrases: Vec<(String, Vec<std::ops::Range<usize>>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for start in 0..words.len() {
        for end in start + 1..=(start + LONGEST).min(words.len()) {
            let last = &words[end - 1];
            if last.is_stop || last.sentence != words[start].sentence {
                break;
            }
            let key = join(&words[start..end]);
            let index = *known.entry(key.clone()).or_insert_with(|| {
                phrases.push((key, Vec::new()));
                phrases.len() - 1
            });
            phrases[index].1.push(start..end);
        }
    }
    phrases
}

pub(super) fn join(words: &[Word]) -> String {
    words.iter().map(|word| &*word.key).collect::<Vec<_>>().join(" ")
}

/// The best phrases by descending score, without those that have a better one inside of them or around them: the methods
/// know nothing of it themselves, and gain by it.
pub(super) fn best(mut scored: Vec<(String, f64)>, most: usize) -> Vec<String> {
    scored.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut best: Vec<String> = Vec::new();
    for (phrase, _) in scored {
        if best.len() == most {
            break;
        }
        let padded = format!(" {phrase} ");
        let repeats = |other: &String| {
            let other = format!(" {other} ");
            other.contains(&padded) || padded.contains(&other)
        };
        if !best.iter().any(repeats) {
            best.push(phrase);
        }
    }
    best
}
