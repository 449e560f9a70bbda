//! The same model and text in both engines: `cargo bench --features rust-bert --bench backends`.
//!
//! The model is the embedded one, as int8, and exported to floats for the other engines. One thread each. Load times are
//! measured like everything else; peak memory is what the operating system says of a fresh process that loads the
//! model and reads the text, so this program runs itself once per engine with `TRICH_MEMORY_OF` set.

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use trich::Extractor;
use trich::backend::TokenClassifier;
use trich::backend::embedded::{EmbeddedModel, HuggingFaceModel, ModelFiles, Precision};
use trich::backend::torch::{Device, TorchTokenClassifier};
use trich::document::Document;
use trich::label::LabelMapping;

const ARTICLE: &str = include_str!("../seeds/articles/ha-noi-bon-cam-ket.txt");
const ENGINES: [&str; 3] = ["embedded int8", "embedded f32", "rust-bert f32"];
const CHILD: &str = "TRICH_MEMORY_OF";
const FOLDER: &str = "TRICH_MEMORY_FOLDER";

fn load(engine: &str, folder: &Path) -> Arc<dyn TokenClassifier> {
    match engine {
        "embedded int8" => Arc::new(EmbeddedModel::embedded().expect("loads")),
        "embedded f32" => {
            let model = HuggingFaceModel::from_dir(folder, &LabelMapping::default()).expect("loads");
            Arc::new(model.model(Precision::Float).expect("loads"))
        }
        _ => Arc::new(TorchTokenClassifier::from_dir(folder, Device::Cpu).expect("loads")),
    }
}

fn names(classifier: Arc<dyn TokenClassifier>) -> usize {
    let extractor = Extractor::builder().classifier(classifier).build().expect("is one");
    extractor.extract(black_box(ARTICLE)).mentions.len()
}

fn bench(criterion: &mut Criterion, folder: &Path) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    for engine in ENGINES {
        group.bench_function(engine, |bencher| bencher.iter(|| load(engine, folder)));
    }
    group.finish();

    let tokens = Document::new(ARTICLE).tokens().len();
    let expected = names(load(ENGINES[0], folder));
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    group.throughput(Throughput::Elements(tokens as u64));
    for engine in ENGINES {
        let classifier = load(engine, folder);
        // A fast wrong answer must not pass for an improvement. On a name or two int8 and floats do not agree.
        let found = names(classifier.clone());
        assert!(found.abs_diff(expected) * 50 <= expected, "{engine}: {found} names, not {expected}");
        group.bench_function(engine, |bencher| bencher.iter(|| names(classifier.clone())));
    }
    group.finish();
}

/// The most memory that a process with this engine held, in megabytes.
fn peak_memory(engine: &str, folder: &Path) -> f64 {
    let program = std::env::current_exe().expect("has a path");
    let output = Command::new(program).env(CHILD, engine).env(FOLDER, folder).output().expect("starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("is a number")
}

fn child(engine: &str) {
    let folder = std::env::var(FOLDER).expect("is set with the engine");
    assert!(names(load(engine, Path::new(&folder))) > 0);
    let status = std::fs::read_to_string("/proc/self/status").expect("is Linux");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("is in the status");
    let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse().expect("is a number");
    println!("{:.0}", kilobytes * 1024.0 / 1e6);
}

fn main() {
    tch::set_num_threads(1);
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("is the first");
    if let Ok(engine) = std::env::var(CHILD) {
        return child(&engine);
    }
    let folder = tempfile::tempdir().expect("a folder");
    ModelFiles::embedded().and_then(|files| files.export(folder.path())).expect("is written");
    for engine in ENGINES {
        println!("peak memory, {engine}: {:.0} MB", peak_memory(engine, folder.path()));
    }
    let mut criterion = Criterion::default().configure_from_args();
    bench(&mut criterion, folder.path());
    criterion.final_summary();
}
