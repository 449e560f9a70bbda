//! `trich model`: what the model is.

use std::io::{self, Write};

use clap::Subcommand;
use trich::error::{Error, ErrorKind};

use crate::failure::Result;
use crate::options::Model;

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
}

/// Answers.
pub fn run(args: &Args) -> Result<()> {
    let Command::Info(model) = &args.command;
    let extractor = model.extractor()?;
    let missing = || Error::new(ErrorKind::Model, "the model has no manifest");
    let manifest = extractor.manifest().ok_or_else(missing)?;
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, manifest).map_err(io::Error::from)?;
    Ok(writeln!(out)?)
}
