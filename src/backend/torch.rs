//! Token classifiers of many architectures in libtorch, through the crates `rust-bert` and `tch`.
//!
//! rust-bert's low-level models are used, not its pipeline: tokenising, windows, batches and decoding are those of the
//! rest of this crate, so the same text goes the same way whichever engine reads it.

mod deberta;
mod device;
mod epsilon;
mod network;
mod weights;

use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ndarray::Array2;
use tch::{Kind, Tensor, nn};

pub use self::device::Device;
use self::network::Network;
use super::{Output, TokenClassifier};
use crate::error::{Error, Result};
use crate::hugging_face::{ModelConfig, WordTokenizer};
use crate::label::{Label, LabelMapping, LabelSet};

/// A token classifier of Hugging Face's, read from a folder, run by libtorch.
///
/// Architectures (`model_type` in `config.json`): BERT, RoBERTa, XLM-RoBERTa, CamemBERT, DistilBERT, ELECTRA and
/// DeBERTa-v2, which includes v3. On the CPU libtorch uses all cores for one batch; batches wait for
/// each other.
///
/// ```no_run
/// use std::sync::Arc;
///
/// use trich::Extractor;
/// use trich::backend::torch::{Device, TorchTokenClassifier};
///
/// # fn main() -> trich::error::Result<()> {
/// let classifier = TorchTokenClassifier::from_dir("electra-base-vi-ner", Device::Best)?;
/// let extractor = Extractor::builder().classifier(Arc::new(classifier)).build()?;
/// # Ok(())
/// # }
/// ```
pub struct TorchTokenClassifier {
    model_type: String,
    labels: LabelSet,
    window: usize,
    tokenizer: WordTokenizer,
    padding: i64,
    /// The position of a window's first piece, where the network must be told positions.
    first_position: Option<i64>,
    device: tch::Device,
    // libtorch's tensors may move between threads but not be shared by them.
    network: Mutex<Network>,
}

impl TorchTokenClassifier {
    /// Reads a folder with `config.json` (with `id2label`), `model.safetensors` or `rust_model.ot`, and
    /// `tokenizer.json` or `sentencepiece.bpe.model`.
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::error::ErrorKind::Io) for a file that cannot be read,
    /// [`ErrorKind::Model`](crate::error::ErrorKind::Model) for one that is corrupt, does not fit the others, or is of
    /// another architecture, and for a device that is not there,
    /// [`ErrorKind::Label`](crate::error::ErrorKind::Label) for labels that are not ours; the message lists them, and
    /// [`from_dir_with`](Self::from_dir_with) takes what they mean.
    pub fn from_dir(dir: impl AsRef<Path>, device: Device) -> Result<Self> {
        Self::from_dir_with(dir, device, &LabelMapping::default())
    }

    /// The same, for a model with types of names that ours do not include.
    ///
    /// # Errors
    /// Those of [`from_dir`](Self::from_dir).
    pub fn from_dir_with(dir: impl AsRef<Path>, device: Device, mapping: &LabelMapping) -> Result<Self> {
        let dir = dir.as_ref();
        let device = device.resolve()?;
        let config = ModelConfig::read(dir)?;
        let labels = LabelSet::read(&config.labels, mapping)?;
        let tokenizer = WordTokenizer::from_dir(dir, &config.model_type)?;
        tokenizer.check(config.vocabulary)?;
        let mut store = nn::VarStore::new(device);
        let network = Network::new(&store.root(), &config)?;
        weights::load(&store, dir)?;
        epsilon::correct(&store, &config);
        store.freeze();
        Ok(TorchTokenClassifier {
            labels,
            window: config.window(),
            tokenizer,
            padding: config.padding.unwrap_or(0).into(),
            first_position: config.counts_from_padding().then(|| config.first_position() as i64),
            device,
            network: Mutex::new(network),
            model_type: config.model_type,
        })
    }

    /// Scores of several windows at once, `[windows, longest, columns]`.
    fn logits(&self, windows: &[Vec<u32>], longest: usize) -> Tensor {
        let shape = [windows.len() as i64, longest as i64];
        let padded = |of: &dyn Fn(usize, u32) -> i64, fill: i64| {
            let row = |ids: &Vec<u32>| -> Vec<i64> {
                let values = ids.iter().enumerate().map(|(place, id)| of(place, *id));
                values.chain(std::iter::repeat(fill)).take(longest).collect()
            };
            let values: Vec<i64> = windows.iter().flat_map(row).collect();
            Tensor::from_slice(&values).view(shape).to_device(self.device)
        };
        let ids = padded(&|_, id| id.into(), self.padding);
        let mask = padded(&|_, _| 1, 0);
        let positions = self.first_position.map(|first| padded(&|place, _| first + place as i64, first - 1));
        let network = self.network.lock().unwrap_or_else(PoisonError::into_inner);
        tch::no_grad(|| network.logits(&ids, &mask, positions.as_ref()))
    }
}

impl TokenClassifier for TorchTokenClassifier {
    fn labels(&self) -> &[Label] {
        self.labels.labels()
    }

    fn window(&self) -> usize {
        self.window
    }

    fn frame(&self) -> (u32, u32) {
        self.tokenizer.frame()
    }

    fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
        self.tokenizer.encode_word(word, ids);
    }

    /// # Panics
    /// When libtorch cannot go on, as when a graphics card has no memory left.
    fn classify(&self, ids: &[u32]) -> Output {
        self.classify_batch(&[ids.to_vec()]).pop().expect("a window in, a window out")
    }

    fn batch(&self) -> usize {
        if self.device.is_cuda() { 32 } else { 8 }
    }

    fn classify_batch(&self, windows: &[Vec<u32>]) -> Vec<Output> {
        let longest = windows.iter().map(Vec::len).max().unwrap_or(0);
        if longest == 0 {
            return windows.iter().map(|_| Array2::zeros((0, self.labels().len())).into()).collect();
        }
        let logits = self.logits(windows, longest).to_device(tch::Device::Cpu).to_kind(Kind::Float);
        let values = Vec::<f32>::try_from(logits.reshape([-1])).expect("logits are floats");
        let columns = self.labels.columns();
        let window_scores = |(window, values): (&Vec<u32>, &[f32])| {
            let scores = values[..window.len() * columns].to_vec();
            let scores = Array2::from_shape_vec((window.len(), columns), scores).expect("rows are whole");
            self.labels.merge(scores).into()
        };
        windows.iter().zip(values.chunks_exact(longest * columns)).map(window_scores).collect()
    }
}

impl fmt::Debug for TorchTokenClassifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TorchTokenClassifier({}, {:?})", self.model_type, self.device)
    }
}

/// An error of libtorch's or rust-bert's, as the cause of one of ours.
fn model_error(what: impl Into<String>, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::model(what).because(error)
}
