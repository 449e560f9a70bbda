//! How much each piece of evidence counts, as `training/keyphrases.py` fitted it to the development half of
//! `corpus/keyphrases.jsonl`.

use super::evidence::EVIDENCE;

const CONSTANT: f32 = -4.462;

/// In the order of [`EVIDENCE`].
#[rustfmt::skip]
const WEIGHTS: [f32; EVIDENCE.len()] = [
    1.414, // frequency
    0.772, // title
    0.681, // start
    0.858, // spread
    0.412, // rarity
    0.458, // word rarity
    0.261, // commonest word
    0.050, // two words
    0.102, // three words
    -0.013, // four words
    0.659, // syllables
    0.180, // person
    -0.186, // organisation
    -0.191, // place
    -0.386, // other name
    0.608, // name frequency
    0.547, // name title
    0.798, // name start
    0.016, // name at end
    0.239, // noun first
    0.099, // noun
    -0.215, // noun last
    0.159, // counted
    -0.027, // inside longer
    0.272, // inside name
    -0.474, // left freedom
    -0.014, // right freedom
    0.450, // salience
    -0.202, // capital
    0.449, // lead
    0.839, // repeated
    -0.512, // like article
    0.369, // like lead
    1.050, // like content
];

/// The logistic function of the weighed evidence.
pub(super) fn score(evidence: &[f32; EVIDENCE.len()]) -> f32 {
    let sum: f32 = evidence.iter().zip(WEIGHTS).map(|(evidence, weight)| evidence * weight).sum();
    1.0 / (1.0 + (-(CONSTANT + sum)).exp())
}
