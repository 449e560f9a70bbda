//! The layers of the encoder. States are row-major `[tokens, features]` slices.

use std::fmt;

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::SimdOp;
use rten_tensor::NdTensorView;
use rten_vecmath::{MinMax, Normalize, NormalizeOptions, Sum, SumSquareSub};

use super::weights::Matrix;
use crate::error::Result;
use crate::tensors::Tensors;

/// The matrix products for this processor, and their buffers. Made anew for every window: executors cannot be shared
/// between threads, and making one is a feature check and an allocation.
pub(super) struct Products {
    pub(super) rounded: GemmExecutor<u8, i8, i32>,
    pub(super) float: GemmExecutor<f32>,
    scratch: Scratch,
}

impl Products {
    pub(super) fn new() -> Self {
        Products { rounded: GemmExecutor::new(), float: GemmExecutor::new(), scratch: Scratch::default() }
    }
}

/// A linear layer.
pub(super) struct Linear {
    inputs: usize,
    outputs: usize,
    weight: Weight,
    bias: Vec<f32>,
}

enum Weight {
    Rounded(RoundedWeight),
    /// For comparison with other engines, and for models that lose too much when rounded.
    Float(PackedBMatrix<f32>),
}

/// Int8 weights, one scale per output. Activations are rounded to 8 bits, one scale per token.
struct RoundedWeight {
    values: PackedBMatrix<i8>,
    scale: Vec<f32>,
    /// The sum of each output's weights, by which a token's zero point shifts its product. Taken off here and not by
    /// the product, since rten-gemm 0.27 mixes up the zero points of the rows from the twelfth on.
    sum: Vec<i32>,
}

/// Activations rounded to `0..=255`, each token by its own scale and zero point.
#[derive(Default)]
struct Rounded {
    values: Vec<u8>,
    zero_points: Vec<i32>,
    scales: Vec<f32>,
}

impl Rounded {
    /// Rounds `[tokens, features]` activations.
    fn fill(&mut self, states: &[f32], features: usize) {
        self.values.clear();
        self.zero_points.clear();
        self.scales.clear();
        for row in states.chunks_exact(features) {
            let (min, max) = MinMax::new(row).dispatch();
            // Zero must be a value of its own, so the range always reaches it.
            let (min, max) = (min.min(0.0), max.max(0.0));
            let scale = ((max - min) / 255.0).max(f32::MIN_POSITIVE);
            let zero_point = (-min / scale).round();
            let inverse = 1.0 / scale;
            self.values.extend(row.iter().map(|state| round(state * inverse + zero_point)));
            self.zero_points.push(zero_point as i32);
            self.scales.push(scale);
        }
    }
}

/// The nearest of the integers `0..=255`, ties to even.
///
/// Adding 1.5 · 2^23 leaves no bits for a fraction, so the sum's low bits are the rounded number. Unlike
/// `round_ties_even`, this becomes vector code on every processor; rten's `Quantize` takes four times as long.
fn round(value: f32) -> u8 {
    const SHIFT: f32 = 12_582_912.0;
    (value.clamp(0.0, 255.0) + SHIFT).to_bits() as u8
}

/// Buffers of a linear layer, kept from one call to the next.
#[derive(Default)]
struct Scratch {
    input: Rounded,
    sums: Vec<i32>,
}

impl Linear {
    pub(super) fn load(weights: &Tensors<'_>, name: &str, inputs: usize, outputs: usize) -> Result<Self> {
        let bias = weights.floats(&format!("{name}.bias"), &[outputs])?;
        let weight = match Matrix::read(weights, &format!("{name}.weight"), outputs, inputs)? {
            Matrix::Rounded(values, scale) => {
                Weight::Rounded(RoundedWeight::new(&values, scale, inputs, outputs))
            }
            Matrix::Float(values) => {
                let by_output = NdTensorView::from_data([outputs, inputs], &values[..]);
                Weight::Float(GemmExecutor::<f32>::new().prepack_b(by_output.transposed()))
            }
        };
        Ok(Linear { inputs, outputs, weight, bias })
    }

