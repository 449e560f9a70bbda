//! Models in Hugging Face's layout in the embedded engine: what they say, what rounding costs, and what is wrong with
//! broken ones. And our own model, exported to that layout.
#![cfg(feature = "hugging-face")]

mod tiny;

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;
use trich::Extractor;
use trich::backend::TokenClassifier;
use trich::backend::embedded::{EmbeddedModel, HuggingFaceModel, Precision};
use trich::error::{ErrorKind, Result};
use trich::label::LabelMapping;

use self::tiny::{altered, check_against_reference, encode, folder, reconfigured, sentences};

fn read(dir: &Path) -> Result<HuggingFaceModel> {
    HuggingFaceModel::from_dir(dir, &LabelMapping::default())
}

fn float(dir: &Path) -> EmbeddedModel {
    read(dir).and_then(|model| model.model(Precision::Float)).expect("loads")
}

/// WordPiece, byte-level BPE and unigram; weights of 32 and 16 bits; two epsilons; three label schemes.
#[test]
fn pieces_and_scores_are_those_of_transformers() {
    for name in ["bert", "roberta", "xlm-roberta"] {
        check_against_reference(name, &float(&folder(name)), 1e-4);
    }
}

#[test]
fn sentence_piece_gives_the_same_pieces() {
    let without =
        altered("xlm-roberta", |dir| fs::remove_file(dir.join("tokenizer.json")).expect("is removed"));
    let model = float(without.path());
    check_against_reference("xlm-roberta", &model, 1e-4);
    let json = float(&folder("xlm-roberta"));
    for text in ["２０２５ ở Huế", "漢字 (OCB)", "  ", "Ĝ!"] {
        assert_eq!(encode(&model, text), encode(&json, text), "{text:?}");
    }
    let elsewhere = altered("deberta-v2", |dir| {
        fs::rename(dir.join("tokenizer.json"), dir.join("sentencepiece.bpe.model")).expect("is renamed");
    });
    let error = read(elsewhere.path()).expect_err("is DeBERTa");
    assert_eq!(error.kind(), ErrorKind::Model);
}

#[test]
fn converted_folders_load_and_say_nearly_the_same() {
    for name in ["bert", "roberta", "xlm-roberta"] {
        let out = TempDir::new().expect("is made");
        let model = read(&folder(name)).expect("loads");
        let written = model.save(out.path(), Precision::Int8).expect("is written");
        let rounded = EmbeddedModel::from_dir(out.path()).expect("loads");
        assert_eq!(rounded.manifest(), &written);
        let exact = float(&folder(name));
        let (mut sum, mut all, mut count) = (0.0, 0.0, 0);
        for sentence in sentences() {
            let ids = encode(&exact, &sentence);
            assert_eq!(encode(&rounded, &sentence), ids, "{name}");
            let (one, other) = (exact.classify(&ids).scores, rounded.classify(&ids).scores);
            sum += (&one - &other).abs().sum();
            all += one.fold(0.0, |sum, score| sum + score.abs());
            count += one.len();
        }
        // Eight bits of range in 16 features: coarser than in a real model, but no other numbers.
        assert!(sum / all < 0.1 && sum > 0.0 && count > 100, "{name}: scores change by {} of {}", sum, all);

        let error = {
            let path = out.path().join("tokenizer.json");
            let text = fs::read_to_string(&path).expect("is text");
            fs::write(&path, text + " ").expect("is written");
            EmbeddedModel::from_dir(out.path()).expect_err("does not fit its digest")
        };
        assert!(error.to_string().contains("tokenizer.json"), "{error}");
    }
}

#[test]
fn extractors_take_such_folders_as_they_are() {
    let extractor = Extractor::builder().model_dir(folder("bert")).build().expect("loads");
    let text = &sentences()[0];
    for mention in extractor.extract(text).mentions {
        assert_eq!(&text[mention.start..mention.end], mention.text);
    }
}

