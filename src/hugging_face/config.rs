//! `config.json`: what kind of model it is, its sizes and its labels.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::{CONFIG, read};
use crate::error::{Error, ErrorKind, Result};

/// The part of `config.json` that all architectures share, and all of it as JSON.
#[derive(Clone, Debug)]
pub(crate) struct ModelConfig {
    pub(crate) model_type: String,
    /// Pieces.
    pub(crate) vocabulary: usize,
    /// Positions that have an embedding.
    pub(crate) positions: usize,
    /// The id of padding; RoBERTa counts positions from behind it.
    pub(crate) padding: Option<u32>,
    /// What its layer norms add to the variance.
    pub(crate) norm_epsilon: f64,
    /// Label names in the order of score columns.
    pub(crate) labels: Vec<String>,
    pub(crate) json: Value,
}

#[derive(Deserialize)]
struct Common {
    model_type: String,
    vocab_size: usize,
    #[serde(default = "most_positions")]
    max_position_embeddings: usize,
    #[serde(default)]
    pad_token_id: Option<u32>,
    #[serde(default = "norm_epsilon")]
    layer_norm_eps: f64,
    #[serde(default)]
    id2label: BTreeMap<String, String>,
}

fn most_positions() -> usize {
    512
}

fn norm_epsilon() -> f64 {
    1e-12
}

impl ModelConfig {
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        let path = dir.join(CONFIG);
        let json: Value = serde_json::from_slice(&read(&path)?)
            .map_err(|error| Error::model(path.display().to_string()).because(error))?;
        let common = Common::deserialize(&json)
            .map_err(|error| Error::model(path.display().to_string()).because(error))?;
        let config = ModelConfig {
            labels: labels(&common.id2label)?,
            model_type: common.model_type,
            vocabulary: common.vocab_size,
            positions: common.max_position_embeddings,
            padding: common.pad_token_id,
            norm_epsilon: common.layer_norm_eps,
            json,
        };
        config.check()?;
        Ok(config)
    }

    /// A size by its name in the file.
    pub(crate) fn size(&self, name: &str) -> Result<usize> {
        let size = self.json.get(name).and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok());
        size.filter(|size| *size > 0)
            .ok_or_else(|| Error::model(format!("{CONFIG}: {name} is missing or not a positive number")))
    }

    /// A string by its name in the file.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.json.get(name).and_then(Value::as_str)
    }

    /// Whether positions are counted as in RoBERTa, from behind the padding id.
    pub(crate) fn counts_from_padding(&self) -> bool {
        matches!(self.model_type.as_str(), "roberta" | "xlm-roberta" | "camembert")
    }

    /// The position of a window's first piece.
    pub(crate) fn first_position(&self) -> usize {
        if self.counts_from_padding() { self.padding.unwrap_or(1) as usize + 1 } else { 0 }
    }

    /// The most pieces of a window: what the model says, if it is one of ours; otherwise what has a position, and no
    /// more than is fast, since attention costs the square.
    pub(crate) fn window(&self) -> usize {
        const MOST: usize = 256;
        let ours = self.size("trich_window").ok().filter(|window| *window >= 3);
        (self.positions - self.first_position()).min(ours.unwrap_or(MOST))
    }

    fn check(&self) -> Result<()> {
        let problem = if self.vocabulary == 0 {
            "vocab_size must not be 0"
        } else if self.positions < self.first_position() + 3 {
            "max_position_embeddings is too small"
        } else if !(self.norm_epsilon > 0.0 && self.norm_epsilon < 1.0) {
            "layer_norm_eps must be a small positive number"
        } else if !matches!(self.text("position_embedding_type"), None | Some("absolute")) {
            "position_embedding_type must be absolute"
        } else {
            return Ok(());
        };
        Err(Error::model(format!("{CONFIG}: {problem}")))
    }
}

/// The names of `id2label` in the order of ids, which must be 0, 1, 2..
fn labels(by_id: &BTreeMap<String, String>) -> Result<Vec<String>> {
    if by_id.is_empty() {
        return Err(Error::new(ErrorKind::Label, format!("{CONFIG}: no id2label: not a token classifier?")));
    }
    let label = |id: usize| {
        let missing = || Error::new(ErrorKind::Label, format!("{CONFIG}: id2label has no {id}"));
        by_id.get(&id.to_string()).cloned().ok_or_else(missing)
    };
    (0..by_id.len()).map(label).collect()
}
