//! BERT (Devlin et al. 2019), encoder and token classification head, as Hugging Face's `BertForTokenClassification`.

use std::fmt;

use ndarray::{Array2, ArrayView2};
use rten_gemm::{GemmInputA, GemmInputB, GemmOptions};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::{Gelu, Softmax};

use super::layers::{LayerNorm, Linear, Products};
use super::manifest::Config;
use super::weights::Matrix;
use crate::backend::Output;
use crate::error::Result;
use crate::tensors::Tensors;

type View<'a> = NdTensorView<'a, f32, 2>;

/// Word and position embeddings, layers, head.
#[derive(Debug)]
pub(super) struct Encoder {
    embedding: Embedding,
    layers: Vec<Layer>,
    /// The number of layers whose outcome serves as vectors: the last ones know of names and little else.
    vector_layer: usize,
    head: Head,
}

impl Encoder {
    pub(super) fn load(config: &Config, weights: &Tensors<'_>) -> Result<Self> {
        Ok(Encoder {
            embedding: Embedding::load(config, weights)?,
            layers: (0..config.layers).map(|i| Layer::load(config, weights, i)).collect::<Result<_>>()?,
            vector_layer: config.vector_layer,
            head: Head::load(config, weights)?,
        })
    }

    pub(super) fn forward(&self, ids: &[u32]) -> Output {
        let mut products = Products::new();
        let mut buffers = Buffers::default();
        let mut states = self.embedding.forward(ids);
        let mut vectors = Vec::new();
        for (number, layer) in (1..).zip(&self.layers) {
            layer.forward(&mut products, &mut states, &mut buffers);
            if number == self.vector_layer {
                vectors.clone_from(&states);
            }
        }
        let shape = (ids.len(), self.embedding.hidden);
        let vectors = (self.vector_layer > 0)
            .then(|| Array2::from_shape_vec(shape, vectors).expect("a state for every piece"));
        Output { scores: self.head.forward(&states), vectors }
    }
}

struct Embedding {
    hidden: usize,
    word: Matrix,
    position: Vec<f32>,
    norm: LayerNorm,
}

impl Embedding {
    fn load(config: &Config, weights: &Tensors<'_>) -> Result<Self> {
        let hidden = config.hidden;
        Ok(Embedding {
            hidden,
            word: Matrix::read(weights, "embedding.word", config.vocabulary, hidden)?,
            position: weights.floats("embedding.position", &[config.positions, hidden])?,
            norm: LayerNorm::load(weights, "embedding.norm", hidden, config.norm_epsilon)?,
        })
    }

    fn forward(&self, ids: &[u32]) -> Vec<f32> {
        let mut states = Vec::with_capacity(ids.len() * self.hidden);
        for (id, position) in ids.iter().zip(self.position.chunks_exact(self.hidden)) {
            let id = *id as usize;
            let row = id * self.hidden..(id + 1) * self.hidden;
            match &self.word {
                Matrix::Rounded(words, scales) => {
                    let word = words[row].iter().map(|value| f32::from(*value) * scales[id]);
                    states.extend(word.zip(position).map(|(word, position)| word + position));
                }
                Matrix::Float(words) => {
                    states.extend(words[row].iter().zip(position).map(|(word, position)| word + position));
                }
            }
        }
        self.norm.apply(&mut states);
        states
    }
}

impl fmt::Debug for Embedding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Embedding({} features)", self.hidden)
    }
}

#[derive(Debug)]
struct Layer {
    attention: Attention,
    attention_norm: LayerNorm,
    intermediate: Linear,
    output: Linear,
    output_norm: LayerNorm,
}

impl Layer {
    fn load(config: &Config, weights: &Tensors<'_>, number: usize) -> Result<Self> {
        let (hidden, inner, epsilon) = (config.hidden, config.intermediate, config.norm_epsilon);
        let name = |part: &str| format!("layer.{number}.{part}");
        Ok(Layer {
            attention: Attention {
                heads: config.heads,
                hidden,
                qkv: Linear::load(weights, &name("qkv"), hidden, 3 * hidden)?,
                output: Linear::load(weights, &name("attention_output"), hidden, hidden)?,
            },
            attention_norm: LayerNorm::load(weights, &name("attention_norm"), hidden, epsilon)?,
            intermediate: Linear::load(weights, &name("intermediate"), hidden, inner)?,
            output: Linear::load(weights, &name("output"), inner, hidden)?,
            output_norm: LayerNorm::load(weights, &name("output_norm"), hidden, epsilon)?,
        })
    }

    fn forward(&self, products: &mut Products, states: &mut [f32], buffers: &mut Buffers) {
        self.attention.forward(products, states, buffers);
        add(states, &buffers.change);
        self.attention_norm.apply(states);
        self.intermediate.forward(products, states, &mut buffers.inner);
        Gelu {}.map_mut(&mut buffers.inner);
        self.output.forward(products, &buffers.inner, &mut buffers.change);
        add(states, &buffers.change);
        self.output_norm.apply(states);
    }
}

