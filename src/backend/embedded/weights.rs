//! Typed access to the tensors of a safetensors file.

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};

use crate::error::{Error, Result};

/// Beyond it, sums of two products with 8-bit activations overflow the 16 bits that AVX2 code adds them in.
const GREATEST_WEIGHT: u8 = 64;

/// The tensors of `weights.safetensors` by name.
pub(super) struct Weights<'a> {
    file: SafeTensors<'a>,
}

impl<'a> Weights<'a> {
    pub(super) fn read(data: &'a [u8]) -> Result<Self> {
        let file = SafeTensors::deserialize(data)
            .map_err(|error| Error::model("weights.safetensors").because(error))?;
        Ok(Weights { file })
    }

    /// A float tensor of `shape`, row by row.
    pub(super) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let tensor = self.tensor(name, Dtype::F32, shape)?;
        let bytes = tensor.data().chunks_exact(size_of::<f32>());
        let values: Vec<f32> = bytes.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(Error::model(format!("weights.safetensors: {name} has a value that is no number")))
        }
    }

    /// An int8 tensor of shape `[rows, columns]`, row by row, and one scale per row.
    pub(super) fn rounded(&self, name: &str, rows: usize, columns: usize) -> Result<(Vec<i8>, Vec<f32>)> {
        let tensor = self.tensor(name, Dtype::I8, &[rows, columns])?;
        let values: Vec<i8> = tensor.data().iter().map(|byte| *byte as i8).collect();
        if values.iter().any(|value| value.unsigned_abs() > GREATEST_WEIGHT) {
            let limit = format!("-{GREATEST_WEIGHT}..={GREATEST_WEIGHT}");
            return Err(Error::model(format!("weights.safetensors: {name} has a value outside {limit}")));
        }
        Ok((values, self.floats(&format!("{name}.scale"), &[rows])?))
    }

    fn tensor(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<TensorView<'_>> {
        let tensor =
            self.file.tensor(name).map_err(|error| Error::model("weights.safetensors").because(error))?;
        if tensor.dtype() != dtype || tensor.shape() != shape {
            let found = format!("{:?} {:?}", tensor.dtype(), tensor.shape());
            return Err(Error::model(format!(
                "weights.safetensors: {name} is {found}, expected {dtype:?} {shape:?}"
            )));
        }
        Ok(tensor)
    }
}
