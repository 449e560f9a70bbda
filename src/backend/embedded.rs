//! Our own tagger on the CPU, in pure Rust: a BERT encoder with int8 weights.
//!
//! The matrix products are those of the maintained crate `rten-gemm`, which picks AVX-512 VNNI, AVX2, NEON or
//! portable code at run time; `DESIGN.md` has the measurement that chose it.

#[cfg(feature = "hugging-face")]
mod conversion;
mod encoder;
#[cfg(feature = "hugging-face")]
mod export;
mod files;
mod layers;
mod manifest;
mod vocabulary;
mod weights;

use std::path::Path;

#[cfg(feature = "hugging-face")]
pub use self::conversion::{HuggingFaceModel, Precision};
use self::encoder::Encoder;
pub use self::files::ModelFiles;
pub use self::manifest::{Config, FileDigest, Manifest};
use self::vocabulary::Vocabulary;
use super::{Output, TokenClassifier};
use crate::error::Result;
use crate::label::{Label, LabelSet};
use crate::tensors::Tensors;

/// A tagger held in memory. Share it: it is [`Sync`] and never changes.
#[derive(Debug)]
pub struct EmbeddedModel {
    manifest: Manifest,
    labels: LabelSet,
    vocabulary: Vocabulary,
    encoder: Encoder,
}

impl EmbeddedModel {
    /// Reads a model folder: `manifest.json`, `weights.safetensors`, and `vocabulary.tsv` or `tokenizer.json`.
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::error::ErrorKind::Io) for a file that cannot be read,
    /// [`ErrorKind::Model`](crate::error::ErrorKind::Model) for one that is corrupt, of another version, or does not
    /// fit the manifest, [`ErrorKind::Label`](crate::error::ErrorKind::Label) for a label that is no BIO tag of ours.
    pub fn from_dir(dir: impl AsRef<Path>) -> Result<Self> {
        ModelFiles::from_dir(dir)?.load()
    }

    /// The model compiled into the crate.
    ///
    /// # Errors
    /// None on an unaltered crate; the types are those of [`from_dir`](Self::from_dir).
    #[cfg(feature = "embedded-model")]
    pub fn embedded() -> Result<Self> {
        ModelFiles::embedded()?.load()
    }

    fn new(manifest: Manifest, weights: &Tensors<'_>, vocabulary: Vocabulary) -> Result<Self> {
        let labels = manifest.config.labels()?;
        let encoder = Encoder::load(&manifest.config, weights)?;
        Ok(EmbeddedModel { labels, vocabulary, encoder, manifest })
    }

    /// Where the model comes from, what it was trained on, and how it scores.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }
}

impl TokenClassifier for EmbeddedModel {
    fn labels(&self) -> &[Label] {
        self.labels.labels()
    }

    fn window(&self) -> usize {
        self.manifest.config.window
    }

    fn frame(&self) -> (u32, u32) {
        self.vocabulary.frame()
    }

    fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
        self.vocabulary.encode_word(word, ids);
    }

    fn classify(&self, ids: &[u32]) -> Output {
        let Output { scores, vectors } = self.encoder.forward(ids);
        Output { scores: self.labels.merge(scores), vectors }
    }
}
