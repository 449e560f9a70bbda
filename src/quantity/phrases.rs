//! Many phrases looked up at once, the longest first.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::line::Line;
use crate::document::Document;

/// Words of our own lists in a set.
pub(crate) type WordSet = HashSet<String, BuildHasherDefault<WordHasher>>;
type WordMap<T> = HashMap<String, T, BuildHasherDefault<WordHasher>>;

/// FNV-1a. The keys are our word lists, not a stranger's, so a fast hash is safe; looking words up is most of the
/// work of the rules, and the standard hash takes three times as long on words of a few bytes.
#[derive(Debug)]
pub(crate) struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        WordHasher(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Phrases with a value each. Finds the longest that starts or ends at a place of a line.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T> {
    by_first: WordMap<Vec<Phrase<T>>>,
    by_last: WordMap<Vec<Phrase<T>>>,
}

#[derive(Clone, Debug)]
struct Phrase<T> {
    words: Vec<String>,
    value: T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { by_first: WordMap::default(), by_last: WordMap::default() }
    }
}

impl<T: Clone> Phrases<T> {
    /// Adds a phrase; the first of two equal ones wins where `at` is asked, all are seen by `all_at`.
    pub(crate) fn insert(&mut self, phrase: &str, value: T) {
        let words = words_of(phrase);
        let (Some(first), Some(last)) = (words.first().cloned(), words.last().cloned()) else { return };
        let entry = Phrase { words, value };
        insert_longest_first(self.by_first.entry(first).or_default(), entry.clone());
        insert_longest_first(self.by_last.entry(last).or_default(), entry);
    }

    /// All phrases that start at `at`, the longest first, with their numbers of pieces.
    pub(crate) fn all_at<'a>(&'a self, line: &'a Line, at: usize) -> impl Iterator<Item = (&'a T, usize)> {
        let candidates = self.by_first.get(line.lower(at)).map_or(&[][..], Vec::as_slice);
        candidates
            .iter()
            .filter(move |phrase| matches(line, at, &phrase.words))
            .map(|p| (&p.value, p.words.len()))
    }

    /// The longest phrase that starts at `at`.
    pub(crate) fn at<'a>(&'a self, line: &'a Line, at: usize) -> Option<(&'a T, usize)> {
        self.all_at(line, at).next()
    }

    /// The longest phrase that ends right before `end`.
    pub(crate) fn before<'a>(&'a self, line: &'a Line, end: usize) -> Option<(&'a T, usize)> {
        let candidates = self.by_last.get(line.lower_before(end, 1))?;
        candidates.iter().find_map(|phrase| {
            let start = end.checked_sub(phrase.words.len())?;
            matches(line, start, &phrase.words).then_some((&phrase.value, phrase.words.len()))
        })
    }

    /// The words that phrases with a fitting value begin with.
    pub(crate) fn first_words(&self, fits: impl Fn(&T) -> bool) -> impl Iterator<Item = &str> {
        let fitting =
            self.by_first.iter().filter(move |(_, phrases)| phrases.iter().any(|phrase| fits(&phrase.value)));
        fitting.map(|(word, _)| word.as_str())
    }

    /// Whether a phrase starts at `at`.
    pub(crate) fn starts_at(&self, line: &Line, at: usize) -> bool {
        self.at(line, at).is_some()
    }
}

fn matches(line: &Line, at: usize, words: &[String]) -> bool {
    words.iter().enumerate().all(|(offset, word)| line.lower(at + offset) == word)
}

fn insert_longest_first<T>(phrases: &mut Vec<Phrase<T>>, phrase: Phrase<T>) {
    let place = phrases.partition_point(|other| other.words.len() >= phrase.words.len());
    phrases.insert(place, phrase);
}

/// The pieces of a phrase, cut as the text will be.
fn words_of(phrase: &str) -> Vec<String> {
    let document = Document::new(phrase);
    document
        .sentences()
        .iter()
        .flat_map(|&sentence| {
            let line = Line::new(&document, sentence);
            (0..line.len()).map(|at| line.lower(at).to_owned()).collect::<Vec<_>>()
        })
        .collect()
}
