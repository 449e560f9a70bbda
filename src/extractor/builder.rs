//! Choosing what an extractor works with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Extractor;
use crate::backend::TokenClassifier;
use crate::backend::embedded::EmbeddedModel;
use crate::error::{Error, Result};
use crate::label::LabelMapping;
use crate::quantity::Patterns;
use crate::topic::TopicModel;

/// Builds an [`Extractor`] with another model than the embedded one.
///
/// ```
/// use trich::{Extractor, error::ErrorKind};
/// let error = Extractor::builder().model_dir("no/such/folder").build().expect_err("there is none");
/// assert_eq!(error.kind(), ErrorKind::Io);
/// ```
#[derive(Clone, Debug, Default)]
pub struct ExtractorBuilder {
    model_dir: Option<PathBuf>,
    labels: LabelMapping,
    classifier: Option<Arc<dyn TokenClassifier>>,
    patterns: Patterns,
    min_confidence: f32,
}

impl ExtractorBuilder {
    /// Loads the model from a folder with `manifest.json`, `weights.safetensors`, `vocabulary.tsv` or `tokenizer.json` and,
    /// if the manifest lists it, `topics.safetensors`: without it, articles have no categories (default: the embedded
    /// model). With the feature `hugging-face`, a folder in that layout will do, too: `config.json` of a BERT, RoBERTa,
    /// XLM-RoBERTa or ELECTRA, `model.safetensors`, `tokenizer.json`. It runs in floating point, slower than
    /// [converted](crate::backend::embedded) to int8.
    pub fn model_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.model_dir = Some(dir.into());
        self
    }

    /// Says what the types of names of a folder in Hugging Face's layout are in ours, where their names do not tell.
    pub fn labels(mut self, mapping: LabelMapping) -> Self {
        self.labels = mapping;
        self
    }

    /// Uses a classifier of the caller's own. Articles then have no categories: those are told from our model's vectors.
    pub fn classifier(mut self, classifier: Arc<dyn TokenClassifier>) -> Self {
        self.classifier = Some(classifier);
        self
    }

    /// Reads quantities with units, metrics and cues of the caller's own besides the standard ones.
    pub fn patterns(mut self, patterns: Patterns) -> Self {
        self.patterns = patterns;
        self
    }

    /// Leaves out names less sure than this, from 0 (the default: none) to 1; what precision and recall it buys is in the
    /// README, printed by `trich eval --calibration`.
    ///
    /// ```
    /// # #[cfg(feature = "embedded-model")] {
    /// use trich::Extractor;
    /// let careful = Extractor::builder().min_confidence(0.9).build().expect("0.9 is a probability");
    /// let found = careful.extract("Ông Nguyễn Văn Nam làm việc tại Hà Nội.");
    /// assert!(found.mentions.iter().all(|mention| mention.confidence >= 0.9));
    /// # }
    /// ```
    pub fn min_confidence(mut self, probability: f32) -> Self {
        self.min_confidence = probability;
        self
    }

    /// The extractor.
    ///
    /// # Errors
    /// Those of [`EmbeddedModel::from_dir`] and [`TopicModel::from_dir`]; [`ErrorKind::Model`](crate::error::ErrorKind::Model) when no model is
    /// given and the crate was built without its own, or when two are given; [`ErrorKind::Input`](crate::error::ErrorKind::Input) when the
    /// least confidence is no probability.
    pub fn build(self) -> Result<Extractor> {
        if !(0.0..=1.0).contains(&self.min_confidence) {
            return Err(Error::input(format!(
                "the least confidence, {}, is not from 0 to 1",
                self.min_confidence
            )));
        }
        let extractor = match (self.model_dir, self.classifier) {
            (Some(dir), None) => {
                let model = load(&dir, &self.labels)?;
                let topics = TopicModel::from_dir(&dir, model.manifest())?;
                Ok(Extractor::with_model(model, topics))
            }
            (None, Some(classifier)) => Ok(Extractor::new(classifier, None, None)),
            (Some(_), Some(_)) => Err(Error::model("both a model folder and a classifier are given")),
            (None, None) => default_extractor(),
        };
        Ok(Extractor { patterns: self.patterns, min_confidence: self.min_confidence, ..extractor? })
    }
}

#[cfg(feature = "hugging-face")]
fn load(dir: &Path, labels: &LabelMapping) -> Result<EmbeddedModel> {
    use crate::backend::embedded::{HuggingFaceModel, Precision};
    if !dir.join("manifest.json").is_file() && crate::hugging_face::is_folder(dir) {
        return HuggingFaceModel::from_dir(dir, labels)?.model(Precision::Float);
    }
    EmbeddedModel::from_dir(dir)
}

#[cfg(not(feature = "hugging-face"))]
fn load(dir: &Path, _: &LabelMapping) -> Result<EmbeddedModel> {
    EmbeddedModel::from_dir(dir)
}

#[cfg(feature = "embedded-model")]
fn default_extractor() -> Result<Extractor> {
    Extractor::embedded()
}

#[cfg(not(feature = "embedded-model"))]
fn default_extractor() -> Result<Extractor> {
    Err(Error::model("no model is given, and the crate was built without its own (feature `embedded-model`)"))
}
