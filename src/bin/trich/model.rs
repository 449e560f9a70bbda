//! `trich model`: what the model is, and what its topics are trained on.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::PathBuf;

use clap::Subcommand;
use rayon::prelude::*;
use serde::Serialize;
use trich::article::jsonl;
use trich::error::{Error, ErrorKind};
use trich::topic::Features;

use crate::extract::within;
use crate::failure::Result;
use crate::options::{Model, Threads};
use crate::progress;

/// Ask about models
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

/// Answers.
pub fn run(args: &Args) -> Result<()> {
    match &args.command {
        Command::Info(model) => info(model),
        Command::TopicFeatures(args) => topic_features(args),
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
