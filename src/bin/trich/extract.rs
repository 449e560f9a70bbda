//! `trich extract`: a few articles, for reading or for other programs.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use trich::article::{Article, jsonl};
use trich::date::CalendarDate;
use trich::error::{Error, ErrorKind};
use trich::{Extractor, output::Writer};

use crate::failure::{Result, all_read, complain};
use crate::options::{Format, Model, Offsets};
use crate::output::Output;

/// Show who and what articles name, and what they promise in numbers
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Articles: text, HTML, or JSON Lines if the name ends in .jsonl; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,

    /// How to write the results (default: what the output's name ends in, or a table)
    #[arg(short, long, value_enum)]
    format: Option<Format>,

    /// What offsets in JSON and CSV count
    #[arg(long, value_enum, default_value_t)]
    offsets: Offsets,

    /// Write the text that offsets count in to JSON, too; of HTML, it is what stands on the page
    #[arg(long)]
    text: bool,

    /// The day that articles without a date of their own were published: "năm nay" is told from it
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<CalendarDate>,

    #[command(flatten)]
    output: Output,

    #[command(flatten)]
    model: Model,
}

/// Extracts file by file; one that cannot be read does not stop the rest.
pub fn run(args: &Args) -> Result<()> {
    let extractor = args.model.extractor()?;
    let out = args.output.open(args.files.iter().map(PathBuf::as_path))?;
    let mut writer = Writer::new(out, args.format().into())
        .offsets(args.offsets.into())
        .text(args.text)
        .color(args.output.is_colored());
    let mut failed = 0;
    for path in &args.files {
        failed += extract_file(path, args.date, &extractor, &mut writer)?;
    }
    writer.finish()?;
    all_read(failed)
}

impl Args {
    fn format(&self) -> Format {
        let extension = self.output.path().and_then(Path::extension).and_then(|extension| extension.to_str());
        self.format.unwrap_or(match extension {
            Some("json") => Format::Json,
            Some("jsonl") => Format::Jsonl,
            Some("csv") => Format::Csv,
            Some("html" | "htm") => Format::Html,
            _ => Format::Table,
        })
    }
}

/// Writes the results of one file's articles, and gives the number of those that could not be read.
fn extract_file(
    path: &Path,
    date: Option<CalendarDate>,
    extractor: &Extractor,
    writer: &mut Writer<impl Write>,
) -> io::Result<usize> {
    let mut failed = 0;
    let readable = articles(path).filter_map(|article| {
        article
            .inspect_err(|error| {
                complain(error);
                failed += 1;
            })
            .ok()
    });
    let dated = readable.map(|article| match (article.date, date) {
        (None, Some(date)) => article.with_date(date),
        _ => article,
    });
    for (article, extraction) in extractor.extract_batch(dated) {
        writer.write(&article, &extraction)?;
    }
    Ok(failed)
}

/// The articles of one file; errors name it.
fn articles(path: &Path) -> Box<dyn Iterator<Item = trich::error::Result<Article>> + '_> {
    let is_lines =
        |extension: &OsStr| ["jsonl", "ndjson"].iter().any(|one| extension.eq_ignore_ascii_case(one));
    if path.extension().is_some_and(is_lines) {
        let name = path.display();
        return match File::open(path) {
            Ok(file) => Box::new(
                jsonl::records(BufReader::new(file)).map(move |one| one.map_err(|e| within(&name, &e))),
            ),
            Err(error) => {
                Box::new(std::iter::once(Err(Error::new(ErrorKind::Io, format!("{name}: {error}")))))
            }
        };
    }
    let article = if path == Path::new("-") {
        standard_input()
    } else {
        Article::read(path).map(|article| article.with_id(path.display().to_string()))
    };
    Box::new(std::iter::once(article))
}

fn standard_input() -> trich::error::Result<Article> {
    const NAME: &str = "standard input";
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|error| Error::new(ErrorKind::Io, format!("{NAME}: {error}")))?;
    Article::from_bytes(&bytes).map_err(|error| within(&NAME, &error))
}

/// The error with the file's name before it.
pub fn within(name: &dyn std::fmt::Display, error: &Error) -> Error {
    Error::new(error.kind(), format!("{name}: {error}"))
}
