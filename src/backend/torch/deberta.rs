//! DeBERTa-v2 (He et al. 2021), which includes v3, as Hugging Face's `DebertaV2ForTokenClassification`.
//!
//! Written out on `tch`, because rust-bert 0.23 computes both versions wrongly: in version 2 the positions of content to
//! position are not shifted and their scores not divided by a root; version 1 takes the number of heads for the length
//! of the text.

mod attention;
mod positions;

use serde::Deserialize;
use serde_json::Value;
use tch::nn::{self, Module};
use tch::{Kind, Tensor};

use self::attention::Attention;
use super::model_error;
use crate::error::{Error, Result};
use crate::hugging_face::{CONFIG, ModelConfig};

/// The sizes in `config.json`, under the names there.
#[derive(Clone, Debug, Deserialize)]
struct Sizes {
    vocab_size: i64,
    hidden_size: i64,
    embedding_size: Option<i64>,
    num_hidden_layers: i64,
    num_attention_heads: i64,
    intermediate_size: i64,
    max_position_embeddings: i64,
    #[serde(default)]
    type_vocab_size: i64,
    layer_norm_eps: f64,
    #[serde(default = "yes")]
    position_biased_input: bool,
    #[serde(default)]
    relative_attention: bool,
    #[serde(default)]
    max_relative_positions: i64,
    #[serde(default)]
    position_buckets: i64,
    #[serde(default)]
    norm_rel_ebd: String,
    #[serde(default)]
    share_att_key: bool,
    #[serde(default)]
    pos_att_type: Value,
    #[serde(default)]
    conv_kernel_size: i64,
    #[serde(default = "one")]
    conv_groups: i64,
}

fn yes() -> bool {
    true
}

fn one() -> i64 {
    1
}

impl Sizes {
    fn read(config: &ModelConfig) -> Result<Self> {
        for (name, known) in [("hidden_act", "gelu"), ("conv_act", "tanh")] {
            let activation = config.text(name).unwrap_or(known);
            // The convolution's activation does not matter to models without one.
            let matters = name == "hidden_act" || config.size("conv_kernel_size").is_ok();
            if matters && activation != known {
                let problem = format!("{name} is {activation:?}, expected {known:?}");
                return Err(Error::model(format!("{CONFIG}: {problem}")));
            }
        }
        let sizes = Sizes::deserialize(&config.json).map_err(|error| model_error(CONFIG, error))?;
        let positive =
            [sizes.hidden_size, sizes.num_hidden_layers, sizes.num_attention_heads, sizes.conv_groups];
        if positive.iter().any(|size| *size < 1) || sizes.hidden_size % sizes.num_attention_heads != 0 {
            let problem = "hidden_size must be a multiple of num_attention_heads, and neither 0";
            return Err(Error::model(format!("{CONFIG}: {problem}")));
        }
        Ok(sizes)
    }

    /// How far apart two pieces can be before it makes no difference.
    fn farthest(&self) -> i64 {
        if self.max_relative_positions < 1 {
            self.max_position_embeddings
        } else {
            self.max_relative_positions
        }
    }

    /// How many embeddings there are for positions on either side.
    fn span(&self) -> i64 {
        if self.position_buckets > 0 { self.position_buckets } else { self.farthest() }
    }

    /// Whether attention from content to position (`c2p`), or the other way (`p2c`), is in use.
    fn attends(&self, how: &str) -> bool {
        match &self.pos_att_type {
            Value::String(all) => all.split('|').any(|one| one.trim() == how),
            Value::Array(all) => all.iter().any(|one| one == how),
            _ => false,
        }
    }

    fn norm(&self, path: nn::Path<'_>) -> nn::LayerNorm {
        let config = nn::LayerNormConfig { eps: self.layer_norm_eps, ..Default::default() };
        nn::layer_norm(path, vec![self.hidden_size], config)
    }
}

fn linear(path: nn::Path<'_>, inputs: i64, outputs: i64) -> nn::Linear {
    nn::linear(path, inputs, outputs, nn::LinearConfig::default())
}

/// Encoder and head.
#[derive(Debug)]
pub(super) struct DebertaV2 {
    sizes: Sizes,
    embeddings: Embeddings,
    relative: Option<RelativeEmbeddings>,
    layers: Vec<Layer>,
    convolution: Option<Convolution>,
    classifier: nn::Linear,
}

impl DebertaV2 {
    pub(super) fn new(path: &nn::Path<'_>, config: &ModelConfig) -> Result<Self> {
        let sizes = Sizes::read(config)?;
        let encoder = path / "deberta" / "encoder";
        Ok(DebertaV2 {
            embeddings: Embeddings::new(&(path / "deberta" / "embeddings"), &sizes),
            relative: sizes.relative_attention.then(|| RelativeEmbeddings::new(&encoder, &sizes)),
            layers: (0..sizes.num_hidden_layers)
                .map(|number| Layer::new(&(&encoder / "layer" / number), &sizes))
                .collect(),
            convolution: (sizes.conv_kernel_size > 0).then(|| Convolution::new(&(&encoder / "conv"), &sizes)),
            classifier: linear(path / "classifier", sizes.hidden_size, config.labels.len() as i64),
            sizes,
        })
    }

