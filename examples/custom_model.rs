//! Another tagger: a model from a folder, or a classifier of one's own.
//!
//! ```text
//! cargo run --release --example custom_model -- models/vi-news
//! ```
//!
//! `training/README.md` says how such a folder is made.

use std::error::Error;
use std::sync::Arc;

use ndarray::Array2;
use trich::Extractor;
use trich::backend::{Output, TokenClassifier};
use trich::label::Label;

const TEXT: &str = "Bà Trần Thị Lan, Giám đốc Sở Y tế Cần Thơ, trả lời báo Tuổi Trẻ.";

fn main() -> Result<(), Box<dyn Error>> {
    // A folder with `manifest.json`, `weights.safetensors` and `vocabulary.tsv`. Files that are damaged or do not fit
    // each other are an error that says which.
    let folder = std::env::args().nth(1).unwrap_or_else(|| "models/vi-news".into());
    let extractor = Extractor::builder().model_dir(&folder).build()?;
    if let Some(manifest) = extractor.manifest() {
        println!("{}, {}, {} layers", manifest.name, manifest.licence, manifest.config.layers);
    }
    show(&extractor);

    // Anything that scores labels can stand in for the model; windows, decoding and offsets stay ours.
    println!("\ncapital letters only");
    let extractor = Extractor::builder().classifier(Arc::new(Capitals::new()?)).build()?;
    show(&extractor);
    Ok(())
}

fn show(extractor: &Extractor) {
    for mention in extractor.extract(TEXT).mentions {
        println!("{:4} {:.2} {}", mention.kind, mention.confidence, mention.text);
    }
}

/// Takes every run of capitalised words for a person: a poor tagger, but a whole one.
#[derive(Debug)]
struct Capitals {
    labels: [Label; 3],
}

impl Capitals {
    // The ids that `classify` tells apart.
    const EDGE: u32 = 0;
    const SMALL: u32 = 1;
    const CAPITAL: u32 = 2;

    fn new() -> Result<Self, trich::error::Error> {
        Ok(Capitals { labels: ["O".parse()?, "B-PER".parse()?, "I-PER".parse()?] })
    }
}

impl TokenClassifier for Capitals {
    fn labels(&self) -> &[Label] {
        &self.labels
    }

    fn window(&self) -> usize {
        128
    }

    fn frame(&self) -> (u32, u32) {
        (Self::EDGE, Self::EDGE)
    }

    fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        ids.push(if capital { Self::CAPITAL } else { Self::SMALL });
    }

    /// A row of scores for every id: the column of the label meant gets 5, the others 0.
    fn classify(&self, ids: &[u32]) -> Output {
        let mut scores = Array2::zeros((ids.len(), self.labels.len()));
        for (place, id) in ids.iter().enumerate() {
            let goes_on = place > 0 && ids[place - 1] == Self::CAPITAL;
            let label = match (*id, goes_on) {
                (Self::CAPITAL, true) => 2,
                (Self::CAPITAL, false) => 1,
                _ => 0,
            };
            scores[[place, label]] = 5.0;
        }
        scores.into()
    }
}
