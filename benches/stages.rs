//! Each stage on its own, over a news article of about 2,000 words: `cargo bench --bench stages`.
//!
//! `document` is text alone (NFC view, tokens, sentences); `classify` one window through the transformer, in tokens a
//! second; `extract` everything; `beside the model` everything but the transformer, whose answers are replayed.
//! Throughput is per byte of text except for `classify`.

use std::collections::HashMap;
use std::hint::black_box;
use std::sync::{Arc, Mutex};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_tensor::NdTensorView;
use trich::Extractor;
use trich::article::Article;
use trich::backend::embedded::EmbeddedModel;
use trich::backend::{Output, TokenClassifier};
use trich::document::Document;
use trich::label::Label;
use trich::topic::TopicModel;

const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/vi-news");
const ARTICLE: &str = include_str!("../seeds/articles/ha-noi-bon-cam-ket.txt");

fn text(c: &mut Criterion) {
    let mut group = c.benchmark_group("text");
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("article", |b| b.iter(|| Article::from_text(black_box(ARTICLE))));
    group.bench_function("document", |b| b.iter(|| Document::new(black_box(ARTICLE))));
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(ARTICLE).collect();
    assert_eq!(Document::new(&decomposed).tokens().len(), Document::new(ARTICLE).tokens().len());
    group.bench_function("document, NFD", |b| b.iter(|| Document::new(black_box(&decomposed))));
    group.finish();
}

fn model(c: &mut Criterion) {
    let mut group = c.benchmark_group("model");
    group.sample_size(10);
    group.bench_function("load", |b| b.iter(|| EmbeddedModel::embedded().expect("loads")));
    let model = EmbeddedModel::embedded().expect("loads");
    for length in [32, 128, 160] {
        let ids = window(&model, length);
        group.throughput(Throughput::Elements(length as u64));
        group.bench_function(format!("classify {length}"), |b| b.iter(|| model.classify(black_box(&ids))));
    }
    group.finish();
}

/// The first pieces of the article, framed.
fn window(model: &EmbeddedModel, length: usize) -> Vec<u32> {
    let (bos, eos) = model.frame();
    let mut ids = vec![bos];
    let document = Document::new(ARTICLE);
    for token in document.tokens() {
        model.encode_word(document.token_text(*token), &mut ids);
    }
    ids.truncate(length - 1);
    ids.push(eos);
    ids
}

/// The matrix product that decides the speed, in int8 and f32: 128 tokens through a layer of the model's widest shape.
fn product(c: &mut Criterion) {
    const SHAPE: [usize; 3] = [128, 384, 1536];
    let [m, k, n] = SHAPE;
    let mut group = c.benchmark_group("product");
    group.throughput(Throughput::Elements(2 * (m * k * n) as u64));
    let (a, b) = (vec![101u8; m * k], vec![-57i8; k * n]);
    let int8 = GemmExecutor::<u8, i8, i32>::new();
    let packed = int8.prepack_b(NdTensorView::from_data([k, n], &b[..]));
    let mut out = vec![0i32; m * n];
    let mut multiply = || {
        let a = GemmInputA::Unpacked(NdTensorView::from_data([m, k], &a[..]));
        int8.gemm(&mut out, a, GemmInputB::Packed(&packed), GemmOptions::default()).expect("shapes fit")
    };
    multiply();
    group.bench_function("u8 x i8", |bench| bench.iter(&mut multiply));
    assert_eq!(out[0], 101 * -57 * k as i32);

    let (a, b) = (vec![101f32; m * k], vec![-57f32; k * n]);
    let float = GemmExecutor::<f32>::new();
    let packed = float.prepack_b(NdTensorView::from_data([k, n], &b[..]));
    let mut out = vec![0f32; m * n];
    let mut multiply = || {
        let a = GemmInputA::Unpacked(NdTensorView::from_data([m, k], &a[..]));
        float.gemm(&mut out, a, GemmInputB::Packed(&packed), GemmOptions::default()).expect("shapes fit")
    };
    multiply();
    group.bench_function("f32", |bench| bench.iter(&mut multiply));
    assert_eq!(out[0], -101.0 * 57.0 * k as f32);
    group.finish();
}

fn extract(c: &mut Criterion) {
    let extractor = Extractor::embedded().expect("loads");
    // A fast wrong answer must not pass for an improvement.
    assert!(extractor.extract(ARTICLE).mentions.iter().any(|mention| mention.text == "Nguyễn Văn Phong"));
    let mut group = c.benchmark_group("extract");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("article", |b| b.iter(|| extractor.extract(black_box(ARTICLE))));
    // The topics' share of it: all beyond the encoder's pass.
    let model = EmbeddedModel::embedded().expect("loads");
    let topics = TopicModel::from_dir(MODEL, model.manifest()).expect("loads").expect("is shipped");
    let features = extractor.topic_features(&Article::from_text(ARTICLE));
    assert_eq!(topics.categories(&features)[0].label, "politics and government");
    group.bench_function("topic scores", |b| b.iter(|| topics.scores(black_box(&features))));
    group.finish();
}

/// What the rest costs: article, document, decoding, entities, key phrases, quantities, topics.
fn beside_the_model(c: &mut Criterion) {
    let model = EmbeddedModel::embedded().expect("loads");
    let replay = Arc::new(Replay { model, answers: Mutex::default() });
    let extractor = Extractor::builder().classifier(replay).build().expect("is built");
    let first = extractor.extract(ARTICLE);
    assert!(!first.mentions.is_empty() && first.topics.keyphrases.len() > 4);
    let article = Article::from_text(ARTICLE);
    let mut group = c.benchmark_group("beside the model");
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("article", |b| b.iter(|| extractor.extract(black_box(ARTICLE))));
    group.bench_function("names, key phrase candidates", |b| {
        b.iter(|| extractor.keyphrase_candidates(black_box(&article)))
    });
    group.finish();
}

/// The model, asked once for each window.
#[derive(Debug)]
struct Replay {
    model: EmbeddedModel,
    answers: Mutex<HashMap<Vec<u32>, Output>>,
}

impl TokenClassifier for Replay {
    fn labels(&self) -> &[Label] {
        self.model.labels()
    }

    fn window(&self) -> usize {
        self.model.window()
    }

    fn frame(&self) -> (u32, u32) {
        self.model.frame()
    }

    fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
        self.model.encode_word(word, ids);
    }

    fn classify(&self, ids: &[u32]) -> Output {
        let mut answers = self.answers.lock().expect("nobody panics");
        answers.entry(ids.to_vec()).or_insert_with(|| self.model.classify(ids)).clone()
    }
}

criterion_group!(benches, text, product, model, extract, beside_the_model);
criterion_main!(benches);
