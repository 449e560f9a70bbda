//! From a document to names and word vectors: words into pieces, pieces into windows, windows through a classifier,
//! scores decoded.

mod encoding;
mod vectors;
mod window;

use std::ops::Range;

use ndarray::{Array2, ArrayView2, Axis, Slice};
use rayon::prelude::*;

use self::encoding::Encoding;
pub use self::vectors::WordVectors;
use self::window::Window;
use crate::backend::{Output, TokenClassifier};
use crate::decode::{Tagged, decode};
use crate::document::{Document, Sentence};

/// What a tagger found in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The names, in order.
    pub names: Vec<Tagged>,
    /// What the words mean.
    pub vectors: WordVectors,
}

/// Reads the given sentences of a document. Sentences that follow each other share windows, as context; one that
/// fills more than a window is read through overlapping ones, so nothing is cut off.
///
/// Windows are read on all cores of the current rayon pool; the result does not depend on their number.
pub fn tag(classifier: &dyn TokenClassifier, document: &Document<'_>, sentences: &[Sentence]) -> Reading {
    let encoding = Encoding::new(classifier, document, sentences);
    let windows = window::plan(sentences, &encoding, classifier.window());
    let read: Vec<WindowReading> =
        windows.par_iter().map(|window| read_window(classifier, &encoding, window)).collect();
    let mut reading = Reading::default();
    for window in read {
        reading.names.extend(window.names);
        window.vectors.into_iter().for_each(|(start, rows)| reading.vectors.push(start, rows));
    }
    reading
}

/// What a window gives: names, and rows of vectors with the token that they begin at.
#[derive(Default)]
struct WindowReading {
    names: Vec<Tagged>,
    vectors: Vec<(usize, Array2<f32>)>,
}

fn read_window(classifier: &dyn TokenClassifier, encoding: &Encoding, window: &Window<'_>) -> WindowReading {
    let labels = classifier.labels();
    match window {
        Window::Sentences(sentences) => {
            let first = sentences[0].tokens.start;
            let tokens = first..sentences[sentences.len() - 1].tokens.end;
            let Output { scores, vectors } = encoding.classify(classifier, tokens.clone());
            let decode_one = |sentence: &Sentence| {
                let start = sentence.tokens.start;
                decode(rows(&scores, start - first..sentence.tokens.end - first), labels, start)
            };
            WindowReading {
                names: sentences.iter().flat_map(decode_one).collect(),
                vectors: vectors::kept(vectors, first, tokens).into_iter().collect(),
            }
        }
        Window::Parts(sentence, parts) => {
            let mut scores = Array2::zeros((0, labels.len()));
            let mut reading = WindowReading::default();
            for part in parts {
                let read = encoding.classify(classifier, part.tokens.range());
                let kept = part.kept.start - part.tokens.start..part.kept.end - part.tokens.start;
                scores.append(Axis(0), rows(&read.scores, kept)).expect("both have a column per label");
                reading.vectors.extend(vectors::kept(read.vectors, part.tokens.start, part.kept.range()));
            }
            reading.names = decode(scores.view(), labels, sentence.tokens.start);
            reading
        }
    }
}

fn rows(scores: &Array2<f32>, range: Range<usize>) -> ArrayView2<'_, f32> {
    scores.slice_axis(Axis(0), Slice::from(range))
}
