//! What of a `config.json` says whether the embedded engine can run the model, and its sizes.

use crate::error::{Error, Result};
use crate::hugging_face::ModelConfig;

/// The sizes of an encoder, and how its file spells them.
#[derive(Debug)]
pub(super) struct Sizes {
    /// What the names of the encoder's tensors begin with.
    pub(super) prefix: &'static str,
    pub(super) vocabulary: usize,
    pub(super) hidden: usize,
    pub(super) layers: usize,
    pub(super) heads: usize,
    pub(super) intermediate: usize,
    /// All positions of the file, and the first one in use.
    pub(super) positions: (usize, usize),
    pub(super) token_types: usize,
    pub(super) labels: usize,
}

impl Sizes {
    pub(super) fn read(config: &ModelConfig) -> Result<Self> {
        let kind = config.model_type.as_str();
        let prefix = match kind {
            "bert" => "bert.",
            "roberta" | "xlm-roberta" | "camembert" => "roberta.",
            "electra" => "electra.",
            _ => {
                return Err(Error::model(format!(
                    "config.json: the embedded engine runs BERT, RoBERTa, XLM-RoBERTa and ELECTRA, not {kind:?} (the \
                     backend rust-bert also runs DistilBERT and DeBERTa)"
                )));
            }
        };
        let activation = config.text("hidden_act").unwrap_or("gelu");
        if activation != "gelu" {
            return Err(Error::model(format!(
                "config.json: hidden_act is {activation:?}, expected \"gelu\""
            )));
        }
        let hidden = config.size("hidden_size")?;
        if kind == "electra" && config.size("embedding_size")? != hidden {
            return Err(Error::model(
                "config.json: embedding_size is not hidden_size; use the backend rust-bert",
            ));
        }
        Ok(Sizes {
            prefix,
            vocabulary: config.vocabulary,
            hidden,
            layers: config.size("num_hidden_layers")?,
            heads: config.size("num_attention_heads")?,
            intermediate: config.size("intermediate_size")?,
            positions: (config.positions, config.first_position()),
            token_types: config.size("type_vocab_size")?,
            labels: config.labels.len(),
        })
    }
}