    /// Scores of `ids` `[windows, pieces]`, where `mask` is 0 on padding.
    pub(super) fn logits(&self, ids: &Tensor, mask: &Tensor) -> Tensor {
        let real = mask.to_kind(Kind::Float).unsqueeze(-1);
        let input = self.embeddings.forward(ids) * &real;
        let hidden = mask.eq(0).unsqueeze(1).unsqueeze(1);
        let relative = self.relative.as_ref().map(|relative| {
            let positions =
                positions::relative(ids.size()[1], self.sizes.position_buckets, self.sizes.farthest());
            (relative.forward(), positions.to_device(ids.device()))
        });
        let mut states = input.shallow_clone();
        for (number, layer) in self.layers.iter().enumerate() {
            states = layer.forward(&states, &hidden, relative.as_ref());
            if let (0, Some(convolution)) = (number, &self.convolution) {
                states = convolution.forward(&input, &states, &real);
            }
        }
        states.apply(&self.classifier)
    }
}

#[derive(Debug)]
struct Embeddings {
    word: nn::Embedding,
    position: Option<nn::Embedding>,
    token_type: Option<nn::Embedding>,
    projection: Option<nn::Linear>,
    norm: nn::LayerNorm,
}

impl Embeddings {
    fn new(path: &nn::Path<'_>, sizes: &Sizes) -> Self {
        let width = sizes.embedding_size.unwrap_or(sizes.hidden_size);
        let embedding = |name: &str, count: i64| nn::embedding(path / name, count, width, Default::default());
        let without_bias = nn::LinearConfig { bias: false, ..Default::default() };
        Embeddings {
            word: embedding("word_embeddings", sizes.vocab_size),
            position: sizes
                .position_biased_input
                .then(|| embedding("position_embeddings", sizes.max_position_embeddings)),
            token_type: (sizes.type_vocab_size > 0)
                .then(|| embedding("token_type_embeddings", sizes.type_vocab_size)),
            projection: (width != sizes.hidden_size)
                .then(|| nn::linear(path / "embed_proj", width, sizes.hidden_size, without_bias)),
            norm: sizes.norm(path / "LayerNorm"),
        }
    }

    fn forward(&self, ids: &Tensor) -> Tensor {
        let mut states = ids.apply(&self.word);
        if let Some(position) = &self.position {
            states += Tensor::arange(ids.size()[1], (Kind::Int64, ids.device())).apply(position);
        }
        if let Some(token_type) = &self.token_type {
            states += ids.zeros_like().apply(token_type);
        }
        self.projection.iter().fold(states, |states, projection| states.apply(projection)).apply(&self.norm)
    }
}

/// The embeddings of distances, which all layers share.
#[derive(Debug)]
struct RelativeEmbeddings {
    distances: nn::Embedding,
    norm: Option<nn::LayerNorm>,
}

impl RelativeEmbeddings {
    fn new(encoder: &nn::Path<'_>, sizes: &Sizes) -> Self {
        let path = encoder / "rel_embeddings";
        RelativeEmbeddings {
            distances: nn::embedding(path, 2 * sizes.span(), sizes.hidden_size, Default::default()),
            norm: sizes.norm_rel_ebd.contains("layer_norm").then(|| sizes.norm(encoder / "LayerNorm")),
        }
    }

    fn forward(&self) -> Tensor {
        let distances = self.distances.ws.shallow_clone();
        self.norm.iter().fold(distances, |distances, norm| norm.forward(&distances))
    }
}

#[derive(Debug)]
struct Layer {
    attention: Attention,
    attention_output: nn::Linear,
    attention_norm: nn::LayerNorm,
    intermediate: nn::Linear,
    output: nn::Linear,
    output_norm: nn::LayerNorm,
}

impl Layer {
    fn new(path: &nn::Path<'_>, sizes: &Sizes) -> Self {
        let (hidden, inner) = (sizes.hidden_size, sizes.intermediate_size);
        let attention = path / "attention";
        Layer {
            attention: Attention::new(&(&attention / "self"), sizes),
            attention_output: linear(&attention / "output" / "dense", hidden, hidden),
            attention_norm: sizes.norm(&attention / "output" / "LayerNorm"),
            intermediate: linear(path / "intermediate" / "dense", hidden, inner),
            output: linear(path / "output" / "dense", inner, hidden),
            output_norm: sizes.norm(path / "output" / "LayerNorm"),
        }
    }

    fn forward(&self, states: &Tensor, hidden: &Tensor, relative: Option<&(Tensor, Tensor)>) -> Tensor {
        let attended = self.attention.forward(states, hidden, relative).apply(&self.attention_output);
        let states = (states + attended).apply(&self.attention_norm);
        let grown = states.apply(&self.intermediate).gelu("none").apply(&self.output);
        (states + grown).apply(&self.output_norm)
    }
}

/// What some models add to the first layer's outcome: each piece with its neighbours.
#[derive(Debug)]
struct Convolution {
    convolution: nn::Conv1D,
    norm: nn::LayerNorm,
}

impl Convolution {
    fn new(path: &nn::Path<'_>, sizes: &Sizes) -> Self {
        let config = nn::ConvConfig {
            padding: (sizes.conv_kernel_size - 1) / 2,
            groups: sizes.conv_groups,
            ..Default::default()
        };
        let (hidden, kernel) = (sizes.hidden_size, sizes.conv_kernel_size);
        Convolution {
            convolution: nn::conv1d(path / "conv", hidden, hidden, kernel, config),
            norm: sizes.norm(path / "LayerNorm"),
        }
    }

    fn forward(&self, input: &Tensor, states: &Tensor, real: &Tensor) -> Tensor {
        let mixed = input.transpose(1, 2).apply(&self.convolution).transpose(1, 2) * real;
        (states + mixed.tanh()).apply(&self.norm) * real
    }
}
