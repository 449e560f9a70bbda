//! The layers of the encoder. States are row-major `[tokens, features]` slices.

use std::fmt;

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::SimdOp;
use rten_tensor::NdTensorView;
use rten_vecmath::{ExtendInit, MinMax, Normalize, NormalizeOptions, Quantize, Sum, SumSquareSub};

use super::weights::Weights;
use crate::error::Result;

/// The matrix products for this processor. Made anew for every window: executors cannot be shared between threads,
/// and making one is a feature check and an allocation.
pub(super) struct Products {
    pub(super) rounded: GemmExecutor<u8, i8, i32>,
    pub(super) float: GemmExecutor<f32>,
}

impl Products {
    pub(super) fn new() -> Self {
        Products { rounded: GemmExecutor::new(), float: GemmExecutor::new() }
    }
}

/// A linear layer with int8 weights (one scale per output) and activations rounded to 8 bits, one scale per token.
pub(super) struct Linear {
    inputs: usize,
    outputs: usize,
    weight: PackedBMatrix<i8>,
    scale: Vec<f32>,
    bias: Vec<f32>,
    /// The sum of each output's weights, by which a token's zero point shifts its product. Taken off here and not by
    /// the product, since rten-gemm 0.27 mixes up the zero points of the rows from the twelfth on.
    weight_sum: Vec<i32>,
}

/// Activations rounded to `0..=255`, each token by its own scale and zero point.
pub(super) struct Rounded {
    values: Vec<u8>,
    zero_points: Vec<i32>,
    scales: Vec<f32>,
}

impl Rounded {
    /// Rounds `[tokens, features]` activations.
    pub(super) fn new(states: &[f32], features: usize) -> Self {
        let tokens = states.len() / features;
        let mut rounded = Rounded {
            values: Vec::with_capacity(states.len()),
            zero_points: Vec::with_capacity(tokens),
            scales: Vec::with_capacity(tokens),
        };
        for row in states.chunks_exact(features) {
            let (min, max) = MinMax::new(row).dispatch();
            // Zero must be a value of its own, so the range always reaches it.
            let (min, max) = (min.min(0.0), max.max(0.0));
            let scale = ((max - min) / 255.0).max(f32::MIN_POSITIVE);
            let zero_point = (-min / scale).round() as u8;
            rounded.values.extend_init(|spare| {
                Quantize::new(row, &mut spare[..features], 1.0 / scale, zero_point).dispatch()
            });
            rounded.zero_points.push(i32::from(zero_point));
            rounded.scales.push(scale);
        }
        rounded
    }
}

impl Linear {
    pub(super) fn load(weights: &Weights<'_>, name: &str, inputs: usize, outputs: usize) -> Result<Self> {
        let (values, scale) = weights.rounded(&format!("{name}.weight"), outputs, inputs)?;
        let bias = weights.floats(&format!("{name}.bias"), &[outputs])?;
        let by_output = NdTensorView::from_data([outputs, inputs], &values[..]);
        let weight = GemmExecutor::<u8, i8, i32>::new().prepack_b(by_output.transposed());
        let weight_sum =
            values.chunks_exact(inputs).map(|row| row.iter().map(|w| i32::from(*w)).sum()).collect();
        Ok(Linear { inputs, outputs, weight, scale, bias, weight_sum })
    }

    /// `[tokens, inputs]` to `[tokens, outputs]`.
    pub(super) fn forward(&self, products: &Products, states: &[f32]) -> Vec<f32> {
        let input = Rounded::new(states, self.inputs);
        let tokens = input.scales.len();
        let mut sums = vec![0i32; tokens * self.outputs];
        let values = NdTensorView::from_data([tokens, self.inputs], &input.values[..]);
        products
            .rounded
            .gemm(
                &mut sums,
                GemmInputA::Unpacked(values),
                GemmInputB::Packed(&self.weight),
                GemmOptions::default(),
            )
            .expect("shapes were checked when loading");
        self.unround(&sums, &input)
    }

    fn unround(&self, sums: &[i32], input: &Rounded) -> Vec<f32> {
        let mut out = Vec::with_capacity(sums.len());
        let tokens = input.scales.iter().zip(&input.zero_points);
        for (row, (token_scale, zero_point)) in sums.chunks_exact(self.outputs).zip(tokens) {
            let columns = row.iter().zip(&self.weight_sum).zip(self.scale.iter().zip(&self.bias));
            out.extend(columns.map(|((sum, weight_sum), (scale, bias))| {
                (sum - zero_point * weight_sum) as f32 * (scale * token_scale) + bias
            }));
        }
        out
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
    pub(super) fn load(weights: &Weights<'_>, name: &str, features: usize, epsilon: f32) -> Result<Self> {
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
