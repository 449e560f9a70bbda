//! How much each piece of evidence counts.

use super::evidence::EVIDENCE;

/// The logistic function of the weighed evidence.
pub(super) fn score(evidence: &[f32; EVIDENCE.len()]) -> f32 {
    let sum: f32 = evidence.iter().sum();
    1.0 / (1.0 + (-sum).exp())
}
