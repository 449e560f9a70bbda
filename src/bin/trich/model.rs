//! `trich model`: what the model is, what its topics are trained on, and models from and to Hugging Face's layout.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use rayon::prelude::*;
use serde::Serialize;
use trich::article::jsonl;
use trich::backend::embedded::{HuggingFaceModel, ModelFiles, Precision};
use trich::error::{Error, ErrorKind};
use trich::evaluation::Parity;
use trich::topic::Features;

use crate::extract::within;
use crate::failure::Result;
use crate::options::{Labels, Model, Threads};
use crate::progress;

/// Ask about models, convert and export them
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the manifest as JSON: origin, licence, training data, scores, sizes
    Info(Model),
    /// Write what topics are told from, one line per article: for training topics
    TopicFeatures(FeatureArgs),
    Convert(Convert),
    Export(Export),
}

#[derive(Debug, clap::Args)]
struct FeatureArgs {
    /// Articles, `{"id", "title", "text"}` per line
    #[arg(value_name = "IN.jsonl")]
    input: PathBuf,

    #[command(flatten)]
    threads: Threads,

    #[command(flatten)]
    model: Model,
}

/// A line of features.
#[derive(Serialize)]
struct Line {
    id: Option<String>,
    #[serde(flatten)]
    features: Features,
}

/// Convert a token classifier in Hugging Face's layout to the int8 folders that --model takes
///
/// BERT, RoBERTa, XLM-RoBERTa, CamemBERT and ELECTRA; the folder needs config.json, model.safetensors and tokenizer.json
/// (or sentencepiece.bpe.model).
#[derive(Debug, clap::Args)]
struct Convert {
    /// The folder to convert
    #[arg(value_name = "HF_DIR")]
    from: PathBuf,

    /// The folder to write
    #[arg(value_name = "OUT_DIR")]
    to: PathBuf,

    /// A text to read with the model before and after rounding, to see what rounding costs
    #[arg(long, value_name = "TEXT_FILE")]
    check: Option<PathBuf>,

    #[command(flatten)]
    labels: Labels,
}

/// Write a model of ours in Hugging Face's layout: config.json, model.safetensors, tokenizer.json
#[derive(Debug, clap::Args)]
struct Export {
    /// The folder to write
    #[arg(value_name = "OUT_DIR")]
    to: PathBuf,

    /// Folder of the model to export instead of the built-in one
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
}

/// Does it.
pub fn run(args: &Args) -> Result<()> {
    match &args.command {
        Command::Info(model) => info(model),
        Command::TopicFeatures(args) => topic_features(args),
        Command::Convert(args) => convert(args),
        Command::Export(args) => export(args),
    }
}

fn info(model: &Model) -> Result<()> {
    let extractor = model.extractor()?;
    let missing = || Error::new(ErrorKind::Model, "the model has no manifest");
    let manifest = extractor.manifest().ok_or_else(missing)?;
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, manifest).map_err(io::Error::from)?;
    Ok(writeln!(out)?)
}

/// An article that cannot be read ends it: training on the rest would mislead.
fn topic_features(args: &FeatureArgs) -> Result<()> {
    args.threads.apply()?;
    let extractor = args.model.extractor()?;
    let name = args.input.display();
    let file = File::open(&args.input).map_err(|e| Error::new(ErrorKind::Io, format!("{name}: {e}")))?;
    let articles = jsonl::records(BufReader::new(file))
        .collect::<trich::error::Result<Vec<_>>>()
        .map_err(|e| within(&name, &e))?;
    let progress = progress::records(articles.len());
    let mut out = io::stdout().lock();
    for chunk in articles.chunks(64) {
        let read = |article| {
            progress.inc(1);
            extractor.topic_features(article)
        };
        let features: Vec<Features> = chunk.par_iter().map(read).collect();
        for (article, features) in chunk.iter().zip(features) {
            serde_json::to_writer(&mut out, &Line { id: article.id.clone(), features })
                .map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(out.flush()?)
}

fn convert(args: &Convert) -> Result<()> {
    // A text that cannot be read must not show only after a minute's work.
    let text = args.check.as_deref().map(read_text).transpose()?;
    let model = HuggingFaceModel::from_dir(&args.from, &args.labels.mapping())?;
    let manifest = model.save(&args.to, Precision::Int8)?;
    let megabytes = manifest.files.values().map(|file| file.bytes).sum::<u64>() as f64 / 1e6;
    let mut out = io::stdout().lock();
    writeln!(out, "{}: {megabytes:.1} MB", args.to.display())?;
    if let Some(text) = text {
        // What is compared is what was written.
        let rounded = ModelFiles::from_dir(&args.to)?.load()?;
        let mut parity = Parity::default();
        parity.add(&model.model(Precision::Float)?, &rounded, &text)?;
        writeln!(out, "{parity}")?;
    }
    Ok(())
}

fn export(args: &Export) -> Result<()> {
    let files = match &args.model {
        Some(dir) => ModelFiles::from_dir(dir)?,
        None => embedded()?,
    };
    Ok(files.export(&args.to)?)
}

#[cfg(feature = "embedded-model")]
fn embedded() -> Result<ModelFiles> {
    Ok(ModelFiles::embedded()?)
}

#[cfg(not(feature = "embedded-model"))]
fn embedded() -> Result<ModelFiles> {
    Err(Error::new(
        ErrorKind::Model,
        "the program was built without a model of its own: give one with --model",
    )
    .into())
}

fn read_text(path: &Path) -> Result<String> {
    let failed = |error| Error::new(ErrorKind::Io, format!("{}: {error}", path.display()));
    Ok(std::fs::read_to_string(path).map_err(failed)?)
}
