//! A model of ours as a folder in Hugging Face's layout, for Python and for other backends.

mod tokenizer;

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::ModelFiles;
use super::conversion::translation::{JOINED, LINEAR, NORMS};
use super::files::{TOKENIZER, WEIGHTS};
use super::manifest::Config;
use super::vocabulary::Vocabulary;
use super::weights::Matrix;
use crate::error::{Error, Result};
use crate::hugging_face;
use crate::tensors::Tensors;

/// The id of `<pad>` in our vocabulary.
const PADDING: u32 = 1;

impl ModelFiles {
    /// Writes the model as a folder in Hugging Face's layout: `config.json`, `model.safetensors` (floats, what the
    /// rounded weights stand for) and `tokenizer.json`. It is a `BertForTokenClassification`.
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::error::ErrorKind::Io) if it cannot be written, otherwise those of
    /// [`load`](Self::load).
    pub fn export(&self, dir: impl AsRef<Path>) -> Result<()> {
        let dir = dir.as_ref();
        let weights = weights(&self.manifest.config, &Tensors::parse(WEIGHTS, &self.weights)?)?;
        let (tokenizer, padding) = match self.read_vocabulary()? {
            Vocabulary::Unigram(_) => {
                (tokenizer::from_tsv(&self.vocabulary)?.to_string().into_bytes(), PADDING)
            }
            Vocabulary::HuggingFace(tokenizer) => (self.vocabulary.to_vec(), tokenizer.padding()),
        };
        fs::create_dir_all(dir).map_err(|error| Error::io(dir, error))?;
        weights.write(&dir.join(hugging_face::WEIGHTS))?;
        let pretty = |json: &Value| format!("{json:#}\n").into_bytes();
        for (name, content) in [
            (hugging_face::CONFIG, pretty(&self.config_json(padding)?)),
            (TOKENIZER, tokenizer),
            ("tokenizer_config.json", pretty(&self.tokenizer_config())),
        ] {
            let path = dir.join(name);
            fs::write(&path, content).map_err(|error| Error::io(&path, error))?;
        }
        Ok(())
    }

    fn config_json(&self, padding: u32) -> Result<Value> {
        let config = &self.manifest.config;
        let names = config.labels()?.names();
        let by_id: Map<_, _> =
            names.iter().enumerate().map(|(id, name)| (id.to_string(), json!(name))).collect();
        let by_name: Map<_, _> =
            names.iter().enumerate().map(|(id, name)| (name.clone(), json!(id))).collect();
        Ok(json!({
            "architectures": ["BertForTokenClassification"],
            "model_type": "bert",
            "_name_or_path": self.manifest.name,
            "attention_probs_dropout_prob": 0.1,
            "hidden_act": "gelu",
            "hidden_dropout_prob": 0.1,
            "hidden_size": config.hidden,
            "id2label": by_id,
            "initializer_range": 0.02,
            "intermediate_size": config.intermediate,
            "label2id": by_name,
            "layer_norm_eps": shortest(config.norm_epsilon),
            "max_position_embeddings": config.positions,
            "num_attention_heads": config.heads,
            "num_hidden_layers": config.layers,
            "pad_token_id": padding,
            "position_embedding_type": "absolute",
            "torch_dtype": "float32",
            // What no other program asks for: how much this model was trained to read at once.
            "trich_window": config.window,
            "type_vocab_size": 2,
            "vocab_size": config.vocabulary,
        }))
    }

    fn tokenizer_config(&self) -> Value {
        let mut json = json!({
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": self.manifest.config.positions,
        });
        if !self.manifest.files.contains_key(TOKENIZER) {
            for (role, piece) in [
                ("bos_token", "<s>"),
                ("cls_token", "<s>"),
                ("eos_token", "</s>"),
                ("sep_token", "</s>"),
                ("pad_token", "<pad>"),
                ("unk_token", "<unk>"),
            ] {
                json[role] = json!(piece);
            }
        }
        json
    }
}

/// The number that the shortest decimals of a float stand for: 1e-12, not 9.999999960041972e-13.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

/// Our tensors under the names of `BertForTokenClassification`, in floating point.
fn weights(config: &Config, ours: &Tensors<'_>) -> Result<Tensors<'static>> {
    let hidden = config.hidden;
    let mut theirs = Tensors::new(hugging_face::WEIGHTS);
    let mut put = |name: String, shape: &[usize], values: &[f32]| theirs.insert_floats(name, shape, values);
    let copied = |name: &str, shape: &[usize]| ours.floats(name, shape);
    let matrix = |name: &str, rows: usize, columns: usize| {
        Matrix::read(ours, name, rows, columns).map(Matrix::into_floats)
    };
    let embedding = |part: &str| format!("bert.embeddings.{part}");

    let words = matrix("embedding.word", config.vocabulary, hidden)?;
    put(embedding("word_embeddings.weight"), &[config.vocabulary, hidden], &words);
    let positions = copied("embedding.position", &[config.positions, hidden])?;
    put(embedding("position_embeddings.weight"), &[config.positions, hidden], &positions);
    // Type 0 is part of the positions, and there is no other.
    put(embedding("token_type_embeddings.weight"), &[2, hidden], &vec![0.0; 2 * hidden]);
    let mut norms = vec![("embedding.norm".to_owned(), embedding("LayerNorm"))];
    for layer in 0..config.layers {
        let name = |part: &str| format!("layer.{layer}.{part}");
        let their_name = |part: &str| format!("bert.encoder.layer.{layer}.{part}");
        let weight = matrix(&name("qkv.weight"), 3 * hidden, hidden)?;
        let bias = copied(&name("qkv.bias"), &[3 * hidden])?;
        let parts = weight.chunks_exact(hidden * hidden).zip(bias.chunks_exact(hidden));
        for (part, (weight, bias)) in JOINED.into_iter().zip(parts) {
            put(their_name(part) + ".weight", &[hidden, hidden], weight);
            put(their_name(part) + ".bias", &[hidden], bias);
        }
        let shapes = [(hidden, hidden), (config.intermediate, hidden), (hidden, config.intermediate)];
        for ((part, theirs), (outputs, inputs)) in LINEAR.into_iter().zip(shapes) {
            let weight = matrix(&(name(part) + ".weight"), outputs, inputs)?;
            put(their_name(theirs) + ".weight", &[outputs, inputs], &weight);
            put(their_name(theirs) + ".bias", &[outputs], &copied(&(name(part) + ".bias"), &[outputs])?);
        }
        norms.extend(NORMS.into_iter().map(|(part, theirs)| (name(part), their_name(theirs))));
    }
    for (name, their_name) in norms {
        for part in ["weight", "bias"] {
            put(format!("{their_name}.{part}"), &[hidden], &copied(&format!("{name}.{part}"), &[hidden])?);
        }
    }
    // Others know no temperature, so it goes into the head.
    let cooled = |name: &str, shape: &[usize]| -> Result<Vec<f32>> {
        Ok(copied(name, shape)?.iter().map(|value| value / config.temperature).collect())
    };
    let labels = config.labels.len();
    put("classifier.weight".to_owned(), &[labels, hidden], &cooled("head.weight", &[labels, hidden])?);
    put("classifier.bias".to_owned(), &[labels], &cooled("head.bias", &[labels])?);
    Ok(theirs)
}
