//! From a document to names and word vectors: words into pieces, pieces into windows, windows through a classifier,
//! scores decoded.

mod case;
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
/// A sentence all in small letters or all in capitals is read twice: in small letters, then with capitals where names
/// were found, because that is how classifiers know names. Vectors are those of the first time.
///
/// Windows are read on all cores of the current rayon pool, as many at once as the classifier likes; the result does
/// not depend on the number of cores.
pub fn tag(classifier: &dyn TokenClassifier, document: &Document<'_>, sentences: &[Sentence]) -> Reading {
    let mut reading = read(classifier, document, sentences, &[]);
    let is_read_again = |sentence: &&Sentence| {
        has_name(&reading.names, sentence)
            && (case::is_all_small(document, sentence) || case::is_all_capitals(document, sentence))
    };
    let again: Vec<Sentence> = sentences.iter().filter(is_read_again).copied().collect();
    if !again.is_empty() {
        let mended = read(classifier, document, &again, &reading.names).names;
        reading.names.retain(|name| {
            let after = again.partition_point(|sentence| sentence.tokens.start <= name.tokens.start);
            after == 0 || again[after - 1].tokens.end <= name.tokens.start
        });
        reading.names.extend(mended);
        reading.names.sort_by_key(|name| name.tokens.start);
    }
    reading
}

/// What the words of the given sentences mean: the vectors that [`tag`] gives, without its second reading.
pub fn vectors(
    classifier: &dyn TokenClassifier,
    document: &Document<'_>,
    sentences: &[Sentence],
) -> WordVectors {
    read(classifier, document, sentences, &[]).vectors
}

/// Whether any of `names`, in order, is in a sentence.
fn has_name(names: &[Tagged], sentence: &Sentence) -> bool {
    let next = names.partition_point(|name| name.tokens.start < sentence.tokens.start);
    names.get(next).is_some_and(|name| name.tokens.start < sentence.tokens.end)
}

/// Reads sentences, the words of `names` with a capital each.
fn read(
    classifier: &dyn TokenClassifier,
    document: &Document<'_>,
    sentences: &[Sentence],
    names: &[Tagged],
) -> Reading {
    let encoding = Encoding::new(classifier, document, sentences, names);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::EntityKind::Person;

    /// Takes "lan" and "chợ" for names in small letters, and is sure of "Lan" and "Lan Anh" in capitals.
    #[derive(Debug)]
    struct Lan;

    const WORDS: [&str; 5] = ["", "lan", "chợ", "Lan", "Anh"];

    impl TokenClassifier for Lan {
        fn labels(&self) -> &[Label] {
            &[Label::Outside, Label::Begin(Person), Label::Inside(Person)]
        }

        fn window(&self) -> usize {
            6
        }

        fn frame(&self) -> (u32, u32) {
            (0, 0)
        }

        fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
            ids.push(WORDS.iter().position(|known| *known == word).map_or(0, |at| at as u32));
        }

        fn classify(&self, ids: &[u32]) -> Output {
            let of_word =
                [[5.0, 0.0, 0.0], [0.0, 1.0, 0.9], [0.0, 1.0, 0.9], [0.0, 9.0, 0.0], [0.0, 0.0, 9.0]];
            let scores =
                Array2::from_shape_fn((ids.len(), 3), |(piece, label)| of_word[ids[piece] as usize][label]);
            let vectors = Array2::from_shape_fn((ids.len(), 1), |(piece, _)| ids[piece] as f32);
            Output { scores, vectors: Some(vectors) }
        }
    }

    fn reading(text: &str) -> (Document<'_>, Reading) {
        let document = Document::new(text);
        let reading = tag(&Lan, &document, document.sentences());
        (document, reading)
    }

    /// The names, those that the classifier is not sure of with a question mark.
    fn names(text: &str) -> Vec<String> {
        let (document, reading) = reading(text);
        let name = |name: &Tagged| {
            let surface = &document.view()[document.tokens_span(name.tokens).range()];
            format!("{surface}{}", if name.confidence > 0.99 { "" } else { "?" })
        };
        reading.names.iter().map(name).collect()
    }

    #[test]
    fn sentences_of_one_case_are_read_again_with_capitals() {
        assert_eq!(names("chị lan đi chợ"), ["lan"]);
        assert_eq!(names("CHỊ LAN ĐI CHỢ TẾT"), ["LAN"]);
        // Longer than a window.
        assert_eq!(names("lan đi chợ rồi lan về nhà với chị lan"), ["lan", "lan", "lan"]);
    }

    #[test]
    fn capitals_are_the_writers_where_there_are_some() {
        assert_eq!(names("Chị lan gặp Lan Anh"), ["lan?", "Lan Anh"]);
        // Each sentence for itself, in order.
        assert_eq!(names("Chị lan gặp Mai.\nchị lan đi chợ\nChào lan"), ["lan?", "lan", "lan?"]);
    }

    #[test]
    fn vectors_are_those_of_the_first_reading() {
        let (document, reading) = reading("chị lan đi chợ");
        assert_eq!(reading.vectors.mean([1]), Some(ndarray::array![1.0]));
        assert_eq!(reading.vectors, vectors(&Lan, &document, document.sentences()));
    }
}
