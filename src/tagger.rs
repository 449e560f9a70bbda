//! From a document to names: words into pieces, pieces into windows, windows through a classifier, scores decoded.

mod encoding;
mod window;

use std::ops::Range;

use ndarray::{Array2, ArrayView2, Axis, Slice};
use rayon::prelude::*;

use self::encoding::Encoding;
use self::window::Window;
use crate::backend::TokenClassifier;
use crate::decode::{Tagged, decode};
use crate::document::{Document, Sentence};

/// The names in the given sentences of a document, in order. Sentences that follow each other share windows, as
/// context; one that fills more than a window is read through overlapping ones, so nothing is cut off.
///
/// Windows are read on all cores of the current rayon pool; the result does not depend on their number.
pub fn tag(classifier: &dyn TokenClassifier, document: &Document<'_>, sentences: &[Sentence]) -> Vec<Tagged> {
    let encoding = Encoding::new(classifier, document, sentences);
    let windows = window::plan(sentences, &encoding, classifier.window());
    windows.par_iter().flat_map_iter(|window| tag_window(classifier, &encoding, window)).collect()
}

fn tag_window(classifier: &dyn TokenClassifier, encoding: &Encoding, window: &Window<'_>) -> Vec<Tagged> {
    let labels = classifier.labels();
    match window {
        Window::Sentences(sentences) => {
            let first = sentences[0].tokens.start;
            let tokens = first..sentences[sentences.len() - 1].tokens.end;
            let scores = encoding.classify(classifier, tokens);
            let decode_one = |sentence: &Sentence| {
                let start = sentence.tokens.start;
                decode(rows(&scores, start - first..sentence.tokens.end - first), labels, start)
            };
            sentences.iter().flat_map(decode_one).collect()
        }
        Window::Parts(sentence, parts) => {
            let mut scores = Array2::zeros((0, labels.len()));
            for part in parts {
                let read = encoding.classify(classifier, part.tokens.range());
                let kept = part.kept.start - part.tokens.start..part.kept.end - part.tokens.start;
                scores.append(Axis(0), rows(&read, kept)).expect("both have a column per label");
            }
            decode(scores.view(), labels, sentence.tokens.start)
        }
    }
}

fn rows(scores: &Array2<f32>, range: Range<usize>) -> ArrayView2<'_, f32> {
    scores.slice_axis(Axis(0), Slice::from(range))
}
