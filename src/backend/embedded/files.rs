//! The files of a model, read but not yet made ready to run.

use std::borrow::Cow;
use std::path::Path;
use std::str;

use super::EmbeddedModel;
use super::manifest::Manifest;
use super::vocabulary::Vocabulary;
use crate::error::{Error, Result};
use crate::tensors::Tensors;
use crate::tokenizer::Unigram;

/// The file names of a model folder. A model has one of the two vocabularies.
pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const WEIGHTS: &str = "weights.safetensors";
pub(super) const VOCABULARY: &str = "vocabulary.tsv";
pub(super) const TOKENIZER: &str = "tokenizer.json";

/// The files of a model folder, whole and unaltered.
#[derive(Clone, Debug)]
pub struct ModelFiles {
    pub(super) manifest: Manifest,
    pub(super) weights: Cow<'static, [u8]>,
    pub(super) vocabulary: Cow<'static, [u8]>,
}

impl ModelFiles {
    /// Reads a folder, and checks that its files are those that its manifest was written for.
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::error::ErrorKind::Io) for a file that cannot be read,
    /// [`ErrorKind::Model`](crate::error::ErrorKind::Model) for one that is corrupt or of another version.
    pub fn from_dir(dir: impl AsRef<Path>) -> Result<Self> {
        let read = |name: &str| {
            let path = dir.as_ref().join(name);
            std::fs::read(&path).map_err(|error| Error::io(&path, error))
        };
        let manifest = Manifest::from_json(&read(MANIFEST)?)?;
        let vocabulary_name = vocabulary_name(&manifest);
        let (weights, vocabulary) = (read(WEIGHTS)?, read(vocabulary_name)?);
        manifest.check(WEIGHTS, &weights)?;
        manifest.check(vocabulary_name, &vocabulary)?;
        Ok(ModelFiles { manifest, weights: weights.into(), vocabulary: vocabulary.into() })
    }

    /// Those compiled into the crate.
    ///
    /// # Errors
    /// None on an unaltered crate.
    #[cfg(feature = "embedded-model")]
    pub fn embedded() -> Result<Self> {
        // Digests are checked by a test instead of at every start: the files are part of the program.
        let manifest = Manifest::from_json(include_bytes!("../../../models/vi-news/manifest.json"))?;
        let weights: &[u8] = include_bytes!("../../../models/vi-news/weights.safetensors");
        let vocabulary: &[u8] = include_bytes!("../../../models/vi-news/vocabulary.tsv");
        Ok(ModelFiles { manifest, weights: weights.into(), vocabulary: vocabulary.into() })
    }

    /// The model, ready to run.
    ///
    /// # Errors
    /// [`ErrorKind::Model`](crate::error::ErrorKind::Model) if the files do not fit each other,
    /// [`ErrorKind::Label`](crate::error::ErrorKind::Label) for a label that is no BIO tag of ours.
    pub fn load(self) -> Result<EmbeddedModel> {
        let vocabulary = self.read_vocabulary()?;
        EmbeddedModel::new(self.manifest, &Tensors::parse(WEIGHTS, &self.weights)?, vocabulary)
    }

    pub(super) fn read_vocabulary(&self) -> Result<Vocabulary> {
        if vocabulary_name(&self.manifest) == TOKENIZER {
            return foreign(&self.vocabulary, self.manifest.config.vocabulary);
        }
        let tsv =
            str::from_utf8(&self.vocabulary).map_err(|error| Error::model(VOCABULARY).because(error))?;
        let vocabulary = Unigram::from_tsv(tsv)?;
        let (found, expected) = (vocabulary.len(), self.manifest.config.vocabulary);
        if found == expected {
            return Ok(Vocabulary::Unigram(vocabulary));
        }
        Err(Error::model(format!("{VOCABULARY}: {found} pieces, the manifest says {expected}")))
    }
}

/// Which file the manifest says that the vocabulary is in.
fn vocabulary_name(manifest: &Manifest) -> &'static str {
    if manifest.files.contains_key(TOKENIZER) { TOKENIZER } else { VOCABULARY }
}

#[cfg(feature = "hugging-face")]
fn foreign(json: &[u8], pieces: usize) -> Result<Vocabulary> {
    let tokenizer = crate::hugging_face::WordTokenizer::from_json(json)?;
    tokenizer.check(pieces)?;
    Ok(Vocabulary::HuggingFace(Box::new(tokenizer)))
}

#[cfg(not(feature = "hugging-face"))]
fn foreign(_: &[u8], _: usize) -> Result<Vocabulary> {
    Err(Error::model(format!(
        "{TOKENIZER}: to read it, the crate must be built with the feature `hugging-face`"
    )))
}
