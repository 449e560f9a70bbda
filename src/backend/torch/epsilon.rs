//! rust-bert 0.23 adds 1e-12 to the variance in the layer norms of BERT and its like, whatever `config.json` says. That
//! is right for BERT, but RoBERTa and XLM-RoBERTa add 1e-5, which changes their scores.
//!
//! A norm with ε of values x is one with ε·c² of values c·x. So all that reaches a norm is scaled by c = √(1e-12 / ε),
//! once, in the weights: what writes to the states (embeddings, norms, outputs of blocks) times c, and what reads them
//! (query, key, value, the first product of a feed-forward block, the head) divided by c. The scores are then those of
//! the model's own ε, exactly but for the rounding of single multiplications.

use tch::nn::VarStore;

use crate::hugging_face::ModelConfig;

/// What rust-bert adds.
pub(super) const FIXED: f64 = 1e-12;

/// Whether rust-bert adds the same in all models of this type.
pub(super) fn is_fixed(model_type: &str) -> bool {
    model_type != "deberta-v2"
}

/// Scales the weights so that norms add what the model's configuration says.
pub(super) fn correct(store: &VarStore, config: &ModelConfig) {
    // DistilBERT's configuration has no such number: its own code fixes the same one.
    if !is_fixed(&config.model_type)
        || config.model_type == "distilbert"
        || (config.norm_epsilon / FIXED - 1.0).abs() < 1e-6
    {
        return;
    }
    let scale = (FIXED / config.norm_epsilon).sqrt();
    for (name, mut variable) in store.variables() {
        if let Some(factor) = factor(&name, scale) {
            let _ = tch::no_grad(|| variable.g_mul_scalar_(factor));
        }
    }
}

/// What a variable is multiplied by so that all states are `scale` times what they were; `None` for 1.
fn factor(name: &str, scale: f64) -> Option<f64> {
    let (layer, part) = name.rsplit_once('.')?;
    let is = |end: &str| layer.ends_with(end);
    if is("LayerNorm") || is("output.dense") || is("_embeddings") {
        return Some(scale);
    }
    // ELECTRA widens its embeddings: scaled in, scaled out.
    if is("embeddings_project") {
        return (part == "bias").then_some(scale);
    }
    let reads = ["self.query", "self.key", "self.value", "intermediate.dense", "classifier"];
    (part == "weight" && reads.iter().any(|end| is(end))).then_some(1.0 / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_writes_and_what_reads_the_states() {
        for (name, want) in [
            ("roberta.embeddings.word_embeddings.weight", Some(0.5)),
            ("roberta.embeddings.LayerNorm.bias", Some(0.5)),
            ("roberta.encoder.layer.0.attention.self.query.weight", Some(2.0)),
            ("roberta.encoder.layer.0.attention.self.query.bias", None),
            ("roberta.encoder.layer.0.attention.output.dense.bias", Some(0.5)),
            ("roberta.encoder.layer.0.attention.output.LayerNorm.weight", Some(0.5)),
            ("roberta.encoder.layer.0.intermediate.dense.weight", Some(2.0)),
            ("roberta.encoder.layer.0.intermediate.dense.bias", None),
            ("roberta.encoder.layer.0.output.dense.weight", Some(0.5)),
            ("electra.embeddings_project.weight", None),
            ("electra.embeddings_project.bias", Some(0.5)),
            ("classifier.weight", Some(2.0)),
            ("classifier.bias", None),
        ] {
            assert_eq!(factor(name, 0.5), want, "{name}");
        }
    }
}
