//! Writes what speaks for every candidate of annotated articles, for `training/keyphrases.py` to fit weights to:
//!
//! ```sh
//! cargo run --release --example keyphrase_evidence -- GOLD.jsonl ARTICLES.jsonl.gz.. >evidence.jsonl
//! ```

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};

use flate2::read::MultiGzDecoder;
use rayon::prelude::*;
use serde_json::{Value, json};
use trich::Extractor;
use trich::article::{Article, jsonl};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let gold = arguments.next().ok_or("usage: keyphrase_evidence GOLD.jsonl ARTICLES.jsonl[.gz]..")?;
    let lines = std::fs::read_to_string(gold)?;
    let records: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let wanted: HashMap<&str, &Value> =
        records.iter().filter_map(|record| Some((record["id"].as_str()?, record))).collect();
    let mut articles = Vec::new();
    for path in arguments {
        let file = File::open(&path)?;
        let reader: Box<dyn Read> =
            if path.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
        let reader: Box<dyn BufRead> = Box::new(BufReader::new(reader));
        for article in jsonl::records(reader) {
            let article = article?;
            if let Some(record) = article.id.as_deref().and_then(|id| wanted.get(id)) {
                articles.push((article, *record));
            }
        }
    }
    let extractor = Extractor::embedded()?;
    let lines: Vec<String> =
        articles.par_iter().map(|(article, record)| line(&extractor, article, record)).collect();
    let mut out = std::io::stdout().lock();
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    Ok(())
}

fn line(extractor: &Extractor, article: &Article, record: &Value) -> String {
    let title = article.title().unwrap_or_default();
    let article = Article::from_text(format!("{title}\n{}", article.text())).with_title(title);
    let candidates: Vec<Value> = extractor
        .keyphrase_candidates(&article)
        .iter()
        .map(|candidate| json!({"text": candidate.text, "evidence": candidate.evidence.to_vec()}))
        .collect();
    json!({
        "id": record["id"], "split": record["split"], "gold": record["keyphrases"],
        "names": trich::keyphrase::EVIDENCE.to_vec(), "candidates": candidates,
    })
    .to_string()
}
