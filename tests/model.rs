//! Model folders: the one that ships is what its manifest says, and broken ones are errors that name the trouble.
#![cfg(feature = "embedded-model")]

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use trich::Extractor;
use trich::backend::embedded::EmbeddedModel;
use trich::error::ErrorKind;

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/vi-news");
const FILES: [&str; 4] = ["manifest.json", "weights.safetensors", "vocabulary.tsv", "topics.safetensors"];

/// A copy of the shipped model, altered.
fn altered(alter: impl Fn(&Path)) -> TempDir {
    let dir = TempDir::new().expect("is made");
    for file in FILES {
        fs::copy(Path::new(SHIPPED).join(file), dir.path().join(file)).expect("is copied");
    }
    alter(dir.path());
    dir
}

fn rewrite(file: &'static str, from: &'static str, to: &'static str) -> impl Fn(&Path) {
    move |dir| {
        let text = fs::read_to_string(dir.join(file)).expect("is text");
        assert!(text.contains(from), "{file} has no {from:?}");
        fs::write(dir.join(file), text.replacen(from, to, 1)).expect("is written");
    }
}

#[test]
fn the_shipped_files_are_those_of_the_manifest_and_the_embedded_model() {
    let loaded = EmbeddedModel::from_dir(SHIPPED).expect("digests agree");
    assert_eq!(loaded.manifest(), EmbeddedModel::embedded().expect("loads").manifest());
    let bytes: u64 = loaded.manifest().files.values().map(|file| file.bytes).sum();
    assert!(bytes <= 32_000_000, "{bytes} bytes");
}

#[test]
fn broken_folders_are_errors() {
    type Case = (Box<dyn Fn(&Path)>, ErrorKind, &'static str);
    let cases: Vec<Case> = vec![
        (
            Box::new(|dir| fs::remove_file(dir.join(FILES[1])).expect("is removed")),
            ErrorKind::Io,
            "weights.safetensors",
        ),
        (
            Box::new(|dir| fs::write(dir.join(FILES[0]), "{").expect("is written")),
            ErrorKind::Model,
            "manifest.json",
        ),
        (
            Box::new(rewrite("manifest.json", "\"format_version\": 1", "\"format_version\": 9")),
            ErrorKind::Model,
            "version 9",
        ),
        (Box::new(rewrite("manifest.json", "\"B-PER\"", "\"B-PLANET\"")), ErrorKind::Label, "PLANET"),
        (
            Box::new(rewrite("manifest.json", "\"heads\": 12", "\"heads\": 7")),
            ErrorKind::Model,
            "multiple of heads",
        ),
        (
            Box::new(rewrite("manifest.json", "\"intermediate\": 1536", "\"intermediate\": 0")),
            ErrorKind::Model,
            "must not be 0",
        ),
        (Box::new(rewrite("manifest.json", "1e-12", "-1.0")), ErrorKind::Model, "norm_epsilon"),
        (
            Box::new(rewrite("manifest.json", "\"hidden\": 384", "\"hidden\": 372")),
            ErrorKind::Model,
            "embedding.word",
        ),
        (Box::new(rewrite("vocabulary.tsv", "<unk>\t0\n", "<unk>\t1\n")), ErrorKind::Model, "corrupt"),
        (
            Box::new(|dir| {
                let mut weights = fs::read(dir.join(FILES[1])).expect("is read");
                let middle = weights.len() / 2;
                weights[middle] ^= 1;
                fs::write(dir.join(FILES[1]), weights).expect("is written");
            }),
            ErrorKind::Model,
            "corrupt",
        ),
        (
            Box::new(|dir| {
                let weights = fs::read(dir.join(FILES[1])).expect("is read");
                fs::write(dir.join(FILES[1]), &weights[..1000]).expect("is written");
            }),
            ErrorKind::Model,
            "1000 bytes",
        ),
    ];
    for (alter, kind, says) in cases {
        let error = EmbeddedModel::from_dir(altered(alter).path()).expect_err(says);
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[test]
fn broken_topics_are_errors() {
    type Case = (Box<dyn Fn(&Path)>, ErrorKind, &'static str);
    let cases: Vec<Case> = vec![
        (
            Box::new(|dir| fs::remove_file(dir.join(FILES[3])).expect("is removed")),
            ErrorKind::Io,
            "topics.safetensors",
        ),
        (
            Box::new(|dir| {
                let mut topics = fs::read(dir.join(FILES[3])).expect("is read");
                *topics.last_mut().expect("has bytes") ^= 1;
                fs::write(dir.join(FILES[3]), topics).expect("is written");
            }),
            ErrorKind::Model,
            "topics.safetensors: corrupt",
        ),
        (
            Box::new(|dir| fs::write(dir.join(FILES[3]), "{").expect("is written")),
            ErrorKind::Model,
            "topics.safetensors: 1 bytes",
        ),
    ];
    for (alter, kind, says) in cases {
        let error = Extractor::builder().model_dir(altered(alter).path()).build().expect_err(says);
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[test]
fn a_model_without_topics_tells_none() {
    let dir = altered(|dir| {
        fs::remove_file(dir.join(FILES[3])).expect("is removed");
        let path = dir.join(FILES[0]);
        let text = fs::read_to_string(&path).expect("is text");
        let mut manifest: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
        let files = manifest["files"].as_object_mut().expect("is an object");
        assert!(files.remove(FILES[3]).is_some(), "the shipped manifest lists topics");
        fs::write(&path, manifest.to_string()).expect("is written");
    });
    let extractor = Extractor::builder().model_dir(dir.path()).build().expect("loads");
    assert!(extractor.extract("Cầu mới thông xe.").topics.categories.is_empty());
}
