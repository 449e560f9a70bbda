//! TextRank (Mihalcea and Tarau, 2004).

use std::collections::{BTreeMap, HashMap};

use super::baseline::{LONGEST, Word, best, join, words};
use crate::document::Document;

/// Words so far apart at most are neighbours.
const WINDOW: usize = 3;
const DAMPING: f64 = 0.85;
const ROUNDS: usize = 30;

/// The `most` phrases that the words with the highest PageRank in the graph of neighbours make up: the best third of the
/// words, joined where they stand side by side.
pub fn textrank(document: &Document<'_>, most: usize) -> Vec<String> {
    let words = words(document);
    let ranks = ranks(&words);
    let mut order: Vec<f64> = ranks.values().copied().collect();
    order.sort_by(|a, b| b.total_cmp(a));
    let Some(least) = order.get(order.len() / 3).copied() else { return Vec::new() };
    let is_good = |word: &Word| !word.is_stop && ranks.get(&*word.key).is_some_and(|rank| *rank >= least);
    let mut scored: HashMap<String, f64> = HashMap::new();
    let neighbours = |a: &Word, b: &Word| is_good(a) == is_good(b) && a.sentence == b.sentence;
    for run in words.chunk_by(neighbours).filter(|run| is_good(&run[0])) {
        for phrase in run.chunks(LONGEST) {
            scored.insert(join(phrase), phrase.iter().map(|word| ranks[&*word.key]).sum());
        }
    }
    let mut scored: Vec<(String, f64)> = scored.into_iter().collect();
    scored.sort_by(|a, b| a.0.cmp(&b.0));
    best(scored, most)
}

fn ranks(words: &[Word]) -> HashMap<&str, f64> {
    let content: Vec<&Word> = words.iter().filter(|word| !word.is_stop).collect();
    let mut graph: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for (at, word) in content.iter().enumerate() {
        let near =
            content[at + 1..].iter().take(WINDOW - 1).take_while(|other| other.sentence == word.sentence);
        for other in near.filter(|other| other.key != word.key) {
            *graph.entry(&word.key).or_default().entry(&other.key).or_default() += 1.0;
            *graph.entry(&other.key).or_default().entry(&word.key).or_default() += 1.0;
        }
    }
    let degree: HashMap<&str, f64> = graph.iter().map(|(word, near)| (*word, near.values().sum())).collect();
    let mut ranks: HashMap<&str, f64> = graph.keys().map(|word| (*word, 1.0)).collect();
    for _ in 0..ROUNDS {
        let vote = |near: &BTreeMap<&str, f64>| -> f64 {
            near.iter().map(|(other, weight)| weight / degree[other] * ranks[other]).sum()
        };
        ranks = graph.iter().map(|(word, near)| (*word, 1.0 - DAMPING + DAMPING * vote(near))).collect();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_centre_of_the_graph() {
        let document = Document::new("Trạm sạc nhanh. Cọc sạc nhanh. Bến sạc nhanh. Xe sạc nhanh.");
        assert!(textrank(&document, 1)[0].contains("sạc"), "{:?}", textrank(&document, 3));
        assert!(textrank(&Document::new("và của"), 5).is_empty());
    }
}
