//! Vectors in which like articles lie close together, and how they come about.

use nalgebra::{DMatrix, SymmetricEigen};
use ndarray::{Array2, Axis};

/// Takes off what all rows share, and gives every row the length 1. The states of a transformer all point much the same
/// way; only what is left tells articles apart. A row that was all zeros ("nothing known") stays so.
pub(super) fn center_and_normalize(rows: &mut Array2<f32>) {
    let known: Vec<bool> = rows.outer_iter().map(|row| row.iter().any(|value| *value != 0.0)).collect();
    let count = known.iter().filter(|known| **known).count();
    let mean = rows.sum_axis(Axis(0)) / count.max(1) as f32;
    for (mut row, _) in rows.outer_iter_mut().zip(&known).filter(|(_, known)| **known) {
        row -= &mean;
    }
    normalize(rows);
}

/// Gives every row the length 1, but those without a direction.
pub(super) fn normalize(rows: &mut Array2<f32>) {
    for mut row in rows.outer_iter_mut() {
        let length = row.dot(&row).sqrt();
        // Shorter ones are rounding errors around the mean.
        let scale = if length > 1e-4 { 1.0 / length } else { 0.0 };
        row *= scale;
    }
}

/// The rows in the `dimensions` directions in which they differ most (principal components). They must have been centred.
pub(super) fn reduce(rows: &Array2<f32>, dimensions: usize) -> Array2<f32> {
    let (_, axes) = eigen(&rows.t().dot(rows), dimensions);
    rows.dot(&axes)
}

/// Makes all directions count the same: few directions of an encoder's space vary much, and these are rather those of
/// style than of matter.
pub(super) fn whiten(rows: &mut Array2<f32>) {
    for mut column in rows.columns_mut() {
        let length = column.dot(&column).sqrt();
        column *= if length > 1e-4 { 1.0 / length } else { 0.0 };
    }
}

/// The largest eigenvalues of a symmetric matrix, in order, and their eigenvectors as columns.
pub(super) fn eigen(matrix: &Array2<f32>, count: usize) -> (Vec<f32>, Array2<f32>) {
    let width = matrix.ncols();
    if width == 0 {
        return (Vec::new(), Array2::zeros((0, 0)));
    }
    let entry = |row, column| f64::from(matrix[(row, column)]);
    let eigen = SymmetricEigen::new(DMatrix::from_fn(width, width, entry));
    let mut order: Vec<usize> = (0..width).collect();
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
    order.truncate(count);
    let values = order.iter().map(|&column| eigen.eigenvalues[column] as f32).collect();
    let vectors = Array2::from_shape_fn((width, order.len()), |(row, column)| {
        eigen.eigenvectors[(row, order[column])] as f32
    });
    (values, vectors)
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn what_all_share_is_taken_off() {
        let mut rows = array![[10.0, 1.0], [10.0, -1.0], [0.0, 0.0], [10.0, 3.0]];
        center_and_normalize(&mut rows);
        // The mean of the three known rows is (10, 1): the first has no direction of its own.
        assert_eq!(rows, array![[0.0, 0.0], [0.0, -1.0], [0.0, 0.0], [0.0, 1.0]]);
    }

    #[test]
    fn most_of_the_difference_is_kept() {
        let rows = array![[3.0, 3.1, 0.0], [-3.0, -3.1, 0.1], [2.0, 1.9, -0.1], [-2.0, -1.9, 0.0]];
        let reduced = reduce(&rows, 1);
        assert_eq!(reduced.dim(), (4, 1));
        for (row, short) in rows.outer_iter().zip(reduced.outer_iter()) {
            assert!((row.dot(&row).sqrt() - short[0].abs()).abs() < 0.1, "{row} {short}");
        }
        assert!(reduced[(0, 0)] * reduced[(1, 0)] < 0.0 && reduced[(0, 0)] * reduced[(2, 0)] > 0.0);
    }

    #[test]
    fn no_more_dimensions_than_there_are() {
        assert_eq!(reduce(&array![[1.0, 0.0]], 9).dim(), (1, 2));
        assert_eq!(reduce(&Array2::zeros((0, 3)), 2).dim(), (0, 2));
    }
}
