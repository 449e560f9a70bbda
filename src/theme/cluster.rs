//! Which articles belong together.

use hdbscan::{Hdbscan, HdbscanHyperParams, NnAlgorithm};
use ndarray::{Array2, ArrayView1};

use super::space;

/// Groups of articles, and how near each article is to the middle of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Clusters {
    /// Of each row: the number of its group and the cosine of the angle to the group's middle.
    pub(super) of: Vec<Option<(usize, f32)>>,
    /// How many groups there are.
    pub(super) count: usize,
}

/// Below so many neighbours, HDBSCAN takes chains of articles for dense regions and finds one huge theme.
const MIN_SAMPLES: usize = 5;

/// HDBSCAN lets a theme that nothing divides take in what lies far off; articles less near to the middle leave again.
const LEAST_SIMILARITY: f32 = 0.25;

/// Of a collection of at least `LARGE` articles, a group of more than one in `LARGEST_SHARE` is what all news shares.
const LARGE: usize = 400;
const LARGEST_SHARE: usize = 4;

/// Groups rows of length 1; those of length 0 belong nowhere. Dense regions of at least `min_size` rows are groups; a
/// row between them joins the nearest if the cosine of the angle to its middle is at least `min_similarity`.
pub(super) fn cluster(rows: &Array2<f32>, min_size: usize, min_similarity: f32) -> Clusters {
    let known: Vec<usize> =
        (0..rows.nrows()).filter(|&row| rows.row(row).dot(&rows.row(row)) > 0.5).collect();
    if known.len() < min_size {
        return Clusters { of: vec![None; rows.nrows()], count: 0 };
    }
    let points: Vec<Vec<f32>> = known.iter().map(|&row| rows.row(row).to_vec()).collect();
    let largest = if points.len() < LARGE { points.len() } else { points.len() / LARGEST_SHARE };
    let parameters = HdbscanHyperParams::builder()
        .min_cluster_size(min_size)
        .max_cluster_size(largest.max(min_size))
        .min_samples(MIN_SAMPLES.min(min_size))
        // In spaces of many dimensions trees do not help, and where many points are one they grow without end.
        .nn_algorithm(NnAlgorithm::BruteForce)
        .build();
    // The errors are those of points without, or with unlike, or with infinite coordinates; here are none.
    let labels = Hdbscan::new(&points, parameters).cluster_par().unwrap_or_default();
    let mut of: Vec<Option<usize>> = vec![None; rows.nrows()];
    for (&row, label) in known.iter().zip(labels) {
        of[row] = usize::try_from(label).ok();
    }
    let count = of.iter().flatten().max().map_or(0, |last| last + 1);
    let middles = middles(rows, &of, count);
    let nearest = |row: ArrayView1<'_, f32>| {
        let likenesses = (0..count).map(|group| (group, middles.row(group).dot(&row)));
        likenesses.max_by(|a, b| a.1.total_cmp(&b.1))
    };
    let place = |(row, group): (ArrayView1<'_, f32>, &Option<usize>)| match *group {
        Some(group) => {
            Some((group, middles.row(group).dot(&row))).filter(|(_, found)| *found >= LEAST_SIMILARITY)
        }
        None => nearest(row).filter(|(_, found)| *found >= min_similarity),
    };
    Clusters { of: rows.outer_iter().zip(&of).map(place).collect(), count }
}

/// The directions of the groups' means.
fn middles(rows: &Array2<f32>, of: &[Option<usize>], count: usize) -> Array2<f32> {
    let mut middles = Array2::zeros((count, rows.ncols()));
    for (row, group) in rows.outer_iter().zip(of) {
        if let Some(group) = *group {
            let mut middle = middles.row_mut(group);
            middle += &row;
        }
    }
    space::normalize(&mut middles);
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `size` rows near each of the first axes, and one along the last.
    fn bundles(sizes: &[usize], width: usize) -> Array2<f32> {
        let count = sizes.iter().sum::<usize>() + 1;
        let mut rows = Array2::zeros((count, width));
        let axes = sizes.iter().enumerate().flat_map(|(axis, &size)| std::iter::repeat_n(axis, size));
        for (row, axis) in axes.chain([width - 1]).enumerate() {
            rows[(row, axis)] = 1.0;
            rows[(row, (axis + 1 + row % 2) % (width - 1))] += 0.01 * (row % 7) as f32;
        }
        space::normalize(&mut rows);
        rows
    }

    #[test]
    fn bundles_are_groups_and_what_lies_apart_is_none() {
        let clusters = cluster(&bundles(&[9, 6], 4), 5, 0.5);
        assert_eq!(clusters.count, 2);
        let groups: Vec<Option<usize>> =
            clusters.of.iter().map(|place| place.map(|(group, _)| group)).collect();
        assert!(groups[..9].iter().all(|group| *group == groups[0]), "{groups:?}");
        assert!(groups[9..15].iter().all(|group| *group == groups[9]), "{groups:?}");
        assert!(groups[0].is_some() && groups[9].is_some() && groups[0] != groups[9], "{groups:?}");
        assert_eq!(groups[15], None);
    }

    #[test]
    fn too_few_rows_are_no_group() {
        assert_eq!(cluster(&bundles(&[3], 3), 5, 0.5), Clusters { of: vec![None; 4], count: 0 });
        assert_eq!(cluster(&Array2::zeros((9, 3)), 5, 0.5).count, 0);
        assert_eq!(cluster(&Array2::zeros((0, 0)), 2, 0.5), Clusters::default());
    }
}