/// What the layers of one window write to, one after the other: fresh memory for each costs a tenth of the time.
#[derive(Default)]
struct Buffers {
    /// Query, key and value of every token.
    qkv: Vec<f32>,
    /// One head's attention weights, `[tokens, tokens]`.
    weights: Vec<f32>,
    /// One head's values, weighed.
    head: Vec<f32>,
    /// The heads side by side.
    mixed: Vec<f32>,
    /// The features between the two products of a feed-forward block.
    inner: Vec<f32>,
    /// What a block adds to the states.
    change: Vec<f32>,
}

fn add(states: &mut [f32], change: &[f32]) {
    for (state, change) in states.iter_mut().zip(change) {
        *state += change;
    }
}

/// Multi-head self-attention. There is no padding, so there is no mask.
struct Attention {
    heads: usize,
    hidden: usize,
    qkv: Linear,
    output: Linear,
}

impl Attention {
    /// Writes what the block adds to the states to `buffers.change`.
    fn forward(&self, products: &mut Products, states: &[f32], buffers: &mut Buffers) {
        let tokens = states.len() / self.hidden;
        let width = self.hidden / self.heads;
        let Buffers { qkv, weights, head, mixed, change, .. } = buffers;
        self.qkv.forward(products, states, qkv);
        mixed.resize(states.len(), 0.0);
        weights.resize(tokens * tokens, 0.0);
        head.resize(tokens * width, 0.0);
        for at in (0..self.hidden).step_by(width) {
            self.weigh(products, qkv, at, width, weights);
            for row in weights.chunks_exact_mut(tokens) {
                Softmax::new_mut(row).dispatch();
            }
            let weights = NdTensorView::from_data([tokens, tokens], &weights[..]);
            let values = self.columns(qkv, 2 * self.hidden + at, [tokens, width], false);
            multiply(products, head, weights, values, 1.0);
            for (to, from) in mixed.chunks_exact_mut(self.hidden).zip(head.chunks_exact(width)) {
                to[at..at + width].copy_from_slice(from);
            }
        }
        self.output.forward(products, mixed, change);
    }

    /// Writes `query · keyᵀ / √width` of the head at feature `at` to `out` `[tokens, tokens]`.
    fn weigh(&self, products: &Products, qkv: &[f32], at: usize, width: usize, out: &mut [f32]) {
        let tokens = qkv.len() / (3 * self.hidden);
        let query = self.columns(qkv, at, [tokens, width], false);
        let key = self.columns(qkv, self.hidden + at, [width, tokens], true);
        multiply(products, out, query, key, (width as f32).sqrt().recip());
    }

    /// A view of some columns of `qkv` `[tokens, 3 * hidden]`, as they are or transposed.
    fn columns<'q>(&self, qkv: &'q [f32], at: usize, shape: [usize; 2], transposed: bool) -> View<'q> {
        let row = 3 * self.hidden;
        let strides = if transposed { [1, row] } else { [row, 1] };
        NdTensorView::from_data_with_strides(shape, &qkv[at..], strides).expect("columns lie within the rows")
    }
}

/// Writes `alpha * a · b` to `out`.
fn multiply(products: &Products, out: &mut [f32], a: View<'_>, b: View<'_>, alpha: f32) {
    let options = GemmOptions { alpha, ..Default::default() };
    products
        .float
        .gemm(out, GemmInputA::Unpacked(a), GemmInputB::Unpacked(b), options)
        .expect("the views' shapes fit each other");
}

impl fmt::Debug for Attention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attention({} heads, {:?}, {:?})", self.heads, self.qkv, self.output)
    }
}

/// The label scores of a state. Small and decisive, so it stays in floating point.
#[derive(Debug)]
struct Head {
    weight: Array2<f32>,
    bias: Vec<f32>,
}

impl Head {
    fn load(config: &Config, weights: &Tensors<'_>) -> Result<Self> {
        let (labels, hidden) = (config.labels.len(), config.hidden);
        let weight = weights.floats("head.weight", &[labels, hidden])?;
        let weight = Array2::from_shape_vec((labels, hidden), weight).expect("the shape was checked");
        let mut bias = weights.floats("head.bias", &[labels])?;
        bias.iter_mut().for_each(|bias| *bias /= config.temperature);
        Ok(Head { weight: weight / config.temperature, bias })
    }

    fn forward(&self, states: &[f32]) -> Array2<f32> {
        let hidden = self.weight.ncols();
        let states = ArrayView2::from_shape((states.len() / hidden, hidden), states).expect("rows are whole");
        states.dot(&self.weight.t()) + ndarray::aview1(&self.bias)
    }
}
