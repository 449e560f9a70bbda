//! What tags tokens: a classifier from piece ids to label scores. It knows nothing of entities.

pub mod embedded;
#[cfg(feature = "rust-bert")]
pub mod torch;

use std::fmt::Debug;

use ndarray::Array2;

use crate::label::Label;

/// A model that scores, for every piece of a window, every label.
///
/// Ids come from the classifier's own [`encode_word`](Self::encode_word), framed by [`frame`](Self::frame) and no more
/// than [`window`](Self::window), so there is nothing left that could fail.
pub trait TokenClassifier: Debug + Send + Sync {
    /// The labels, in the order of the score columns.
    fn labels(&self) -> &[Label];

    /// The most pieces of one window, its frame included.
    fn window(&self) -> usize;

    /// The ids that start and end a window.
    fn frame(&self) -> (u32, u32);

    /// Appends the ids of a word's pieces to `ids`, at least one.
    fn encode_word(&self, word: &str, ids: &mut Vec<u32>);

    /// Reads a window.
    fn classify(&self, ids: &[u32]) -> Output;

    /// How many windows are best read at once (default: 1).
    fn batch(&self) -> usize {
        1
    }

    /// Reads several windows, no more than [`batch`](Self::batch), and gives for each what
    /// [`classify`](Self::classify) does.
    fn classify_batch(&self, windows: &[Vec<u32>]) -> Vec<Output> {
        windows.iter().map(|ids| self.classify(ids)).collect()
    }
}

/// What a classifier says of the pieces of a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Scores (logits) of shape `[pieces, labels]`.
    pub scores: Array2<f32>,
    /// What the pieces mean in their context, of shape `[pieces, features]`: topics and key phrases are read off
    /// these. A classifier without them finds names all the same.
    pub vectors: Option<Array2<f32>>,
}

impl From<Array2<f32>> for Output {
    /// Scores alone.
    fn from(scores: Array2<f32>) -> Self {
        Output { scores, vectors: None }
    }
}
