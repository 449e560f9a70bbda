//! How much each piece of evidence counts, as `training/keyphrases.py` fitted it to the development half of
//! `corpus/keyphrases.jsonl`.

use super::evidence::EVIDENCE;

const CONSTANT: f32 = -4.215;

/// In the order of [`EVIDENCE`].
#[rustfmt::skip]
const WEIGHTS: [f32; EVIDENCE.len()] = [
    1.441, // frequency
    0.726, // title
    0.614, // start
    0.830, // spread
    0.421, // rarity
    0.416, // word rarity
    0.242, // commonest word
    0.034, // two words
    0.090, // three words
    -0.065, // four words
    0.322, // syllables
    0.092, // person
    -0.101, // organisation
    -0.203, // place
    -0.532, // other name
    0.559, // name frequency
    0.605, // name title
    0.800, // name start
    0.038, // name at end
    0.296, // noun first
    0.140, // noun
    -0.199, // noun last
    0.095, // counted
    -0.021, // inside longer
    0.289, // inside name
    -0.603, // left freedom
    0.042, // right freedom
    0.398, // salience
    -0.225, // capital
    0.490, // lead
    0.817, // repeated
    -0.577, // like article
    0.350, // like lead
    1.147, // like content
];

/// The logistic function of the weighed evidence.
pub(super) fn score(evidence: &[f32; EVIDENCE.len()]) -> f32 {
    let sum: f32 = evidence.iter().zip(WEIGHTS).map(|(evidence, weight)| evidence * weight).sum();
    1.0 / (1.0 + (-(CONSTANT + sum)).exp())
}
