//! `trich eval`: how well names, or quantities, are found in a gold corpus.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::PathBuf;

use trich::Extractor;
use trich::article::Article;
use trich::error::{Error, ErrorKind};
use trich::evaluation::corpus::{self, Record};
use trich::evaluation::quantities::{self, QuantityEvaluation};
use trich::evaluation::{Annotation, Calibration, Evaluation, Variant};
use trich::mention::{EntityKind, Mention};

use crate::extract::within;
use crate::failure::{Failure, Result, complain};
use crate::options::{Model, Threads};
use crate::progress;

/// Measure precision, recall and F1 on a gold corpus
///
/// Its lines are `{"id", "doc", "text", "entities": [{"start", "end", "type"}]}`, with offsets in code points. With
/// `--quantities`, they have `"quantities"` instead of `"entities"`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The gold corpus
    #[arg(value_name = "GOLD.jsonl")]
    gold: PathBuf,

    /// Measure quantities instead of names: lines are `{"id", "text", "quantities": [..]}`
    #[arg(long, conflicts_with_all = ["by_document", "json"])]
    quantities: bool,

    /// Join the records of each `doc`, so that every sentence is read in its context
    #[arg(long)]
    by_document: bool,

    /// Show whether confidence means what it says, and precision and recall by threshold on it
    #[arg(long, conflicts_with_all = ["quantities", "by_document", "json"])]
    calibration: bool,

    /// Measure the corpus in capitals, small letters, NFD, without marks and with errors of OCR as well
    #[arg(long, conflicts_with_all = ["quantities", "json", "calibration"])]
    variants: bool,

    /// Write JSON instead of tables
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    threads: Threads,

    #[command(flatten)]
    model: Model,
}

/// Evaluates; a corpus with an error is not evaluated, because scores of a part would mislead.
pub fn run(args: &Args) -> Result<()> {
    args.threads.apply()?;
    if args.quantities {
        return eval_quantities(args);
    }
    let records = read(args)?;
    let extractor = args.model.extractor()?;
    let evaluate = |records: &[Record]| {
        if args.by_document { by_document(&extractor, records) } else { by_record(&extractor, records) }
    };
    let mut out = io::stdout().lock();
    if args.variants {
        return Ok(write_variants(&mut out, &records, evaluate)?);
    }
    if args.calibration {
        write!(out, "{}", calibration(&extractor, &records))?;
        return Ok(out.flush()?);
    }
    let evaluation = evaluate(&records);
    if args.json {
        serde_json::to_writer_pretty(&mut out, &evaluation).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        write!(out, "{evaluation}")?;
    }
    Ok(out.flush()?)
}

/// Evaluates the quantities of each record.
fn eval_quantities(args: &Args) -> Result<()> {
    let records = read_with(args, quantities::records)?;
    let extractor = args.model.extractor()?;
    let mut evaluation = QuantityEvaluation::default();
    let articles = records.iter().map(|record| Article::from_text(record.text.as_str()));
    for (record, (_, extraction)) in records.iter().zip(extractor.extract_batch(articles)) {
        evaluation.add(record, &extraction.quantities);
    }
    let mut out = io::stdout().lock();
    write!(out, "{evaluation}")?;
    Ok(out.flush()?)
}

fn read(args: &Args) -> Result<Vec<Record>> {
    read_with(args, corpus::records)
}

/// All records, or complaints about all lines that are none.
fn read_with<T, I>(args: &Args, records_of: impl FnOnce(BufReader<File>) -> I) -> Result<Vec<T>>
where
    I: Iterator<Item = trich::error::Result<T>>,
{
    let name = args.gold.display();
    let file =
        File::open(&args.gold).map_err(|error| Error::new(ErrorKind::Io, format!("{name}: {error}")))?;
    let (mut records, mut failed) = (Vec::new(), false);
    for record in records_of(BufReader::new(file)) {
        match record {
            Ok(record) => records.push(record),
            Err(error) => {
                complain(&within(&name, &error));
                failed = true;
            }
        }
    }
    if failed { Err(Failure::Inputs) } else { Ok(records) }
}

/// A row of strict F1 per variant of the corpus.
fn write_variants(
    out: &mut impl Write,
    records: &[Record],
    evaluate: impl Fn(&[Record]) -> Evaluation,
) -> io::Result<()> {
    writeln!(out, "{:<13}     PER     ORG     LOC    MISC  PER+ORG+LOC     all", "strict F1")?;
    for variant in Variant::ALL {
        let rewritten: Vec<Record> = records.iter().map(|record| variant.of(record)).collect();
        let strict = evaluate(&rewritten).strict;
        write!(out, "{variant:<13}")?;
        EntityKind::ALL.iter().try_for_each(|kind| write!(out, "  {:.4}", strict[*kind].f1()))?;
        writeln!(out, "  {:>11.4}  {:.4}", strict.core().f1(), strict.all().f1())?;
    }
    out.flush()
}

fn by_record(extractor: &Extractor, records: &[Record]) -> Evaluation {
    let mut evaluation = Evaluation::default();
    let texts = records.iter().map(|record| &record.text);
    for (record, found) in records.iter().zip(names(extractor, texts)) {
        evaluation.add(&record.annotations, &found);
    }
    evaluation
}

fn by_document(extractor: &Extractor, records: &[Record]) -> Evaluation {
    let mut evaluation = Evaluation::default();
    let documents = corpus::documents(records);
    let texts = documents.iter().map(|document| &document.text);
    for (document, found) in documents.iter().zip(names(extractor, texts)) {
        for (record, found) in document.split(&found) {
            evaluation.add(&record.annotations, &found);
        }
    }
    evaluation
}

fn calibration(extractor: &Extractor, records: &[Record]) -> Calibration {
    let mut calibration = Calibration::default();
    let texts = records.iter().map(|record| &record.text);
    for (record, found) in records.iter().zip(mentions(extractor, texts)) {
        let sure = found.iter().map(|mention| (Annotation::from(mention), mention.confidence));
        calibration.add(&record.annotations, sure);
    }
    calibration
}

/// The names found in each text, in the order of the texts.
fn names<'t>(
    extractor: &Extractor,
    texts: impl ExactSizeIterator<Item = &'t String>,
) -> impl Iterator<Item = Vec<Annotation>> {
    mentions(extractor, texts).map(|mentions| mentions.iter().map(Annotation::from).collect())
}

fn mentions<'t>(
    extractor: &Extractor,
    texts: impl ExactSizeIterator<Item = &'t String>,
) -> impl Iterator<Item = Vec<Mention>> {
    let progress = progress::records(texts.len());
    let articles = texts.map(Article::from_text);
    extractor.extract_batch(articles).map(move |(_, extraction)| {
        progress.inc(1);
        extraction.mentions
    })
}
