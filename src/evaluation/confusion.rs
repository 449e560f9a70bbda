//! What is taken for what.

use std::ops::AddAssign;

use super::{Annotation, matching, sorted};
use crate::mention::EntityKind;

/// Counts of gold kind by predicted kind, `None` for "not annotated".
///
/// Each gold annotation is paired with a found one that overlaps it, of the same kind if there is one, and each found
/// one is used once; those without a partner are counted against `None`. So rows add up to the gold annotations of a
/// kind, columns to the found ones, and the diagonal holds the right ones of the overlap score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    counts: [[usize; SIZE]; SIZE],
}

/// The four kinds, and none.
const SIZE: usize = EntityKind::ALL.len() + 1;

impl Confusion {
    /// Rows and columns in the order of reports.
    pub(super) fn kinds() -> impl Iterator<Item = Option<EntityKind>> {
        EntityKind::ALL.into_iter().map(Some).chain([None])
    }

    /// How often `gold` was taken for `predicted`.
    pub const fn count(&self, gold: Option<EntityKind>, predicted: Option<EntityKind>) -> usize {
        self.counts[place(gold)][place(predicted)]
    }

    /// Compares the annotations of one text.
    pub(super) fn add(&mut self, gold: &[Annotation], predicted: &[Annotation]) {
        let (mut gold_left, mut predicted_left) = (Vec::new(), Vec::new());
        for kind in EntityKind::ALL {
            let (gold, predicted) = (sorted(gold, kind), sorted(predicted, kind));
            let (one_side, other_side) = self.pair(&gold, &predicted);
            gold_left.extend(one_side);
            predicted_left.extend(other_side);
        }
        gold_left.sort_unstable();
        predicted_left.sort_unstable();
        let (missed, invented) = self.pair(&gold_left, &predicted_left);
        missed.iter().for_each(|annotation| self.record(Some(annotation.kind), None));
        invented.iter().for_each(|annotation| self.record(None, Some(annotation.kind)));
    }

    /// Counts overlapping pairs and gives back those without a partner.
    fn pair(&mut self, gold: &[Annotation], predicted: &[Annotation]) -> (Vec<Annotation>, Vec<Annotation>) {
        let pairs = matching::overlapping(gold, predicted);
        pairs.iter().for_each(|(g, p)| self.record(Some(gold[*g].kind), Some(predicted[*p].kind)));
        let (gold_used, predicted_used): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        (unused(gold, &gold_used), unused(predicted, &predicted_used))
    }

    const fn record(&mut self, gold: Option<EntityKind>, predicted: Option<EntityKind>) {
        self.counts[place(gold)][place(predicted)] += 1;
    }
}

const fn place(kind: Option<EntityKind>) -> usize {
    match kind {
        Some(kind) => kind as usize,
        None => SIZE - 1,
    }
}

/// `all` without those at the places `used`, which are in order.
fn unused(all: &[Annotation], used: &[usize]) -> Vec<Annotation> {
    all.iter()
        .enumerate()
        .filter(|(place, _)| used.binary_search(place).is_err())
        .map(|(_, one)| *one)
        .collect()
}

impl AddAssign for Confusion {
    fn add_assign(&mut self, other: Self) {
        for (row, other_row) in self.counts.iter_mut().zip(other.counts) {
            row.iter_mut().zip(other_row).for_each(|(count, more)| *count += more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::EntityKind::{Location, Miscellaneous, Organization, Person};

    #[test]
    fn pairs_and_leftovers() {
        let gold = [
            Annotation::new(0, 5, Person),
            Annotation::new(6, 20, Organization),
            Annotation::new(21, 25, Location),
            Annotation::new(26, 30, Location),
        ];
        let predicted = [
            Annotation::new(0, 5, Person),
            Annotation::new(6, 10, Miscellaneous), // a piece of the organisation ..
            Annotation::new(11, 20, Organization), // .. whose other piece has the right kind
            Annotation::new(21, 25, Organization),
            Annotation::new(40, 44, Person),
        ];
        let mut confusion = Confusion::default();
        confusion.add(&gold, &predicted);
        let cells: Vec<_> = Confusion::kinds()
            .flat_map(|gold| Confusion::kinds().map(move |predicted| (gold, predicted)))
            .filter(|(gold, predicted)| confusion.count(*gold, *predicted) > 0)
            .collect();
        let want = [
            (Some(Person), Some(Person)),
            (Some(Organization), Some(Organization)),
            (Some(Location), Some(Organization)),
            (Some(Location), None),
            (None, Some(Person)),
            (None, Some(Miscellaneous)),
        ];
        assert_eq!(cells, want);
    }
}
