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
use crate::label::Label;
use crate::span::{Span, Tokens};

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
/// Windows are read on all cores of the current rayon pool, as many at once as the classifier likes; the result does
/// not depend on the number of cores.
pub fn tag(classifier: &dyn TokenClassifier, document: &Document<'_>, sentences: &[Sentence]) -> Reading {
    let encoding = Encoding::new(classifier, document, sentences);
    let windows = window::plan(sentences, &encoding, classifier.window());
    let groups = windows.par_chunks(classifier.batch().max(1));
    let read: Vec<GroupReading> = groups.map(|group| read_group(classifier, &encoding, group)).collect();
    let mut reading = Reading::default();
    for group in read {
        reading.names.extend(group.names);
        group.vectors.into_iter().for_each(|(start, rows)| reading.vectors.push(start, rows));
    }
    reading
}

/// What windows that are read together give: names, and rows of vectors with the token that they begin at.
#[derive(Default)]
struct GroupReading {
    names: Vec<Tagged>,
    vectors: Vec<(usize, Array2<f32>)>,
}

fn read_group(classifier: &dyn TokenClassifier, encoding: &Encoding, windows: &[Window<'_>]) -> GroupReading {
    let runs: Vec<Span<Tokens>> = windows.iter().flat_map(Window::runs).collect();
    let batches = runs.chunks(classifier.batch().max(1));
    let mut outputs = batches.flat_map(|runs| encoding.classify(classifier, runs));
    let mut reading = GroupReading::default();
    for window in windows {
        reading.add(classifier.labels(), window, &mut outputs);
    }
    reading
}

impl GroupReading {
    /// Adds what a window gives; `outputs` begin with those of its runs.
    fn add(&mut self, labels: &[Label], window: &Window<'_>, outputs: &mut impl Iterator<Item = Output>) {
        let mut next = || outputs.next().expect("every run is read");
        match window {
            Window::Sentences(sentences) => {
                let Output { scores, vectors } = next();
                let first = sentences[0].tokens.start;
                for sentence in *sentences {
                    let Range { start, end } = sentence.tokens.range();
                    self.names.extend(decode(rows(&scores, start - first..end - first), labels, start));
                }
                self.vectors.extend(vectors::kept(vectors, first, first..first + scores.nrows()));
            }
            Window::Parts(sentence, parts) => {
                let mut scores = Array2::zeros((0, labels.len()));
                for part in parts {
                    let read = next();
                    let kept = part.kept.start - part.tokens.start..part.kept.end - part.tokens.start;
                    scores.append(Axis(0), rows(&read.scores, kept)).expect("both have a column per label");
                    self.vectors.extend(vectors::kept(read.vectors, part.tokens.start, part.kept.range()));
                }
                self.names.extend(decode(scores.view(), labels, sentence.tokens.start));
            }
        }
    }
}

fn rows(scores: &Array2<f32>, range: Range<usize>) -> ArrayView2<'_, f32> {
    scores.slice_axis(Axis(0), Slice::from(range))
}
