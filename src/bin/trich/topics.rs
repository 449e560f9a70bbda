//! `trich topics`: the stories and themes of many articles.

use std::ffi::OsStr;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use indicatif::ProgressBar;
use trich::article::{Article, jsonl};
use trich::output::themes;
use trich::theme::{Collection, Options};

use crate::batch;
use crate::extract::within;
use crate::failure::{Result, all_read, complain};
use crate::options::{Model, Threads};
use crate::output::Output;
use crate::progress;

/// Group many articles into stories and themes, with their terms, sizes, days and most typical articles
///
/// Input lines are articles, as for `trich batch`: `{"id", "text"}` or `{"id", "html"}`, with a `"title"` and a `"date"`
/// perhaps. A line that cannot be read is reported with its number and left out; the exit code is then 1.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSON Lines to read; `-` is standard input
    #[arg(value_name = "IN.jsonl", default_value = "-")]
    input: PathBuf,

    /// How to write the themes (default: what the output's name ends in, or JSON)
    #[arg(short, long, value_enum)]
    format: Option<Format>,

    /// The fewest articles that make a theme
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..))]
    min_size: u32,

    /// How near an article outside of all dense regions must be to a theme to join it, from -1 to 1 (2: none joins)
    #[arg(long, value_name = "COSINE", default_value_t = Options::default().min_similarity)]
    min_similarity: f32,

    /// Where the random projection begins; the same seed gives the same themes
    #[arg(long, value_name = "N", default_value_t = Options::default().seed)]
    seed: u64,

    /// Let the encoder's view of headline and opening count, too: some 15 articles a second and core
    #[arg(long)]
    encoder: bool,

    #[command(flatten)]
    output: Output,

    #[command(flatten)]
    threads: Threads,

    #[command(flatten)]
    model: Model,
}

/// How to write themes.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// One object with all themes and articles
    Json,
    /// One row per article
    Csv,
    /// One page with charts
    Html,
}

/// Reads all articles, then groups them.
pub fn run(args: &Args) -> Result<()> {
    args.threads.apply()?;
    let extractor = if args.encoder { Some(args.model.extractor()?) } else { None };
    let (reader, size, name) = batch::open(&args.input)?;
    let mut out = args.output.open([&*args.input])?;
    let progress = if args.output.is_terminal() { ProgressBar::hidden() } else { progress::bytes(size) };
    let mut failed = 0;
    let readable = jsonl::records(BufReader::new(progress.wrap_read(reader))).filter_map(|article| {
        failed += usize::from(article.is_err());
        article.inspect_err(|error| progress.suspend(|| complain(&within(&name, error)))).ok()
    });
    let mut collection = Collection::default();
    match extractor {
        Some(extractor) => extractor
            .vectors_batch(readable)
            .for_each(|(article, vector): (Article, _)| collection.add(&article, vector)),
        None => readable.for_each(|article| collection.add(&article, None)),
    }
    progress.finish_and_clear();
    let options =
        Options { min_size: args.min_size as usize, min_similarity: args.min_similarity, seed: args.seed };
    let found = collection.themes(&options);
    match args.format() {
        Format::Json => themes::write_json(&mut out, &found)?,
        Format::Csv => themes::write_csv(&mut out, &found)?,
        Format::Html => themes::write_html(&mut out, &found)?,
    }
    out.flush()?;
    all_read(failed)
}

impl Args {
    fn format(&self) -> Format {
        let extension = self.output.path().and_then(Path::extension).and_then(OsStr::to_str);
        self.format.unwrap_or(match extension {
            Some("csv") => Format::Csv,
            Some("html" | "htm") => Format::Html,
            _ => Format::Json,
        })
    }
}
