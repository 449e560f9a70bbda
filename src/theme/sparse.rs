//! Sparse matrices, and their principal directions by randomised projection (Halko, Martinsson and Tropp 2011).

use ndarray::{Array2, ArrayView2, Axis};

use super::space;

/// Rounds of multiplying with the matrix and its transpose; each drives small directions further down.
const ROUNDS: usize = 3;

/// Directions looked for beyond those that are asked for, because the last ones come out the least exact.
const SPARE: usize = 20;

/// A matrix of mostly zeros: of each row the columns that are not, in order.
#[derive(Clone, Debug)]
pub(super) struct Sparse {
    pub(super) rows: Vec<Vec<(u32, f32)>>,
    pub(super) width: usize,
}

impl Sparse {
    /// The rows in the `dimensions` directions that they fill the most; `seed` begins the search.
    pub(super) fn principal(&self, dimensions: usize, seed: u64) -> Array2<f32> {
        let wanted = (dimensions + SPARE).min(self.width).min(self.rows.len());
        let mut numbers = SplitMix(seed);
        let start = Array2::from_shape_simple_fn((self.width, wanted), || numbers.next_uniform());
        let mut basis = orthonormal(&self.times(start.view()));
        for _ in 0..ROUNDS {
            basis = orthonormal(&self.times(self.transposed_times(basis.view()).view()));
        }
        // The matrix in this basis is small; its own principal directions are those of the whole.
        let inner = self.transposed_times(basis.view());
        let (values, axes) = space::eigen(&inner.t().dot(&inner), dimensions);
        let mut rows = basis.dot(&axes);
        for (mut column, value) in rows.columns_mut().into_iter().zip(values) {
            column *= value.max(0.0).sqrt();
        }
        rows
    }

    fn times(&self, right: ArrayView2<'_, f32>) -> Array2<f32> {
        let mut product = Array2::zeros((self.rows.len(), right.ncols()));
        for (row, mut sum) in self.rows.iter().zip(product.outer_iter_mut()) {
            for &(column, value) in row {
                sum.scaled_add(value, &right.row(column as usize));
            }
        }
        product
    }

    fn transposed_times(&self, right: ArrayView2<'_, f32>) -> Array2<f32> {
        let mut product = Array2::zeros((self.width, right.ncols()));
        for (row, values) in self.rows.iter().zip(right.outer_iter()) {
            for &(column, value) in row {
                product.row_mut(column as usize).scaled_add(value, &values);
            }
        }
        product
    }
}

/// Columns that are orthogonal, of length 1, and span what these span.
fn orthonormal(columns: &Array2<f32>) -> Array2<f32> {
    let (values, mut axes) = space::eigen(&columns.t().dot(columns), columns.ncols());
    let largest = values.first().copied().unwrap_or_default();
    for (mut axis, value) in axes.axis_iter_mut(Axis(1)).zip(values) {
        // A direction that the columns do not fill is left out; what it has is rounding errors.
        axis *= if value > largest * 1e-6 { value.sqrt().recip() } else { 0.0 };
    }
    columns.dot(&axes)
}

/// SplitMix64 (Steele, Lea and Flood 2014): numbers that are the same everywhere.
struct SplitMix(u64);

impl SplitMix {
    /// From -1 to 1.
    fn next_uniform(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1 << 23) as f32 - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_and_lengths_are_kept() {
        let rows = vec![vec![(0, 3.0), (2, 1.0)], vec![(1, 2.0)], vec![], vec![(0, 1.0), (1, 1.0), (2, 1.0)]];
        let sparse = Sparse { rows, width: 3 };
        let dense = sparse.times(Array2::eye(3).view());
        let found = sparse.principal(3, 7);
        let (want, got) = (dense.dot(&dense.t()), found.dot(&found.t()));
        assert!((&want - &got).iter().all(|difference| difference.abs() < 1e-3), "{want}\n{got}");
        let one = sparse.principal(1, 7);
        let filled = |rows: &Array2<f32>| rows.iter().map(|value| value * value).sum::<f32>();
        assert!(filled(&one) > 0.6 * filled(&dense));
    }

    #[test]
    fn nothing_at_all() {
        assert_eq!(Sparse { rows: vec![vec![]; 3], width: 0 }.principal(5, 1).dim(), (3, 0));
        assert_eq!(Sparse { rows: vec![], width: 4 }.principal(5, 1).dim(), (0, 0));
    }
}
