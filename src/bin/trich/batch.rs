//! `trich batch`: many articles, JSON Lines in and out.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use trich::article::jsonl;
use trich::error::{Error, ErrorKind};
use trich::output::{Format, Writer};

use crate::extract::within;
use crate::failure::{Result, all_read, complain};
use crate::options::{Model, Offsets, Threads};
use crate::output::Output;
use crate::progress;

/// Extract from many articles on all cores: JSON Lines in, JSON Lines out
///
/// Input lines are `{"id", "text"}` or `{"id", "html"}`. Results come in the order of the input; where that comes slowly,
/// a result that is done is written when a further line comes. A line that cannot be read is reported with its
/// number and left out; the exit code is then 1.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSON Lines to read; `-` is standard input
    #[arg(value_name = "IN.jsonl", default_value = "-")]
    input: PathBuf,

    #[command(flatten)]
    output: Output,

    /// What offsets count
    #[arg(long, value_enum, default_value_t)]
    offsets: Offsets,

    /// Write the text that offsets count in, too; of HTML, it is what stands on the page
    #[arg(long)]
    text: bool,

    #[command(flatten)]
    threads: Threads,

    #[command(flatten)]
    model: Model,
}

/// Extracts line by line; memory holds sixteen articles a core at a time, however many there are.
pub fn run(args: &Args) -> Result<()> {
    args.threads.apply()?;
    let extractor = args.model.extractor()?;
    let (reader, size, name) = open(&args.input)?;
    let out = args.output.open([&*args.input])?;
    let mut writer = Writer::new(out, Format::JsonLines).offsets(args.offsets.into()).text(args.text);
    let progress = if args.output.is_terminal() { ProgressBar::hidden() } else { progress::bytes(size) };
    let mut failed = 0;
    let readable = jsonl::records(BufReader::new(progress.wrap_read(reader))).filter_map(|article| {
        let complain = |error: &Error| progress.suspend(|| complain(&within(&name, error)));
        failed += usize::from(article.is_err());
        article.inspect_err(complain).ok()
    });
    let written = extractor
        .extract_batch(readable)
        .try_for_each(|(article, extraction)| writer.write(&article, &extraction))
        .and_then(|()| writer.finish().map(drop));
    progress.finish_and_clear();
    // A reader that has seen enough does not make failed inputs good.
    all_read(failed)?;
    Ok(written?)
}

/// The input, its size if it has one, and its name for messages.
pub fn open(path: &Path) -> Result<(Box<dyn Read>, Option<u64>, String)> {
    if path == Path::new("-") {
        return Ok((Box::new(io::stdin()), None, "standard input".to_owned()));
    }
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Error::new(ErrorKind::Io, format!("{name}: {error}")))?;
    let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|data| data.len());
    Ok((Box::new(file), size, name))
}
