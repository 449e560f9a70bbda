//! Tensors under Hugging Face's names, put under ours.

use super::sizes::Sizes;
use crate::error::Result;
use crate::tensors::Tensors;

/// Ours and theirs, within a layer. The joined query, key and value come on top.
pub(in super::super) const LINEAR: [(&str, &str); 3] = [
    ("attention_output", "attention.output.dense"),
    ("intermediate", "intermediate.dense"),
    ("output", "output.dense"),
];
pub(in super::super) const NORMS: [(&str, &str); 2] =
    [("attention_norm", "attention.output.LayerNorm"), ("output_norm", "output.LayerNorm")];
pub(in super::super) const JOINED: [&str; 3] =
    ["attention.self.query", "attention.self.key", "attention.self.value"];

/// Reads and checks every tensor that the engine needs.
pub(super) fn translate(theirs: &Tensors<'_>, sizes: &Sizes) -> Result<Tensors<'static>> {
    let mut translation = Translation { theirs, sizes, ours: Tensors::new("weights") };
    translation.embedding()?;
    for layer in 0..sizes.layers {
        translation.layer(layer)?;
    }
    translation.copy("head.weight", "classifier.weight", &[sizes.labels, sizes.hidden])?;
    translation.copy("head.bias", "classifier.bias", &[sizes.labels])?;
    Ok(translation.ours)
}

struct Translation<'t> {
    theirs: &'t Tensors<'t>,
    sizes: &'t Sizes,
    ours: Tensors<'static>,
}

impl Translation<'_> {
    fn embedding(&mut self) -> Result<()> {
        let Sizes { prefix, hidden, vocabulary, positions: (positions, first), .. } = *self.sizes;
        let theirs = |part: &str| format!("{prefix}embeddings.{part}");
        self.copy("embedding.word", &theirs("word_embeddings.weight"), &[vocabulary, hidden])?;
        let all = self.theirs.floats(&theirs("position_embeddings.weight"), &[positions, hidden])?;
        let types =
            self.theirs.floats(&theirs("token_type_embeddings.weight"), &[self.sizes.token_types, hidden])?;
        // Every token has type 0 here, so the type's embedding is part of the position's.
        let used = all[first * hidden..].iter().zip(types[..hidden].iter().cycle());
        let sums: Vec<f32> = used.map(|(position, kind)| position + kind).collect();
        self.ours.insert_floats("embedding.position", &[positions - first, hidden], &sums);
        self.norm("embedding.norm", &theirs("LayerNorm"))
    }

    fn layer(&mut self, number: usize) -> Result<()> {
        let Sizes { prefix, hidden, intermediate, .. } = *self.sizes;
        let ours = |part: &str| format!("layer.{number}.{part}");
        let theirs = |part: &str| format!("{prefix}encoder.layer.{number}.{part}");
        self.join(&ours("qkv"), &JOINED.map(theirs))?;
        for ((part, their_part), (inputs, outputs)) in
            LINEAR.into_iter().zip([(hidden, hidden), (hidden, intermediate), (intermediate, hidden)])
        {
            let (ours, theirs) = (ours(part), theirs(their_part));
            self.copy(&format!("{ours}.weight"), &format!("{theirs}.weight"), &[outputs, inputs])?;
            self.copy(&format!("{ours}.bias"), &format!("{theirs}.bias"), &[outputs])?;
        }
        for (part, their_part) in NORMS {
            self.norm(&ours(part), &theirs(their_part))?;
        }
        Ok(())
    }

    /// Query, key and value one below the other.
    fn join(&mut self, ours: &str, theirs: &[String]) -> Result<()> {
        let hidden = self.sizes.hidden;
        let (mut weight, mut bias) = (Vec::new(), Vec::new());
        for name in theirs {
            weight.extend(self.theirs.floats(&format!("{name}.weight"), &[hidden, hidden])?);
            bias.extend(self.theirs.floats(&format!("{name}.bias"), &[hidden])?);
        }
        self.ours.insert_floats(format!("{ours}.weight"), &[theirs.len() * hidden, hidden], &weight);
        self.ours.insert_floats(format!("{ours}.bias"), &[theirs.len() * hidden], &bias);
        Ok(())
    }

    /// A layer norm; old files, made from TensorFlow's, call its parts gamma and beta.
    fn norm(&mut self, ours: &str, theirs: &str) -> Result<()> {
        for (part, older) in [("weight", "gamma"), ("bias", "beta")] {
            let older = format!("{theirs}.{older}");
            let theirs = if self.theirs.contains(&older) { older } else { format!("{theirs}.{part}") };
            self.copy(&format!("{ours}.{part}"), &theirs, &[self.sizes.hidden])?;
        }
        Ok(())
    }

    fn copy(&mut self, ours: &str, theirs: &str, shape: &[usize]) -> Result<()> {
        let values = self.theirs.floats(theirs, shape)?;
        self.ours.insert_floats(ours, shape, &values);
        Ok(())
    }
}
