//! Which found annotation answers to which gold one.

use super::Annotation;

/// How many spans stand on both sides. Both are sorted.
pub(super) fn exact(gold: &[Annotation], predicted: &[Annotation]) -> usize {
    let (mut g, mut p, mut hits) = (0, 0, 0);
    while let (Some(left), Some(right)) = (gold.get(g), predicted.get(p)) {
        hits += usize::from(left == right);
        g += usize::from(left <= right);
        p += usize::from(right <= left);
    }
    hits
}

/// Pairs of overlapping annotations as indices, each in one pair at most; as many pairs as there can be. Both sides
/// are sorted and free of overlaps; kinds do not matter.
///
/// Going from left to right and taking every pair that offers itself is optimal, because of two overlapping spans
/// only the one that reaches further can have another partner to the right.
pub(super) fn overlapping(gold: &[Annotation], predicted: &[Annotation]) -> Vec<(usize, usize)> {
    let (mut g, mut p, mut pairs) = (0, 0, Vec::new());
    while let (Some(left), Some(right)) = (gold.get(g), predicted.get(p)) {
        if left.overlaps(*right) {
            pairs.push((g, p));
            (g, p) = (g + 1, p + 1);
        } else if left.end <= right.end {
            g += 1;
        } else {
            p += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mention::EntityKind::Person;

    /// Disjoint spans with gaps of 0 to 2 between them.
    fn spans() -> impl Strategy<Value = Vec<Annotation>> {
        prop::collection::vec((0_usize..3, 1_usize..6), 0..6).prop_map(|steps| {
            let mut at = 0;
            let mut span = |(gap, len)| {
                let start = at + gap;
                at = start + len;
                Annotation::new(start, at, Person)
            };
            steps.into_iter().map(&mut span).collect()
        })
    }

    /// The size of the greatest matching, by trying everything.
    fn greatest(gold: &[Annotation], predicted: &[Annotation]) -> usize {
        let Some((first, rest)) = gold.split_first() else { return 0 };
        let with_partner = |place: usize| {
            let others: Vec<_> = [&predicted[..place], &predicted[place + 1..]].concat();
            1 + greatest(rest, &others)
        };
        let partners = (0..predicted.len()).filter(|place| first.overlaps(predicted[*place]));
        partners.map(with_partner).chain([greatest(rest, predicted)]).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_matching_is_greater(gold in spans(), predicted in spans()) {
            let pairs = overlapping(&gold, &predicted);
            prop_assert!(pairs.iter().all(|(g, p)| gold[*g].overlaps(predicted[*p])));
            prop_assert_eq!(pairs.len(), greatest(&gold, &predicted));
        }

        #[test]
        fn exact_hits_are_the_intersection(gold in spans(), predicted in spans()) {
            prop_assert_eq!(exact(&gold, &predicted), gold.iter().filter(|span| predicted.contains(span)).count());
        }
    }
}
