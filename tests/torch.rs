//! libtorch against transformers, on tiny models of every architecture; and our own weights in both engines.
#![cfg(feature = "rust-bert")]

mod tiny;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;
use trich::Extractor;
use trich::backend::TokenClassifier;
use trich::backend::torch::{Device, TorchTokenClassifier};
use trich::error::{ErrorKind, Result};
use trich::label::LabelMapping;

use self::tiny::{
    altered, check_against_reference, encode, folder, greatest_difference, reconfigured, sentences,
};

const ALL: [&str; 6] = ["bert", "roberta", "xlm-roberta", "distilbert", "electra", "deberta-v2"];

fn load(dir: &Path) -> Result<TorchTokenClassifier> {
    TorchTokenClassifier::from_dir(dir, Device::Cpu)
}

/// Four kinds of tokenizers, weights of 32 and 16 bits, norms with four epsilons, and five label schemes.
#[test]
fn pieces_and_scores_are_those_of_transformers() {
    for name in ALL {
        check_against_reference(name, &load(&folder(name)).expect(name), 1e-4);
    }
}

#[test]
fn batches_give_what_single_windows_do() {
    for name in ALL {
        let classifier = load(&folder(name)).expect(name);
        let windows: Vec<Vec<u32>> =
            sentences().iter().map(|sentence| encode(&classifier, sentence)).chain([vec![]]).collect();
        let batch = classifier.classify_batch(&windows);
        assert_eq!(batch.len(), windows.len());
        for (ids, output) in windows.iter().zip(&batch) {
            let difference = greatest_difference(&classifier.classify(ids).scores, &output.scores);
            assert!(difference < 1e-4, "{name}: scores differ by {difference}");
        }
    }
}

/// The file that rust-bert's own conversion script writes.
#[test]
fn weights_of_rust_bert_s_own_format() {
    let dir = altered("bert", |dir| {
        let path = dir.join("model.safetensors");
        let tensors = tch::Tensor::read_safetensors(&path).expect("is read");
        tch::Tensor::save_multi(&tensors, dir.join("rust_model.ot")).expect("is written");
        fs::remove_file(path).expect("is removed");
    });
    check_against_reference("bert", &load(dir.path()).expect("loads"), 1e-4);
    let deeper = TempDir::new().expect("is made");
    for file in ["config.json", "tokenizer.json", "rust_model.ot"] {
        fs::copy(dir.path().join(file), deeper.path().join(file)).expect("is copied");
    }
    let config = fs::read_to_string(deeper.path().join("config.json")).expect("is text");
    let config = config.replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3");
    fs::write(deeper.path().join("config.json"), config).expect("is written");
    let error = load(deeper.path()).expect_err("lacks a layer");
    assert!(error.to_string().contains("is missing"), "{error}");
}

#[test]
fn one_classifier_serves_all_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let classifier = load(&folder("bert")).expect("loads");
    shared(&classifier);
    let extractor = Extractor::builder().classifier(Arc::new(classifier)).build().expect("is one");
    let text = sentences().concat();
    let alone = extractor.extract(&text);
    let articles = (0..20).map(|_| trich::article::Article::from_text(text.as_str()));
    for (_, extraction) in extractor.extract_batch(articles) {
        assert_eq!(extraction.mentions.len(), alone.mentions.len());
    }
}

#[test]
fn broken_folders_are_errors() {
    let cut = |name: &str| {
        altered(name, |dir| {
            let weights = fs::read(dir.join("model.safetensors")).expect("is read");
            fs::write(dir.join("model.safetensors"), &weights[..weights.len() / 2]).expect("is written");
        })
    };
    let cases = [
        (TempDir::new().expect("is made"), ErrorKind::Io, "config.json"),
        (cut("electra"), ErrorKind::Model, "model.safetensors"),
        (cut("deberta-v2"), ErrorKind::Model, "model.safetensors"),
        (
            altered("distilbert", |dir| fs::remove_file(dir.join("model.safetensors")).expect("is removed")),
            ErrorKind::Io,
            "model.safetensors",
        ),
        (reconfigured("roberta", "model_type", json!("xlnet")), ErrorKind::Model, "xlnet"),
        (
            reconfigured("deberta-v2", "model_type", json!("deberta")),
            ErrorKind::Model,
            "computes DeBERTa wrongly",
        ),
        (reconfigured("roberta", "hidden_size", json!("wide")), ErrorKind::Model, "config.json"),
        (reconfigured("roberta", "hidden_size", json!(32)), ErrorKind::Model, "expected floats"),
        (reconfigured("roberta", "num_hidden_layers", json!(3)), ErrorKind::Model, "is missing"),
        (reconfigured("distilbert", "vocab_size", json!(100)), ErrorKind::Model, "not its tokenizer"),
        (
            reconfigured("distilbert", "id2label", json!({"0": "O", "1": "B-PER", "2": "I-SKILL"})),
            ErrorKind::Label,
            "unknown types: SKILL",
        ),
        (
            reconfigured("distilbert", "id2label", json!({"0": "O", "1": "B-PER"})),
            ErrorKind::Model,
            "classifier",
        ),
        (
            altered("distilbert", |dir| {
                fs::copy(folder("roberta").join("tokenizer.json"), dir.join("tokenizer.json"))
                    .expect("is copied");
            }),
            ErrorKind::Model,
            "not its tokenizer",
        ),
    ];
    for (dir, kind, says) in cases {
        let error = load(dir.path()).expect_err(says);
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(says), "{says}: {error}");
    }
    let error =
        TorchTokenClassifier::from_dir(folder("bert"), Device::Cuda(99)).expect_err("has not so many");
    assert!(error.to_string().contains("CUDA card 99"), "{error}");
}

