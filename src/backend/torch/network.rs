//! The networks of rust-bert behind one face.

use rust_bert::bert::{BertConfig, BertForTokenClassification};
use rust_bert::distilbert::{DistilBertConfig, DistilBertForTokenClassification};
use rust_bert::electra::{ElectraConfig, ElectraForTokenClassification};
use rust_bert::roberta::RobertaForTokenClassification;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tch::{Kind, Tensor, nn};

use super::deberta::DebertaV2;
use super::{epsilon, model_error};
use crate::error::{Error, Result};
use crate::hugging_face::{CONFIG, ModelConfig};

/// One of the architectures, with its head.
pub(super) enum Network {
    Bert(BertForTokenClassification),
    Roberta(RobertaForTokenClassification),
    DistilBert(DistilBertForTokenClassification),
    Electra(ElectraForTokenClassification),
    DebertaV2(Box<DebertaV2>),
}

impl Network {
    /// A network with random weights, whose variables `path` then has.
    pub(super) fn new(path: &nn::Path<'_>, config: &ModelConfig) -> Result<Self> {
        let built = match config.model_type.as_str() {
            "bert" => BertForTokenClassification::new(path, &sizes::<BertConfig>(config)?).map(Network::Bert),
            "roberta" | "xlm-roberta" | "camembert" => {
                RobertaForTokenClassification::new(path, &sizes::<BertConfig>(config)?).map(Network::Roberta)
            }
            "distilbert" => DistilBertForTokenClassification::new(path, &sizes::<DistilBertConfig>(config)?)
                .map(Network::DistilBert),
            "electra" => ElectraForTokenClassification::new(path, &sizes::<ElectraConfig>(config)?)
                .map(Network::Electra),
            "deberta-v2" => return Ok(Network::DebertaV2(Box::new(DebertaV2::new(path, config)?))),
            "deberta" => {
                let problem =
                    "rust-bert 0.23 computes DeBERTa wrongly; of its versions, only 2 and 3 are run";
                return Err(Error::model(format!("{CONFIG}: {problem}")));
            }
            other => {
                return Err(Error::model(format!(
                    "{CONFIG}: model_type is {other:?}, expected bert, roberta, xlm-roberta, camembert, distilbert, \
                     electra or deberta-v2"
                )));
            }
        };
        built.map_err(|error| model_error(CONFIG, error))
    }

    /// Scores of `ids` `[windows, pieces]`, where `mask` is 0 on padding. Every piece has type 0.
    pub(super) fn logits(&self, ids: &Tensor, mask: &Tensor, positions: Option<&Tensor>) -> Tensor {
        const FITS: &str = "ids are those of the model's tokenizer";
        match self {
            Network::Bert(network) => {
                network.forward_t(Some(ids), Some(mask), None, positions, None, false).logits
            }
            Network::Roberta(network) => {
                network.forward_t(Some(ids), Some(mask), None, positions, None, false).logits
            }
            Network::DistilBert(network) => {
                network.forward_t(Some(ids), Some(mask), None, false).expect(FITS).logits
            }
            Network::Electra(network) => {
                // Unlike the others, rust-bert's ELECTRA adds the mask to the attention scores as it is.
                let added = (mask.to_kind(Kind::Float) - 1.0) * 1e4;
                network.forward_t(Some(ids), Some(&added), None, positions, None, false).logits
            }
            Network::DebertaV2(network) => network.logits(ids, mask),
        }
    }
}

/// `config.json` as rust-bert reads it. What only training needs may be absent there but not here; ids of labels are
/// told apart by `LabelSet`, and rust-bert wants only their number.
fn sizes<T: DeserializeOwned>(config: &ModelConfig) -> Result<T> {
    let mut json = json!({
        "attention_dropout": 0.0,
        "attention_probs_dropout_prob": 0.0,
        "dropout": 0.0,
        "hidden_dropout_prob": 0.0,
        "initializer_range": 0.02,
        "pad_token_id": config.padding.unwrap_or(0),
        "qa_dropout": 0.0,
        "seq_classif_dropout": 0.0,
        "sinusoidal_pos_embds": false,
        "tie_weights_": true,
    });
    if let (Some(all), Some(given)) = (json.as_object_mut(), config.json.as_object()) {
        all.extend(given.iter().filter(|(_, value)| !value.is_null()).map(|(k, v)| (k.clone(), v.clone())));
    }
    for name in ["output_attentions", "output_hidden_states"] {
        json[name] = Value::Bool(false);
    }
    if epsilon::is_fixed(&config.model_type) {
        json["layer_norm_eps"] = epsilon::FIXED.into();
    }
    serde_json::from_value(json).map_err(|error| model_error(CONFIG, error))
}
