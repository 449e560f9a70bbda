//! Key phrases against a gold corpus, ours beside those of three methods that need no language model.
//!
//! ```
//! use trich::evaluation::keyphrases::KeyphraseScores;
//! let mut scores = KeyphraseScores::default();
//! scores.add(&["Xe buýt điện", "bến xe"], &["xe buýt điện", "trạm sạc"]);
//! assert_eq!(scores.exact[0].f1(), 0.5);
//! ```

mod baseline;
mod matching;
mod textrank;
mod tfidf;
mod yake;

use std::fmt;
use std::io::BufRead;

use serde::Deserialize;

pub use self::textrank::textrank;
pub use self::tfidf::tfidf;
pub use self::yake::yake;
use super::Score;
use super::corpus;
use crate::article::Article;
use crate::document::Document;
use crate::error::Result;
use crate::extraction::Keyphrase;

/// How many of the best phrases are looked at.
pub const CUTS: [usize; 2] = [5, 10];

/// The key phrases of an article: a line of a gold file. The article itself is elsewhere.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct GoldRecord {
    /// The article's.
    pub id: String,
    /// What it may be used for: `dev` for choosing rules and weights, `test` for measuring.
    pub split: String,
    /// The phrases, the most important first.
    pub keyphrases: Vec<String>,
}

/// Reads a gold corpus, a record a line; blank lines are skipped. Errors name the line, and reading goes on with the
/// next; only an error of the reader itself ends it.
pub fn records(reader: impl BufRead) -> impl Iterator<Item = Result<GoldRecord>> {
    corpus::parse_lines(reader, |line| Ok(serde_json::from_slice(line)?))
}

/// Scores at each of [`CUTS`], added up over articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyphraseScores {
    /// Right means: the same syllables, whatever their case and the spelling of their tone.
    pub exact: [Score; CUTS.len()],
    /// Right means: at least half of the syllables of both together are common. Vietnamese words have no stems; their
    /// syllables do the same service. Each phrase is matched once at most.
    pub overlap: [Score; CUTS.len()],
}

impl KeyphraseScores {
    /// Adds the phrases of one article, the best first.
    pub fn add(&mut self, found: &[impl AsRef<str>], gold: &[impl AsRef<str>]) {
        let found: Vec<String> = found.iter().map(|phrase| matching::fold(phrase.as_ref())).collect();
        let gold: Vec<String> = gold.iter().map(|phrase| matching::fold(phrase.as_ref())).collect();
        for (place, cut) in CUTS.into_iter().enumerate() {
            let found = &found[..found.len().min(cut)];
            let score = |right| Score::from_counts(right, found.len(), gold.len());
            self.exact[place] += score(matching::exact(found, &gold));
            self.overlap[place] += score(matching::overlapping(found, &gold));
        }
    }
}

/// The scores of several methods on the same articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyphraseEvaluation {
    /// The number of articles.
    pub articles: usize,
    /// The methods by name.
    pub methods: Vec<(&'static str, KeyphraseScores)>,
}

impl KeyphraseEvaluation {
    /// Compares what was found in an article, the best first, and what the baselines find in it, with its gold phrases.
    pub fn add(&mut self, article: &Article, found: &[Keyphrase], gold: &[String]) {
        let document = Document::new(article.text());
        let most = CUTS[CUTS.len() - 1];
        let ours = found.iter().map(|phrase| phrase.text.clone()).collect();
        let methods = [
            ("trich", ours),
            ("YAKE", yake(&document, most)),
            ("TF-IDF", tfidf(&document, most)),
            ("TextRank", textrank(&document, most)),
        ];
        if self.methods.is_empty() {
            self.methods = methods.iter().map(|(name, _)| (*name, KeyphraseScores::default())).collect();
        }
        self.articles += 1;
        for ((_, phrases), (_, scores)) in methods.iter().zip(&mut self.methods) {
            scores.add(phrases, gold);
        }
    }
}

impl fmt::Display for KeyphraseEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} articles; F1 over all phrases", self.articles)?;
        writeln!(f, "{:<12}{:>18}{:>20}", "", "same phrase", "half the syllables")?;
        writeln!(f, "{:<12}{:>9}{:>9}{:>11}{:>9}", "", "F1@5", "F1@10", "F1@5", "F1@10")?;
        for (name, scores) in &self.methods {
            let [exact, overlap] = [scores.exact, scores.overlap].map(|scores| scores.map(Score::f1));
            writeln!(
                f,
                "{name:<12}{:>9.4}{:>9.4}{:>11.4}{:>9.4}",
                exact[0], exact[1], overlap[0], overlap[1]
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gold_lines() {
        let lines = "{\"id\": \"a\", \"split\": \"dev\", \"keyphrases\": [\"b c\"]}\n\n{\"id\": 1}\n";
        let read: Vec<_> = records(lines.as_bytes()).collect();
        assert_eq!(read[0].as_ref().map(|record| record.keyphrases.len()).ok(), Some(1));
        assert!(read[1].as_ref().expect_err("is no record").to_string().starts_with("line 3, column"));
    }

    #[test]
    fn only_the_best_are_looked_at() {
        let found = ["a", "b", "c", "d", "e", "f"];
        let mut scores = KeyphraseScores::default();
        scores.add(&found, &["f"]);
        assert_eq!(scores.exact, [Score::from_counts(0, 5, 1), Score::from_counts(1, 6, 1)]);
        scores.add(&[] as &[&str], &["f"]);
        assert_eq!(scores.exact[1].gold(), 2);
    }

    #[test]
    fn report() {
        let mut scores = KeyphraseScores::default();
        scores.add(&["giá lúa gạo"], &["giá lúa"]);
        let evaluation = KeyphraseEvaluation { articles: 1, methods: vec![("trich", scores)] };
        let line = "trich          0.0000   0.0000     1.0000   1.0000\n";
        assert!(evaluation.to_string().ends_with(line), "{evaluation}");
    }
}
