//! Whether two classifiers say the same of a text: a model before and after rounding, or in two engines.

use std::fmt;
use std::ops::Range;

use ndarray::{Array2, Axis, concatenate};

use crate::backend::TokenClassifier;
use crate::decode::viterbi;
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};

/// How far the labels and scores of two classifiers agree, token by token.
///
/// ```
/// # fn main() -> trich::error::Result<()> {
/// # #[cfg(feature = "embedded-model")] {
/// use trich::backend::embedded::EmbeddedModel;
/// use trich::evaluation::Parity;
///
/// let model = EmbeddedModel::embedded()?;
/// let mut parity = Parity::default();
/// parity.add(&model, &model, "Bà Trần Thị Lan đến Cần Thơ.")?;
/// assert_eq!((parity.tokens, parity.same, parity.greatest_difference), (8, 8, 0.0));
/// # }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parity {
    /// Tokens that both have read.
    pub tokens: usize,
    /// Those of them that get the same label.
    pub same: usize,
    /// The greatest difference between two scores (logits).
    pub greatest_difference: f32,
}

impl Parity {
    /// Reads a text with both, sentence by sentence.
    ///
    /// # Errors
    /// [`ErrorKind::Label`] if their labels differ.
    pub fn add(&mut self, one: &dyn TokenClassifier, other: &dyn TokenClassifier, text: &str) -> Result<()> {
        if one.labels() != other.labels() {
            let list = |classifier: &dyn TokenClassifier| {
                classifier.labels().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            };
            let problem = format!("labels to compare differ: {}; {}", list(one), list(other));
            return Err(Error::new(ErrorKind::Label, problem));
        }
        let document = Document::new(text);
        for sentence in document.sentences() {
            let words: Vec<&str> =
                document.tokens()[sentence.tokens.range()].iter().map(|t| document.token_text(*t)).collect();
            self.add_sentence([one, other], &words);
        }
        Ok(())
    }

    /// The share of tokens with the same label; 1 if there are none.
    pub fn agreement(&self) -> f64 {
        if self.tokens == 0 { 1.0 } else { self.same as f64 / self.tokens as f64 }
    }

    fn add_sentence(&mut self, classifiers: [&dyn TokenClassifier; 2], words: &[&str]) {
        let pieces =
            classifiers.map(|classifier| words.iter().map(|word| encode(classifier, word)).collect());
        let runs = runs(classifiers.map(TokenClassifier::window), &pieces);
        if runs.is_empty() {
            return;
        }
        let [one, other] = [0, 1].map(|which| scores(classifiers[which], &pieces[which], &runs));
        let labels = [&one, &other].map(|scores| viterbi(scores.view(), classifiers[0].labels()));
        self.tokens += words.len();
        self.same += labels[0].iter().zip(&labels[1]).filter(|(one, other)| one == other).count();
        let greatest = |greatest: f32, (one, other): (&f32, &f32)| greatest.max((one - other).abs());
        self.greatest_difference = one.iter().zip(&other).fold(self.greatest_difference, greatest);
    }
}

fn encode(classifier: &dyn TokenClassifier, word: &str) -> Vec<u32> {
    let mut ids = Vec::new();
    classifier.encode_word(word, &mut ids);
    ids.truncate(classifier.window() - 2);
    ids
}

/// Cuts a sentence into runs of words that fit the windows of both.
fn runs(windows: [usize; 2], [one, other]: &[Vec<Vec<u32>>; 2]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let (mut start, mut held) = (0, [0; 2]);
    for (word, (one, other)) in one.iter().zip(other).enumerate() {
        let size = [one.len(), other.len()];
        if word > start && (0..2).any(|which| held[which] + size[which] > windows[which] - 2) {
            runs.push(start..word);
            (start, held) = (word, [0; 2]);
        }
        (0..2).for_each(|which| held[which] += size[which]);
    }
    if start < one.len() {
        runs.push(start..one.len());
    }
    runs
}

/// The scores of each word's first piece, `[words, labels]`.
fn scores(classifier: &dyn TokenClassifier, pieces: &[Vec<u32>], runs: &[Range<usize>]) -> Array2<f32> {
    let (start, end) = classifier.frame();
    let read = |run: &Range<usize>| {
        let (mut ids, mut first_pieces) = (vec![start], Vec::new());
        for word in &pieces[run.clone()] {
            first_pieces.push(ids.len());
            ids.extend(word);
        }
        ids.push(end);
        classifier.classify(&ids).scores.select(Axis(0), &first_pieces)
    };
    let read: Vec<Array2<f32>> = runs.iter().map(read).collect();
    let views: Vec<_> = read.iter().map(|scores| scores.view()).collect();
    concatenate(Axis(0), &views).expect("all have a column per label")
}

impl fmt::Display for Parity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = 100.0 * self.agreement();
        writeln!(f, "tokens with the same label  {} of {} ({share:.2} %)", self.same, self.tokens)?;
        write!(f, "greatest difference of scores  {:.6}", self.greatest_difference)
    }
}
