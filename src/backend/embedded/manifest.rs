//! A model's manifest: what it is, where it comes from, and what its files must be.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::label::{LabelMapping, LabelSet};

pub(super) const FORMAT: &str = "trich-tagger";
pub(super) const FORMAT_VERSION: u32 = 1;

/// `manifest.json` of a model folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `trich-tagger`.
    pub format: String,
    /// The version of the layout of the files, 1.
    pub format_version: u32,
    /// The model's name.
    pub name: String,
    /// The licence of the weights.
    pub licence: String,
    /// What the weights were made of.
    pub origin: String,
    /// The texts that it was trained on, with their licences.
    pub training_data: Vec<String>,
    /// The commit of the training code.
    pub training_commit: String,
    /// Measured figures by name.
    pub scores: BTreeMap<String, f64>,
    /// Sizes and labels.
    pub config: Config,
    /// Digests by file name.
    pub files: BTreeMap<String, FileDigest>,
}

/// The sizes of a BERT encoder and its labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// The labels in the order of scores.
    pub labels: Vec<String>,
    /// Features of a state.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Attention heads; they share the hidden features evenly.
    pub heads: usize,
    /// Features between the two products of a feed-forward block.
    pub intermediate: usize,
    /// Pieces.
    pub vocabulary: usize,
    /// Positions that have an embedding.
    pub positions: usize,
    /// Added to the variance in layer norms.
    pub norm_epsilon: f32,
    /// The most pieces of one window, `<s>` and `</s>` included.
    pub window: usize,
    /// The layer, from 1, whose outcome serves as the pieces' vectors; 0 if none does.
    pub vector_layer: usize,
    /// What scores are divided by, so that their softmax is right as often as it says (temperature scaling, Guo et
    /// al. 2017). Which labels are best does not depend on it.
    pub temperature: f32,
}

/// What a file must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDigest {
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

impl Manifest {
    pub(super) fn from_json(json: &[u8]) -> Result<Self> {
        let manifest: Manifest =
            serde_json::from_slice(json).map_err(|error| Error::model("manifest.json").because(error))?;
        if manifest.format != FORMAT || manifest.format_version != FORMAT_VERSION {
            let (format, version) = (&manifest.format, manifest.format_version);
            let expected = format!("expected {FORMAT} version {FORMAT_VERSION}");
            return Err(Error::model(format!(
                "manifest.json: format {format:?} version {version}, {expected}"
            )));
        }
        manifest.config.check("manifest.json")?;
        Ok(manifest)
    }

    /// Checks a file's size and digest.
    pub(crate) fn check(&self, name: &str, data: &[u8]) -> Result<()> {
        let Some(expected) = self.files.get(name) else {
            return Err(Error::model(format!("manifest.json does not list {name}")));
        };
        if data.len() as u64 != expected.bytes {
            return Err(Error::model(format!(
                "{name}: {} bytes, the manifest says {}",
                data.len(),
                expected.bytes
            )));
        }
        let digest: String = Sha256::digest(data).iter().map(|byte| format!("{byte:02x}")).collect();
        if digest != expected.sha256 {
            return Err(Error::model(format!(
                "{name}: corrupt (SHA-256 {digest}, the manifest says {})",
                expected.sha256
            )));
        }
        Ok(())
    }
}

impl Config {
    pub(super) fn labels(&self) -> Result<LabelSet> {
        LabelSet::read(&self.labels, &LabelMapping::default())
    }

    /// Checks the sizes; errors name the file that they were read from.
    pub(super) fn check(&self, file: &str) -> Result<()> {
        let sizes = [self.hidden, self.layers, self.heads, self.intermediate, self.vocabulary];
        let problem = if sizes.contains(&0) {
            "sizes must not be 0"
        } else if !self.hidden.is_multiple_of(self.heads) {
            "hidden must be a multiple of heads"
        } else if !(self.norm_epsilon > 0.0 && self.norm_epsilon.is_finite()) {
            "norm_epsilon must be a positive number"
        } else if !(self.temperature > 0.0 && self.temperature.is_finite()) {
            "temperature must be a positive number"
        } else if self.window < 3 || self.window > self.positions {
            "window must be from 3 to positions"
        } else if self.vector_layer > self.layers {
            "vector_layer must be from 0 to layers"
        } else if self.labels.is_empty() || !self.labels.iter().any(|label| label == "O") {
            "labels must include O"
        } else {
            return Ok(());
        };
        Err(Error::model(format!("{file}: {problem}")))
    }
}
