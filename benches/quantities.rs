//! Megabytes of plain news text per second: preparing the document, reading its quantities, and both.
//!
//! The text is the sample article again and again; every run checks how many quantities it holds.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use trich::document::Document;
use trich::quantity::{ReadingContext, read};

const ARTICLE: &str = include_str!("../seeds/articles/ha-noi-bon-cam-ket.txt");
const COPIES: usize = 20;

fn quantities(criterion: &mut Criterion) {
    let text = format!("{ARTICLE}\n").repeat(COPIES);
    let context = ReadingContext::default();
    let document = Document::new(&text);
    let one = read(&Document::new(ARTICLE), &[], &context).quantities.len();
    assert_eq!(read(&document, &[], &context).quantities.len(), one * COPIES);
    let mut group = criterion.benchmark_group("quantities");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("document", |bencher| bencher.iter(|| Document::new(black_box(&text))));
    group.bench_function("rules", |bencher| bencher.iter(|| read(black_box(&document), &[], &context)));
    group.bench_function("both", |bencher| {
        bencher.iter(|| read(&Document::new(black_box(&text)), &[], &context))
    });
    group.finish();
}

criterion_group!(benches, quantities);
criterion_main!(benches);
