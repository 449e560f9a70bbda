//! Our own tagger on the CPU, in pure Rust: a BERT encoder with int8 weights.
//!
//! The matrix products are those of the maintained crate `rten-gemm`, which picks AVX-512 VNNI, AVX2, NEON or
//! portable code at run time; `DESIGN.md` has the measurement that chose it.

mod encoder;
mod layers;
mod manifest;
mod weights;

use std::path::Path;
use std::str;

use self::encoder::Encoder;
pub use self::manifest::{Config, FileDigest, Manifest};
use self::weights::Weights;
use super::{Output, TokenClassifier};
use crate::error::{Error, Result};
use crate::label::Label;
use crate::tokenizer::Unigram;

/// The file names of a model folder.
const MANIFEST: &str = "manifest.json";
const WEIGHTS: &str = "weights.safetensors";
const VOCABULARY: &str = "vocabulary.tsv";

/// A tagger held in memory. Share it: it is [`Sync`] and never changes.
#[derive(Debug)]
pub struct EmbeddedModel {
    manifest: Manifest,
    labels: Vec<Label>,
    vocabulary: Unigram,
    encoder: Encoder,
}

impl EmbeddedModel {
    /// Reads a model folder: `manifest.json`, `weights.safetensors` and `vocabulary.tsv`.
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::error::ErrorKind::Io) for a file that cannot be read,
    /// [`ErrorKind::Model`](crate::error::ErrorKind::Model) for one that is corrupt, of another version, or does not
    /// fit the manifest, [`ErrorKind::Label`](crate::error::ErrorKind::Label) for a label that is no BIO tag of ours.
    pub fn from_dir(dir: impl AsRef<Path>) -> Result<Self> {
        let read = |name: &str| {
            let path = dir.as_ref().join(name);
            std::fs::read(&path).map_err(|error| Error::io(&path, error))
        };
        let manifest = Manifest::from_json(&read(MANIFEST)?)?;
        let (weights, vocabulary) = (read(WEIGHTS)?, read(VOCABULARY)?);
        manifest.check(WEIGHTS, &weights)?;
        manifest.check(VOCABULARY, &vocabulary)?;
        Self::new(manifest, &weights, &vocabulary)
    }

    /// The model compiled into the crate.
    ///
    /// # Errors
    /// None on an unaltered crate; the types are those of [`from_dir`](Self::from_dir).
    #[cfg(feature = "embedded-model")]
    pub fn embedded() -> Result<Self> {
        // Digests are checked by a test instead of at every start: the files are part of the program.
        let manifest = Manifest::from_json(include_bytes!("../../models/vi-news/manifest.json"))?;
        let weights = include_bytes!("../../models/vi-news/weights.safetensors");
        Self::new(manifest, weights, include_bytes!("../../models/vi-news/vocabulary.tsv"))
    }

    fn new(manifest: Manifest, weights: &[u8], vocabulary: &[u8]) -> Result<Self> {
        let config = &manifest.config;
        let labels = config.labels()?;
        let tsv = str::from_utf8(vocabulary).map_err(|error| Error::model(VOCABULARY).because(error))?;
        let vocabulary = Unigram::from_tsv(tsv)?;
        if vocabulary.len() != config.vocabulary {
            let (found, expected) = (vocabulary.len(), config.vocabulary);
            return Err(Error::model(format!("{VOCABULARY}: {found} pieces, the manifest says {expected}")));
        }
        let encoder = Encoder::load(config, &Weights::read(weights)?)?;
        Ok(EmbeddedModel { labels, vocabulary, encoder, manifest })
    }

    /// Where the model comes from, what it was trained on, and how it scores.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }
}

impl TokenClassifier for EmbeddedModel {
    fn labels(&self) -> &[Label] {
        &self.labels
    }

    fn window(&self) -> usize {
        self.manifest.config.window
    }

    fn frame(&self) -> (u32, u32) {
        (Unigram::BOS, Unigram::EOS)
    }

    fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
        self.vocabulary.encode_word(word, ids);
    }

    fn classify(&self, ids: &[u32]) -> Output {
        self.encoder.forward(ids)
    }
}
