//! The tiny models that `training/tiny_models.py` wrote, and what transformers makes of some sentences with them.
#![allow(dead_code, reason = "each test program uses a part")]

use std::fs;
use std::path::{Path, PathBuf};

use ndarray::Array2;
use safetensors::SafeTensors;
use tempfile::TempDir;
use trich::backend::TokenClassifier;
use trich::document::Document;
use trich::label::{LabelMapping, LabelSet};

pub const SENTENCES: &str = include_str!("../hugging_face/sentences.json");

pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hugging_face").join(name)
}

/// A copy of a tiny model, altered.
pub fn altered(name: &str, alter: impl FnOnce(&Path)) -> TempDir {
    let dir = TempDir::new().expect("is made");
    for file in fs::read_dir(folder(name)).expect("is a folder") {
        let path = file.expect("is read").path();
        fs::copy(&path, dir.path().join(path.file_name().expect("is a file"))).expect("is copied");
    }
    alter(dir.path());
    dir
}

/// Changes one value of a folder's `config.json`.
pub fn reconfigured(name: &str, key: &str, value: serde_json::Value) -> TempDir {
    altered(name, |dir| {
        let path = dir.join("config.json");
        let text = fs::read_to_string(&path).expect("is text");
        let mut json: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
        json[key] = value;
        fs::write(path, json.to_string()).expect("is written");
    })
}

/// Reads every sentence and compares ids, and scores but for `tolerance`, with those of transformers.
pub fn check_against_reference(name: &str, classifier: &dyn TokenClassifier, tolerance: f32) {
    let file = fs::read(folder(name).join("reference.safetensors")).expect("is there");
    let reference = SafeTensors::deserialize(&file).expect("is well formed");
    let labels = labels(name);
    assert_eq!(classifier.labels(), labels.labels(), "{name}");
    for (number, sentence) in sentences().iter().enumerate() {
        let ids = encode(classifier, sentence);
        let want = read(&reference, &format!("{number}.ids"), |bytes| i32::from_le_bytes(bytes) as u32);
        assert_eq!(ids, want, "{name}: pieces of {sentence:?}");

        let scores = classifier.classify(&ids).scores;
        let logits = read(&reference, &format!("{number}.logits"), f32::from_le_bytes);
        let logits = Array2::from_shape_vec((ids.len(), labels.columns()), logits).expect("rows are whole");
        let difference = greatest_difference(&scores, &labels.merge(logits));
        assert!(difference < tolerance, "{name}: {sentence:?}: scores differ by {difference}");
    }
}

pub fn greatest_difference(one: &Array2<f32>, other: &Array2<f32>) -> f32 {
    assert_eq!(one.dim(), other.dim());
    (one - other).abs().fold(0.0, |greatest, value| greatest.max(*value))
}

pub fn sentences() -> Vec<String> {
    serde_json::from_str(SENTENCES).expect("is JSON")
}

/// A sentence's pieces, word by word, framed.
pub fn encode(classifier: &dyn TokenClassifier, sentence: &str) -> Vec<u32> {
    let (start, end) = classifier.frame();
    let mut ids = vec![start];
    let document = Document::new(sentence);
    for token in document.tokens() {
        classifier.encode_word(document.token_text(*token), &mut ids);
    }
    ids.push(end);
    ids
}

fn labels(name: &str) -> LabelSet {
    let text = fs::read_to_string(folder(name).join("config.json")).expect("is text");
    let json: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
    let by_id = json["id2label"].as_object().expect("has labels");
    let name = |id: usize| by_id[&id.to_string()].as_str().expect("is a name").to_owned();
    let names: Vec<String> = (0..by_id.len()).map(name).collect();
    LabelSet::read(&names, &LabelMapping::default()).expect("are all ours")
}

fn read<const N: usize, T>(file: &SafeTensors<'_>, name: &str, value: impl Fn([u8; N]) -> T) -> Vec<T> {
    let tensor = file.tensor(name).expect("is in the reference");
    tensor.data().chunks_exact(N).map(|bytes| value(bytes.try_into().expect("has N bytes"))).collect()
}

/// Two hundred sentences of the corpus in `corpus/articles`, without its marks, one a line.
pub fn corpus_sentences() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
    let mark = regex::Regex::new(r"\[([^\[\]|]+)\|[A-Z]+\]").expect("is a pattern");
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder).expect("is a folder").map(|file| file.expect("is read").path()).collect();
    names.sort();
    let texts: Vec<String> = names.iter().map(|name| fs::read_to_string(name).expect("is text")).collect();
    let per_file = 200usize.div_ceil(texts.len());
    // Lines from the middle of each file, so that all kinds of articles are among them.
    let lines =
        texts.iter().flat_map(|text| text.lines().filter(|line| line.len() > 40).skip(20).take(per_file));
    let sentences: Vec<_> = lines.map(|line| mark.replace_all(line, "$1").into_owned()).take(200).collect();
    assert_eq!(sentences.len(), 200);
    sentences.join("\n")
}
