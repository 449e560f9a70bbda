//! Options that several commands share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use trich::backend::TokenClassifier;
use trich::error::Error;
use trich::extraction::OffsetUnit;
use trich::label::LabelMapping;
use trich::mention::EntityKind;
use trich::quantity::Patterns;
use trich::{Extractor, output};

use crate::failure::{Failure, Result};

/// Which model to use, and which rules beside it.
#[derive(Clone, Debug, clap::Args)]
pub struct Model {
    /// Folder of the model to use instead of the built-in one
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,

    /// What runs it
    #[arg(long, value_enum, default_value_t, requires_if("rust-bert", "model"))]
    backend: Backend,

    #[command(flatten)]
    labels: Labels,

    /// Leave out names less sure than this, from 0 to 1
    #[arg(long, value_name = "P", default_value_t = 0.0, hide_default_value = true, value_parser = parse_probability)]
    min_confidence: f32,

    /// Units, metrics and cue words of your own for quantities, in TOML
    #[arg(long, value_name = "FILE")]
    patterns: Option<PathBuf>,
}

/// What runs a model.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Backend {
    /// The engine that is part of the program
    #[default]
    Embedded,
    /// libtorch, on a graphics card if there is one: folders in Hugging Face's layout
    RustBert,
}

impl Model {
    /// An extractor with that model.
    pub fn extractor(&self) -> Result<Extractor> {
        let builder = Extractor::builder().min_confidence(self.min_confidence);
        let builder = match (&self.model, self.backend) {
            (None, _) => builder,
            (Some(dir), Backend::Embedded) => builder.model_dir(dir).labels(self.labels.mapping()),
            (Some(dir), Backend::RustBert) => builder.classifier(torch(dir, &self.labels.mapping())?),
        };
        let builder = match &self.patterns {
            Some(file) => builder.patterns(Patterns::from_file(file)?),
            None => builder,
        };
        Ok(builder.build()?)
    }
}

#[cfg(feature = "rust-bert")]
fn torch(dir: &Path, labels: &LabelMapping) -> Result<Arc<dyn TokenClassifier>> {
    use trich::backend::torch::{Device, TorchTokenClassifier};
    Ok(Arc::new(TorchTokenClassifier::from_dir_with(dir, Device::Best, labels)?))
}

#[cfg(not(feature = "rust-bert"))]
fn torch(_: &Path, _: &LabelMapping) -> Result<Arc<dyn TokenClassifier>> {
    let problem = "--backend rust-bert: the program was built without the feature `rust-bert`";
    Err(Failure::Usage(problem.to_owned()))
}

/// What the labels of a model mean.
#[derive(Clone, Debug, clap::Args)]
pub struct Labels {
    /// What names of a type of the model's are: PER, ORG, LOC, MISC, or O for none (repeatable)
    #[arg(long = "map-label", value_name = "TYPE=KIND", value_parser = parse_mapping)]
    map: Vec<(String, Option<EntityKind>)>,
}

impl Labels {
    /// All of them.
    pub fn mapping(&self) -> LabelMapping {
        self.map.iter().fold(LabelMapping::default(), |mapping, (theirs, kind)| match kind {
            Some(kind) => mapping.map(theirs, *kind),
            None => mapping.ignore(theirs),
        })
    }
}

fn parse_probability(text: &str) -> std::result::Result<f32, String> {
    let probability = text.parse().ok().filter(|probability| (0.0..=1.0).contains(probability));
    probability.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

fn parse_mapping(text: &str) -> std::result::Result<(String, Option<EntityKind>), String> {
    let (theirs, kind) = text.split_once('=').ok_or("expected TYPE=KIND, such as PRODUCT=MISC or DATE=O")?;
    let kind = if kind == "O" { None } else { Some(kind.parse().map_err(|error: Error| error.to_string())?) };
    Ok((theirs.to_owned(), kind))
}

/// How many threads to use.
#[derive(Clone, Debug, clap::Args)]
pub struct Threads {
    /// Number of threads (default: one per core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

impl Threads {
    /// Sets the number for the rest of the program; to be called once, before any work.
    pub fn apply(&self) -> Result<()> {
        let Some(threads) = self.threads else { return Ok(()) };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.into());
        pool.build_global().map_err(|error| Failure::Usage(format!("--threads {threads}: {error}")))
    }
}

/// What offsets count.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Offsets {
    /// UTF-8 bytes
    #[default]
    Bytes,
    /// Unicode code points, as in Python
    Chars,
    /// UTF-16 units, as in JavaScript and Java
    Utf16,
}

impl From<Offsets> for OffsetUnit {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Bytes => OffsetUnit::Bytes,
            Offsets::Chars => OffsetUnit::Chars,
            Offsets::Utf16 => OffsetUnit::Utf16,
        }
    }
}

/// How to write results.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// Indented JSON, one object per article
    Json,
    /// JSON Lines, one object per article and line
    Jsonl,
    /// Names and targets in columns
    Table,
    /// One row per mention, quantity and time
    Csv,
    /// One page with the articles' texts highlighted
    Html,
}

impl From<Format> for output::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Json => output::Format::Json,
            Format::Jsonl => output::Format::JsonLines,
            Format::Table => output::Format::Table,
            Format::Csv => output::Format::Csv,
            Format::Html => output::Format::Html,
        }
    }
}
