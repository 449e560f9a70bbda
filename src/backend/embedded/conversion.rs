//! BERT models in Hugging Face's layout, made ours: they run in the embedded engine, as they are or in int8.

mod rounding;
mod sizes;
pub(super) mod translation;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use self::sizes::Sizes;
use super::files::{MANIFEST, TOKENIZER, WEIGHTS};
use super::manifest::{Config, FORMAT, FORMAT_VERSION};
use super::vocabulary::Vocabulary;
use super::{EmbeddedModel, FileDigest, Manifest};
use crate::error::{Error, ErrorKind, Result};
use crate::hugging_face::{ModelConfig, WordTokenizer, weights_path};
use crate::label::{LabelMapping, LabelSet};
use crate::tensors::Tensors;

/// How weights are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// As they are: four times the memory, and slower.
    Float,
    /// Rounded to seven bits with a scale per output; activations take eight. Norms, biases and the head stay floats.
    Int8,
}

/// A token classifier in Hugging Face's layout that the embedded engine can run: BERT, RoBERTa, XLM-RoBERTa, CamemBERT,
/// or ELECTRA with embeddings as wide as its states.
///
/// ```no_run
/// use trich::Extractor;
/// use trich::backend::embedded::{HuggingFaceModel, Precision};
/// use trich::label::LabelMapping;
///
/// # fn main() -> trich::error::Result<()> {
/// let model = HuggingFaceModel::from_dir("xlm-roberta-ner", &LabelMapping::default().ignore("DATE"))?;
/// model.save("converted", Precision::Int8)?;
/// let extractor = Extractor::builder().model_dir("converted").build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct HuggingFaceModel {
    manifest: Manifest,
    tokenizer: WordTokenizer,
    /// Under our names, in floating point.
    weights: Tensors<'static>,
}

impl HuggingFaceModel {
    /// Reads a folder with `config.json`, `model.safetensors` (floats of 32 or 16 bits) and `tokenizer.json` or
    /// `sentencepiece.bpe.model`. `mapping` is for types of names that ours do not include.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] for a file that cannot be read, [`ErrorKind::Model`] for one that is corrupt or not of an
    /// architecture that this engine runs, [`ErrorKind::Label`] for labels that neither are ours nor are mapped.
    pub fn from_dir(dir: impl AsRef<Path>, mapping: &LabelMapping) -> Result<Self> {
        let dir = dir.as_ref();
        let config = ModelConfig::read(dir)?;
        let labels = LabelSet::read(&config.labels, mapping)?;
        let sizes = Sizes::read(&config)?;
        let tokenizer = WordTokenizer::from_dir(dir, &config.model_type)?;
        tokenizer.check(config.vocabulary)?;
        let path = weights_path(dir)?;
        let file = crate::hugging_face::read(&path)?;
        let weights = translation::translate(&Tensors::parse(path.display().to_string(), &file)?, &sizes)?;
        let manifest = manifest(dir, &config, ours(&config, &sizes, &labels));
        manifest.config.check("config.json")?;
        Ok(HuggingFaceModel { manifest, tokenizer, weights })
    }

    /// The model, ready to run.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] if its sizes do not fit each other.
    pub fn model(&self, precision: Precision) -> Result<EmbeddedModel> {
        let vocabulary = Vocabulary::HuggingFace(Box::new(self.tokenizer.clone()));
        EmbeddedModel::new(self.manifest.clone(), &self.weights_in(precision)?, vocabulary)
    }

    /// Writes a folder that [`EmbeddedModel::from_dir`] and
    /// [`ExtractorBuilder::model_dir`](crate::ExtractorBuilder::model_dir) load.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] if it cannot be written.
    pub fn save(&self, dir: impl AsRef<Path>, precision: Precision) -> Result<Manifest> {
        let dir = dir.as_ref();
        fs::create_dir_all(dir).map_err(|error| Error::io(dir, error))?;
        self.weights_in(precision)?.write(&dir.join(WEIGHTS))?;
        self.tokenizer.save(&dir.join(TOKENIZER))?;
        let mut manifest = self.manifest.clone();
        for name in [WEIGHTS, TOKENIZER] {
            manifest.files.insert(name.to_owned(), digest(&dir.join(name))?);
        }
        let path = dir.join(MANIFEST);
        let json = serde_json::to_string_pretty(&manifest)
            .map_err(|error| Error::new(ErrorKind::Io, path.display().to_string()).because(error))?;
        fs::write(&path, json + "\n").map_err(|error| Error::io(&path, error))?;
        Ok(manifest)
    }

    fn weights_in(&self, precision: Precision) -> Result<Tensors<'_>> {
        match precision {
            Precision::Float => Ok(self.weights.clone()),
            Precision::Int8 => rounding::round(&self.weights),
        }
    }
}

fn ours(config: &ModelConfig, sizes: &Sizes, labels: &LabelSet) -> Config {
    Config {
        labels: labels.names(),
        hidden: sizes.hidden,
        layers: sizes.layers,
        heads: sizes.heads,
        intermediate: sizes.intermediate,
        vocabulary: config.vocabulary,
        positions: config.positions - config.first_position(),
        norm_epsilon: config.norm_epsilon as f32,
        window: config.window(),
        // What reads vectors was made for those of the model that ships.
        vector_layer: 0,
        temperature: 1.0,
    }
}

fn manifest(dir: &Path, config: &ModelConfig, ours: Config) -> Manifest {
    let name =
        dir.file_name().map_or_else(|| config.model_type.clone(), |name| name.to_string_lossy().into());
    Manifest {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        name,
        licence: "that of the model it was converted from".to_owned(),
        origin: format!("converted from a {} model in Hugging Face's layout", config.model_type),
        training_data: Vec::new(),
        training_commit: String::new(),
        scores: BTreeMap::new(),
        config: ours,
        files: BTreeMap::new(),
    }
}

fn digest(path: &Path) -> Result<FileDigest> {
    let data = fs::read(path).map_err(|error| Error::io(path, error))?;
    let sha256 = Sha256::digest(&data).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(FileDigest { sha256, bytes: data.len() as u64 })
}
