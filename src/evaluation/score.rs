//! Precision, recall and F1 from counts that add up.

use std::iter::Sum;
use std::ops::{AddAssign, Index, IndexMut};

use crate::mention::EntityKind;

/// Counts of right and wrong, from which the measures derive.
///
/// ```
/// use trich::evaluation::Score;
/// let score = Score { true_positives: 8, false_positives: 2, false_negatives: 8 };
/// assert_eq!((score.precision(), score.recall()), (0.8, 0.5));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Found and right.
    pub true_positives: usize,
    /// Found and wrong.
    pub false_positives: usize,
    /// Not found.
    pub false_negatives: usize,
}

impl Score {
    /// From the number of right ones, of all found, and of all there are.
    pub const fn from_counts(right: usize, predicted: usize, gold: usize) -> Self {
        Score {
            true_positives: right,
            false_positives: predicted.saturating_sub(right),
            false_negatives: gold.saturating_sub(right),
        }
    }

    /// How many there are.
    pub const fn gold(self) -> usize {
        self.true_positives + self.false_negatives
    }

    /// How many were found.
    pub const fn predicted(self) -> usize {
        self.true_positives + self.false_positives
    }

    /// The share of the found that is right; 0 if nothing was found.
    pub fn precision(self) -> f64 {
        share(self.true_positives, self.predicted())
    }

    /// The share of what there is that was found; 0 if there is nothing.
    pub fn recall(self) -> f64 {
        share(self.true_positives, self.gold())
    }

    /// The harmonic mean of precision and recall; 0 if both are.
    pub fn f1(self) -> f64 {
        share(2 * self.true_positives, self.predicted() + self.gold())
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.true_positives += other.true_positives;
        self.false_positives += other.false_positives;
        self.false_negatives += other.false_negatives;
    }
}

impl Sum for Score {
    fn sum<I: Iterator<Item = Self>>(scores: I) -> Self {
        scores.fold(Score::default(), |mut total, score| {
            total += score;
            total
        })
    }
}

/// A [`Score`] per kind of name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    kinds: [Score; EntityKind::ALL.len()],
}

impl Scores {
    /// Micro-averaged over people, organisations and places: what CoNLL-like shared tasks and this crate compare by,
    /// because corpora hardly agree on what other names are.
    pub fn core(&self) -> Score {
        [EntityKind::Person, EntityKind::Organization, EntityKind::Location]
            .map(|kind| self[kind])
            .into_iter()
            .sum()
    }

    /// Micro-averaged over all kinds.
    pub fn all(&self) -> Score {
        self.kinds.into_iter().sum()
    }
}

impl Index<EntityKind> for Scores {
    type Output = Score;

    fn index(&self, kind: EntityKind) -> &Score {
        &self.kinds[kind as usize]
    }
}

impl IndexMut<EntityKind> for Scores {
    fn index_mut(&mut self, kind: EntityKind) -> &mut Score {
        &mut self.kinds[kind as usize]
    }
}

impl AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        for kind in EntityKind::ALL {
            self[kind] += other[kind];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_never_undefined() {
        assert_eq!(
            (Score::default().precision(), Score::default().recall(), Score::default().f1()),
            (0.0, 0.0, 0.0)
        );
        let score = Score::from_counts(3, 4, 6);
        assert_eq!((score.precision(), score.recall(), score.f1()), (0.75, 0.5, 0.6));
    }

    #[test]
    fn other_names_are_not_in_the_core() {
        let mut scores = Scores::default();
        scores[EntityKind::Person] += Score::from_counts(1, 1, 1);
        scores[EntityKind::Miscellaneous] += Score::from_counts(0, 1, 1);
        assert_eq!(scores.core(), Score::from_counts(1, 1, 1));
        assert_eq!(scores.all(), Score::from_counts(1, 2, 2));
    }
}
