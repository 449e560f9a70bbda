//! `trich eval`: how well names, quantities or topics are found in a gold corpus.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use trich::Extractor;
use trich::article::{Article, jsonl};
use trich::error::{Error, ErrorKind};
use trich::evaluation::corpus::{self, Record};
use trich::evaluation::keyphrases::{self, KeyphraseEvaluation};
use trich::evaluation::quantities::{self, QuantityEvaluation};
use trich::evaluation::topics::{self, TopicEvaluation};
use trich::evaluation::{Annotation, Calibration, Evaluation, Variant};
use trich::mention::{EntityKind, Mention};

use crate::extract::within;
use crate::failure::{Failure, Result, complain};
use crate::options::{Model, Threads};
use crate::progress;

/// Measure precision, recall and F1 on a gold corpus
///
/// Its lines are `{"id", "doc", "text", "entities": [{"start", "end", "type"}]}`, with offsets in code points. With
/// `--quantities`, they have `"quantities"` instead of `"entities"`; with `--topics`, `"topics"`, the main one first.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The gold corpus
    #[arg(value_name = "GOLD.jsonl")]
    gold: PathBuf,

    /// Measure quantities instead of names: lines are `{"id", "text", "quantities": [..]}`
    #[arg(long, conflicts_with_all = ["by_document", "json"])]
    quantities: bool,

    /// Measure topics instead of names: lines are `{"id", "topics": [..]}`, with `"title"` and `"text"` or without
    #[arg(long, conflicts_with_all = ["quantities", "by_document", "json"])]
    topics: bool,

    /// Measure key phrases instead of names, beside YAKE, TF-IDF and TextRank: lines are `{"id", "split", "keyphrases": [..]}`
    #[arg(long, conflicts_with_all = ["quantities", "topics", "by_document", "json"])]
    keyphrases: bool,

    /// With `--topics` and `--keyphrases`: JSON Lines of the articles, `{"id", "title", "text"}` (default: the gold lines)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    articles: Vec<PathBuf>,

    /// With `--keyphrases`: measure the articles of this split only
    #[arg(long, requires = "keyphrases")]
    split: Option<String>,

    /// Join the records of each `doc`, so that every sentence is read in its context
    #[arg(long)]
    by_document: bool,

    /// Show whether confidence means what it says, and precision and recall by threshold on it
    #[arg(long, conflicts_with_all = ["quantities", "topics", "keyphrases", "by_document", "json"])]
    calibration: bool,

    /// Measure the corpus in capitals, small letters, NFD, without marks and with errors of OCR as well
    #[arg(long, conflicts_with_all = ["quantities", "topics", "keyphrases", "json", "calibration"])]
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
    if args.topics {
        return eval_topics(args);
    }
    if args.keyphrases {
        return eval_keyphrases(args);
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

/// Evaluates the topics of each article.
fn eval_topics(args: &Args) -> Result<()> {
    let gold = read_with(args, topics::records)?;
    let articles = articles(args, gold.iter().map(|gold| &*gold.id))?;
    let extractor = args.model.extractor()?;
    let progress = progress::records(gold.len());
    let mut evaluation = TopicEvaluation::default();
    for (gold, (_, extraction)) in gold.iter().zip(extractor.extract_batch(articles)) {
        evaluation.add(&gold.topics, &extraction.topics.categories);
        progress.inc(1);
    }
    let mut out = io::stdout().lock();
    write!(out, "{evaluation}")?;
    Ok(out.flush()?)
}

/// Evaluates the key phrases of each article, ours and those of the baselines.
fn eval_keyphrases(args: &Args) -> Result<()> {
    let mut gold = read_with(args, keyphrases::records)?;
    gold.retain(|gold| args.split.as_ref().is_none_or(|split| *split == gold.split));
    let articles = articles(args, gold.iter().map(|gold| &*gold.id))?;
    let extractor = args.model.extractor()?;
    let progress = progress::records(gold.len());
    let mut evaluation = KeyphraseEvaluation::default();
    for (gold, (article, extraction)) in
        gold.iter().zip(extractor.extract_batch(articles.into_iter().map(headed)))
    {
        evaluation.add(&article, &extraction.topics.keyphrases, &gold.keyphrases);
        progress.inc(1);
    }
    let mut out = io::stdout().lock();
    write!(out, "{evaluation}")?;
    Ok(out.flush()?)
}

/// The article with its headline in front of the text, so that every method sees it.
fn headed(article: Article) -> Article {
    let Some(title) = article.title().map(str::to_owned) else { return article };
    if article.text().starts_with(&title) {
        return article;
    }
    Article::from_text(format!("{title}\n{}", article.text())).with_title(title)
}

/// The articles of these ids, out of the files given for them or the gold file itself.
fn articles<'g>(args: &Args, ids: impl Iterator<Item = &'g str>) -> Result<Vec<Article>> {
    let mut articles = HashMap::new();
    let own = [args.gold.clone()];
    for file in if args.articles.is_empty() { &own } else { &*args.articles } {
        let read = read_file(file, jsonl::records)?;
        articles.extend(read.into_iter().filter_map(|article| Some((article.id.clone()?, article))));
    }
    let article = |id: &str| {
        let missing = || Error::new(ErrorKind::Input, format!("{}: no article {id:?}", args.gold.display()));
        articles.get(id).cloned().ok_or_else(missing)
    };
    Ok(ids.map(article).collect::<trich::error::Result<_>>()?)
}

fn read(args: &Args) -> Result<Vec<Record>> {
    read_with(args, corpus::records)
}

/// All records of the gold corpus.
fn read_with<T, I>(args: &Args, records_of: impl FnOnce(BufReader<File>) -> I) -> Result<Vec<T>>
where
    I: Iterator<Item = trich::error::Result<T>>,
{
    read_file(&args.gold, records_of)
}

/// All records of a file, or complaints about all lines that are none.
fn read_file<T, I>(path: &Path, records_of: impl FnOnce(BufReader<File>) -> I) -> Result<Vec<T>>
where
    I: Iterator<Item = trich::error::Result<T>>,
{
    let name = path.display();
    let file = File::open(path).map_err(|error| Error::new(ErrorKind::Io, format!("{name}: {error}")))?;
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