    /// Writes `[tokens, outputs]` to `out`, from `states` `[tokens, inputs]`.
    pub(super) fn forward(&self, products: &mut Products, states: &[f32], out: &mut Vec<f32>) {
        match &self.weight {
            Weight::Rounded(weight) => weight.forward(products, states, self.inputs, &self.bias, out),
            Weight::Float(weight) => self.forward_floats(products, states, weight, out),
        }
    }

    fn forward_floats(
        &self,
        products: &Products,
        states: &[f32],
        weight: &PackedBMatrix<f32>,
        out: &mut Vec<f32>,
    ) {
        let tokens = states.len() / self.inputs;
        let states = NdTensorView::from_data([tokens, self.inputs], states);
        out.clear();
        out.resize(tokens * self.outputs, 0.0);
        products
            .float
            .gemm(out, GemmInputA::Unpacked(states), GemmInputB::Packed(weight), GemmOptions::default())
            .expect("shapes were checked when loading");
        for row in out.chunks_exact_mut(self.outputs) {
            row.iter_mut().zip(&self.bias).for_each(|(value, bias)| *value += bias);
        }
    }
}

impl RoundedWeight {
    fn new(values: &[i8], scale: Vec<f32>, inputs: usize, outputs: usize) -> Self {
        let by_output = NdTensorView::from_data([outputs, inputs], values);
        let sum = values.chunks_exact(inputs).map(|row| row.iter().map(|w| i32::from(*w)).sum()).collect();
        let values = GemmExecutor::<u8, i8, i32>::new().prepack_b(by_output.transposed());
        RoundedWeight { values, scale, sum }
    }

    fn forward(
        &self,
        products: &mut Products,
        states: &[f32],
        inputs: usize,
        bias: &[f32],
        out: &mut Vec<f32>,
    ) {
        let Scratch { input, sums } = &mut products.scratch;
        input.fill(states, inputs);
        let (tokens, outputs) = (input.scales.len(), self.scale.len());
        sums.resize(tokens * outputs, 0);
        let values = NdTensorView::from_data([tokens, inputs], &input.values[..]);
        products
            .rounded
            .gemm(
                sums,
                GemmInputA::Unpacked(values),
                GemmInputB::Packed(&self.values),
                GemmOptions::default(),
            )
            .expect("shapes were checked when loading");
        out.clear();
        let tokens = input.scales.iter().zip(&input.zero_points);
        for (row, (token_scale, zero_point)) in sums.chunks_exact(outputs).zip(tokens) {
            let columns = row.iter().zip(&self.sum).zip(self.scale.iter().zip(bias));
            out.extend(columns.map(|((sum, weight_sum), (scale, bias))| {
                (sum - zero_point * weight_sum) as f32 * (scale * token_scale) + bias
            }));
        }
    }
}

impl fmt::Debug for Linear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Linear({} -> {})", self.inputs, self.outputs)
    }
}

/// Layer normalisation (Ba et al. 2016).
#[derive(Debug)]
pub(super) struct LayerNorm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

impl LayerNorm {
    pub(super) fn load(weights: &Tensors<'_>, name: &str, features: usize, epsilon: f32) -> Result<Self> {
        Ok(LayerNorm {
            weight: weights.floats(&format!("{name}.weight"), &[features])?,
            bias: weights.floats(&format!("{name}.bias"), &[features])?,
            epsilon,
        })
    }

    /// Normalises every token's features in place.
    pub(super) fn apply(&self, states: &mut [f32]) {
        let features = self.weight.len();
        for row in states.chunks_exact_mut(features) {
            let mean = Sum::new(row).dispatch() / features as f32;
            let variance = SumSquareSub::new(row, mean).dispatch() / features as f32;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: 1.0 / (variance + self.epsilon).sqrt(),
                element_scale: Some(&self.weight),
                element_bias: Some(&self.bias),
                ..Default::default()
            };
            Normalize::new_mut(row, options).dispatch();
        }
    }
}
