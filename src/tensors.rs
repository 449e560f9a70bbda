//! Named tensors in a safetensors file: typed access that checks, and writing.

use std::borrow::Cow;
use std::collections::BTreeMap;
#[cfg(feature = "hugging-face")]
use std::path::Path;

use half::{bf16, f16};
#[cfg(feature = "hugging-face")]
use safetensors::View;
use safetensors::{Dtype, SafeTensors};

#[cfg(feature = "hugging-face")]
use crate::error::ErrorKind;
use crate::error::{Error, Result};

/// A tensor's values as bytes, row by row, little-endian.
#[derive(Clone, Debug)]
pub(crate) struct Tensor<'a> {
    pub(crate) dtype: Dtype,
    pub(crate) shape: Vec<usize>,
    pub(crate) data: Cow<'a, [u8]>,
}

/// Tensors by name, and the file they are from, for messages.
#[derive(Clone, Debug)]
pub(crate) struct Tensors<'a> {
    file: String,
    tensors: BTreeMap<String, Tensor<'a>>,
}

impl<'a> Tensors<'a> {
    /// No tensors yet; errors will speak of `file`.
    pub(crate) fn new(file: impl Into<String>) -> Self {
        Tensors { file: file.into(), tensors: BTreeMap::new() }
    }

    /// The tensors of a safetensors file, where they stand.
    pub(crate) fn parse(file: impl Into<String>, data: &'a [u8]) -> Result<Self> {
        let mut tensors = Tensors::new(file);
        let parsed =
            SafeTensors::deserialize(data).map_err(|error| Error::model(&tensors.file).because(error))?;
        for (name, view) in parsed.iter() {
            let (dtype, shape) = (view.dtype(), view.shape().to_vec());
            tensors.insert(name, Tensor { dtype, shape, data: Cow::Borrowed(view.data()) });
        }
        Ok(tensors)
    }

    pub(crate) fn insert(&mut self, name: impl Into<String>, tensor: Tensor<'a>) {
        self.tensors.insert(name.into(), tensor);
    }

    #[cfg(any(feature = "hugging-face", test))]
    pub(crate) fn insert_floats(&mut self, name: impl Into<String>, shape: &[usize], values: &[f32]) {
        let data = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.insert(name, Tensor { dtype: Dtype::F32, shape: shape.to_vec(), data: Cow::Owned(data) });
    }

    #[cfg(feature = "hugging-face")]
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Tensor<'a>)> {
        self.tensors.iter().map(|(name, tensor)| (name.as_str(), tensor))
    }

    #[cfg(feature = "hugging-face")]
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.tensors.contains_key(name)
    }

    /// A tensor of any type and shape.
    pub(crate) fn get(&self, name: &str) -> Result<&Tensor<'a>> {
        self.tensors.get(name).ok_or_else(|| self.error(name, "is missing"))
    }

    /// A tensor of floats of `shape`, row by row, widened if they have 16 bits.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let tensor = self.get(name)?;
        let values = tensor.floats().filter(|_| tensor.shape == shape);
        let Some(values) = values else {
            let found = format!("{:?} {:?}", tensor.dtype, tensor.shape);
            return Err(self.error(name, &format!("is {found}, expected floats {shape:?}")));
        };
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(self.error(name, "has a value that is no number"))
        }
    }

    /// An error about one of the tensors.
    pub(crate) fn error(&self, name: &str, problem: &str) -> Error {
        Error::model(format!("{}: {name} {problem}", self.file))
    }

    /// Writes them all as a safetensors file.
    #[cfg(feature = "hugging-face")]
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        // What Python's readers ask for to know whose layout it is.
        let metadata = [("format".to_owned(), "pt".to_owned())].into();
        safetensors::serialize_to_file(&self.tensors, Some(metadata), path)
            .map_err(|error| Error::new(ErrorKind::Io, path.display().to_string()).because(error))
    }
}

impl Tensor<'_> {
    fn floats(&self) -> Option<Vec<f32>> {
        let pairs = || self.data.chunks_exact(2).map(|b| [b[0], b[1]]);
        Some(match self.dtype {
            Dtype::F32 => {
                self.data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
            }
            Dtype::F16 => pairs().map(|bytes| f16::from_le_bytes(bytes).to_f32()).collect(),
            Dtype::BF16 => pairs().map(|bytes| bf16::from_le_bytes(bytes).to_f32()).collect(),
            _ => return None,
        })
    }
}

#[cfg(feature = "hugging-face")]
impl View for &Tensor<'_> {
    fn dtype(&self) -> Dtype {
        self.dtype
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.data)
    }

    fn data_len(&self) -> usize {
        self.data.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn sixteen_bits_are_widened() {
        let mut tensors = Tensors::new("test");
        let values = [1.0f32, -2.5, 0.0, 65504.0];
        let halves = values.iter().flat_map(|v| f16::from_f32(*v).to_le_bytes()).collect();
        tensors.insert("half", Tensor { dtype: Dtype::F16, shape: vec![2, 2], data: Cow::Owned(halves) });
        let brains = values[..3].iter().flat_map(|v| bf16::from_f32(*v).to_le_bytes()).collect();
        tensors.insert("brain", Tensor { dtype: Dtype::BF16, shape: vec![3], data: Cow::Owned(brains) });
        assert_eq!(tensors.floats("half", &[2, 2]).expect("are floats"), values);
        assert_eq!(tensors.floats("brain", &[3]).expect("are floats"), values[..3]);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let mut tensors = Tensors::new("weights");
        tensors.insert_floats("a", &[2], &[1.0, f32::NAN]);
        tensors.insert("b", Tensor { dtype: Dtype::I8, shape: vec![1], data: Cow::Owned(vec![1]) });
        for (name, shape, says) in [
            ("a", &[2][..], "weights: a has a value that is no number"),
            ("a", &[1, 2], "weights: a is F32 [2], expected floats [1, 2]"),
            ("b", &[1], "weights: b is I8 [1], expected floats [1]"),
            ("c", &[1], "weights: c is missing"),
        ] {
            assert_eq!(tensors.floats(name, shape).expect_err(says).to_string(), says);
        }
        let error = Tensors::parse("weights", &[9, 0, 0]).expect_err("is cut off");
        assert_eq!(error.kind(), ErrorKind::Model);
    }
}
