//! The trained layer from features to scores.

use std::path::Path;

use ndarray::Array1;
use safetensors::{Dtype, SafeTensors};

use super::features::Features;
use super::{MEDIA_TOPICS, MediaTopic};
use crate::backend::embedded::Manifest;
use crate::error::{Error, Result};
use crate::extraction::Category;

/// Its file in a model folder.
const FILE: &str = "topics.safetensors";
const TOPICS: usize = MEDIA_TOPICS.len();

/// Scores topics. `training/topics.py` makes its file:
///
/// ```text
/// title.weight, story.weight   f32 [topics, hidden]     of the mean vectors
/// bias                         f32 [topics]
/// grams.number                 u32 [grams]              the syllables and pairs that are known, in order
/// grams.weight                 i8  [grams, topics]      of these, in steps of
/// grams.scale                  f32 [topics]
/// grams.idf                    f32 [grams]              how rare they are
/// threshold                    f32 [1]                  the least score that is told
/// ```
///
/// A topic's score is the logistic function of the sum: the probability that an editor would file the article there.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicModel {
    title: Vec<f32>,
    story: Vec<f32>,
    bias: Vec<f32>,
    gram_numbers: Vec<u32>,
    gram_weight: Vec<i8>,
    gram_scale: Vec<f32>,
    idf: Vec<f32>,
    threshold: f32,
}

impl TopicModel {
    /// The topic model in a model folder, if the folder's manifest lists one.
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::error::ErrorKind::Io) for a file that cannot be read,
    /// [`ErrorKind::Model`](crate::error::ErrorKind::Model) for one that is corrupt or does not fit the manifest.
    pub fn from_dir(dir: impl AsRef<Path>, manifest: &Manifest) -> Result<Option<Self>> {
        if !manifest.files.contains_key(FILE) {
            return Ok(None);
        }
        let path = dir.as_ref().join(FILE);
        let data = std::fs::read(&path).map_err(|error| Error::io(&path, error))?;
        manifest.check(FILE, &data)?;
        Self::from_bytes(&data, manifest.config.hidden).map(Some)
    }

    /// The one compiled into the crate, if the embedded model's manifest lists it.
    #[cfg(feature = "embedded-model")]
    pub(crate) fn embedded(manifest: &Manifest) -> Result<Option<Self>> {
        // The digest is checked by a test, as that of the weights.
        let data = include_bytes!("../../models/vi-news/topics.safetensors");
        let listed = manifest.files.contains_key(FILE);
        listed.then(|| Self::from_bytes(data, manifest.config.hidden)).transpose()
    }

    /// Reads a file for vectors of `hidden` features.
    ///
    /// # Errors
    /// [`ErrorKind::Model`](crate::error::ErrorKind::Model) for a file that is no such model.
    pub fn from_bytes(data: &[u8], hidden: usize) -> Result<Self> {
        let file = SafeTensors::deserialize(data).map_err(|error| Error::model(FILE).because(error))?;
        let tensors = Tensors(file);
        let gram_numbers = tensors.numbers("grams.number")?;
        if !gram_numbers.is_sorted() {
            return Err(Error::model(format!("{FILE}: grams.number is not in order")));
        }
        let grams = gram_numbers.len();
        let threshold = tensors.floats("threshold", &[1])?[0];
        if !(0.0..=1.0).contains(&threshold) {
            return Err(Error::model(format!("{FILE}: threshold {threshold} is not from 0 to 1")));
        }
        Ok(TopicModel {
            title: tensors.floats("title.weight", &[TOPICS, hidden])?,
            story: tensors.floats("story.weight", &[TOPICS, hidden])?,
            bias: tensors.floats("bias", &[TOPICS])?,
            gram_weight: tensors.bytes("grams.weight", &[grams, TOPICS])?,
            gram_numbers,
            gram_scale: tensors.floats("grams.scale", &[TOPICS])?,
            idf: tensors.floats("grams.idf", &[grams])?,
            threshold,
        })
    }

    /// The scores of all topics, in the order of [`MEDIA_TOPICS`]; none for an article without words or vectors.
    pub fn scores(&self, features: &Features) -> Option<[f32; TOPICS]> {
        if features.is_empty() {
            return None;
        }
        let [title, story] = features.means()?;
        if title.len() * TOPICS != self.title.len() {
            return None;
        }
        let grams = self.gram_sums(features);
        Some(std::array::from_fn(|topic| {
            let states = dot(row(&self.title, topic), title) + dot(row(&self.story, topic), story);
            let sum = self.bias[topic] + states + grams[topic] * self.gram_scale[topic];
            1.0 / (1.0 + (-sum).exp())
        }))
    }

    /// The topics from the threshold on, and the best one anyway; the best first.
    pub fn categories(&self, features: &Features) -> Vec<Category> {
        let Some(scores) = self.scores(features) else { return Vec::new() };
        let mut scored: Vec<(MediaTopic, f32)> = MEDIA_TOPICS.into_iter().zip(scores).collect();
        scored.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let told = scored.iter().take_while(|(_, score)| *score >= self.threshold).count().max(1);
        scored.into_iter().take(told).map(|(topic, score)| category(topic, score)).collect()
    }

    /// The weighted sums over syllables and pairs: counts dampened, weighed by rarity, scaled to length 1.
    fn gram_sums(&self, features: &Features) -> [f32; TOPICS] {
        let mut sums = [0.0_f32; TOPICS];
        let mut squares = 0.0;
        for (number, &count) in &features.grams {
            let Ok(place) = self.gram_numbers.binary_search(number) else { continue };
            let value = (1.0 + (count as f32).ln()) * self.idf[place];
            squares += value * value;
            let weights = &self.gram_weight[place * TOPICS..(place + 1) * TOPICS];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += value * f32::from(*weight);
            }
        }
        let length = squares.sqrt().max(f32::MIN_POSITIVE);
        sums.map(|sum| sum / length)
    }
}

fn category(topic: MediaTopic, score: f32) -> Category {
    Category { id: topic.id.to_owned(), label: topic.label.to_owned(), score }
}

fn row(weights: &[f32], topic: usize) -> &[f32] {
    let width = weights.len() / TOPICS;
    &weights[topic * width..(topic + 1) * width]
}

fn dot(weights: &[f32], values: &Array1<f32>) -> f32 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}

/// Typed access to the file.
struct Tensors<'a>(SafeTensors<'a>);

impl Tensors<'_> {
    fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let bytes = self.data(name, Dtype::F32, shape)?.chunks_exact(size_of::<f32>());
        let values: Vec<f32> = bytes.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(Error::model(format!("{FILE}: {name} has a value that is no number")))
        }
    }

    /// A tensor of one dimension, however long.
    fn numbers(&self, name: &str) -> Result<Vec<u32>> {
        let tensor = self.0.tensor(name).map_err(|error| Error::model(FILE).because(error))?;
        let bytes = self.data(name, Dtype::U32, &[tensor.shape().iter().product()])?;
        let bytes = bytes.chunks_exact(size_of::<u32>());
        Ok(bytes.map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    fn bytes(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>> {
        Ok(self.data(name, Dtype::I8, shape)?.iter().map(|byte| *byte as i8).collect())
    }

    fn data(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<&[u8]> {
        let tensor = self.0.tensor(name).map_err(|error| Error::model(FILE).because(error))?;
        if tensor.dtype() != dtype || tensor.shape() != shape {
            let found = format!("{:?} {:?}", tensor.dtype(), tensor.shape());
            return Err(Error::model(format!("{FILE}: {name} is {found}, expected {dtype:?} {shape:?}")));
        }
        Ok(tensor.data())
    }
}
