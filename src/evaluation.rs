//! Measuring: gold corpora, precision, recall and F1, and what is taken for what.
//!
//! An [`Evaluation`] adds up what is found in one text after the other. It knows nothing of extractors: it compares
//! spans with spans.
//!
//! ```
//! use trich::evaluation::{Annotation, Evaluation};
//! use trich::mention::EntityKind::{Location, Organization, Person};
//!
//! // "Thành ủy Hà Nội" is an organisation; the tagger took "Hà Nội" for a place.
//! let gold = [Annotation::new(0, 14, Person), Annotation::new(20, 38, Organization)];
//! let predicted = [Annotation::new(0, 14, Person), Annotation::new(29, 38, Location)];
//! let mut evaluation = Evaluation::default();
//! evaluation.add(&gold, &predicted);
//! assert_eq!(evaluation.strict.all().f1(), 0.5);
//! assert_eq!(evaluation.confusion.count(Some(Organization), Some(Location)), 1);
//! ```

mod calibration;
mod confusion;
pub mod corpus;
pub mod keyphrases;
mod matching;
mod parity;
pub mod quantities;
mod report;
mod score;
pub mod topics;
mod variant;

use std::ops::AddAssign;

pub use self::calibration::Calibration;
pub use self::confusion::Confusion;
pub use self::parity::Parity;
pub use self::score::{Score, Scores};
pub use self::variant::Variant;
use crate::mention::{EntityKind, Mention};

/// A typed span: what an annotator or a tagger says.
///
/// Offsets may count anything, as long as both sides count the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Annotation {
    /// Where it begins.
    pub start: usize,
    /// One past its end.
    pub end: usize,
    /// What it is.
    pub kind: EntityKind,
}

impl Annotation {
    /// The span `start..end` as a `kind`.
    pub const fn new(start: usize, end: usize, kind: EntityKind) -> Self {
        Annotation { start, end, kind }
    }

    const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<&Mention> for Annotation {
    fn from(mention: &Mention) -> Self {
        Annotation::new(mention.start, mention.end, mention.kind)
    }
}

/// What comparing found annotations with gold ones has shown so far. Evaluations of parts add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// The number of texts compared.
    pub records: usize,
    /// Right means: the same span and the same kind.
    pub strict: Scores,
    /// Right means: the same kind, and at least one character in common. Each annotation is matched once at most,
    /// so that a name found in two pieces is one right and one wrong.
    pub overlap: Scores,
    /// What is taken for what.
    pub confusion: Confusion,
}

impl Evaluation {
    /// Compares the annotations of one text. Neither side's own annotations should overlap each other.
    pub fn add(&mut self, gold: &[Annotation], predicted: &[Annotation]) {
        self.records += 1;
        for kind in EntityKind::ALL {
            let gold = sorted(gold, kind);
            let predicted = sorted(predicted, kind);
            let score = |hits| Score::from_counts(hits, predicted.len(), gold.len());
            self.strict[kind] += score(matching::exact(&gold, &predicted));
            self.overlap[kind] += score(matching::overlapping(&gold, &predicted).len());
        }
        self.confusion.add(gold, predicted);
    }
}

impl AddAssign for Evaluation {
    fn add_assign(&mut self, other: Self) {
        self.records += other.records;
        self.strict += other.strict;
        self.overlap += other.overlap;
        self.confusion += other.confusion;
    }
}

fn sorted(annotations: &[Annotation], kind: EntityKind) -> Vec<Annotation> {
    let mut sorted: Vec<_> =
        annotations.iter().copied().filter(|annotation| annotation.kind == kind).collect();
    sorted.sort_unstable();
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::EntityKind::{Location, Organization, Person};

    fn evaluate(gold: &[Annotation], predicted: &[Annotation]) -> Evaluation {
        let mut evaluation = Evaluation::default();
        evaluation.add(gold, predicted);
        evaluation
    }

    #[test]
    fn strict_and_overlap() {
        let person = |start, end| Annotation::new(start, end, Person);
        let place = |start, end| Annotation::new(start, end, Location);
        // name, gold, predicted, strict and overlap as (right, predicted, gold)
        type Case<'a> = (&'a str, &'a [Annotation], &'a [Annotation], [usize; 3], [usize; 3]);
        let cases: [Case<'_>; 7] = [
            ("nothing", &[], &[], [0, 0, 0], [0, 0, 0]),
            ("same", &[person(0, 5)], &[person(0, 5)], [1, 1, 1], [1, 1, 1]),
            ("other kind", &[person(0, 5)], &[place(0, 5)], [0, 1, 1], [0, 1, 1]),
            ("longer", &[person(0, 5)], &[person(0, 7)], [0, 1, 1], [1, 1, 1]),
            ("two pieces", &[person(0, 9)], &[person(0, 4), person(5, 9)], [0, 2, 1], [1, 2, 1]),
            ("merged", &[person(5, 9), person(0, 4)], &[person(0, 9)], [0, 1, 2], [1, 1, 2]),
            ("touching", &[person(0, 5)], &[person(5, 9)], [0, 1, 1], [0, 1, 1]),
        ];
        for (name, gold, predicted, strict, overlap) in cases {
            let evaluation = evaluate(gold, predicted);
            let want = |[hits, predicted, gold]: [usize; 3]| Score::from_counts(hits, predicted, gold);
            assert_eq!(evaluation.strict.all(), want(strict), "{name}, strict");
            assert_eq!(evaluation.overlap.all(), want(overlap), "{name}, overlap");
        }
    }

    #[test]
    fn parts_add_up() {
        let gold = [Annotation::new(0, 5, Person), Annotation::new(6, 9, Organization)];
        let predicted = [Annotation::new(0, 5, Person), Annotation::new(7, 9, Location)];
        let mut whole = Evaluation::default();
        whole.add(&gold, &predicted);
        whole.add(&predicted, &gold);
        let mut sum = evaluate(&gold, &predicted);
        sum += evaluate(&predicted, &gold);
        assert_eq!(sum, whole);
        assert_eq!(sum.records, 2);
    }
}
