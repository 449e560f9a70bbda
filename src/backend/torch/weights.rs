//! Weights from a file into a network's variables.

use std::collections::HashMap;
use std::path::Path;

use tch::{Kind, Tensor, nn::VarStore};

use super::model_error;
use crate::error::{Error, Result};
use crate::hugging_face::{self, weights_path};
use crate::tensors::Tensors;

/// The file that rust-bert's own conversion writes.
const RUST_MODEL: &str = "rust_model.ot";

/// Fills every variable from `model.safetensors`, or for lack of it from `rust_model.ot`.
pub(super) fn load(store: &VarStore, dir: &Path) -> Result<()> {
    let converted = dir.join(RUST_MODEL);
    if converted.is_file() && !dir.join(hugging_face::WEIGHTS).is_file() {
        return load_converted(store, &converted);
    }
    let path = weights_path(dir)?;
    let file = hugging_face::read(&path)?;
    let tensors = Tensors::parse(path.display().to_string(), &file)?;
    for (name, variable) in store.variables() {
        let shape: Vec<usize> = variable.size().iter().map(|size| *size as usize).collect();
        let values = tensors.floats(&spelled(&name, |name| tensors.contains(name)), &shape)?;
        fill(variable, &Tensor::from_slice(&values)).map_err(|error| model_error(&name, error))?;
    }
    Ok(())
}

fn load_converted(store: &VarStore, path: &Path) -> Result<()> {
    let file = path.display();
    let tensors: HashMap<String, Tensor> =
        Tensor::load_multi(path).map_err(|error| model_error(file.to_string(), error))?.into_iter().collect();
    for (name, variable) in store.variables() {
        let tensor = tensors
            .get(&spelled(&name, |name| tensors.contains_key(name)))
            .ok_or_else(|| Error::model(format!("{file}: {name} is missing")))?;
        if tensor.size() != variable.size() {
            let (found, expected) = (tensor.size(), variable.size());
            return Err(Error::model(format!("{file}: {name} is {found:?}, expected {expected:?}")));
        }
        fill(variable, &tensor.to_kind(Kind::Float)).map_err(|error| model_error(&name, error))?;
    }
    Ok(())
}

/// The name that the file has for a variable: norms in old files, made from TensorFlow's, have gamma and beta.
fn spelled(name: &str, has: impl Fn(&str) -> bool) -> String {
    let older = [("LayerNorm.weight", "LayerNorm.gamma"), ("LayerNorm.bias", "LayerNorm.beta")]
        .into_iter()
        .find_map(|(newer, older)| Some(format!("{}{older}", name.strip_suffix(newer)?)));
    older.filter(|older| has(older)).unwrap_or_else(|| name.to_owned())
}

fn fill(mut variable: Tensor, values: &Tensor) -> std::result::Result<(), tch::TchError> {
    let size = variable.size();
    tch::no_grad(|| variable.f_copy_(&values.f_view(size.as_slice())?))
}
