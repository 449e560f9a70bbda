//! Options that several commands share.

use std::path::PathBuf;

use clap::ValueEnum;
use trich::extraction::OffsetUnit;
use trich::{Extractor, output};

use crate::failure::{Failure, Result};

/// Which model to use.
#[derive(Clone, Debug, clap::Args)]
pub struct Model {
    /// Folder of the model to use instead of the built-in one
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
}

impl Model {
    /// An extractor with that model.
    pub fn extractor(&self) -> Result<Extractor> {
        let builder = Extractor::builder();
        let builder = match &self.model {
            Some(dir) => builder.model_dir(dir),
            None => builder,
        };
        Ok(builder.build()?)
    }
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
