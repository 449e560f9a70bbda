//! Choosing what an extractor works with.

use std::path::PathBuf;
use std::sync::Arc;

use super::Extractor;
use crate::backend::TokenClassifier;
use crate::backend::embedded::EmbeddedModel;
use crate::error::{Error, Result};
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
    classifier: Option<Arc<dyn TokenClassifier>>,
    patterns: Patterns,
}

impl ExtractorBuilder {
    /// Loads the model from a folder with `manifest.json`, `weights.safetensors`, `vocabulary.tsv` and, if the manifest
    /// lists it, `topics.safetensors`: without it, articles have no categories (default: the embedded model).
    pub fn model_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.model_dir = Some(dir.into());
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

    /// The extractor.
    ///
    /// # Errors
    /// Those of [`EmbeddedModel::from_dir`] and [`TopicModel::from_dir`]; [`ErrorKind::Model`](crate::error::ErrorKind::Model) when no model is
    /// given and the crate was built without its own, or when two are given.
    pub fn build(self) -> Result<Extractor> {
        let extractor = match (self.model_dir, self.classifier) {
            (Some(dir), None) => {
                let model = EmbeddedModel::from_dir(&dir)?;
                let topics = TopicModel::from_dir(&dir, model.manifest())?;
                Ok(Extractor::with_model(model, topics))
            }
            (None, Some(classifier)) => {
                Ok(Extractor { classifier, manifest: None, topics: None, patterns: Patterns::default() })
            }
            (Some(_), Some(_)) => Err(Error::model("both a model folder and a classifier are given")),
            (None, None) => default_extractor(),
        };
        Ok(Extractor { patterns: self.patterns, ..extractor? })
    }
}

#[cfg(feature = "embedded-model")]
fn default_extractor() -> Result<Extractor> {
    Extractor::embedded()
}

#[cfg(not(feature = "embedded-model"))]
fn default_extractor() -> Result<Extractor> {
    Err(Error::model("no model is given, and the crate was built without its own (feature `embedded-model`)"))
}