#[test]
fn broken_folders_are_errors() {
    let cases = [
        (
            altered("bert", |dir| fs::remove_file(dir.join("config.json")).expect("is removed")),
            ErrorKind::Io,
            "config.json",
        ),
        (
            altered("bert", |dir| fs::write(dir.join("config.json"), "{").expect("is written")),
            ErrorKind::Model,
            "config.json",
        ),
        (
            altered("bert", |dir| fs::remove_file(dir.join("tokenizer.json")).expect("is removed")),
            ErrorKind::Io,
            "tokenizer.json",
        ),
        (
            altered("bert", |dir| {
                fs::rename(dir.join("model.safetensors"), dir.join("pytorch_model.bin")).expect("is renamed");
            }),
            ErrorKind::Io,
            "save_pretrained",
        ),
        (
            altered("bert", |dir| {
                let weights = fs::read(dir.join("model.safetensors")).expect("is read");
                fs::write(dir.join("model.safetensors"), &weights[..weights.len() - 4]).expect("is written");
            }),
            ErrorKind::Model,
            "model.safetensors",
        ),
        (reconfigured("bert", "hidden_size", json!(32)), ErrorKind::Model, "word_embeddings.weight is F32"),
        (
            reconfigured("bert", "num_hidden_layers", json!(3)),
            ErrorKind::Model,
            "layer.2.attention.self.query.weight is missing",
        ),
        (reconfigured("bert", "num_attention_heads", json!(3)), ErrorKind::Model, "multiple of heads"),
        (reconfigured("bert", "num_attention_heads", json!(0)), ErrorKind::Model, "num_attention_heads"),
        (reconfigured("bert", "hidden_act", json!("relu")), ErrorKind::Model, "hidden_act"),
        (reconfigured("bert", "model_type", json!("xlnet")), ErrorKind::Model, "xlnet"),
        (
            reconfigured("bert", "position_embedding_type", json!("relative_key")),
            ErrorKind::Model,
            "absolute",
        ),
        (
            reconfigured("bert", "max_position_embeddings", json!(2)),
            ErrorKind::Model,
            "max_position_embeddings",
        ),
        (reconfigured("bert", "vocab_size", json!(100)), ErrorKind::Model, "not its tokenizer"),
        (
            reconfigured("bert", "id2label", json!({"0": "O", "1": "B-SKILL", "2": "I-SKILL"})),
            ErrorKind::Label,
            "SKILL",
        ),
        (reconfigured("bert", "id2label", json!({"0": "O", "2": "B-PER"})), ErrorKind::Label, "has no 1"),
        (reconfigured("bert", "id2label", json!({})), ErrorKind::Label, "id2label"),
        (
            reconfigured("bert", "id2label", json!({"0": "O", "1": "B-PER"})),
            ErrorKind::Model,
            "classifier.weight",
        ),
        (altered("electra", |_| ()), ErrorKind::Model, "rust-bert"),
        (altered("distilbert", |_| ()), ErrorKind::Model, "rust-bert"),
    ];
    for (dir, kind, says) in cases {
        let error = read(dir.path()).expect_err(says);
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(says), "{says}: {error}");
    }
}

#[test]
fn unknown_types_are_taken_for_what_the_caller_says() {
    let labels = json!({"0": "O", "1": "B-SKILL", "2": "I-SKILL", "3": "B-LOC", "4": "I-LOC"});
    let dir = reconfigured("bert", "id2label", labels);
    let mapping = LabelMapping::default().ignore("skill");
    let model = HuggingFaceModel::from_dir(dir.path(), &mapping).expect("loads");
    let names = |model: &EmbeddedModel| model.labels().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(names(&model.model(Precision::Float).expect("loads")), ["O", "B-LOC", "I-LOC"]);
    // What the caller said goes into the converted folder.
    let out = TempDir::new().expect("is made");
    model.save(out.path(), Precision::Int8).expect("is written");
    assert_eq!(names(&EmbeddedModel::from_dir(out.path()).expect("loads")), ["O", "B-LOC", "I-LOC"]);
}

#[cfg(feature = "embedded-model")]
mod exported {
    use super::*;
    use crate::tiny::corpus_sentences;
    use trich::backend::embedded::ModelFiles;
    use trich::document::Document;
    use trich::evaluation::Parity;

    const ARTICLE: &str = include_str!("../seeds/articles/ha-noi-bon-cam-ket.txt");

    fn export() -> TempDir {
        let dir = TempDir::new().expect("is made");
        ModelFiles::embedded().and_then(|files| files.export(dir.path())).expect("is written");
        dir
    }

    #[test]
    fn its_tokenizer_gives_our_pieces() {
        let (ours, dir) = (EmbeddedModel::embedded().expect("loads"), export());
        let theirs = float(dir.path());
        assert_eq!((theirs.frame(), theirs.window()), (ours.frame(), ours.window()));
        let odd = "hoà HOÀ thuỷ quý Thuý ½ ﬁ ２０２５ 漢字 x̣̃ =\u{323} COVID_19 \u{1f600} A\u{301}";
        for text in [ARTICLE, &corpus_sentences(), odd, &"a".repeat(200)] {
            let document = Document::new(text);
            for token in document.tokens() {
                let (mut want, mut found) = (Vec::new(), Vec::new());
                ours.encode_word(document.token_text(*token), &mut want);
                theirs.encode_word(document.token_text(*token), &mut found);
                assert_eq!(found, want, "{:?}", document.token_text(*token));
            }
        }
        assert_eq!(encode(&theirs, odd), encode(&ours, odd));
    }

    /// Ours computes in int8; what was exported are the floats that its weights stand for.
    #[test]
    fn floats_and_int8_agree() {
        let (ours, dir) = (EmbeddedModel::embedded().expect("loads"), export());
        let mut parity = Parity::default();
        parity.add(&float(dir.path()), &ours, &corpus_sentences()).expect("have the same labels");
        eprintln!("{parity}");
        assert!(parity.tokens > 3000 && parity.agreement() >= 0.995, "{parity}");
    }

    #[test]
    fn converting_it_back_gives_the_same_weights() {
        let (dir, back) = (export(), TempDir::new().expect("is made"));
        read(dir.path()).and_then(|model| model.save(back.path(), Precision::Int8)).expect("is written");
        let (ours, again) =
            (EmbeddedModel::embedded().expect("loads"), EmbeddedModel::from_dir(back.path()).expect("loads"));
        let ids = encode(&ours, &sentences()[0]);
        let difference = tiny::greatest_difference(&ours.classify(&ids).scores, &again.classify(&ids).scores);
        assert!(difference < 1e-3, "scores differ by {difference}");
    }
}