#[test]
fn types_that_are_not_ours_can_be_mapped() {
    let labels = json!({"0": "O", "1": "B-SKILL", "2": "I-SKILL", "3": "B-LOC", "4": "I-LOC"});
    let dir = reconfigured("bert", "id2label", labels);
    let mapping = LabelMapping::default().ignore("SKILL");
    let classifier =
        TorchTokenClassifier::from_dir_with(dir.path(), Device::Cpu, &mapping).expect("all types are known");
    let ids = encode(&classifier, &sentences()[0]);
    assert_eq!(classifier.classify(&ids).scores.dim(), (ids.len(), 3));
}

#[cfg(feature = "embedded-model")]
mod our_weights {
    use super::*;
    use crate::tiny::corpus_sentences;
    use trich::backend::embedded::{EmbeddedModel, HuggingFaceModel, ModelFiles, Precision};
    use trich::evaluation::{Annotation, Parity};

    const SEED: &str = "seeds/articles/ha-noi-bon-cam-ket.txt";
    const ARTICLE: &str = include_str!("../seeds/articles/ha-noi-bon-cam-ket.txt");

    fn export() -> TempDir {
        let dir = TempDir::new().expect("is made");
        ModelFiles::embedded().and_then(|files| files.export(dir.path())).expect("is written");
        dir
    }

    #[test]
    fn both_engines_say_the_same() {
        let dir = export();
        let torch = load(dir.path()).expect("loads");
        let int8 = EmbeddedModel::embedded().expect("loads");
        let float = HuggingFaceModel::from_dir(dir.path(), &LabelMapping::default())
            .and_then(|model| model.model(Precision::Float))
            .expect("loads");
        let (mut rounded, mut exact) = (Parity::default(), Parity::default());
        for text in [ARTICLE, &corpus_sentences()] {
            rounded.add(&torch, &int8, text).expect("have the same labels");
            exact.add(&torch, &float, text).expect("have the same labels");
        }
        eprintln!("int8 against libtorch\n{rounded}\nfloats against libtorch\n{exact}");
        assert!(rounded.tokens > 5000 && rounded.agreement() >= 0.995, "{rounded}");
        assert!(exact.same == exact.tokens && exact.greatest_difference < 1e-3, "{exact}");
    }

    #[test]
    fn the_seed_article_has_the_same_mentions() {
        let dir = export();
        let torch = Extractor::builder().classifier(Arc::new(load(dir.path()).expect("loads"))).build();
        let names = |extractor: &Extractor| -> Vec<Annotation> {
            extractor.extract(ARTICLE).mentions.iter().map(Annotation::from).collect()
        };
        let torch = names(&torch.expect("is one"));
        let float = Extractor::builder().model_dir(dir.path()).build().expect("is one");
        assert!(torch.len() > 50, "{}", torch.len());
        assert_eq!(torch, names(&float));
        // In int8, a name or two on which the model cannot decide may fall the other way.
        let int8 = names(&Extractor::embedded().expect("loads"));
        let common = int8.iter().filter(|name| torch.contains(name)).count();
        assert!(
            common * 100 >= 98 * int8.len().max(torch.len()),
            "{common} of {}, {}",
            int8.len(),
            torch.len()
        );
    }

    #[test]
    #[cfg(feature = "cli")]
    fn the_program_takes_either_backend() {
        let dir = export();
        let model = dir.path().display().to_string();
        let run = |args: &[&str]| {
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_trich"))
                .args(["extract", "--format", "csv", SEED])
                .args(args)
                .output()
                .expect("the program starts");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let lines = String::from_utf8(output.stdout).expect("is UTF-8");
            lines.lines().filter(|line| line.contains("Nguyễn Văn Phong")).count()
        };
        let torch = run(&["--backend", "rust-bert", "--model", &model]);
        assert!(torch > 0);
        assert_eq!(torch, run(&[]));
    }
}
