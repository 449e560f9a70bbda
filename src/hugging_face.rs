//! Model folders in Hugging Face's layout: `config.json`, `model.safetensors`, and a tokenizer.

pub(crate) mod config;
pub(crate) mod sentencepiece;
pub(crate) mod tokenizer;

use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

pub(crate) use self::config::ModelConfig;
pub(crate) use self::tokenizer::WordTokenizer;

/// The file names of such a folder.
pub(crate) const CONFIG: &str = "config.json";
pub(crate) const WEIGHTS: &str = "model.safetensors";
pub(crate) const TOKENIZER: &str = "tokenizer.json";
pub(crate) const SENTENCEPIECE: &str = "sentencepiece.bpe.model";

/// Whether a folder looks like one.
pub(crate) fn is_folder(dir: &Path) -> bool {
    dir.join(CONFIG).is_file()
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| Error::io(path, error))
}

/// The folder's weights file; if there are only others, what to do about them.
pub(crate) fn weights_path(dir: &Path) -> Result<PathBuf> {
    let path = dir.join(WEIGHTS);
    if path.is_file() {
        return Ok(path);
    }
    let other = ["pytorch_model.bin", "model.safetensors.index.json", "tf_model.h5"]
        .into_iter()
        .find(|name| dir.join(name).is_file());
    let advice = other.map_or(String::new(), |name| {
        format!(": only {name} is there; load it in Python and call save_pretrained(dir, max_shard_size=\"100GB\")")
    });
    Err(Error::new(ErrorKind::Io, format!("{}: no such file{advice}", path.display())))
}
