//! Matrices rounded to int8, as `training/export.py` does it.

use std::borrow::Cow;

use safetensors::Dtype;

use super::super::weights::GREATEST_WEIGHT;
use crate::error::Result;
use crate::tensors::{Tensor, Tensors};

/// The tensors with every matrix but the head and the positions rounded: those are small, and the head decides.
pub(super) fn round<'t>(weights: &'t Tensors<'_>) -> Result<Tensors<'t>> {
    let mut rounded = Tensors::new("weights");
    for (name, tensor) in weights.iter() {
        let is_linear = name.starts_with("layer.") && name.ends_with(".weight") && tensor.shape.len() == 2;
        if is_linear || name == "embedding.word" {
            let (values, scales) = round_rows(&weights.floats(name, &tensor.shape)?, tensor.shape[1]);
            let data = Cow::Owned(values.into_iter().map(|value| value as u8).collect());
            rounded.insert(name, Tensor { dtype: Dtype::I8, shape: tensor.shape.clone(), data });
            rounded.insert_floats(format!("{name}.scale"), &[scales.len()], &scales);
        } else {
            let data = Cow::Borrowed(&*tensor.data);
            rounded.insert(name, Tensor { dtype: tensor.dtype, shape: tensor.shape.clone(), data });
        }
    }
    Ok(rounded)
}

/// Int8 values, and the scale of each row.
fn round_rows(values: &[f32], columns: usize) -> (Vec<i8>, Vec<f32>) {
    let (mut rounded, mut scales) = (Vec::with_capacity(values.len()), Vec::new());
    for row in values.chunks_exact(columns) {
        let greatest = row.iter().fold(0.0f32, |greatest, value| greatest.max(value.abs()));
        let scale = greatest / f32::from(GREATEST_WEIGHT);
        // A row of zeros, or of values so small that the quotient is none.
        let scale = if scale > 0.0 { scale } else { 1.0 };
        let limit = f32::from(GREATEST_WEIGHT);
        rounded.extend(row.iter().map(|value| (value / scale).round_ties_even().clamp(-limit, limit) as i8));
        scales.push(scale);
    }
    (rounded, scales)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_its_own_scale() {
        let (values, scales) = round_rows(&[1.0, -0.5, 0.26, 0.0, 0.0, 0.0, -6.4, 3.15, 0.05], 3);
        assert_eq!(values, [64, -32, 17, 0, 0, 0, -64, 32, 0]);
        assert_eq!(scales, [1.0 / 64.0, 1.0, 6.4 / 64.0]);
    }

    #[test]
    fn tiny_weights_stay_in_range() {
        let (values, scales) = round_rows(&[f32::MIN_POSITIVE, -f32::MIN_POSITIVE, 1e-44, 0.0], 2);
        assert!(values.iter().all(|value| value.unsigned_abs() <= GREATEST_WEIGHT), "{values:?}");
        assert!(scales.iter().all(|scale| *scale > 0.0), "{scales:?}");
    }
}
