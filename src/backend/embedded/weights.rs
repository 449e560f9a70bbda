//! The tensors of the encoder: matrices in int8 with a scale per row, or in floating point.

use safetensors::Dtype;

use crate::error::Result;
use crate::tensors::Tensors;

/// The greatest int8 weight. Beyond it, sums of two products with 8-bit activations overflow the 16 bits that AVX2 code
/// adds them in.
pub(super) const GREATEST_WEIGHT: u8 = 64;

/// A matrix `[rows, columns]`, row by row.
pub(super) enum Matrix {
    /// Int8 values with a scale per row.
    Rounded(Vec<i8>, Vec<f32>),
    /// The values themselves.
    Float(Vec<f32>),
}

impl Matrix {
    /// Reads a matrix in either form.
    pub(super) fn read(tensors: &Tensors<'_>, name: &str, rows: usize, columns: usize) -> Result<Self> {
        let tensor = tensors.get(name)?;
        if tensor.dtype != Dtype::I8 {
            return tensors.floats(name, &[rows, columns]).map(Matrix::Float);
        }
        if tensor.shape != [rows, columns] {
            let problem = format!("is I8 {:?}, expected {:?}", tensor.shape, [rows, columns]);
            return Err(tensors.error(name, &problem));
        }
        let values: Vec<i8> = tensor.data.iter().map(|byte| *byte as i8).collect();
        if values.iter().any(|value| value.unsigned_abs() > GREATEST_WEIGHT) {
            let problem = format!("has a value outside -{GREATEST_WEIGHT}..={GREATEST_WEIGHT}");
            return Err(tensors.error(name, &problem));
        }
        Ok(Matrix::Rounded(values, tensors.floats(&format!("{name}.scale"), &[rows])?))
    }

    /// The values in floating point.
    #[cfg(feature = "hugging-face")]
    pub(super) fn into_floats(self) -> Vec<f32> {
        match self {
            Matrix::Float(values) => values,
            Matrix::Rounded(values, scales) => {
                let columns = values.len() / scales.len().max(1);
                let rows = values.chunks_exact(columns.max(1)).zip(&scales);
                rows.flat_map(|(row, scale)| row.iter().map(move |value| f32::from(*value) * scale)).collect()
            }
        }
    }
}
