//! Each stage on its own, over a news article of about 2,000 words: `cargo bench --bench stages`.
//!
//! `document` is text alone (NFC view, tokens, sentences); `classify` one window through the transformer, in tokens a
//! second; `extract` everything. Throughput is per byte of text except for `classify`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use trich::Extractor;
use trich::article::Article;
use trich::backend::TokenClassifier;
use trich::backend::embedded::EmbeddedModel;
use trich::document::Document;

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

fn extract(c: &mut Criterion) {
    let extractor = Extractor::embedded().expect("loads");
    // A fast wrong answer must not pass for an improvement.
    assert!(extractor.extract(ARTICLE).mentions.iter().any(|mention| mention.text == "Nguyễn Văn Phong"));
    let mut group = c.benchmark_group("extract");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("article", |b| b.iter(|| extractor.extract(black_box(ARTICLE))));
    group.finish();
}

criterion_group!(benches, text, model, extract);
criterion_main!(benches);
